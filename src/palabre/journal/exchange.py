"""The journal in the export of a space."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from palabre.journal.models import Entry
from palabre.journal.word_changes import reads_former_words
from palabre.people.exchange import File, export_rows, in_json, takes_everything
from palabre.people.reader import Reader


def export_journal(reader: Reader) -> Iterator[File]:
    rows = export_rows(reader, Entry, "at", "by", "verb", "subject_kind", "subject_id", "facts")
    if not takes_everything(reader):
        rows = [row | {"facts": facts_told(row["facts"], reader)} for row in rows]
    yield in_json("journal", rows)


def facts_told(facts: dict[str, Any], reader: Reader) -> dict[str, Any]:
    """Return these facts without the words that a change replaced: each form shows them, to who may write in it."""
    if isinstance(facts.get("former"), str) and reads_former_words(reader):
        return facts  # the former title of a page, as its members read it
    words = {"former", "now", "before"} if "former" in facts else {"before"}
    return {name: value for name, value in facts.items() if name not in words}
