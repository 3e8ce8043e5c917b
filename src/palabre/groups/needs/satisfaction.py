"""Replies of a group to what was done for its need: “C’est bon pour nous”, “Pas encore”, “Nous n’en avons plus besoin”.

Nobody who answered the need may say that it is satisfied; to report an answer is not to answer.
Each reply is idempotent.
"""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from palabre.groups import permissions
from palabre.groups.group_access import may_decide
from palabre.groups.models import WORDS_LENGTH, Need
from palabre.groups.needs.need_answers import need_for_update
from palabre.groups.needs.need_state import NeedState, stand_of
from palabre.groups.roles.spokespersons import speaks_for
from palabre.groups.typed_values import line_of
from palabre.journal.models import record
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Person
from palabre.people.permissions import can_contribute
from palabre.refusal import Refusal


class AnsweredIt(Refusal):
    """Raised when a person who answered a need says that it is satisfied."""


def satisfy(need: Need, *, by: Person, at: datetime.datetime) -> None:
    """Say “C’est bon pour nous”. Raise a Refusal if `by` is not of the group, or answered the need."""
    with transaction.atomic():
        now = of_hers(by, need)
        if answered_by(by, now):
            raise AnsweredIt(
                _("You answered this need yourself: somebody else of the group says whether it is enough."),
                instead=_("If you are alone, say that the group no longer needs it."),
            )
        if now.satisfied_at is None:
            now.be_satisfied(at, by=by)
            record("need.satisfied", now, by=by)


def undo_satisfying(need: Need, *, by: Person) -> None:
    """Undo `satisfy`: what was done for the need stands."""
    with transaction.atomic():
        now = of_hers(by, need)
        if now.satisfied_at is not None:
            now.be_satisfied(None, by=None)
            record("need.not_satisfied", now, by=by)


def reopen(need: Need, missing: str = "", *, by: Person, at: datetime.datetime) -> None:
    """Say “Pas encore”, optionally what is missing: the need waits again, and what was done is discarded.

    If the need is waiting already, only the words change.
    """
    missing = line_of(missing, most=WORDS_LENGTH)
    with transaction.atomic():
        now = of_hers(by, need)
        is_waiting = stand_of(now, answered_at=last_answer(now)) is NeedState.WAITING
        if is_waiting and (now.reopened_at is None or missing in ("", now.missing)):
            return
        keep_out(now.space, missing)
        now.reopen(at, missing=missing)
        record("need.reopened", now, by=by)


def undo_reopening(need: Need, *, by: Person) -> None:
    """Undo `reopen`: what was done before stands again."""
    with transaction.atomic():
        now = of_hers(by, need)
        if now.reopened_at is not None:
            now.reopen(None)
            record("need.not_reopened", now, by=by)


def withdraw_need(need: Need, *, by: Person, at: datetime.datetime) -> None:
    """Say “Nous n’en avons plus besoin”, for the group or as the author of the need."""
    with transaction.atomic():
        now = of_hers(by, need, or_said_by_her=True)
        if now.is_open:
            now.withdraw(at)
            record("need.withdrawn", now, by=by)


def restore_need(need: Need, *, by: Person) -> None:
    """Undo `withdraw_need`."""
    with transaction.atomic():
        now = of_hers(by, need, or_said_by_her=True)
        if now.withdrawn_at is not None:
            now.withdraw(None)
            record("need.brought_back", now, by=by)


def may_speak(person: Person | None, need: Need) -> bool:
    """Return whether the person is of the group; for a need of the community, whether they are a member."""
    if person is None:
        return False
    is_of = need.group is not None and speaks_for(person, need.group)
    return permissions.can_speak_for(person, need, is_of=is_of)


def may_withdraw(person: Person | None, need: Need) -> bool:
    """Return whether the person said the need or speaks for its group; or decides for it, for a need that was read."""
    if person is None:
        return False
    is_read = need.by_id is None and need.group is not None and can_contribute(person)
    decides = is_read and need.group is not None and may_decide(person, need.group)
    return need.by_id == person.pk or may_speak(person, need) or decides


def answered_by(person: Person, need: Need) -> bool:
    """Return whether the person, or a duplicate merged with them, answered, declined or has the need in hand."""
    root = person.same_as_id or person.pk
    hers = [*need.space.persons.filter(Q(pk=root) | Q(same_as=root)).values_list("pk", flat=True)]
    own_answers = need.answers.filter(by__in=hers, given_by="")
    return need.in_hand_by_id in hers or need.declined_by_id in hers or own_answers.exists()


def last_answer(need: Need) -> datetime.datetime | None:
    last = need.answers.order_by("-at").first()
    return last.at if last else None


def of_hers(person: Person, need: Need, *, or_said_by_her: bool = False) -> Need:
    """Lock the space and return the need. Raise a Refusal unless `person` speaks for it.

    With `or_said_by_her`, the author of the need may too.
    """
    now = need_for_update(need)
    if not (may_withdraw(person, now) if or_said_by_her else may_speak(person, now)):
        raise Refusal(
            _("It is for the group to say whether it has what it needs."),
            instead=_("You can answer: say what you know."),
        )
    return now
