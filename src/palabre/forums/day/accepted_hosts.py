"""“I’m helping today”: a member asks to host the day, and a host accepts by one tap.

Where nobody hosts the day any longer, another member accepts: at once if both are surely two people; else seven days
after everybody was told, unless a member sets it aside meanwhile.
"""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from palabre.forums.day.host_rights import day_for_update, hosted, hosts, is_left_alone, may_accept
from palabre.forums.models import ForumDay, Host
from palabre.journal.models import Entry, kind_of, record
from palabre.people.access.departure import LEFT
from palabre.people.agreements.electorate import MemberBonds
from palabre.people.models import Person
from palabre.people.permissions import can_contribute
from palabre.refusal import Refusal
from palabre.spaces.models import Space

MOST = 40  # hosts of one day
NOTICE = datetime.timedelta(days=7)
TOLD, HOSTED = "forum.help_told", "forum.hosted"
MAY_LEAVE_IT = (
    "person.put_out",
    "name.removed",
    "stewardship.left",
    "stewardship.handed_over",
    "stewardship.taken_back",
)


def ask_to_host(day: ForumDay, *, by: Person, at: datetime.datetime) -> Host:
    """Record that a member would help. Idempotent. They host nothing until a host accepts."""
    with transaction.atomic():
        now = day_for_update(day)
        if not can_contribute(by) or by.space_id != now.forum.space_id:
            raise Refusal(
                _("Members of this space help to host a forum."), instead=_("Ask a host to invite you into the space.")
            )
        known = now.hosts.filter(person=by).first()
        if known is None and now.hosts.count() >= MOST:
            raise Refusal(_("Many people are helping already."), instead=_("Speak to one of them."))
        Space.touch(now.forum.space_id)
        return known or now.hosts.create(person=by, asked_at=at)


def accept_host(host: Host, *, by: Person, at: datetime.datetime) -> bool:
    """Accept a member as a host. Idempotent. Return False where everybody is told first."""
    with transaction.atomic():
        now = day_for_update(host.day)
        found = now.hosts.select_related("person").filter(pk=host.pk).first()
        if not (found is not None and is_left_alone(now)):
            hosted(now, by=by)
        elif not hosts(by, now) and not may_take_up(found, now, by=by, at=at):
            return False
        if found is not None and found.accepted_at is None:
            found.accept(at, by=by)
            record(HOSTED, now.forum, by=by)
        return True


def may_take_up(host: Host, day: ForumDay, *, by: Person, at: datetime.datetime) -> bool:
    """Return whether the two take up the day now; else everybody is told. Raise a Refusal to who does not count."""
    bonds = MemberBonds.of(day.forum.space, at=at)
    if host.person_id == by.pk or by.vouched_by or by.pk not in bonds.counting:
        raise Refusal(
            _("Nobody hosts this day any longer: two people whom others know here take it up together."),
            instead=_("Ask somebody who founded this space, or who carries a group here, to accept this help."),
        )
    if bonds.are_two(host.person_id, by.pk):
        return True
    told = last_notice(host, day)
    if told is None:
        record(TOLD, day.forum, by=by, host=host.pk)
    return told is not None and at >= told.at + NOTICE


def last_notice(host: Host, day: ForumDay) -> Entry | None:
    """Return the entry by which everybody was told; None where somebody may have hosted the day since. Two queries."""
    of_forum = Q(subject_kind=kind_of(day.forum), subject_id=day.forum_id)
    told = Entry.objects.filter(of_forum, verb=TOLD, facts__host=host.pk).order_by("-pk").first()
    if told is None:
        return None
    hosted_by = {day.by_id, *day.hosts.filter(accepted_at__isnull=False).values_list("person", flat=True)}
    left = Q(verb__in=MAY_LEAVE_IT) | Q(verb=LEFT) & (Q(by__in=hosted_by) | ~Q(facts__steward_since=""))
    since = Entry.objects.filter(space=day.forum.space_id, pk__gt=told.pk)
    return None if since.filter(left | Q(of_forum, verb=HOSTED)).exists() else told


def no_longer_host(host: Host, *, by: Person) -> None:
    """Take back an acceptance or a request: a host, or the member themselves. Idempotent.

    Where nobody hosts, any member sets a request aside.
    """
    with transaction.atomic():
        now = day_for_update(host.day)
        is_own, waits = host.person_id == by.pk and not by.vouched_by, host.accepted_at is None
        if not is_own and not (waits and may_accept(by, now)):
            hosted(now, by=by)
        now.hosts.filter(pk=host.pk).delete()
        Space.touch(now.forum.space_id)
