"""Write permissions of the wiki. Read permissions are those of a page's audience."""

from __future__ import annotations

from typing import TYPE_CHECKING

from palabre.people import permissions as people

if TYPE_CHECKING:
    from palabre.people.models import Person
    from palabre.wiki.models import Comment, Page


def can_begin_page(person: Person | None) -> bool:
    """Return whether the person may create a page: members of the space may."""
    return people.can_contribute(person)


def can_write_page(person: Person | None, page: Page) -> bool:
    """Return whether `person` may change or restore the text of `page`. `page.audience` must be loaded."""
    return people.can_write(person, page.audience)


def can_remove_page(person: Person | None, page: Page) -> bool:
    """Return whether the person may remove the page: members who may write it. `page.audience` must be loaded."""
    return people.can_contribute(person) and can_write_page(person, page)


def can_restore_page(person: Person | None, page: Page) -> bool:
    """Return whether the person may put a removed page back: members who could write it."""
    before = page.readers_before
    return before is not None and people.can_contribute(person) and people.can_write(person, before)


def can_look_back(person: Person | None) -> bool:
    """Return whether the person may read former texts: members only, because they hold words removed since."""
    return people.can_contribute(person)


def can_watch_page(person: Person | None, page: Page) -> bool:
    """Return whether the person may watch the page: members of its space who may read it (the caller checks that)."""
    return people.can_contribute(person) and person is not None and person.space_id == page.space_id


def can_remove_comment(person: Person | None, comment: Comment, page: Page) -> bool:
    """Return whether the person may remove a comment: its author, and the members who may write its page."""
    is_author = person is not None and comment.by_id == person.pk
    return is_author or can_remove_page(person, page)


def can_put_comment_back(person: Person | None, comment: Comment, page: Page) -> bool:
    """Return whether the person may put a removed comment back: all who could remove it, if its author did not."""
    if person is None:
        return False
    is_theirs = comment.removed_by_id == person.pk
    return is_theirs or (comment.is_removed_by_another and can_remove_comment(person, comment, page))
