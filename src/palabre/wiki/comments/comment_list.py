"""The comments of a page as one reader reads them: threads in the order of the text, with where their passages are."""

from __future__ import annotations

import dataclasses
import datetime
from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote as in_address

from django.db.models import BigIntegerField, QuerySet
from django.utils.translation import gettext as _

from palabre.journal.hooks import Thing
from palabre.people.reader import Reader
from palabre.pure.french import shortened
from palabre.pure.quotes import find
from palabre.web.prepared_query import prepared
from palabre.wiki.comments.comment_readers import is_inside, reads_comment
from palabre.wiki.comments.page_words import PageWords
from palabre.wiki.models import Comment, Page

AT_END = 1_000_000_000  # a place after all the others
LONGEST_LABEL = 80  # characters
FEW = 6  # words by which a browser finds where a passage begins, and where it ends


@dataclasses.dataclass(frozen=True, slots=True)
class Said:
    """A comment or an answer, with its author's name as the reader reads it; of a removed one, the words are ""."""

    number: int
    name: str
    words: str
    comment: Comment
    is_own: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Thread:
    """A comment with its answers. `line` is that of its passage in the source, 0 once it changed."""

    first: Said
    answers: tuple[Said, ...]
    line: int
    place: int
    settled_by: str
    is_for_member: bool

    @property
    def number(self) -> int:
        return self.first.number

    @property
    def quote(self) -> str:
        """Return the words of the passage; from outside, "" once they changed: former texts are for members."""
        return self.first.comment.quote if self.line or self.is_for_member else ""

    @property
    def label(self) -> str:
        """Return what tells this thread apart from others: its passage, or its first words."""
        return self.quote or self.first.words or _("comment")

    @property
    def is_settled(self) -> bool:
        return self.first.comment.settled_at is not None

    @property
    def said(self) -> tuple[Said, ...]:
        return (self.first, *self.answers)

    @property
    def passage(self) -> str:
        """Return the fragment that leads to the passage: its words, or its line for a browser without text fragments.

        Words that cross blocks are found by their beginning and their end. Outside, the line alone: names are masked
        in what is read there, and not in addresses.
        """
        if not self.is_for_member:
            return f"#l{self.line}"
        words = self.quote.split(" ")
        ends = [" ".join(words[:FEW]), " ".join(words[-FEW:])] if len(words) > 2 * FEW else [self.quote]
        return f"#l{self.line}:~:text={','.join(in_address(one, safe='').replace('-', '%2D') for one in ends)}"


@dataclasses.dataclass(frozen=True, slots=True)
class PageComments:
    """The threads of a page, open and settled, in the order of their passages; those whose passage changed last."""

    threads: tuple[Thread, ...] = ()

    @property
    def open(self) -> list[Thread]:
        return [thread for thread in self.threads if not thread.is_settled]

    @property
    def settled(self) -> list[Thread]:
        return [thread for thread in self.threads if thread.is_settled]

    def by_line(self, address: str = "") -> dict[int, list[Thing]]:
        """Return the open threads as what stands beside the lines of their passages; `address` is that of the page."""
        found: dict[int, list[Thing]] = defaultdict(list)
        for thread in self.open:
            if thread.line:
                label = shortened(thread.first.words or thread.quote, LONGEST_LABEL)
                url = f"{address}#comment-{thread.number}"
                found[thread.line].append(Thing("wiki.comment", thread.number, label, url, _("comment"), "comment"))
        return dict(found)


def comments_of(page: Page, reader: Reader, *, since: datetime.datetime | None = None) -> PageComments:
    """Return the comments of a page that the reader reads: one query, and one where a double wrote.

    `since`: when the link was made by which they read the page.
    """
    rows = [row for row in comments_there(page=page.pk) if reads_comment(row, page, reader, since=since)]
    if not rows:
        return PageComments()
    text, answers = PageWords.of(page.note.body_html), defaultdict[int, list[Comment]](list)
    for row in rows:
        if row.parent_id is not None and is_shown(row, reader):
            answers[row.parent_id].append(row)
    firsts = [row for row in rows if row.parent_id is None and (is_shown(row, reader) or answers[row.pk])]
    threads = [thread_of(row, answers[row.pk], text, reader) for row in firsts]
    return PageComments(tuple(sorted(threads, key=lambda thread: (thread.place, thread.number))))


def is_shown(row: Comment, reader: Reader) -> bool:
    """Return whether it has a place of its own: one that another than its author removed still has, for members."""
    return row.removed_at is None or (row.is_removed_by_another and is_inside(reader))


@prepared(page=BigIntegerField())
def comments_there(page: Any) -> QuerySet[Comment]:
    return Comment.objects.filter(page=page).select_related("by", "settled_by").order_by("at", "pk")


def thread_of(first: Comment, answers: Iterable[Comment], text: PageWords, reader: Reader) -> Thread:
    place = find(text.text, first.passage)
    by = first.settled_by
    return Thread(
        first=as_read(first, reader),
        answers=tuple(as_read(row, reader) for row in answers),
        line=text.line_at(place) if place is not None else 0,
        place=AT_END if place is None else place,
        settled_by=reader.name_of(by) if by else "",
        is_for_member=is_inside(reader),
    )


def as_read(row: Comment, reader: Reader) -> Said:
    is_gone = row.removed_at is not None
    name = reader.name_of(row.by) if row.by and not is_gone else ""
    is_own = reader.person is not None and row.by_id == reader.person.pk
    return Said(row.pk, name, "" if is_gone else row.words, row, is_own)
