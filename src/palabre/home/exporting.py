"""A whole space in one file: Markdown and JSON, what one reader may read, the same each time for the same space."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from palabre.forums import giving as forums
from palabre.groups import giving as groups
from palabre.journal import giving as journal
from palabre.meetings import giving as meetings
from palabre.people import giving as people
from palabre.people.giving import File, in_json
from palabre.people.models import Person
from palabre.people.reading import Reader
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.wiki import giving as wiki

SLICES = (people, forums, groups, meetings, wiki, journal)
READ_ME = Path(__file__).with_name("export") / "README.md"
LARGEST = 400 * 1024 * 1024  # bytes before they are packed
ALWAYS = (1980, 1, 1, 0, 0, 0)  # a file packed twice is the same file


def export(reader: Reader, *, into: IO[bytes]) -> None:
    """Write the archive. Raises a Refusal for a space beyond all measure."""
    size = 0
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in files(reader):
            size += len(content)
            if size > LARGEST:
                raise Refusal(
                    _("This space is too large to fit in one file."),
                    instead=_("Ask the person who looks after this server."),
                )
            archive.writestr(entry(name), content)


def files(reader: Reader) -> Iterator[File]:
    """What there is to take away, each file with its name in the archive."""
    yield "README.md", READ_ME.read_bytes()
    space = reader.space
    facts = {"name": space.name, "slug": space.slug, "licence": space.licence, "made_at": space.made_at}
    yield in_json("space", [facts | {"opened_at": space.opened_at, "public_at": space.public_at}])
    for slice_ in SLICES:
        yield from slice_.give(reader)


def entry(name: str) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name, ALWAYS)
    made.compress_type, made.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
    return made


def anybody_who_joined(space: Space, *, at: datetime.datetime) -> Reader:
    """Return who reads what the whole space reads, and holds no seat: for whoever looks after the server."""
    person = Person(space=space, came_at=at, joined_at=at)
    return Reader(space, person, at.date(), held=())
