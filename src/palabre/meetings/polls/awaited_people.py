"""Persons awaited by a poll: carriers of questions, or the members of a group for its own poll."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from palabre.groups.lineage.group_family import together
from palabre.groups.models import Group, Membership
from palabre.groups.roles.readable_roles import roles_read_by
from palabre.meetings.models import Awaited, DatePoll
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.post.letters_set_aside import ASIDE, aside, bring_back, set_aside
from palabre.post.models import Letter
from palabre.pure.french import fold_all
from palabre.spaces.models import Space

OF_A_POLL = "poll:"  # prefix of `Letter.about`, before the poll's id
AGAIN = ":again"  # suffix of a reminder's
MOST = 70  # persons on one list: it adds that many fields to a form of sixty dates and a week


def who_may_be_awaited(space: Space, group: Group | None, *, by: Person) -> list[Person]:
    """Return the persons with a role in the group, or the carriers of living groups, that `by` may read and know of.

    A role stays with a name that never came: whoever a member joined it to is not awaited for it.
    """
    living = Coalesce("person__same_as", "person")
    held = roles(space, group, by=by).exclude(person__came_at=None, person__same_as__came_at__isnull=False)
    numbers = set(held.order_by().values_list(living, flat=True))
    names = list(Person.objects.filter(pk__in=numbers, erased_at=None).order_by("pk").values_list("name", "pk"))
    folded = fold_all([name for name, _pk in names])
    first = [pk for _name, pk in sorted(zip(folded, (pk for _name, pk in names)))[:MOST]]
    found = Person.objects.in_bulk(first)
    return [found[pk] for pk in first]


def roles(space: Space, group: Group | None, *, by: Person) -> QuerySet[Membership]:
    held = roles_read_by(Reader(space, by, timezone.localdate())).filter(group__space=space).held()
    if group is not None:
        return held.filter(together(group.pk))
    return held.carrying().filter(group__in=Group.objects.filter(space=space).visible_to(by).alive())


def wait_for(poll: DatePoll, wished: Mapping[int, bool], *, by: Person, others: Sequence[Person] = ()) -> None:
    """Set the awaited persons, among the eligible ones; `wished` maps each id to whether they are required.

    `others` are persons that `by` named. `reminded_at` is kept, so that a person unticked and ticked again is not
    reminded twice.
    """
    with transaction.atomic():
        Space.hold(poll.space_id)
        may_be = {person.pk for person in who_may_be_awaited(poll.space, poll.group, by=by)}
        may_be |= set(poll.awaited.values_list("person", flat=True))
        named = {person.pk: wished.get(person.pk, False) for person in others}
        for person, is_required in ({one: wished[one] for one in may_be & wished.keys()} | named).items():
            Awaited.objects.update_or_create(poll=poll, person_id=person, defaults={"is_required": is_required})
        poll.awaited.exclude(person__in=[*wished, *named]).delete()


def about(poll: DatePoll) -> str:
    return f"{OF_A_POLL}{poll.pk}"


def letters_of(poll: DatePoll) -> QuerySet[Letter]:
    """Return the letters about this poll, reminders included."""
    return Letter.objects.filter(space=poll.space_id, about__in=(about(poll), about(poll) + AGAIN))


def letters_aside(poll: DatePoll) -> QuerySet[Letter]:
    """Return the letters about this poll that were set aside, reminders included."""
    return aside(poll.space_id, about(poll)).filter(about__in=(f"{ASIDE}{about(poll)}", f"{ASIDE}{about(poll)}{AGAIN}"))


def ask_no_longer(poll: DatePoll, *, person: Person | None = None) -> None:
    """Take the letters not yet sent off the outbox: the poll is closed, or `person` has answered."""
    unsent = letters_of(poll).filter(sent_at=None)
    set_aside(unsent.filter(to=person) if person else unsent)


def bring_letters_back(poll: DatePoll) -> None:
    """Bring back the letters that were set aside, to those who have not answered. None while the poll is closed."""
    if poll.is_open:
        answered = poll.answers.standing().values("person")
        bring_back(letters_aside(poll).exclude(to__in=answered))


def delete_letters(poll: DatePoll) -> None:
    """Delete the letters not yet sent, for good."""
    letters_of(poll).filter(sent_at=None).delete()
    letters_aside(poll).delete()
