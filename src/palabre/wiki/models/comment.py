"""Comment: words about a passage of a page, and the answers to them."""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import Q

from palabre.people.models import Person
from palabre.pure.quotes import AROUND, Quote
from palabre.spaces.models import Space
from palabre.web.saved_fields import save_fields
from palabre.wiki.models.page import Page

LONGEST_QUOTE, LONGEST_WORDS = 600, 2000  # characters
AS_KEPT = LONGEST_QUOTE + 6 * AROUND  # a quote is widened to whole words and names


class Comment(models.Model):
    """Words about a passage, read by whoever reads the page. With a `parent`, an answer, which quotes nothing.

    The passage is found by its words and their context (see pure.quotes), so that nothing is written when the text
    changes. A removed comment is kept for a month, for its undo by `removed_by`. `was_public`: everybody could read the
    page when it was written; strangers read no other (see comment_readers).
    """

    space = models.ForeignKey(Space, models.CASCADE, related_name="+")
    page = models.ForeignKey(Page, models.CASCADE, related_name="comments")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="answers")
    quote = models.CharField(max_length=AS_KEPT, blank=True, default="")
    before = models.CharField(max_length=2 * AROUND, blank=True, default="")
    after = models.CharField(max_length=2 * AROUND, blank=True, default="")
    is_only = models.BooleanField(default=True)
    words = models.TextField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    was_public = models.BooleanField(default=False)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["by", "at"], name="comment_by_author")]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | Q(settled_at__isnull=True), name="a_thread_is_settled_as_a_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"comment {self.pk} of page {self.page_id}"

    @property
    def passage(self) -> Quote:
        return Quote(self.quote, self.before, self.after, self.is_only)

    @property
    def thread(self) -> int:
        """Return the number of the comment that begins its thread."""
        return self.parent_id or self.pk

    def be_settled(self, at: datetime.datetime | None, *, by: Person | None) -> None:
        save_fields(self, settled_at=at, settled_by=by)

    @property
    def is_removed_by_another(self) -> bool:
        """Return whether somebody else than its author removed it: members who write the page put it back too."""
        return self.removed_at is not None and self.removed_by_id != self.by_id

    def be_removed(self, at: datetime.datetime | None, *, by: Person | None) -> None:
        save_fields(self, removed_at=at, removed_by=by)
