"""Words as they are read aloud: typography, dates, lists of names."""

import datetime
import re
from collections.abc import Iterable

from django import template
from django.template.defaultfilters import stringfilter
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from palabre.pure import french
from palabre.web import dates_in_words

register = template.Library()
TAG = re.compile(r"(<[^>]*>)")
LONG_TITLE = 48  # characters: more than two lines of the largest size
FIRST_LETTER = re.compile(r"^((?:<[^>]*>|[\s«“])*)(\w)")


@register.filter(name="typeset")
def typeset(value: object) -> str | SafeString:
    """Give French text its spaces, apostrophes and ellipses. In safe HTML, only what stands between tags changes."""
    text = str(value if value is not None else "")
    if get_language() != "fr":
        return text
    if not isinstance(text, SafeString):
        return french.typeset(text)
    pieces = TAG.split(text.replace("&#x27;", "'").replace("&nbsp;", "\xa0"))
    return mark_safe("".join(piece if piece.startswith("<") else french.typeset(piece) for piece in pieces))


@register.filter(is_safe=True)
@stringfilter
def truncatechars(text: str, most: int) -> str:
    """Cut between two words: Django's filter of this name cuts within one, and after a full stop."""
    return french.shortened(text, most) if len(text) > most else text


@register.filter
def day(value: datetime.date | None) -> str:
    """« mardi 13 octobre 2026 »"""
    return dates_in_words.in_full(value) if value else ""


@register.filter
def plain_day(value: datetime.date | datetime.datetime | None) -> str:
    """« 10 octobre », with its year when it is far"""
    return dates_in_words.plain_day(_date(value), today=timezone.localdate()) if value else ""


@register.filter
def short_day(value: datetime.date | datetime.datetime | None) -> str:
    """« 13 oct. », with its year when it is another one"""
    return dates_in_words.in_short(_date(value), today=timezone.localdate()) if value else ""


@register.filter
def recent(value: datetime.date | datetime.datetime | None) -> str:
    """« Aujourd’hui », « Hier », else « 13 oct. »: when something happened, in the margin"""
    if not value:
        return ""
    today = timezone.localdate()
    far = abs((_date(value) - today).days) > 1
    return dates_in_words.in_short(_date(value), today=today) if far else str(initial(distance(value)))


@register.filter
def hour(value: datetime.time | None) -> str:
    """« 14 h », « 14 h 30 »"""
    return dates_in_words.hour(value) if value else ""


@register.filter
def distance(value: datetime.date | datetime.datetime | None) -> str:
    """« il y a 4 jours », « aujourd’hui », « dans 14 jours »"""
    return typeset(dates_in_words.distance(_date(value), today=timezone.localdate())) if value else ""


@register.filter
def initial(value: object) -> str:
    """The same words with a capital at their head, tags and opening quotes passed over. What is safe stays so."""
    text = str(value)
    done = FIRST_LETTER.sub(lambda found: found[1] + found[2].upper(), text, count=1)
    return mark_safe(done) if isinstance(text, SafeString) else done


@register.filter
def heading_class(title: object) -> str:
    """« phrase » for a title that is a whole sentence: it stands smaller, so that it is read and not looked at."""
    return "sentence" if len(str(title)) > LONG_TITLE else ""


@register.filter
def names(values: Iterable[object]) -> str:
    """« Inès, Marie-Jo et Hugo »"""
    return dates_in_words.listed([str(value) for value in values])


@register.simple_tag
def moment(on: datetime.date | None, at: datetime.time | None = None, *, near: bool = False) -> SafeString:
    """« mardi 13 octobre 2026, 14 h », as a time element that machines read too. `near` drops the year when it may"""
    if on is None:
        return mark_safe("")
    words = dates_in_words.near(on, today=timezone.localdate()) if near else dates_in_words.in_full(on)
    words = f"{words}, {dates_in_words.hour(at)}" if at else words
    machine = f"{on.isoformat()}T{at:%H:%M}" if at else on.isoformat()
    return format_html('<time datetime="{}">{}</time>', machine, typeset(words))


def _date(value: datetime.date | datetime.datetime) -> datetime.date:
    return timezone.localdate(value) if isinstance(value, datetime.datetime) else value
