"""What the acts of people tell, written in the journal. They stand below it, and speak through their socket."""

from __future__ import annotations

from typing import Any

from palabre.journal.models import Entry, kind_of, record
from palabre.people.models import Audience, Person
from palabre.spaces.models import Space


def hear(verb: str, subject: Any, *, by: Person | None, **facts: Any) -> Entry:
    """Write it as `record` does. A space has no audience of its own: its members read what happens to it."""
    if not isinstance(subject, Space):
        return record(verb, subject, by=by, **facts)
    Space.touch(subject.pk)
    return Entry.objects.create(
        space=subject,
        audience=Audience.of_space(subject),
        verb=verb,
        subject_kind=kind_of(subject),
        subject_id=subject.pk,
        by=by,
        facts=facts,
    )
