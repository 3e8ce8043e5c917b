"""Reply to a newcomer from one’s own mailbox: a text to copy, then “J’ai répondu”, which can be undone.

A reply may also greet the newcomer, which opens the group’s reserved pages (see greetings).
"""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any
from urllib.parse import quote

from django.db import transaction
from django.db.models import BigIntegerField, Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from palabre.groups.group_access import may_decide
from palabre.groups.links.share_sheet import letter
from palabre.groups.models import Group, Membership, Pledge
from palabre.groups.roles.greetings import greet, keeps_pages, undo_greeting
from palabre.journal.models import Entry, kind_of, record
from palabre.people.models import Person
from palabre.questions.models import Forum
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.web.prepared_query import prepared

MOST = 50  # newcomers on one page
CLOSED = "forum.closed"


@dataclasses.dataclass(frozen=True, slots=True)
class Reply:
    """A prepared reply. `to` is the mail address that the newcomer gave for that, else ""."""

    to: str
    subject: str
    body: str

    @property
    def mailto(self) -> str:
        return letter(self.subject, self.body).replace("mailto:", f"mailto:{quote(self.to, safe='@')}", 1)


def reply_to(pledge: Pledge, *, by: Person | None, to: bool = True) -> Reply:
    """Return the text to write to the newcomer; the sender edits it in their own mailbox.

    `to`: include the address that the newcomer gave to the conveners.
    """
    title = pledge.group.title if pledge.group else pledge.call.words if pledge.call else ""
    words = {"name": pledge.person.first_name, "me": by.first_name if by else "", "group": title}
    body = _(
        "Hello %(name)s,\n\nYou said “I’m coming” for “%(group)s”: thank you, that is heartening. "
        "When could we talk about it, for half an hour?\n\n%(me)s"
    )
    return Reply(pledge.reply_to if to else "", _("“%(group)s”: shall we meet?") % words, (body % words).strip())


def reads_address(person: Person, pledge: Pledge) -> bool:
    """Return whether the person, who may reply, reads the address that the newcomer gave to those who carry the group.

    To decide where no member carries is not enough, nor is a role that a typed name took. All who vouch for the person
    must read it too.
    """
    if pledge.group is None:
        return pledge.group_id is None
    carrying = Membership.objects.held().carrying().filter(group=pledge.group, person=person)
    reads = (not person.is_passer_by and carrying.exists()) or closed_its_day(person, pledge.group, pledge)
    return reads and all(reads_address(other, pledge) for other in person.vouched_by)


def closed_its_day(person: Person, group: Group, pledge: Pledge) -> bool:
    """Return whether the person, as a host, closed the day of a forum that gave this pledge to the group."""
    about = {"subject_kind": kind_of(Forum), "subject_id__in": group.questions.values("forum")}
    return Entry.objects.filter(verb=CLOSED, by=person, at__gte=pledge.at, **about).exists()


def welcome(pledge: Pledge, *, by: Person, at: datetime.datetime, greets: bool | None = None) -> None:
    """Mark all pledges of the person to the group as answered. Idempotent.

    `greets`: the reply also greets the person; None: it does if the group has no reserved pages.
    """
    with transaction.atomic():
        now = pledge_for_update(pledge)
        opens = now.group is not None and (not keeps_pages(now.group) if greets is None else greets)
        if now.welcomed_at is None:
            for one in all_of_hers(now):
                one.welcome(at, by=by)
            record("pledge.welcomed", now.call or now.group, by=by)
        if opens and now.group is not None:
            greet(now.group, now.person, by=by, at=at, knows_her=True)


def may_take_back(by: Person | None, pledge: Pledge) -> bool:
    """Return whether `by` may undo `welcome`: it was theirs, or they decide for the group, if there is one."""
    if by is None or pledge.group is None or pledge.welcomed_by_id in (None, by.pk):
        return by is not None
    return may_decide(by, pledge.group)


def not_yet(pledge: Pledge, *, by: Person) -> None:
    """Undo `welcome`. Idempotent. Raise a Refusal: other readers do not put out whom one of them greeted."""
    with transaction.atomic():
        now = pledge_for_update(pledge)
        if now.welcomed_at is not None:
            if not may_take_back(by, now):
                raise Refusal(
                    _("It is for who answered them, or for those who host the group, to undo this."),
                    instead=_("Talk about it with them, or at the next meeting."),
                )
            if now.group is not None:
                undo_greeting(now.group, now.person, at=now.welcomed_at)
            for one in all_of_hers(now):
                one.welcome(None, by=None)
            record("pledge.unwelcomed", now.call or now.group, by=by)


def waiting(group: int) -> list[Pledge]:
    """Return the unanswered pledges to the group of this id or its calls, one per person.

    People who hold a role in the group are left out.
    """
    return sorted({one.person_id: one for one in unanswered(group=group)}.values(), key=lambda one: one.pk)


@prepared(group=BigIntegerField())
def unanswered(group: Any) -> QuerySet[Pledge]:
    held = Membership.objects.held().filter(group=group, person=OuterRef("person"))
    rows = Pledge.objects.filter(~Exists(held), group=group, welcomed_at=None, person__put_out_at=None)
    return rows.select_related("person").order_by("-pk")[:MOST]


def all_of_hers(pledge: Pledge) -> list[Pledge]:
    if pledge.group_id is None:
        return [pledge]
    return list(Pledge.objects.filter(group=pledge.group_id, person=pledge.person_id))


def pledge_for_update(pledge: Pledge) -> Pledge:
    Space.hold(pledge.space_id)
    now = Pledge.objects.select_related("group", "call", "person").filter(pk=pledge.pk).first()
    if now is None:
        raise Refusal(_("This person is not coming after all."), instead=_("There is nothing to answer any more."))
    return now
