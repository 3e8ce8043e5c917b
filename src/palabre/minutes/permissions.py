"""Permissions to import minutes, open them, settle their doubts, publish and undo."""

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
    """Return whether `person` may open the minutes: only the importer."""
    return person is not None and person.pk == reading.by_id


def can_settle(person: Person | None, reading: Import) -> bool:
    """Return whether `person` may say what stands of these minutes: the importer; every member once they are open.

    A page kept to fewer readers since is answered about by its writers only. `reading.page.audience` must be loaded.
    """
    if not can_contribute(person) or person is None or person.space_id != reading.space_id:
        return False
    if reading.page is not None and not can_write_page(person, reading.page):
        return False
    return reading.opened_at is not None or person.pk == reading.by_id


def can_answer(person: Person | None, reading: Import) -> bool:
    """Return whether `person` may settle doubts: who may settle, unless the page is kept to fewer readers since."""
    return can_settle(person, reading) and not is_kept_since(reading)


def is_kept_since(reading: Import) -> bool:
    """Return whether the page is read by fewer than what was read in it: its words make nothing for the others."""
    return reading.page is not None and not reading.page.audience.covers(reading.audience)


def can_correct(person: Person | None, reading: Import) -> bool:
    """Return whether `person` may correct the text of these minutes: members who write its page.

    Where the page was removed, the importer; nobody, where it is kept to fewer readers since.
    """
    if reading.page is None:
        return can_mend(person, reading)
    return can_contribute(person) and can_write_page(person, reading.page) and not is_kept_since(reading)


def can_mend(person: Person | None, reading: Import) -> bool:
    """Return whether `person` may mend what was read, or keep only the text: the importer, while they write here.

    Others correct each thing on its own page.
    """
    return can_contribute(person) and can_open(person, reading) and not is_kept_since(reading)


def can_publish(person: Person | None, reading: Import) -> bool:
    """Return whether `person` may publish the minutes: a member, unless their page is kept to fewer readers since."""
    return can_withdraw(person, reading) and not is_kept_since(reading)


def can_withdraw(person: Person | None, reading: Import) -> bool:
    """Return whether `person` may keep published minutes for the space: every member, once they are open to it."""
    is_open = reading.opened_at is not None and reading.undone_at is None
    return is_open and can_contribute(person) and person is not None and person.space_id == reading.space_id


def can_undo(person: Person | None, reading: Import) -> bool:
    """Return whether `person` may undo the import: the importer, or a member once it is open.

    The act refuses a member where somebody, its importer included, wrote or did anything since.
    """
    return can_open(person, reading) or (reading.opened_at is not None and can_contribute(person))


def can_put_back(person: Person | None, reading: Import, *, set_aside_by: Person | None) -> bool:
    """Return whether `person` may put back minutes that were undone: who brought them, or who undid them."""
    if not can_contribute(person) or person is None or person.space_id != reading.space_id:
        return False
    return set_aside_by is not None and person.pk in (reading.by_id, set_aside_by.pk)


def can_recognise(person: Person | None, page: Page) -> bool:
    """Return whether `person` may say what words of the page are: its writers. `page.audience` must be loaded."""
    return can_write_page(person, page)
