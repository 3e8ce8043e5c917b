"""Sentences of the news on roles, pledges and calls, and their recipients."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from palabre.groups.group_recipients import conveners
from palabre.groups.links.shared_link import shared_link_path
from palabre.groups.models import Membership, Pledge, Role, RoleCall, RoleOffer
from palabre.groups.roles import renewal
from palabre.groups.roles.newcomer_replies import reads_address, reply_to
from palabre.groups.roles.role_labels import TO_BE
from palabre.journal.future_instants import register_instant
from palabre.journal.hooks import (
    NoticeReason,
    register_clock,
    register_kind,
    register_notice,
    register_verb,
    saying,
)
from palabre.journal.models import Entry, kind_of
from palabre.people.hooks import register_opening
from palabre.people.models import Person
from palabre.post.placeholders import ADDRESS
from palabre.spaces.models import Space

TOLD = {
    "call.opened": _("Nobody is hosting it for now, so a call is open: {thing}."),
    "call.filled": _("{by} found someone: {thing}."),
    "role.proposed": _("{by} proposed a role: {thing}."),
    "role.declined": _("{by} said no to a role: {thing}."),
    "role.unproposed": _("{by} no longer proposes a role: {thing}."),
    "role.taken": _("{by} took on a role in {thing}."),
    "role.kept": _("{by} goes on with a role in {thing}."),
    "role.asked": _("Shall we go on? {thing}"),
    "pledge.welcomed": _("{by} answered someone who is coming: {thing}."),
    "pledge.unwelcomed": _("{by} has yet to answer someone who is coming: {thing}."),
}


def register_role_notices() -> None:
    register_kind(RoleOffer, word=_("proposed role"), rows=role_offers, title=role_offer_title)
    register_kind(Pledge, word=_("I’m coming"), title=lambda pledge: pledge.words, rows=pledges, url=where_made)
    register_kind(Membership, word=_("role"), rows=own_roles, title=role_offer_title, url=where_asked)
    for verb, words in TOLD.items():
        register_verb(verb, saying(words))
    register_opening("groups.roleoffer", shared_link_path)
    register_notice("role.proposed", who_is_asked, because=NoticeReason.OFFERED)
    register_notice("role.declined", who_asked, because=NoticeReason.ANSWER)
    register_notice("role.taken", conveners, because=NoticeReason.ANSWER)
    pledge_told = {"more": where_reply_is_ready, "unstored": ready_reply}
    register_notice("pledge.made", who_is_joined, because=NoticeReason.ANSWER, **pledge_told)
    register_clock("terms", renewal.EVERY, renewal.ask_some, lasting=True)
    register_instant(Membership.objects.all, "confirmed_at")
    register_instant(Membership.objects.all, "asks_on", farthest=renewal.LATER)


def pledges(space: Space, person: Person | None) -> QuerySet[Pledge]:
    return Pledge.objects.visible_to(person).filter(space=space).select_related("group__space", "call__space")


def where_made(pledge: Pledge) -> str:
    about = pledge.group or pledge.call
    return about.get_absolute_url() if about is not None else ""


def who_is_asked(entry: Entry) -> Iterable[Person]:
    """Return the person the role is offered to, while the offer is open."""
    return Person.objects.filter(role_offers__pk=entry.subject_id, role_offers__closed_at=None)


def who_asked(entry: Entry) -> Iterable[Person]:
    return Person.objects.filter(pk__in=RoleOffer.objects.filter(pk=entry.subject_id).values("by"))


def who_is_joined(entry: Entry) -> Iterable[Person]:
    """Return the conveners of the group that somebody joins; nobody once that person no longer comes."""
    return conveners(entry) if pledge_of(entry) is not None else Person.objects.none()


def where_reply_is_ready(entry: Entry, person: Person) -> str:
    """Return the page of a prepared reply to the newcomer."""
    pledge = pledge_of(entry)
    if pledge is None:
        return ""
    return gettext("To answer, two sentences are ready here: %(address)s") % {"address": page_of_reply(pledge)}


def ready_reply(entry: Entry, person: Person) -> str:
    """Return the mailto: address of a prepared reply to the newcomer, and the page to copy it from."""
    pledge = pledge_of(entry)
    if pledge is None:
        return ""
    name = pledge.person.first_name
    own = gettext("To answer %(name)s from your own mailbox, two sentences are ready: %(mailto)s")
    copied = gettext("Or copy them here: %(address)s") % {"address": page_of_reply(pledge)}
    reply = reply_to(pledge, by=person, to=reads_address(person, pledge))
    return f"{own % {'name': name, 'mailto': reply.mailto}}\n{copied}"


def pledge_of(entry: Entry) -> Pledge | None:
    """Return the pledge that an entry tells of; None once it was taken back."""
    to = {"call": entry.subject_id} if entry.subject_kind == kind_of(RoleCall) else {"group": entry.subject_id}
    rows = Pledge.objects.filter(person=entry.by, **({"call": None} | to)) if entry.by else Pledge.objects.none()
    return rows.select_related("person", "group", "call").first()


def page_of_reply(pledge: Pledge) -> str:
    return f"{ADDRESS}pledges/{pledge.pk}/reply/"


def role_offers(space: Space, person: Person | None) -> QuerySet[RoleOffer]:
    return RoleOffer.objects.filter(space=space).visible_to(person).select_related("group")


def own_roles(space: Space, person: Person | None) -> QuerySet[Membership]:
    """Return the roles of `person`: in the journal, a role is visible only to the person who holds it."""
    return Membership.objects.held().filter(group__space=space, person=person).select_related("group__space")


def where_asked(role: Membership) -> str:
    return f"{reverse('you:you', args=[role.group.space.slug])}#continue-{role.pk}"


def role_offer_title(thing: RoleOffer | Membership) -> str:
    """The title of an offer or role: “porter la question : Le dernier kilomètre”."""
    return gettext("%(role)s: %(group)s") % {"role": TO_BE[Role(thing.role)], "group": thing.group.title}
