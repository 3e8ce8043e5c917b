"""A plan with the people of a list that the importer mended: renamed, taken out, added."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from palabre.meetings.models import Attendance, Presence
from palabre.minutes.plan.meeting_planner import NOBODY, THIS_MEETING, organisations_in
from palabre.minutes.plan.plan import Plan, Ref, Wanted, plan_key
from palabre.notes.diff.line_matches import Bounded, Spent, Work
from palabre.people.models import Affiliation, Organisation, Person
from palabre.pure.french import fold, name_key, organisation_key

CLOSE = 0.6  # two spellings of one name, when one line was mended
MOST_STEPS = 500_000  # of the comparison of names: a hundred persons, each mended, take a fifth of them
STEPS_OF_WORDS = 4  # to see whether two names share a word
LISTED = (Presence.PRESENT.value, Presence.EXCUSED.value)

type People = dict[str, list[list[Any]]]  # a name and organisations: in one typed line, or each apart


@dataclass(frozen=True, slots=True)
class Line:
    """One person of the list, as they are written there."""

    name: str
    organisations: tuple[str, ...]
    presence: str

    @property
    def key(self) -> str:
        return plan_key("person", *name_key(self.name))


def with_people(plan: Plan, people: People) -> Plan:
    """Return the plan where this list says who was there, and who was excused.

    A line close to a name of the text is that person, renamed wherever the text names them. A person who is out of the
    list stays only where the text says more of them: they carry a group, or wrote a question.
    """
    listed = [Line(name, names_said(said), presence) for presence in LISTED for name, said in people.get(presence, [])]
    lines = {line.key: line for line in reversed(listed) if name_key(line.name) not in ((), NOBODY)}
    lines = dict(reversed(lines.items()))
    seats = {wanted.fields["person"].key for wanted in plan if wanted.model is Attendance}
    whose = matched_lines(lines, {key: str(plan.wanted[key].fields["name"]) for key in plan.wanted if key in seats})
    mended = mended_rows(plan, seats, whose)
    seated = {wanted.fields["person"].key for wanted in mended if wanted.model is Attendance}
    said = organisations_said(mended)
    for key, line in lines.items():
        seat(mended, line, is_seated=key in seated, said=said.get(key, set()))
    return pruned(mended, seats)


def matched_lines(lines: dict[str, Line], names: dict[str, str]) -> dict[str, Line]:
    """Return the line of each of these persons, by key; several lines are never one person.

    Once many names were compared, only one that is the same is recognised.
    """
    found = {key: lines[key] for key in names if key in lines}
    left = {fold(name): key for key, name in names.items() if key not in found}
    words = {name: frozenset(name_key(name)) for name in left}
    work = Work(MOST_STEPS)
    for line in (line for key, line in lines.items() if key not in found):
        try:
            same = nearest(line.name, {name: words[name] for name in left}, work)
        except Spent:
            break
        if same is not None:
            found[left.pop(same)] = line
    return found


def nearest(name: str, others: dict[str, frozenset[str]], work: Work) -> str | None:
    """Return the closest of the names (with their words) that share a word or an initial, else a longer form of it.

    Raise Spent: the letters of two names are compared in the square of their lengths.
    """
    work.spend(STEPS_OF_WORDS * len(others))
    words = frozenset(name_key(name))
    initials = {word[0] for word in words}
    akin = [one for one, own in others.items() if words & own or initials & {word[0] for word in own}]
    likeness, near = max(((closeness(one, fold(name), work), one) for one in akin), default=(0.0, ""))
    longer = (one for one in akin if words <= others[one] or others[one] <= words)
    return near if likeness >= CLOSE else next(longer, None)


def closeness(one: str, other: str, work: Work) -> float:
    """Return how much of their letters two names share, from 0 to 1; 0 when it is not close."""
    matcher = Bounded(one, other, work, autojunk=False)
    if matcher.real_quick_ratio() < CLOSE or matcher.quick_ratio() < CLOSE:
        return 0.0
    return matcher.ratio()


def mended_rows(plan: Plan, seats: Collection[str], whose: dict[str, Line]) -> Plan:
    """Return the plan without the seats of those whose line went, and with the names and presences of the others.

    The organisations of those for whom the list says other ones are left out: they are to be said again.
    """
    new, new_key = Plan(doubts=plan.doubts, said_again=plan.said_again), {key: line.key for key, line in whose.items()}
    said = organisations_said(plan)
    kept = {key for key, line in whose.items() if said.get(key, set()) == organisations_of(line)}
    for wanted in plan:
        person: Any = wanted.fields.get("person")
        sat = wanted.model in (Attendance, Affiliation) and person.key in seats
        if sat and person.key not in (whose if wanted.model is Attendance else kept):
            continue
        row = replace(wanted, key=new_key.get(wanted.key, wanted.key), fields=with_references(wanted, new_key))
        if wanted.key in whose:
            row = replace(row, fields=row.fields | {"name": whose[wanted.key].name})
        elif sat and wanted.model is Attendance:
            row = replace(row, fields=row.fields | {"presence": presence_of(whose[person.key], wanted)})
        new.wanted.setdefault(row.key, row)
    return new


def presence_of(line: Line, seat: Wanted) -> str:
    """Return the presence that the list says; one that it does not tell apart from « present » stays."""
    said = str(seat.fields["presence"])
    return said if line.presence == LISTED[0] and said not in LISTED else line.presence


def with_references(wanted: Wanted, new_key: dict[str, str]) -> dict[str, Any]:
    return {
        name: Ref(new_key.get(value.key, value.key)) if isinstance(value, Ref) else value
        for name, value in wanted.fields.items()
    }


def organisations_said(plan: Plan) -> dict[str, set[str]]:
    """Return the keys of the organisations of each person, by the key of the person."""
    said: dict[str, set[str]] = {}
    for wanted in plan:
        if wanted.model is Affiliation:
            said.setdefault(wanted.fields["person"].key, set()).add(wanted.fields["organisation"].key)
    return said


def organisations_of(line: Line) -> set[str]:
    return {organisation_ref(name) for name in line.organisations}


def names_said(said: str | list[str]) -> tuple[str, ...]:
    """Return the organisations of a line: as the text says them, or as they were typed."""
    return tuple(organisations_in(said) if isinstance(said, str) else said)


def organisation_ref(name: str) -> str:
    return plan_key("organisation", organisation_key(name) or name)


def seat(plan: Plan, line: Line, *, is_seated: bool, said: Collection[str]) -> None:
    """Give the person of this line a seat and their organisations, where they have none."""
    person = plan.want(line.key, Person, name=line.name)
    if not is_seated:
        key = plan_key("attendance", person.key)
        plan.tie(key, Attendance, meeting=Ref(THIS_MEETING), person=person, presence=line.presence)
    for name in line.organisations:
        organisation = plan.want(organisation_ref(name), Organisation, name=name)
        if organisation.key not in said:
            key = plan_key("affiliation", person.key, organisation.key)
            plan.tie(key, Affiliation, person=person, organisation=organisation)


def pruned(plan: Plan, seats: Collection[str]) -> Plan:
    """Return the plan without the organisations, and the persons of these seats, that nothing references any longer."""
    used = {value.key for wanted in plan for value in wanted.fields.values() if isinstance(value, Ref)}
    rows = {
        key: one
        for key, one in plan.wanted.items()
        if key in used or not (one.model is Organisation or (one.model is Person and key in seats))
    }
    return Plan(rows, plan.doubts, plan.said_again)
