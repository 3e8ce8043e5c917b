"""A comment on a page that somebody follows, in plain words for their letter, and where it is."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from palabre.journal.announcements import announce_again
from palabre.journal.models import Entry, kind_of
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.pure.french import shortened
from palabre.web.origins import known_origin
from palabre.wiki.comments.comment_readers import quote_read, reads_comment
from palabre.wiki.models import Comment, Page
from palabre.wiki.readers.page_watches import STRETCH, of_stretch, watchers_beside

COMMENTED = "page.commented"  # once for a stretch of comments by one person
LONGEST = 500  # characters of a letter


def who_follows(entry: Entry) -> Iterable[Person]:
    """Return the watchers of the page whom no comment that stands told of this stretch; nobody once it is removed."""
    if comment_of(entry) is None:
        return []
    return watchers_beside(entry, {one.by_id for one in of_stretch(entry) if comment_of(one) is not None})


def comment_of(entry: Entry) -> Comment | None:
    """Return the comment that an entry tells of: the first that stands of those by its author in the stretch."""
    number = entry.facts.get("comment", 0)
    rows = Comment.objects.filter(page=entry.subject_id, removed_at=None)
    same = Q(by=entry.by_id, by__isnull=False, pk__gt=number, at__lt=entry.at + STRETCH)
    rows = rows.filter(same | Q(pk=number)).order_by("pk")
    return rows.select_related("page__space", "page__audience", "page__note", "parent").first()


def announce_those_after(comment: Comment) -> None:
    """Announce again the comments of others in the stretch of this one, which is removed: its notice was theirs too.

    Whoever was told of one already is not told of it twice.
    """
    rows = Entry.objects.filter(verb=COMMENTED, subject_kind=kind_of(Page), subject_id=comment.page_id)
    after = rows.filter(at__gt=comment.at, at__lt=comment.at + STRETCH).exclude(by=comment.by_id)
    announce_again(after)


def comment_told(entry: Entry, person: Person) -> str:
    """Return the passage, what is said of it and its address; "" once it is removed, or for who does not read it."""
    comment = comment_of(entry)
    if comment is None or not Page.objects.visible_to(person).filter(pk=comment.page_id).exists():
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
