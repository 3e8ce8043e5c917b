"""Export of the comments of pages: rows in JSON, and for each page a file of Markdown beside its text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.people.exchange import File, export_row, exported_name, in_json
from palabre.people.reader import Reader
from palabre.pure.archive_text import document, escaped
from palabre.web.dates_in_words import in_full
from palabre.wiki.comments.comment_readers import quote_read, reads_comment
from palabre.wiki.models import Comment, Page

FIELDS = ("page", "parent", "quote", "words", "by", "at", "settled_at", "settled_by")


def export_comments(reader: Reader, pages: Iterable[Page]) -> Iterator[File]:
    """Yield the comments of these pages that the reader reads, without those that were removed."""
    by_page = {page.pk: page for page in pages}
    rows = Comment.objects.filter(page__in=reader.may_read(Page), removed_at=None)
    told: dict[int, list[Comment]] = {}
    said = []
    for row in rows.select_related("by", "settled_by", "parent", "page__audience", "page__note").order_by("pk"):
        if not all(reads_comment(one, row.page, reader) for one in (row, row.parent or row)):
            continue
        row.quote = quote_read(row, row.page, reader)  # never saved
        said.append(export_row(reader, row, *FIELDS))
        told.setdefault(row.page_id, []).append(row)
    for number, comments in told.items():
        if number in by_page:
            yield f"comments/{by_page[number].slug}.md", as_markdown(reader, by_page[number], comments)
    yield in_json("comments", said)


def as_markdown(reader: Reader, page: Page, comments: list[Comment]) -> bytes:
    threads: dict[int, list[Comment]] = {}
    for comment in comments:
        threads.setdefault(comment.thread, []).append(comment)
    lines = [line for thread in threads.values() for line in lines_of_thread(reader, thread)]
    return document(_("Comments on “%(title)s”") % {"title": page.title}, lines).encode()


def lines_of_thread(reader: Reader, thread: list[Comment]) -> Iterator[str]:
    for comment in thread:
        if comment.quote:
            yield from (f"> {escaped(comment.quote)}", "")
        day = in_full(timezone.localdate(comment.at))
        name = exported_name(reader, comment.by) or _("somebody")
        yield f"- {escaped(name)}, {day} : {escaped(' '.join(comment.words.split()))}"
    if thread[0].settled_at:
        yield f"- {_('It is settled')}."
    yield ""
