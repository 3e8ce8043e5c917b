"""Readers of comments: the members who read the page, and of some comments people from outside."""

from __future__ import annotations

import datetime

from palabre.people.models import AudienceKind
from palabre.people.reader import Reader
from palabre.pure.quotes import find
from palabre.wiki.comments.page_words import PageWords
from palabre.wiki.models import Comment, Page


def is_inside(reader: Reader) -> bool:
    """Return whether the reader is a member: they read all comments, and former texts, of the pages that they read."""
    return reader.person is not None and reader.person.is_member


def reads_comment(comment: Comment, page: Page, reader: Reader, *, since: datetime.datetime | None = None) -> bool:
    """Return whether somebody who reads the page reads this comment too; of an answer, ask for its first one as well.

    From outside: what was written while everybody could read the page, because a page that opens does not open what few
    people said of it. By a link made at `since`: what was written since then too, and their own words. A guest who
    reads by a seat what is not for everybody is one of those few.
    """
    if is_inside(reader) or comment.was_public:
        return True
    if reader.person is None:
        return False
    if since is not None:
        return comment.at >= since or comment.by_id == reader.person.pk
    return page.audience.kind != AudienceKind.PUBLIC


def quote_read(comment: Comment, page: Page, reader: Reader) -> str:
    """Return the words that the comment quotes; from outside, "" once they changed: former texts are for members."""
    if is_inside(reader) or find(PageWords.of(page.note.body_html).text, comment.passage) is not None:
        return comment.quote
    return ""
