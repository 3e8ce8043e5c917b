"""“I’m helping today”: a member asks to host the day, and a host accepts by one tap.

Where nobody hosts the day any longer, another member accepts, if both are surely two people.
"""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.forums.day.host_rights import day_for_update, hosted, hosts, is_left_alone
from palabre.forums.models import ForumDay, Host
from palabre.journal.models import record
from palabre.people.agreements.electorate import suffice
from palabre.people.models import Person
from palabre.people.permissions import can_contribute
from palabre.refusal import Refusal
from palabre.spaces.models import Space

MOST = 40  # hosts of one day


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


def accept_host(host: Host, *, by: Person, at: datetime.datetime) -> None:
    """Accept a member as a host. Idempotent."""
    with transaction.atomic():
        now = day_for_update(host.day)
        found = now.hosts.select_related("person").filter(pk=host.pk).first()
        if not (found is not None and is_left_alone(now)):
            hosted(now, by=by)
        elif not hosts(by, now):
            refuse_one_person(found, by, at=at)
        if found is not None and found.accepted_at is None:
            found.accept(at, by=by)
            record("forum.hosted", now.forum, by=by)


def refuse_one_person(host: Host, by: Person, *, at: datetime.datetime) -> None:
    """Raise a Refusal unless the two are surely two people, who count in the space."""
    if host.person_id == by.pk or by.vouched_by or not suffice({host.person_id, by.pk}, by.space, at=at):
        raise Refusal(
            _("Nobody hosts this day any longer: two people whom others know here take it up together."),
            instead=_("Ask somebody who founded this space, or who carries a group here, to accept this help."),
        )


def no_longer_host(host: Host, *, by: Person) -> None:
    """Take back an acceptance or a request: a host, or the member themselves. Idempotent."""
    with transaction.atomic():
        now = day_for_update(host.day)
        if host.person_id != by.pk or by.vouched_by:
            hosted(now, by=by)
        now.hosts.filter(pk=host.pk).delete()
        Space.touch(now.forum.space_id)
