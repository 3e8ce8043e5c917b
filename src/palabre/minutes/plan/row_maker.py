"""From a plan to rows: create the missing ones, update the changed ones, keep what people changed.

The rows of a former import are merged three ways (the former plan, the current row, the new plan), so that a corrected
text imports only its differences.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from django.apps import apps
from django.db import models

from palabre.groups.group_access import may_name_themselves_carrier
from palabre.groups.models import Carrying, Group, MayBePast, Membership
from palabre.journal.models import kind_of
from palabre.meetings.models import AgendaItem, Aim, Attendance
from palabre.minutes.models import Import, Imported, Recognised
from palabre.minutes.plan.known_rows import Known
from palabre.minutes.plan.own_rows import is_settled
from palabre.minutes.plan.plan import Plan, Ref, TitleOf, Wanted
from palabre.minutes.plan.plan_choices import without
from palabre.minutes.plan.renamed_people import with_own_names
from palabre.minutes.plan.row_matches import keys_of_today, matches
from palabre.minutes.plan.text_claims import Claims
from palabre.people.models import Affiliation, Audience, AudienceBound, AudienceKind, Organisation, Person
from palabre.questions.models import Lineage, Question, Wording
from palabre.spaces.models import Space

Row = models.Model

NUMBERED = (Aim, AgendaItem)
# Rows without readers of their own: they are read, or count, wherever these things are read.
SAID_OF_A_MEETING = (Attendance, *NUMBERED)
WITHOUT_READERS = (*NUMBERED, Affiliation)  # they are read with what they are said of
SAID_OF: dict[type[Row], tuple[str, ...]] = {
    **dict.fromkeys(SAID_OF_A_MEETING, ("meeting",)),
    Affiliation: ("organisation",),
    Carrying: ("group", "question"),
    Lineage: ("source", "target"),
    Membership: ("group",),
}
SAID_OF_A_TIE = ("presence",)  # the other fields of a tie identify it: an existing presence is not changed


@dataclass(slots=True)
class Former:
    """Things that an earlier reading of these minutes made, and the plan of its text."""

    plan: Plan
    things: dict[str, Any] = field(default_factory=dict)  # Imported, or Recognised
    rows: dict[str, Row] = field(default_factory=dict)
    touched: Set[tuple[str, int]] = frozenset()  # kind and id of the rows that somebody else has changed since

    @classmethod
    def of(cls, reading: Import, plan: Plan, *, touched: Set[tuple[str, int]] = frozenset()) -> Former:
        things = {thing.key: thing for thing in reading.things.all()}
        rows = load_rows(things.values())
        read = {thing.key: rows[key] for thing in things.values() if (key := ref(thing)) in rows}
        now = keys_of_today(plan, read, taken=things)
        things = {now.get(key, key): thing for key, thing in things.items()}
        return cls(plan, things, {now.get(key, key): row for key, row in read.items()}, touched)


class Place(Protocol):
    """The space, audience, author and validity of created rows: an import, or an answer in the margin of a page."""

    @property
    def space(self) -> Space: ...
    @property
    def audience(self) -> Audience: ...
    @property
    def by(self) -> Person: ...
    @property
    def validity(self) -> str: ...


def ref(thing: Imported | Recognised) -> tuple[str, int]:
    return (thing.thing_kind, thing.thing_id)


def load_rows(things: Any) -> dict[tuple[str, int], Row]:
    """Load the rows of these things, one query per kind; deleted rows are left out."""
    by_kind: dict[str, list[int]] = {}
    for thing in things:
        by_kind.setdefault(thing.thing_kind, []).append(thing.thing_id)
    rows: dict[tuple[str, int], Row] = {}
    for kind, numbers in by_kind.items():
        found = apps.get_model(kind)._default_manager.in_bulk(numbers)
        rows.update({(kind, number): row for number, row in found.items()})
    return rows


class Maker:
    """Makes the rows of one plan, once. Runs inside the caller's transaction.

    `brought_by` brings this text: the author of the place, unless it corrects the text of somebody else. `said_at` is
    when a text that is read anew was first brought. Rows `without_readers` wait where everybody would read them.
    """

    def __init__(
        self,
        place: Place,
        plan: Plan,
        former: Former | None = None,
        *,
        brought_by: Person | None = None,
        said_at: datetime.datetime | None = None,
        without_readers: Collection[type[Row]] = WITHOUT_READERS,
        may_be_kept: bool = True,
    ) -> None:
        self.without_readers, self.may_be_kept = without_readers, may_be_kept
        self.place, self.plan, self.brought_by = place, plan, brought_by or place.by
        self.former = former or Former(Plan())
        hands = {place.by, self.brought_by}
        self.known = Known(place.space, readers=hands, said_by=self.brought_by, said_at=said_at)
        self.matches = with_own_names(
            matches(plan, self.former.plan, still=self.former.rows),
            plan,
            self.former.rows,
            known=self.known,
            hands=hands,
        )
        self.rows: dict[str, Row] = {}
        self.made: dict[str, bool] = {}
        self.as_they_are: Set[str] = set()  # keys of rows that this text tells no otherwise
        self.own: Set[str] = set()  # keys of what these minutes made before they opened
        self.claims = Claims(self.brought_by, self.rows, is_new=self.is_new)
        self.covered: dict[int, bool] = {}

    def make_anew(self, rows: Mapping[str, Wanted | None]) -> None:
        """Make these rows so, by key; None, and what leans on it, not at all: a row that is there stays as it is."""
        gone = {key for key, row in rows.items() if row is None}
        plan = without(self.plan, gone - self.matches.keys())
        self.plan = replace(plan, wanted={one.key: rows.get(one.key) or one for one in plan})
        self.matches = {key: former for key, former in self.matches.items() if key in self.plan.wanted}
        self.as_they_are = gone & self.matches.keys()

    def make(self) -> dict[str, Row]:
        """Return the row of each key of the plan, except those that wait, or are not for who brings the text to say."""
        for wanted in self.plan:
            if not self.is_refused(wanted) and not self.waits(wanted):
                self.rows[wanted.key], self.made[wanted.key] = self.row_for(wanted)
        return self.rows

    def waits(self, wanted: Wanted) -> bool:
        """Return whether this would be said of things that others read by who do not read the text.

        What minutes in preparation say waits until they open; what a page that a few read says is not made. A role
        does not wait: it is read by who reads the text (see readable_roles). What has no readers of its own, said of
        something that everybody reads, waits until they read the text too; not who was there, to whom minutes are
        given. Points and aims of a meeting that was public before are never said there: published minutes may be kept
        again, and their page says them.
        """
        if wanted.key in self.matches or wanted.model is Membership:
            return False
        ends = [resolved_value(wanted.fields[name], self.rows) for name in SAID_OF.get(wanted.model, ())]
        has_no_readers = wanted.model in self.without_readers
        if has_no_readers and any(self.is_wider(end, to_stay=wanted.model in NUMBERED) for end in ends):
            return True
        return not all(map(self.covers, ends))

    def is_refused(self, wanted: Wanted) -> bool:
        return wanted.key not in self.matches and self.claims.refuses(wanted)

    def covers(self, thing: Any) -> bool:
        """Return whether each member who reads the thing reads the text too. One query for each audience."""
        number = thing.audience_id
        if number not in self.covered:
            self.covered[number] = self.place.audience.covers_members(thing.audience)
        return self.covered[number]

    def is_wider(self, thing: Any, *, to_stay: bool) -> bool:
        """Return whether everybody reads the thing, and not the text; `to_stay`: or will not once it is kept again."""
        is_apart = to_stay and self.may_be_kept and thing.audience_id != self.place.audience.pk
        return thing.audience.kind == AudienceKind.PUBLIC and (
            self.place.audience.kind != AudienceKind.PUBLIC or is_apart
        )

    def make_what_waited(self, models: Collection[type[Row]] = tuple(SAID_OF)) -> dict[str, Row]:
        """Make the rows of these models that waited for the minutes to open, or to be published; return them by key."""
        self.rows.update({key: kept_row(row) for key, row in self.former.rows.items() if not is_erased(row)})
        self.own = {key for key, thing in self.former.things.items() if thing.made}
        for wanted in self.plan:
            refs = [value.key for value in wanted.fields.values() if isinstance(value, Ref)]
            has_waited = wanted.model in models and wanted.key not in self.former.things
            is_known = all(key in self.rows for key in refs)
            if has_waited and is_known and not self.is_refused(wanted) and not self.waits(wanted):
                self.rows[wanted.key], self.made[wanted.key] = self.row_for(wanted)
        return {key: self.rows[key] for key in self.made}

    def keep(self, reading: Import) -> None:
        """Store what was made, and what was found, as things of this import."""
        Imported.objects.bulk_create(
            Imported(
                reading=reading, key=key, thing_kind=kind_of(self.rows[key]), thing_id=self.rows[key].pk, made=made
            )
            for key, made in self.made.items()
        )

    def row_for(self, wanted: Wanted) -> tuple[Row, bool]:
        """Return the wanted row, and whether it was made here, now or for a former text."""
        fields = self.resolved(wanted.fields)
        former_key = self.matches.get(wanted.key)
        if former_key is not None:
            thing, row = self.former.things[former_key], self.former.rows[former_key]
            if thing.made and wanted.key not in self.as_they_are:
                self.mend(row, fields, self.former.plan.wanted[former_key])
            return row, thing.made
        if wanted.is_tie:
            tied = {name: value for name, value in fields.items() if name not in SAID_OF_A_TIE}
            return wanted.model._default_manager.get_or_create(**tied, defaults=fields)
        if known := self.known.find(wanted, fields) or self.known_part(wanted, fields):
            return known, False
        return wanted.model._default_manager.create(**self.placed(wanted.model, fields)), True

    def known_part(self, wanted: Wanted, fields: dict[str, Any]) -> Row | None:
        """Return the aim or the point of a meeting that was there before; without one, see that its place is free."""
        meeting = wanted.fields.get("meeting")
        if wanted.model not in NUMBERED or not isinstance(meeting, Ref) or self.is_new(meeting.key):
            return None
        there = wanted.model._default_manager.filter(meeting=fields["meeting"])
        last = there.aggregate(last=models.Max("position"))["last"]
        if there.filter(position=fields["position"]).exists():
            fields["position"] = last + 1
        rows = there.filter(text__in=(fields["text"], "")).order_by("pk")  # "": a point in the words of its decision
        return next((row for row in rows if str(row) == fields["text"]), None)

    def is_new(self, key: str) -> bool:
        return key in self.own or (self.made.get(key, False) and key not in self.matches)

    def resolved(self, fields: dict[str, Any]) -> dict[str, Any]:
        return {name: resolved_value(value, self.rows) for name, value in fields.items()}

    def placed(self, model: type[Row], fields: dict[str, Any]) -> dict[str, Any]:
        """Add the space, the audience and the validity of the place to the models that have them."""
        if issubclass(model, MayBePast):
            fields = fields | {"validity": self.place.validity}
        if issubclass(model, AudienceBound | Organisation):
            return fields | {"space": self.place.space, "audience": self.place.audience}
        return fields | {"space": self.place.space} if model is Person else fields

    def mend(self, row: Row, fields: dict[str, Any], former: Wanted) -> None:
        """Apply the differences to a row. What a person changed since is kept, and what is theirs alone."""
        said_of = row.question if isinstance(row, Wording) else row
        if is_settled(row) or (kind_of(said_of), said_of.pk) in self.former.touched:
            return
        changed = []
        for name, value in fields.items():
            before = resolved_value(former.fields.get(name), self.former.rows)
            now = stored_value(row, name)
            if now == as_stored(value) or now != as_stored(before):
                continue
            if name != "by" or not self.is_their_word(getattr(row, name)):
                setattr(row, name, value)
                changed.append(name)
        if changed and self.may_mend(said_of):
            row.save(update_fields=changed)

    def is_their_word(self, asker: Person | None) -> bool:
        """Return whether a correction leaves who asked as it is: it is another's, or the asker has come since."""
        has_come = asker is not None and asker.has_come
        return self.brought_by != self.place.by or (has_come and asker != self.brought_by)

    def may_mend(self, row: Row) -> bool:
        """Return whether it is for who brings the text to say otherwise what a group, or a question, is about."""
        if isinstance(row, Question):
            return self.claims.may_reword(row)
        return not isinstance(row, Group) or may_name_themselves_carrier(self.brought_by, row)

    def left_over(self) -> list[str]:
        """Return the keys that the former plan has and the new one has not, last made first."""
        kept = set(self.matches.values())
        planned = self.former.plan.wanted
        return [key for key in reversed(self.former.rows) if key in planned and key not in kept]


def kept_row(row: Any) -> Any:
    """Return the row into which a person or an organisation was merged since; else the row."""
    while getattr(row, "same_as", None) is not None:
        row = row.same_as
    return row


def is_erased(row: Row) -> bool:
    return isinstance(row, Person) and row.erased_at is not None


def stored_value(row: Row, name: str) -> Any:
    """Return the value of the column of this field: the row that it leads to is not read."""
    field: Any = row._meta.get_field(name)
    return getattr(row, field.attname)


def as_stored(value: Any) -> Any:
    """Return the value of a column: of a row, its id."""
    return value.pk if isinstance(value, models.Model) else value


def resolved_value(value: Any, rows: dict[str, Any]) -> Any:
    """Return the value of a field of the plan, with references replaced by `rows`."""
    match value:
        case Ref(key):
            return rows.get(key)
        case TitleOf(key):
            return getattr(rows.get(key), "title", "")
    return value
