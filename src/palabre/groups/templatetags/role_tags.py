"""Roles as people say them: who holds one, what is looked for."""

from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from palabre.groups.models import Need, NeedKind, Role, RoleCall
from palabre.groups.roles.role_labels import LOOKED_FOR, TO_BE, how_she_comes, how_you_come
from palabre.web.dates_in_words import listed
from palabre.web.templatetags.text_filters import typeset

register = template.Library()
register.filter("how_she_comes", how_she_comes)
register.filter("how_you_come", how_you_come)

ASKED = {
    NeedKind.PEOPLE: _("needs people"),
    NeedKind.ROLE: _("needs someone in a role"),
    NeedKind.METHOD: _("needs a method"),
    NeedKind.PROVIDER: _("needs a supplier"),
    NeedKind.MONEY: _("needs money"),
    NeedKind.ROOM: _("needs a room"),
    NeedKind.DECISION: _("needs a decision"),
    NeedKind.OTHER: _("has a need"),
}


YOU_HOLD = {
    Role.CONVENER: _("you host the question"),
    Role.CO_CONVENER: _("you co-host it"),
    Role.COMPANION: _("you lend support"),
    Role.CONTRIBUTOR: _("you contribute"),
    Role.OBSERVER: _("you follow from afar"),
    Role.LIAISON: _("you are the institution’s contact"),
    Role.METHODOLOGIST: _("you help with the method"),
}


@register.filter
def you_hold(role: str) -> str:
    """« vous portez la question »"""
    return str(typeset(YOU_HOLD.get(Role(role), "")))


@register.filter
def looked_for(call: RoleCall) -> str:
    """« une deuxième personne pour porter la question », or the words it was said in when they name no role"""
    return str(typeset(LOOKED_FOR.get(call.role) or call.words))


@register.filter
def need_kind_in_words(need: Need) -> str:
    """« demande une salle », or « demande : un fournil » of a kind in the words of the space"""
    own = _("needs: %(kind)s") % {"kind": need.kind_words}
    return str(typeset(own if need.kind_words else ASKED.get(NeedKind(need.kind), "")))


@register.filter
def coming(offers: list[Any]) -> SafeString:
    """« Nadia Ferhat et Karim Oualid ont dit « j’y vais ». »"""
    shape = ngettext("{names} said “I’m coming”.", "{names} said “I’m coming”.", len(offers))
    return typeset(format_html(shape, names=listed([offer.name for offer in offers])))  # type: ignore[return-value]


@register.filter
def to_be(role: str) -> str:
    """« porter la question »"""
    return str(typeset(TO_BE.get(Role(role), "")))


@register.filter
def someone_for(role: str) -> str:
    """« une personne référente dans l’institution », for a role"""
    return str(typeset(LOOKED_FOR.get(role, "")))


@register.simple_tag
def held_by(role: str, names: list[str]) -> SafeString:
    """« Nadège Kerouanton et Youssef Belhadi portent la question. »; who carries is in bold"""
    shape = "<b>{}</b>" if role in (Role.CONVENER, Role.CO_CONVENER) else "{}"
    *first, last = [SafeString(shape.format(conditional_escape(name))) for name in names]
    together = SafeString(", ".join(first))
    people = format_html(str(_("{first} and {last}")), first=together, last=last) if first else last
    return typeset(format_html(role_holders_in_words(role, len(names)), names=people))  # type: ignore[return-value]


def role_holders_in_words(role: str, count: int) -> str:
    """Return the sentence that says that `count` people hold this role, with {names} in it."""
    match role:
        case Role.CONVENER:
            return ngettext("{names} hosts the question.", "{names} host the question.", count)
        case Role.CO_CONVENER:
            return ngettext("{names} co-hosts it.", "{names} co-host it.", count)
        case Role.COMPANION:
            return ngettext("{names} lends support without hosting.", "{names} lend support without hosting.", count)
        case Role.CONTRIBUTOR:
            return ngettext("{names} contributes.", "{names} contribute.", count)
        case Role.LIAISON:
            return ngettext("{names} is the institution’s contact.", "{names} are the institution’s contacts.", count)
        case Role.METHODOLOGIST:
            return ngettext("{names} helps with the method.", "{names} help with the method.", count)
    return ngettext("{names} follows from afar.", "{names} follow from afar.", count)
