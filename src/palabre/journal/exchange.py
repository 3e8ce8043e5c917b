"""What happened, as it is given when a space is taken away."""

from __future__ import annotations

from collections.abc import Iterator

from palabre.journal.models import Entry
from palabre.people.exchange import File, all_told, in_json
from palabre.people.reader import Reader


def give(reader: Reader) -> Iterator[File]:
    yield in_json("journal", all_told(reader, Entry, "at", "by", "verb", "subject_kind", "subject_id", "facts"))
