"""A whole space in one file: Markdown and JSON, limited to what one reader may read, deterministic."""

from __future__ import annotations

import datetime
import json
import os
import shutil
import zipfile
from collections import deque
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _

from palabre.forums.exchange import export_forums
from palabre.gatherings.exchange import export_gatherings
from palabre.groups.exchange import export_groups
from palabre.journal.exchange import export_journal
from palabre.meetings.exchange import export_meetings
from palabre.minutes.exchange import export_minutes
from palabre.people.exchange import File, export_people, in_json
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.pure.archive_text import markdown_files
from palabre.questions.exchange import export_questions
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.wiki.exchange import export_pages

EXPORTS = (
    export_people,
    export_questions,
    export_forums,
    export_groups,
    export_meetings,
    export_minutes,
    export_gatherings,
    export_pages,
    export_journal,
)
STEPS = len(EXPORTS) + 2  # the space itself before them, the texts to read after
READ_ME = Path(__file__).with_name("export") / "README.md"
READ_AS_TEXT = {"groups", "questions", "needs", "answers", "actions", "decisions", "meetings", "news", "pages"}
LARGEST = 400 * 1024 * 1024  # bytes before compression
MOST = 400 * 1024 * 1024  # bytes of pictures and documents, for a download from a browser
LEFT_OUT = "attachments/left-out.md"
LEFT_OUT_WORDS = """# Pièces jointes qui ne sont pas dans cette archive

Elles prendraient trop de place, ou le serveur ne les a plus. La personne qui s’occupe du serveur peut les donner.

# Files that are not in this archive

They would take too much room, or the server no longer has them. Whoever looks after the server can give them.
"""
ALWAYS = (1980, 1, 1, 0, 0, 0)  # constant time stamp, so that the same file gives the same bytes


class TooLarge(Refusal):
    pass


def export(reader: Reader, *, into: IO[bytes], most: int = MOST) -> None:
    """Write the whole archive. Raises TooLarge for a space whose texts exceed LARGEST."""
    deque(write_archive(reader, into=into, most=most), maxlen=0)


def write_archive(reader: Reader, *, into: IO[bytes], most: int = MOST) -> Generator[int]:
    """Write the archive a file at a time; yield the number of the step before and after each, of STEPS.

    Pictures and documents are never a reason to refuse: beyond `most` bytes they are left out, and listed.
    """
    size, left_out = 0, []
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for step, file in files(reader):
            name, content = file or ("", None)
            if isinstance(content, Path):
                packed = pack(archive, name, content, most=most)
                most -= packed or 0
                left_out += [name] if packed is None else []
            elif content is not None:
                size += len(content)
                refuse_beyond_measure(size)
                archive.writestr(entry(name), content)
            yield step
        if left_out:
            archive.writestr(entry(LEFT_OUT), "\n".join([LEFT_OUT_WORDS, *(f"- {name}" for name in left_out), ""]))


def pack(archive: zipfile.ZipFile, name: str, path: Path, *, most: int) -> int | None:
    """Copy a file from the disk in chunks and return its size; None when it is too large or missing."""
    try:
        with path.open("rb") as content:
            size = os.fstat(content.fileno()).st_size
            if size > most:
                return None
            with archive.open(entry(name, zipfile.ZIP_STORED), "w") as packed:
                shutil.copyfileobj(content, packed)
            return size
    except FileNotFoundError:  # a database that came back without its folder
        return None


def refuse_beyond_measure(size: int) -> None:
    if size > LARGEST:
        raise TooLarge(
            _("This space is too large to fit in one file."),
            instead=_("Ask the person who looks after this server."),
        )


def files(reader: Reader) -> Iterator[tuple[int, File | None]]:
    """Yield the content of the archive: each step with nothing, before it is made, then with each of its files."""
    yield 1, ("README.md", READ_ME.read_bytes())
    facts = facts_of(reader.space)
    instants = {name: getattr(reader.space, name) for name in ("opened_at", "public_at", "archived_at")}
    yield 1, in_json("space", [facts | instants])
    tables: dict[str, Any] = {}
    for step, export_some in enumerate(EXPORTS, start=2):
        yield step, None
        for name, content in export_some(reader):
            if isinstance(content, bytes) and name.removesuffix(".json") in READ_AS_TEXT:
                tables[name.removesuffix(".json")] = json.loads(content)
            yield step, (name, content)
    yield STEPS, None
    pages = [(page["title"], f"pages/{page['slug']}.md") for page in tables.pop("pages", [])]
    for name, text in markdown_files(facts, tables, pages, headings()):
        yield STEPS, (name, text.encode())


def facts_of(space: Space) -> dict[str, Any]:
    names = ("name", "slug", "sentence", "licence", "supporters", "partners", "need_kinds", "needs_rule", "made_at")
    return {name: getattr(space, name) for name in names}


def headings() -> dict[str, str]:
    """Return the headings of the texts, in the language of the reader."""
    return {
        "groups": _("Groups"),
        "pages": _("Pages"),
        "questions": _("Questions"),
        "needs": _("Needs"),
        "actions": _("To do"),
        "decisions": _("Decisions"),
        "meetings": _("Meetings"),
        "news": _("News"),
        "members": _("Who"),
        "to_read": _("Worth reading"),
    }


def entry(name: str, packing: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name, ALWAYS)
    made.compress_type, made.external_attr = packing, 0o644 << 16
    return made


def anybody_who_joined(space: Space, *, at: datetime.datetime) -> Reader:
    """Return a reader with the access of every member, and no seat: for the server's administrator."""
    person = Person(space=space, came_at=at, joined_at=at)
    return Reader(space, person, at.date(), held=())
