"""The journal in the export of a space."""

from __future__ import annotations

from collections.abc import Iterator

from palabre.journal.models import Entry
from palabre.people.exchange import File, export_rows, in_json
from palabre.people.reader import Reader


def export_journal(reader: Reader) -> Iterator[File]:
    yield in_json("journal", export_rows(reader, Entry, "at", "by", "verb", "subject_kind", "subject_id", "facts"))
