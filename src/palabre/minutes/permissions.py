"""Who may import minutes, open them, say what their words are, publish and undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from palabre.people.permissions import can_contribute
from palabre.wiki.permissions import can_write_page

if TYPE_CHECKING:
    from palabre.minutes.models import Import
    from palabre.people.models import Person
    from palabre.wiki.models import Page


def can_import(person: Person | None) -> bool:
    return can_contribute(person)


def can_open(person: Person | None, reading: Import) -> bool:
    """Only who brought the minutes shows them to the others."""
    return person is not None and person.pk == reading.by_id


def can_settle(person: Person | None, reading: Import) -> bool:
    """Who brought the minutes says what their words mean; once they are open, anybody who joined."""
    if not can_contribute(person) or person is None or person.space_id != reading.space_id:
        return False
    return reading.opened_at is not None or person.pk == reading.by_id


def can_publish(person: Person | None, reading: Import) -> bool:
    """Anybody who joined, once they are open to the space."""
    is_open = reading.opened_at is not None and reading.undone_at is None
    return is_open and can_contribute(person) and person is not None and person.space_id == reading.space_id


def can_undo(person: Person | None, reading: Import) -> bool:
    """Who brought the minutes; once they are open, anybody who joined, since it leaves a trace."""
    return can_open(person, reading) or (reading.opened_at is not None and can_contribute(person))


def can_recognise(person: Person | None, page: Page) -> bool:
    """Who may write a page says what its words are. `page.audience` is at hand."""
    return can_write_page(person, page)
