"""« Qui était là ? » as one writes it: a person per line, with their organisation. From rows to lines, and back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from palabre.journal.models import kind_of
from palabre.meetings.models import Attendance, Presence
from palabre.minutes.imports.minutes_import import plan_of_reading
from palabre.minutes.models import Import
from palabre.minutes.plan.plan import Plan
from palabre.minutes.plan.plan_choices import chosen
from palabre.minutes.plan.row_maker import kept_row, load_rows, ref
from palabre.people.models import Affiliation, Person
from palabre.pure.minutes.persons.surname_first import first_names_first
from palabre.refusal import Refusal

LONGEST_LIST = 40_000  # characters
BULLET = re.compile(r"^[\s\-–—*•·]+")
CUT = re.compile(r"(?<!\s)\s*(?:,|;|\t|\s\(|\s[-–—]\s)\s*")  # looked for from the first blank of a run only

type People = list[tuple[str, str]]  # a name and an organisation, "" for none


@dataclass(frozen=True, slots=True)
class Seat:
    """A line of the list as it is shown; `key` is that of the presence in the plan, "" for a line of a mended list."""

    key: str
    name: str
    said: str
    is_excused: bool


def people_of(reading: Import) -> tuple[People, People]:
    """Return who was there and who was excused, as these minutes say it. Three queries, or five."""
    seats = seats_of(reading)
    return tuple([(one.name, one.said) for one in seats if one.is_excused == excused] for excused in (False, True))  # type: ignore[return-value]


def seats_of(reading: Import, plan: Plan | None = None) -> list[Seat]:
    """Return the list as the importer mended it; else the presences that these minutes made or found, or that wait.

    `plan` is that of the text with the choices about it, where it is at hand.
    """
    kept = reading.choices.get("people")
    if kept is not None:
        lines = [(line, name == "excused") for name in ("present", "excused") for line in kept[name]]
        return [Seat("", line[0], in_one_line(line[1]), is_excused) for line, is_excused in lines]
    keys = dict(reading.things.filter(thing_kind=kind_of(Attendance)).values_list("thing_id", "key"))
    ties = Affiliation.objects.filter(pk__in=things_of(reading, Affiliation)).select_related("organisation")
    said: dict[int, list[str]] = {}
    for tie in ties.order_by("pk"):
        said.setdefault(tie.person_id, []).append(tie.organisation.name)
    rows = Attendance.objects.filter(meeting=reading.meeting_id, pk__in=keys).select_related("person")
    there = [
        Seat(keys[row.pk], row.person.name, in_one_line(said.get(row.person_id, [])), row.presence == Presence.EXCUSED)
        for row in rows.order_by("pk")
    ]
    return there + [seat for seat in waiting_seats(reading, plan) if seat.key not in keys.values()]


def waiting_seats(reading: Import, plan: Plan | None) -> list[Seat]:
    """Return the presences that the text says of a meeting that others read: they wait until these minutes open.

    Two queries, and the time of reading the text without its `plan`. Persons bear their name of today.
    """
    if not reading.meeting_waits:
        return []
    if plan is None:
        try:
            plan = chosen(plan_of_reading(reading), reading.choices)
        except Refusal:  # a text that was read in time takes too long today: it does not open either
            return []
    things = list(reading.things.filter(thing_kind=kind_of(Person)))
    rows = load_rows(things)
    names = {thing.key: kept_row(rows[ref(thing)]).name for thing in things if ref(thing) in rows}
    seats = [(one, plan.wanted[one.fields["person"].key]) for one in plan if one.model is Attendance]
    return [
        Seat(
            one.key,
            names.get(person.key) or person.fields["name"],
            in_one_line(organisations_said_of(person.key, plan)),
            one.fields["presence"] == Presence.EXCUSED,
        )
        for one, person in seats
    ]


def organisations_said_of(person: str, plan: Plan) -> list[str]:
    """Return the organisations that the text says of the person under this key."""
    ties = [one for one in plan if one.model is Affiliation and one.fields["person"].key == person]
    return [plan.wanted[tie.fields["organisation"].key].fields["name"] for tie in ties]


def in_one_line(organisations: str | list[str]) -> str:
    return organisations if isinstance(organisations, str) else " / ".join(organisations)


def as_read(reading: Import, plan: Plan) -> dict[tuple[str, str], list[Any]]:
    """Return, for each line as it is shown, the name and the organisations that the text says.

    An organisation or a person may bear another name since: a line that nobody changed stays as the text says it.
    """
    kept = reading.choices.get("people")
    if kept is not None:
        return {(line[0], in_one_line(line[1])): line for line in (*kept["present"], *kept["excused"])}
    told = {}
    for seat in seats_of(reading, plan):
        if (wanted := plan.wanted.get(seat.key)) is not None:
            person = wanted.fields["person"].key
            told[seat.name, seat.said] = [plan.wanted[person].fields["name"], organisations_said_of(person, plan)]
    return told


def things_of(reading: Import, model: type[Model]) -> QuerySet[Any, Any]:
    return reading.things.filter(thing_kind=kind_of(model)).values("thing_id")


def as_lines(people: People) -> str:
    """Return a line for each; « ROUX, Emmaüs » would read as a surname and a first name: it has a dash."""
    lines = [(f"{name}, {said}", f"{name} – {said}") if said else (name, name) for name, said in people]
    return "\n".join(line if first_names_first(line).text == line else dashed for line, dashed in lines)


def people_in(text: str) -> People:
    """Return the persons of these lines: « Odile Marchais, Foyer rural », « Odile Marchais (Foyer rural) », a name.

    « MARCHAIS, Odile » is Odile MARCHAIS.
    """
    lines = [BULLET.sub("", line).strip() for line in text.splitlines()]
    return [person_of(first_names_first(line).text) for line in lines if line]


def person_of(line: str) -> tuple[str, str]:
    name, *rest = CUT.split(line, maxsplit=1)
    said = rest[0].strip() if rest else ""
    return name.strip(), said.removesuffix(")") if "(" not in said else said
