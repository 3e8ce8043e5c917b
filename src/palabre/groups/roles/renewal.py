"""“On continue ?”: the question asked at the term of a role. Silence changes nothing."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from palabre.groups.models import Membership
from palabre.groups.roles.convener_answers import roles_of, still_there
from palabre.journal.models import Entry, kind_of, record
from palabre.people.models import Audience, Person

TERM = datetime.timedelta(days=183)  # six months
LATER = datetime.timedelta(days=30)  # a person handing over is asked again once the other had time to answer
EVERY = datetime.timedelta(hours=6)
MOST = 200  # roles handled in one turn of the clock
ASKED = "role.asked"


def term_of(role: Membership) -> datetime.date | None:
    """Return the day from which the role asks; None if it has no known start."""
    if role.asks_on is not None:
        return role.asks_on
    since = timezone.localdate(role.confirmed_at) if role.confirmed_at else role.since
    return since + TERM if since else None


def that_ask(roles: Iterable[Membership], *, today: datetime.date) -> list[Membership]:
    """Return the held roles, in awake groups, with a past term."""
    held = (role for role in roles if role.until is None and role.group.is_awake)
    return [role for role in held if (term := term_of(role)) is not None and term <= today]


def go_on(role: Membership, *, by: Person, at: datetime.datetime) -> None:
    """Confirm the role: its term starts again. Do nothing if it was left."""
    with transaction.atomic():
        group = still_there(role.group)
        now = next(iter(roles_of(by, group, role.role)), None)
        if now is not None and now.until is None:
            now.confirm(at)
            record("role.kept", group, by=by)


def put_off(role: Membership, *, at: datetime.datetime) -> None:
    """Ask the person again later. The caller holds the lock on the space."""
    role.go_on(timezone.localdate(at) + LATER)


def ask_some(now: datetime.datetime) -> None:
    """Record in the journal, for the person alone, that a role asks: once at each term. The digest sends it."""
    today = timezone.localdate(now)
    for role in that_ask(candidates(today)[:MOST], today=today):
        with transaction.atomic():
            group = still_there(role.group)
            if not asked_already(role):
                renewal_question(role, group.space_id)


def candidates(today: datetime.date) -> list[Membership]:
    """Return the roles of members whose term may have come, without an entry for it."""
    old = today - TERM
    due = Q(asks_on__lte=today) | Q(asks_on=None) & (
        Q(confirmed_at__date__lte=old) | Q(confirmed_at=None, since__lte=old)
    )
    awake = Q(group__lives_in=None, group__asleep_at=None, group__ended_at=None)
    awake &= Q(group__space__archived_at=None, group__space__ended_at=None)
    rows = Membership.objects.held().filter(due, awake, person__joined_at__isnull=False, person__erased_at=None)
    return [role for role in rows.select_related("group", "person").order_by("pk") if not asked_already(role)]


def asked_already(role: Membership) -> bool:
    term = term_of(role)
    about = Entry.objects.filter(verb=ASKED, subject_kind=kind_of(role), subject_id=role.pk)
    return term is None or about.filter(facts__on=term.isoformat()).exists()


def renewal_question(role: Membership, space: int) -> None:
    term = term_of(role)
    Entry.objects.create(
        space_id=space,
        audience=Audience.of_persons(role.person),
        verb=ASKED,
        subject_kind=kind_of(role),
        subject_id=role.pk,
        by=None,
        facts={"on": term.isoformat() if term else ""},
    )
