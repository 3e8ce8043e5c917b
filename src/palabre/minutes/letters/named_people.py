"""People named by minutes who do not know it yet, with what is said of them and the letters to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from palabre.groups.lineage.group_family import living_ones
from palabre.groups.models import Carrying, Group, Membership, Role
from palabre.journal.models import kind_of
from palabre.meetings.models import Attendance
from palabre.minutes.models import Import
from palabre.people.duplicates.own_spellings import given_to_oneself
from palabre.people.models import Person
from palabre.post.models import Letter

CARRIES = (Role.CONVENER, Role.CO_CONVENER)
ABOUT = "minutes:"  # prefix of `Letter.about`, before the id of an audience
AGAIN = ":again"  # suffix of `about` for a reminder


@dataclass(slots=True)
class Named:
    """One person. `role` is theirs in `group` ("" for none), which carries `question`; `presence` is at the meeting."""

    person: Person
    role: str = ""
    group: Group | None = None
    question: str = ""
    presence: str = ""
    letter: Letter | None = None

    @property
    def carries(self) -> bool:
        return self.role in CARRIES

    @property
    def can_be_written_to(self) -> bool:
        return bool(self.person.email) and self.person.email_refused_at is None


def about(reading: Import) -> str:
    """Return `about` of the letters on these minutes: a corrected text keeps the audience of the former."""
    return f"{ABOUT}{reading.audience_id}"


def abouts(reading: Import) -> tuple[str, str]:
    """Return `about` of the letters on these minutes, and of the reminders."""
    return about(reading), about(reading) + AGAIN


def named_by(reading: Import) -> list[Named]:
    """Return the persons named by these minutes who never came by themselves, in a constant number of queries.

    The importer, and persons whose name was removed, are left out. Those who host a question come first.
    """
    found = {person.pk: Named(person) for person in persons(reading)}
    give_roles(found, reading)
    for attendance in Attendance.objects.filter(meeting=reading.meeting_id, person__in=found):
        found[attendance.person_id].presence = attendance.presence
    letters = Letter.objects.filter(to__in=found, about__in=abouts(reading)).select_related("by")
    for letter in letters.order_by("pk"):
        if letter.to_id is not None:
            letter.to = found[letter.to_id].person
            found[letter.to_id].letter = letter
    return sorted(found.values(), key=lambda one: not one.carries)


def persons(reading: Import) -> list[Person]:
    """Return the persons still to be told, in the order in which the text names them."""
    numbers = list(reading.things.filter(thing_kind=kind_of(Person)).order_by("pk").values_list("thing_id", flat=True))
    rows = Person.objects.select_related("same_as").in_bulk(numbers)
    own = given_to_oneself(reading.space) if any(row.same_as_id for row in rows.values()) else set()
    living = (row if row.pk in own else row.same_as or row for number in numbers if (row := rows.get(number)))
    return [row for row in {row.pk: row for row in living}.values() if is_to_be_told(row, reading, own)]


def is_to_be_told(person: Person, reading: Import, own: set[int]) -> bool:
    """Return whether the person is to be told; `own`: the names that somebody took, whose first bearers still are."""
    is_double = person.same_as_id is not None and person.pk not in own
    return not (person.erased_at or is_double or person.has_come) and person.pk != reading.by_id


def give_roles(found: dict[int, Named], reading: Import) -> None:
    """Set the first role of each person in the groups of these minutes, carrying roles first."""
    groups = list(reading.things.filter(thing_kind=kind_of(Group)).values_list("thing_id", flat=True))
    rows = Membership.objects.filter(person__in=found, group__in=groups, until=None).order_by("group_id", "pk")
    held = sorted(rows.select_related("group"), key=lambda row: row.role not in CARRIES)
    living = living_ones([row.group for row in held], space=reading.space_id)
    questions = first_questions(living.values())
    for row in held:
        one, group = found[row.person_id], living[row.group_id]
        if one.group is None:
            group.space = reading.space
            one.role, one.group = row.role, group
            one.question = questions.get(row.group_id) or questions.get(group.pk) or group.title


def first_questions(groups: Iterable[Group]) -> dict[int, str]:
    carried = Carrying.objects.filter(group__in=[group.pk for group in groups]).select_related("question")
    return {carrying.group_id: carrying.question.text for carrying in carried.order_by("-pk")}
