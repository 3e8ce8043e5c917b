"""A forum as a file carries it: rows of a few kinds, each under the same name on every computer.

A row says facets, which either side may change, and facts, which are said once. `was` are digests of the facets as this
computer got them from another one: they tell the other side what was changed here since.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

ESCAPED, QUOTED = re.compile(r"\\(?:u[0-9a-f]{4}|.)"), '"\\'
FORMAT, VERSION = "palabre forum", 1
DAY, HOUR, PLACE, PERSON, SHEET, PLEDGE, PHOTO = "day", "hour", "place", "person", "sheet", "pledge", "photo"
SECTIONS = {HOUR: "hours", PLACE: "places", PERSON: "people", SHEET: "sheets", PLEDGE: "pledges", PHOTO: "photos"}
FACETS: dict[str, tuple[str, ...]] = {
    DAY: ("theme", "venue", "code"),
    HOUR: ("time",),
    PLACE: ("place", "lost"),
    PERSON: (),
    SHEET: ("words", "number", "asked", "where", "report", "dots"),
    PLEDGE: ("said",),
    PHOTO: (),
}
FACTS: dict[str, tuple[str, ...]] = {
    DAY: ("closed", "square"),
    HOUR: (),
    PLACE: (),
    PERSON: ("name",),
    SHEET: ("group",),
    PLEDGE: ("sheet", "person", "address"),
    PHOTO: ("sheet", "is_round", "file", "at"),
}


@dataclasses.dataclass(frozen=True, slots=True)
class CarriedThing:
    """One row. `facets` and `facts` are JSON values; other rows are named by their uid."""

    uid: str
    facets: Mapping[str, Any]
    facts: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    was: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def etag(self, facet: str) -> str:
        return etag_of(self.uid, facet, self.facets[facet])

    def in_json(self) -> dict[str, Any]:
        return {"uid": self.uid, "was": dict(self.was), **self.facets, **self.facts}


@dataclasses.dataclass(frozen=True, slots=True)
class CarriedForum:
    """The day, and its rows by kind then by uid, in the order of the file."""

    day: CarriedThing
    rows: Mapping[str, Mapping[str, CarriedThing]]

    def of(self, kind: str) -> Mapping[str, CarriedThing]:
        return self.rows[kind]

    def prepared(self) -> str:
        """Return a digest of what its hosts prepare: theme, date, where and when. The code is none of it."""
        things = [self.day, *self.of(HOUR).values(), *self.of(PLACE).values()]
        return etag_of("", "", [one.etag(facet) for one in things for facet in one.facets if facet != "code"])

    def in_json(self) -> dict[str, Any]:
        sections = {SECTIONS[kind]: [one.in_json() for one in rows.values()] for kind, rows in self.rows.items()}
        return {"format": FORMAT, "version": VERSION, "day": self.day.in_json(), **sections}


def etag_of(uid: str, facet: str, value: Any) -> str:
    """Return a short digest of the value of a facet, the same on every computer."""
    said = json.dumps([uid, facet, value], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def in_plain_json(value: Any) -> str:
    """Return JSON whose line feeds and tabs are written as they are: a name beside them is found when it is removed."""
    said = json.dumps(value, ensure_ascii=False)
    return ESCAPED.sub(lambda one: one[0] if one[0][1] in QUOTED else json.loads(f'"{one[0]}"'), said)


def from_plain_json(said: str) -> Any:
    return json.loads(said, strict=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Merged:
    """The facets of a row to be written here, those that differ on both sides, and what was agreed upon by now."""

    changed: tuple[str, ...]
    differing: tuple[str, ...]
    agreed: dict[str, str]


def merge(here: CarriedThing, brought: CarriedThing, agreed: Mapping[str, str]) -> Merged:
    """Compare a row with what a file says of it. `agreed` is what the last file said.

    A facet is written if the file changed it and nobody changed it here. Where both did, the one here stays.
    """
    changed: list[str] = []
    differing: list[str] = []
    for facet in here.facets:
        ours, theirs, was = here.etag(facet), brought.etag(facet), brought.was.get(facet)
        known = agreed.get(facet, was)
        if theirs in (ours, known):
            continue
        (changed if ours in (known, was) else differing).append(facet)
    return Merged(tuple(changed), tuple(differing), {facet: brought.etag(facet) for facet in here.facets})
