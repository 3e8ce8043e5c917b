"""Template filters for the addressee and the state of a need."""

from django import template

from palabre.groups.models import Addressee, Need
from palabre.groups.needs.need_labels import IN_SHORT, PARTS, SAID_TO, TO
from palabre.groups.needs.need_state import NeedState, stand_of
from palabre.web.templatetags.text_filters import typeset

register = template.Library()


@register.filter
def said_to(need: Need) -> str:
    """“dit à l’institution”; "" without addressee."""
    return str(typeset(SAID_TO.get(Addressee(need.to), ""))) if need.to else ""


@register.filter
def stands(need: Need) -> str:
    """“on s’en occupe”. The need was fetched with `with_last_answer`."""
    stand = stand_of(need, answered_at=need.answered_at)  # type: ignore[attr-defined]
    return str(typeset(IN_SHORT[stand]))


@register.filter
def addressee(to: str) -> str:
    """“À l’institution”."""
    return str(typeset(TO[Addressee(to)]))


@register.filter
def part_title(stand: NeedState) -> str:
    """“Sans réponse”: the title of a part of the board."""
    return str(typeset(PARTS[stand][0]))


@register.filter
def part_words(stand: NeedState) -> str:
    return str(typeset(PARTS[stand][1]))
