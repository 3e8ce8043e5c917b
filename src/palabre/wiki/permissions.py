"""Who may read a page is its audience; here is who may write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from palabre.people import permissions as people

if TYPE_CHECKING:
    from palabre.people.models import Person
    from palabre.wiki.models import Page


def can_begin_page(person: Person | None) -> bool:
    """Whoever has joined the space may begin a page."""
    return people.can_contribute(person)


def can_write_page(person: Person | None, page: Page) -> bool:
    """May `person` change the text of `page`, or bring an earlier text back? `page.audience` is at hand."""
    return people.can_write(person, page.audience)


def can_look_back(person: Person | None) -> bool:
    """Former texts are for members: words that somebody had taken away are no longer everybody's."""
    return people.can_contribute(person)


def can_watch_page(person: Person | None, page: Page) -> bool:
    """Who joined the space of a page, and reads it (the caller found it for her), may ask to hear when it changes."""
    return people.can_contribute(person) and person is not None and person.space_id == page.space_id
