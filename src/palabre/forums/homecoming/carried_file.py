"""The file that carries a forum: a ZIP of `forum.json` and of photos. It is read as if an enemy wrote it."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from palabre.forums.day.forum_preparation import MOST_PLACES, MOST_SLOTS
from palabre.forums.homecoming.carried_forum import (
    DAY,
    FACETS,
    FACTS,
    FORMAT,
    HOUR,
    PERSON,
    PHOTO,
    PLACE,
    PLEDGE,
    SECTIONS,
    SHEET,
    VERSION,
    CarriedForum,
    CarriedThing,
)
from palabre.forums.homecoming.carried_values import CHECKS, KEY, UID, Malformed
from palabre.forums.outcome.sheet_pledges import MOST_OF_ONE
from palabre.forums.wall.sheets import MOST
from palabre.refusal import Refusal
from palabre.wiki.attachments.file_intake import LARGEST as LARGEST_PHOTO

LARGEST = 12 * 1024 * 1024  # bytes of the file
LARGEST_TEXT = 12 * 1024 * 1024  # bytes of forum.json
MOST_MARKS = {b"{": 40_000, b"[": 40_000, b",": 400_000}  # of it: each makes an object, before any value is checked
TEXT = "forum.json"
MOST_ENTRIES = 400
MOST_OF = {HOUR: MOST_SLOTS, PLACE: MOST_PLACES, PERSON: 1000, SHEET: MOST, PLEDGE: 1000, PHOTO: 300}
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    MemoryError,
    NotImplementedError,
    OSError,
    RecursionError,
    RuntimeError,
    ValueError,
    Malformed,
)


class NotAForum(Refusal):
    """The file carries no forum that this program can read."""

    status = 422


def write_carried(forum: CarriedForum, photos: Mapping[str, bytes]) -> bytes:
    """Return the file of a forum and of its photos, by name."""
    said = json.dumps(forum.in_json(), ensure_ascii=False, indent=1)
    with zipfile.ZipFile(into := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(TEXT, said)
        for name, content in photos.items():
            archive.writestr(name, content, zipfile.ZIP_STORED)
    return into.getvalue()


def read_carried(content: bytes) -> CarriedForum:
    """Return the forum that a file carries. Raise NotAForum for any other file, and for another version."""
    if len(content) > LARGEST:
        raise NotAForum(_("This file is over 12 MB."), instead=_("Take the forum away again: it is made to fit."))
    try:
        text = entry_of(content, TEXT, most=LARGEST_TEXT)
        if any(text.count(mark) > most for mark, most in MOST_MARKS.items()):
            raise Malformed
        said = json.loads(text)
        if not isinstance(said, dict) or said.get("format") != FORMAT:
            raise Malformed
        if said.get("version") != VERSION:
            raise another_version()
        return forum_in(said)
    except BROKEN:
        raise NotAForum(
            _("This is not the file of a forum, or it is damaged."),
            instead=_("On the computer of the day, open the page of the forum, then “Take this forum away”."),
        ) from None


def another_version() -> NotAForum:
    return NotAForum(
        _("This file was made by another version of Palabre, which this server does not read."),
        instead=_("Bring Palabre up to date here and on the computer of the day, then take the forum away again."),
    )


def photo_in(content: bytes, name: str) -> bytes:
    """Return the bytes of a photo, b"" where the file has none of this name that can be read."""
    try:
        return entry_of(content, name, most=LARGEST_PHOTO)
    except BROKEN:
        return b""


def entry_of(content: bytes, name: str, *, most: int) -> bytes:
    """Return what is packed under this name. What unpacks to more than `most` bytes is not read to its end."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if len(archive.infolist()) > MOST_ENTRIES:
            raise Malformed
        found = archive.getinfo(name)
        if found.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or found.file_size > most:
            raise Malformed
        with archive.open(found) as packed:
            unpacked = packed.read(most + 1)
    if len(unpacked) > most:
        raise Malformed
    return unpacked


def forum_in(said: dict[str, Any]) -> CarriedForum:
    day = thing_in(said.get(DAY), DAY)
    rows = {kind: section_in(said.get(name), kind) for kind, name in SECTIONS.items()}
    uids = [day.uid, *(uid for some in rows.values() for uid in some)]
    if len(uids) != len(set(uids)):
        raise Malformed
    check_ties(rows)
    return CarriedForum(day, rows)


def section_in(said: Any, kind: str) -> dict[str, CarriedThing]:
    if not isinstance(said, list) or len(said) > MOST_OF[kind]:
        raise Malformed
    things = [thing_in(one, kind) for one in said]
    found = {one.uid: one for one in things}
    if len(found) != len(things):
        raise Malformed
    return found


def thing_in(said: Any, kind: str) -> CarriedThing:
    """Return a row, each value checked. Keys that are not known are left out."""
    if not isinstance(said, dict):
        raise Malformed
    uid, was = said.get("uid"), said.get("was", {})
    if not isinstance(uid, str) or not UID.fullmatch(uid) or not isinstance(was, dict):
        raise Malformed
    known = {name: was[name] for name in FACETS[kind] if name in was}
    if not all(isinstance(one, str) and KEY.fullmatch(one) for one in known.values()):
        raise Malformed
    checks = CHECKS[kind]
    facets = {name: checks[name](said[name]) for name in FACETS[kind]}
    return CarriedThing(uid, facets, {name: checks[name](said[name]) for name in FACTS[kind]}, known)


def check_ties(rows: Mapping[str, Mapping[str, CarriedThing]]) -> None:
    """Raise Malformed where a row names one that the file does not have, or somebody goes on with a great deal."""
    sheets, people = rows[SHEET], rows[PERSON]
    named: list[tuple[Any, Mapping[str, CarriedThing]]] = []
    for one in sheets.values():
        named.append((one.facets["asked"][0], people))
        if (where := one.facets["where"]) is not None:
            named += [(where[0], rows[HOUR]), (where[1], rows[PLACE])]
        if one.facets["report"] is not None:
            named.append((one.facets["report"][2], sheets))
    pledges: dict[str, set[str]] = {}
    for one in rows[PLEDGE].values():
        named += [(one.facts["sheet"], sheets), (one.facts["person"], people)]
        there = pledges.setdefault(one.facts["person"], set())
        if one.facts["sheet"] in there or len(there) >= MOST_OF_ONE:
            raise Malformed
        there.add(one.facts["sheet"])
    named += [(one.facts["sheet"], sheets) for one in rows[PHOTO].values()]
    if any(uid is not None and uid not in among for uid, among in named):
        raise Malformed
