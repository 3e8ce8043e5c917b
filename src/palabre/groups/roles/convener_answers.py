"""Answers to “do you carry this question?”; leaving a role, and its undo.

Each answer replaces the former one. No role is deleted: a role that was left keeps its words and end date, so that it
can be resumed in one click. The last answer is read from the journal.
"""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.groups.left_roles import refuse_what_others_ended
from palabre.groups.models import CARRYING, Group, Membership, Role
from palabre.groups.roles.group_audience import keep_in_step
from palabre.groups.roles.succession import look_for_convener, seek_no_longer
from palabre.journal.models import Entry, kind_of, record
from palabre.people.devices.vouchers import refuse_one_word
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.spaces.row_lock import row_for_update

YES, SHARE, ACCOMPANY, NO = ANSWERS = ("yes", "share", "accompany", "no")
VERBS = {
    YES: "carrying.confirmed",
    SHARE: "carrying.shared",
    ACCOMPANY: "carrying.accompanied",
    NO: "carrying.left",
}
SAID = {verb: said for said, verb in VERBS.items()}


def answer_as_convener(group: Group, said: str, *, by: Person, at: datetime.datetime) -> bool:
    """Record whether `by` carries the question of `group`. Return whether the answer changes anything.

    "yes" and "share" (which asks for co-carriers) confirm the carrying role, "accompany" replaces it with that of a
    companion, "no" ends both. Any answer but "no" makes the person a member, unless they are a passer-by. When nobody
    carries the question any longer, a call opens automatically. Raises a Refusal if the person never had a carrying
    role, if it is no longer theirs to take up (see left_roles), if the group is gone, and if the visit rests on one
    word (see `is_on_one_word`) and would change an earlier answer.
    """
    with transaction.atomic():
        now = still_there(group)
        carried = roles_of(by, now, *CARRYING)
        if said not in VERBS or not carried:
            raise Refusal(
                _("The minutes do not say that you host this question."),
                instead=_("Say so at the next meeting: the group will welcome you."),
            )
        former = last_answer(now, by=by)
        if said == former and (said in (YES, SHARE)) == any(role.until is None for role in carried):
            return False
        if former:
            refuse_one_word(by)
        if said in (YES, SHARE):
            refuse_what_others_ended(carried, now, by=by, at=at)
        by.come(at) if said == NO else by.answer(at)
        settle_carrying(carried, said, by=by, at=at)
        stand_by(now, said, former, by=by, at=at)
        keep_in_step(now.space_id, by=by)
        record(VERBS[said], now, by=by)
        look_for_convener(now, at=at) if said in (ACCOMPANY, NO) else seek_no_longer(now, by=by, at=at)
        return True


def settle_carrying(carried: list[Membership], said: str, *, by: Person, at: datetime.datetime) -> None:
    """Confirm the carrying roles, or end them."""
    for role in carried:
        if said in (YES, SHARE):
            role.confirm(at)
        else:
            role.end(timezone.localdate(at))


def stand_by(group: Group, said: str, former: str, *, by: Person, at: datetime.datetime) -> None:
    """Make the person a companion for ACCOMPANY; end that role when they change this answer."""
    if said == ACCOMPANY:
        group.welcome(by, role=Role.COMPANION).confirm(at)
    elif former == ACCOMPANY:
        for role in roles_of(by, group, Role.COMPANION):
            role.end(timezone.localdate(at))


def last_answer(group: Group, *, by: Person) -> str:
    """Return the last answer of the person; "" if there is none."""
    entries = Entry.objects.filter(verb__in=SAID, subject_kind=kind_of(group), subject_id=group.pk, by=by)
    verb = entries.order_by("-pk").values_list("verb", flat=True).first()
    return SAID[verb] if verb else ""


def leave_role(role: Membership, *, by: Person, at: datetime.datetime) -> None:
    """End a role of `by`. Idempotent."""
    if role.role in CARRYING:
        answer_as_convener(role.group, NO, by=by, at=at)
        return
    with transaction.atomic():
        group = still_there(role.group)
        now = next(iter(roles_of(by, group, role.role)), None)
        if now is not None and now.until is None:
            now.end(timezone.localdate(at))
            keep_in_step(group.space_id, by=by)
            record("role.left", group, by=by)


def take_up(role: Membership, *, by: Person, at: datetime.datetime) -> None:
    """Undo `leave_role`. Raise a Refusal for a role that others ended."""
    if role.role in CARRYING:
        answer_as_convener(role.group, YES, by=by, at=at)
        return
    with transaction.atomic():
        group = still_there(role.group)
        now = next(iter(roles_of(by, group, role.role)), None)
        if now is not None and now.until is not None:
            refuse_what_others_ended([now], group, by=by, at=at)
            now.resume(at)
            keep_in_step(group.space_id)
            record("role.resumed", group, by=by)


def roles_of(person: Person, group: Group, *roles: str) -> list[Membership]:
    """Return the person’s memberships in these roles in this group, ended ones included."""
    rows = Membership.objects.select_for_update().filter(group=group, person=person, role__in=roles)
    return list(rows.order_by("pk"))


def still_there(group: Group) -> Group:
    """Lock the space and return the group, read again."""
    return row_for_update(group, instead=_("Ask the person who wrote to you."))
