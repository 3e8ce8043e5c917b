"""The rows of a file as they come into a day: those that are new are made, those that are here are compared."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from palabre.forums.homecoming.brought_photos import BroughtPhotos, keep_photo
from palabre.forums.homecoming.carried_forum import (
    DAY,
    HOUR,
    PERSON,
    PHOTO,
    PLACE,
    PLEDGE,
    SHEET,
    CarriedForum,
    CarriedThing,
    Merged,
    in_plain_json,
    merge,
)
from palabre.forums.homecoming.known_people import persons_in
from palabre.forums.homecoming.row_writer import RowWriter
from palabre.forums.models import BroughtRow, CarriedRow, FormerReport, Homecoming

AFTER_ALL = ("where", "report", "dots")  # facets of a new sheet that may name other new rows, or that it lacks at first


@dataclasses.dataclass(slots=True)
class ArrivalRows:
    """The rows that a homecoming makes, changes or leaves.

    `differing` are the numbers of sheets (0: the day) and the facets that stay as they are here.
    """

    homecoming: Homecoming
    forum: CarriedForum
    photos: BroughtPhotos
    writing: RowWriter
    traces: list[BroughtRow] = dataclasses.field(default_factory=list)
    came: Counter[str] = dataclasses.field(default_factory=Counter)
    changed: Counter[str] = dataclasses.field(default_factory=Counter)
    differing: list[tuple[int, str]] = dataclasses.field(default_factory=list)
    removed: int = 0

    @property
    def has_new(self) -> bool:
        """Return whether a question or somebody who goes on with one is new, or changed."""
        return any(counted[kind] for counted in (self.came, self.changed) for kind in (SHEET, PLEDGE))

    def write_all(self, here: CarriedForum, same: Collection[str]) -> None:
        """Write hours and places first, then people, sheets, what names them."""
        known = set(self.writing.names.by_uid)
        self.compare(DAY, here.day, self.forum.day)
        self.make_people(same)
        for kind in (HOUR, PLACE, SHEET):
            self.make(kind, known)
        self.finish_sheets(known)
        self.make(PLEDGE, known)
        self.make_photos()
        for kind in (HOUR, PLACE, SHEET, PLEDGE):
            for uid in self.forum.of(kind).keys() & known:
                self.compare_known(kind, uid, here)
        self.writing.store()

    def make_people(self, same: Collection[str]) -> None:
        names, people = self.writing.names, self.forum.of(PERSON)
        space, by = self.writing.day.forum.space, self.writing.by
        found, made = persons_in(people, names, space, same, by=by)
        self.writing.people |= found
        for uid, person in found.items():
            if uid not in names.by_uid and person is not None:
                names.call(PERSON, person.pk, uid)
                if person.pk in made:
                    self.trace(PERSON, uid, person.pk)

    def make(self, kind: str, known: Collection[str]) -> None:
        """Make the rows of this kind that no file brought before."""
        writing = self.writing
        write = {HOUR: writing.hour, PLACE: writing.place, SHEET: writing.sheet, PLEDGE: writing.pledge}[kind]
        made: list[tuple[CarriedThing, Any]] = []
        for uid, one in self.forum.of(kind).items():
            if uid in known:
                continue
            row = write(one)
            if row is None:
                self.differ(kind, uid, "said" if kind == PLEDGE else "row")
                continue
            writing.rows.of[kind].append(row)
            made.append((one, row))
        writing.rows.add(kind)
        for one, row in made:
            writing.names.call(kind, row.pk, one.uid).agreed = {name: one.etag(name) for name in one.facets}
            self.trace(kind, one.uid, row.pk)
            self.came[kind] += 1

    def finish_sheets(self, known: Collection[str]) -> None:
        """Put the new sheets at their places, with their reports."""
        writes = self.writing.writes()
        for uid, one in self.forum.of(SHEET).items():
            sheet = self.writing.rows.row(SHEET, self.writing.names.row_of(uid))
            if uid in known or sheet is None:
                continue
            for facet in AFTER_ALL:
                if one.facets[facet] and not writes[facet](sheet, one.facets[facet]):
                    self.differ(SHEET, uid, facet)
            if sheet.number != one.facets["number"]:
                self.differ(SHEET, uid, "number")

    def make_photos(self) -> None:
        names = self.writing.names
        for uid, one in self.forum.of(PHOTO).items():
            if uid not in names.by_uid and uid in self.photos.drawn:
                number = keep_photo(self.writing.day, one, self.photos.drawn[uid], names, by=self.writing.by)
                if number is not None:
                    names.call(PHOTO, number, uid)
                    self.trace(PHOTO, uid, number)
                    self.came[PHOTO] += 1

    def compare_known(self, kind: str, uid: str, here: CarriedForum) -> None:
        """Compare a row that is known with what is here. One that was removed here does not come back."""
        ours = here.of(kind).get(uid)
        if ours is None:
            self.removed += 1
            return
        self.compare(kind, ours, self.forum.of(kind)[uid])

    def compare(self, kind: str, ours: CarriedThing, theirs: CarriedThing) -> None:
        row: CarriedRow = self.writing.names.by_uid[theirs.uid]
        merged = merge(ours, theirs, row.agreed)
        thing = self.thing(kind, row.thing_id) if merged.changed else None
        writes = self.writing.writes()
        written = [facet for facet in merged.changed if writes[facet](thing, theirs.facets[facet])]
        for facet in (*merged.differing, *(one for one in merged.changed if one not in written)):
            self.differ(kind, theirs.uid, facet)
            if facet == "report":
                self.keep_beside(row.thing_id, theirs.facets["report"])
        if written:
            before = in_plain_json({facet: ours.facets[facet] for facet in written})
            self.trace(kind, theirs.uid, row.thing_id, before, row.agreed)
            self.changed[kind] += 1
        if row.agreed != merged.agreed:
            row.agreed = merged.agreed
            if row.pk is not None:
                self.writing.rows.change(row, agreed=row.agreed)

    def thing(self, kind: str, number: int) -> Any:
        """Return the row of this id. The day is that of the homecoming."""
        return self.writing.day if kind == DAY else self.writing.rows.row(kind, number)

    def keep_beside(self, sheet: int, report: list[Any] | None) -> None:
        """Keep the words of a report that differs among its former words, which hosts read."""
        words = self.writing.clean(report[1]) if report else ""
        if words:
            said = {"text": words, "by": self.writing.by, "at": self.writing.at}
            self.writing.rows.former_words.append(FormerReport(sheet_id=sheet, **said))

    def differ(self, kind: str, uid: str, facet: str) -> None:
        """Note that a facet stays as it is here."""
        sheet = self.forum.of(PLEDGE)[uid].facts["sheet"] if kind == PLEDGE else uid
        told = self.forum.of(SHEET).get(sheet)
        here = self.writing.rows.row(SHEET, self.writing.names.row_of(sheet)) if told else None
        number = here.number if here is not None else told.facets["number"] if told is not None else 0
        self.differing.append((number, facet))

    def trace(self, kind: str, uid: str, number: int, before: str = "", agreed: dict[str, str] | None = None) -> None:
        said = {"before": before, "agreed_before": agreed or {}}
        self.traces.append(BroughtRow(homecoming=self.homecoming, kind=kind, uid=uid, thing_id=number, **said))

    def keep_traces(self, told: CarriedForum) -> None:
        """Store what this did, in its order, with what stands here now."""
        for one in self.traces:
            now = told.day if one.kind == DAY else told.of(one.kind).get(one.uid)
            one.after = {name: now.etag(name) for name in now.facets} if now is not None else {}
        BroughtRow.objects.bulk_create(self.traces)

    def facts(self, here: CarriedForum, *, is_new: bool) -> dict[str, Any]:
        code = self.forum.day.facets["code"]
        missing = [] if is_new else sorted(set(self.missing(here)))
        return {
            "came": dict(self.came),
            "changed": dict(self.changed),
            "differing": [list(one) for one in sorted(set(self.differing))],
            "missing": missing,
            "removed": self.removed,
            "photos_left": self.photos.left,
            "photos_unread": self.photos.unread,
            "code": code if code is not None and code != self.writing.day.code else "",
        }

    def missing(self, here: CarriedForum) -> Iterator[int]:
        """Yield the numbers of sheets of which a file said once something that this one does not say any longer."""
        agreed = {uid for uid, one in self.writing.names.by_uid.items() if one.agreed}
        for uid, one in here.of(SHEET).items():
            if uid in agreed and uid not in self.forum.of(SHEET):
                yield one.facets["number"]
        for uid, one in here.of(PLEDGE).items():
            if uid in agreed and uid not in self.forum.of(PLEDGE):
                yield here.of(SHEET)[one.facts["sheet"]].facets["number"]


def to_be_made(forum: CarriedForum, known: Collection[str]) -> Counter[str]:
    """Return how many rows of each kind are not known here."""
    return Counter({kind: len(rows.keys() - set(known)) for kind, rows in forum.rows.items()})


def to_be_compared(forum: CarriedForum, here: CarriedForum, names: dict[str, CarriedRow]) -> Iterator[Merged]:
    """Yield what would become of each row that is here."""
    for kind in (HOUR, PLACE, SHEET, PLEDGE):
        for uid, one in forum.of(kind).items():
            if uid in names and uid in here.of(kind):
                yield merge(here.of(kind)[uid], one, names[uid].agreed)
