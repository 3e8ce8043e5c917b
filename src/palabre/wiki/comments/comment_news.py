"""A comment on a page that somebody follows, in plain words for their letter, and where it is."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from palabre.journal.models import Entry
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.pure.french import shortened
from palabre.web.origins import known_origin
from palabre.wiki.comments.comment_readers import quote_read, reads_comment
from palabre.wiki.models import Comment, Page
from palabre.wiki.readers.page_watches import watchers

LONGEST = 500  # characters of a letter


def who_follows(entry: Entry) -> Iterable[Person]:
    """Return the watchers of the page; nobody once the comment is removed."""
    stands = Comment.objects.filter(pk=entry.facts.get("comment"), page=entry.subject_id, removed_at=None).exists()
    return watchers(entry) if stands else []


def comment_told(entry: Entry, person: Person) -> str:
    """Return the passage, what is said of it and its address; "" once it is removed, or for who does not read it."""
    pages = Page.objects.visible_to(person).filter(pk=entry.subject_id)
    rows = Comment.objects.filter(pk=entry.facts.get("comment"), page__in=pages, removed_at=None)
    comment = rows.select_related("page__space", "page__audience", "page__note", "parent").first()
    if comment is None:
        return ""
    reader = Reader.here(comment.page.space, person)
    if not all(reads_comment(one, comment.page, reader) for one in (comment, comment.parent or comment)):
        return ""
    quote = quote_read(comment.parent or comment, comment.page, reader)
    said = [f"« {shortened(quote, LONGEST)} »"] if quote else []
    said.append(shortened(comment.words, LONGEST))
    if origin := known_origin():
        address = f"{origin}{comment.page.get_absolute_url()}#comment-{comment.thread}"
        said.append(_("Read the comment: %(address)s") % {"address": address})
    return "\n\n".join(said)
