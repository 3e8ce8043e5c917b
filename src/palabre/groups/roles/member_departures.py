"""Facts on roles and greetings for the electorate; roles and actions of who leaves, or is excluded.

Leaving a group ends all roles in it at once, and one click undoes it.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from functools import cache, partial
from typing import Any

from django.db import transaction
from django.db.models import BigIntegerField, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.groups.models import CARRYING, Action, Greeting, Group, Membership, Pledge
from palabre.groups.roles.group_audience import keep_in_step
from palabre.groups.roles.role_offers import close_offers, reopen_offers
from palabre.groups.roles.succession import look_where_they_carried, seek_no_longer
from palabre.journal.models import Entry, kind_of, record
from palabre.people.devices.vouchers import refuse_one_word
from palabre.people.hooks import ElectorFacts, Event, Happening, Reversible, register_consequence
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.spaces.row_lock import row_for_update
from palabre.web.prepared_query import prepared

type Place = tuple[int, int]  # the ids of a group and of a person
LEFT = "group.left"
BACK = "group.come_back_to"
A_MONTH = datetime.timedelta(days=30)
BY_HER_CLICK = ("group.born", "group.gone_on", "role.taken", "carrying.confirmed", "carrying.shared")


def register_member_departures() -> None:
    for event in (Event.PERSON_PUT_OUT, Event.PERSON_LEFT):
        register_consequence(event, "roles", Reversible(end_roles, resume_roles))
        register_consequence(event, "proposed roles", Reversible(close_offers, reopen_offers))
    register_consequence(Event.PERSON_LEFT, "actions", Reversible(give_actions_back, take_actions_again))


def elector_facts(space: Space) -> ElectorFacts:
    carrying, greetings = set(carriers(space=space.pk)), set(greeted(space=space.pk))
    return ElectorFacts({person for _group, person in carrying}, greetings, cache(partial(came_since, space, carrying)))


@prepared(space=BigIntegerField())
def carriers(space: Any) -> QuerySet[Any, Place]:
    return Membership.objects.held().carrying().filter(group__space=space).values_list("group", "person")


@prepared(space=BigIntegerField())
def greeted(space: Any) -> QuerySet[Any, tuple[int, int]]:
    return Greeting.objects.filter(group__space=space, by__isnull=False).values_list("by", "person")


def came_since(space: Space, carrying: set[Place]) -> set[tuple[int, int]]:
    """Return (carrier, newcomer) pairs: newcomers who pledged by themselves after the carrier took the role by a click.

    Only what is an act of theirs alone counts (`own_word_at`), and no role. A carrier who left the role and took it up
    again took it then.
    """
    about = {"verb__in": BY_HER_CLICK, "space": space, "subject_kind": Group._meta.label_lower}
    begun: dict[int, dict[int, datetime.datetime]] = defaultdict(dict)
    for group, carrier, at in Entry.objects.filter(**about).order_by("-at").values_list("subject_id", "by", "at"):
        if (group, carrier) in carrying:
            begun[group][carrier] = at  # the first time, read last
    again = Membership.objects.held().carrying().filter(group__space=space, taken_at__isnull=False)
    for group, carrier, taken_at in again.values_list("group", "person", "taken_at"):
        if taken_at is not None and carrier in begun[group]:
            begun[group][carrier] = max(begun[group][carrier], taken_at)
    came = Pledge.objects.filter(space=space, call=None, own_word_at__isnull=False)
    said = came.values_list("group", "person", "own_word_at")
    return {(carrier, her) for group, her, at in said for carrier, since in begun[group].items() if at and since < at}


def leave_group(group: Group, *, by: Person, at: datetime.datetime) -> Entry | None:
    """End the roles of `by` in the group. Return what undoes it; None without a role. “J’y vais” has its own undo."""
    refuse_one_word(by)
    with transaction.atomic():
        now, gone = row_for_update(group), Happening(by, at, by)
        roles = end_roles(gone, group=now)
        if not roles:
            return None
        actions = give_actions_back(gone, group=now)
        keep_in_step(now.space_id, by=by)
        return record(LEFT, now, by=by, roles=roles, actions=actions)


def undo_leaving(group: Group, number: int, *, by: Person, at: datetime.datetime) -> None:
    """Give `by` back what the entry of this id says that they left. Once, within thirty days.

    No effect on what others left, nor on a role that was theirs again since: if it ended, others may have ended it.
    Raise a Refusal later on.
    """
    refuse_one_word(by)
    with transaction.atomic():
        now = row_for_update(group)
        about = {"subject_kind": kind_of(now), "subject_id": now.pk, "by": by}
        entry = Entry.objects.filter(pk=number, verb=LEFT, **about).first()
        if entry is None or Entry.objects.filter(verb=BACK, facts__left=entry.pk, **about).exists():
            return
        if at > entry.at + A_MONTH:
            raise Refusal(
                _("You left this group more than thirty days ago."),
                instead=_("You can say that you are coming, on its page."),
            )
        ended = Membership.objects.filter(pk__in=entry.facts["roles"], until__isnull=False)
        roles = list(ended.exclude(confirmed_at__gt=entry.at).values_list("pk", flat=True))
        if not roles:
            return
        back = Happening(by, at, by)
        resume_roles(back, roles)
        take_actions_again(back, entry.facts["actions"])
        keep_in_step(now.space_id)
        record(BACK, now, by=by, left=entry.pk)


def end_roles(gone: Happening, *, group: Group | None = None) -> list[int]:
    """End the roles of who goes, and open calls where they carried. Return the ids of these roles."""
    held = Membership.objects.held().filter(person=gone.subject)
    roles = list((held if group is None else held.filter(group=group)).order_by("pk"))
    for role in roles:
        role.end(timezone.localdate(gone.at))
    look_where_they_carried(roles, gone.at)
    return [role.pk for role in roles]


def resume_roles(let_back: Happening, numbers: list[int]) -> None:
    ended = Membership.objects.filter(pk__in=numbers, person=let_back.subject)
    for role in ended.select_related("group").order_by("pk"):
        role.resume(let_back.at)
        if role.role in CARRYING:
            seek_no_longer(role.group, by=let_back.subject, at=let_back.at)


def give_actions_back(gone: Happening, *, group: Group | None = None) -> list[int]:
    """Free what the person had taken and not done. Return the ids of these actions."""
    taken = Action.objects.open().filter(owner=gone.subject)
    actions = list((taken if group is None else taken.filter(group=group)).order_by("pk"))
    for action in actions:
        action.leave()
    return [action.pk for action in actions]


def take_actions_again(back: Happening, numbers: list[int]) -> None:
    """Give the person again what nobody took, finished or dropped meanwhile."""
    for action in Action.objects.open().filter(pk__in=numbers, owner=None).order_by("pk"):
        action.take(back.subject)
