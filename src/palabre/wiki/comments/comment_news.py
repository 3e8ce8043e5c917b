"""A comment on a page that somebody follows, in plain words for their letter, and where it is."""

from __future__ import annotations

from django.utils.translation import gettext as _

from palabre.journal.models import Entry
from palabre.people.models import Person
from palabre.pure.french import shortened
from palabre.web.origins import known_origin
from palabre.wiki.models import Comment, Page

LONGEST = 500  # characters of a letter


def comment_told(entry: Entry, person: Person) -> str:
    """Return the passage, what is said of it and its address; "" once the comment is removed."""
    pages = Page.objects.visible_to(person).filter(pk=entry.subject_id)
    rows = Comment.objects.filter(pk=entry.facts.get("comment"), page__in=pages, removed_at=None)
    comment = rows.select_related("page__space", "parent").first()
    if comment is None:
        return ""
    quote = (comment.parent or comment).quote
    said = [f"« {shortened(quote, LONGEST)} »", shortened(comment.words, LONGEST)]
    if origin := known_origin():
        address = f"{origin}{comment.page.get_absolute_url()}#comment-{comment.thread}"
        said.append(_("Read the comment: %(address)s") % {"address": address})
    return "\n\n".join(said)
