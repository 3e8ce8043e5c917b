"""Passage and Resource: what was read in the lines of a page, and the links that people gave there."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from palabre.people.models import Audience, AudienceBound, Readers
from palabre.spaces.models import Space
from palabre.web.caches.remembered_addresses import address_of
from palabre.wiki.models.page import Page


class Passage(models.Model):
    """Some lines of a page, tied both ways to the living thing that was read in them.

    `words` are the literal words at that time; `revision` is the revision of the note whose lines are counted. It
    is the latest one as long as the line is there; a passage whose line went stays in the last revision that had it.
    """

    space = models.ForeignKey(Space, models.CASCADE, related_name="passages")
    page = models.ForeignKey(Page, models.CASCADE, related_name="passages")
    revision = models.PositiveIntegerField()
    first_line = models.PositiveIntegerField()
    last_line = models.PositiveIntegerField()
    words = models.TextField()
    thing_kind = models.CharField(max_length=60)
    thing_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_line__gte=F("first_line")), name="a_passage_has_its_lines_in_order"
            ),
            models.UniqueConstraint(
                fields=["page", "thing_kind", "thing_id", "revision", "first_line"],
                name="one_passage_per_thing_and_line",
            ),
        ]
        indexes = [models.Index(fields=["thing_kind", "thing_id"], name="passage_by_thing")]

    def __str__(self) -> str:
        return f"lines {self.first_line}–{self.last_line} of {self.page_id}"

    def get_absolute_url(self) -> str:
        lines = address_of("wiki:line", self.space.slug, self.page.slug, self.first_line)
        return f"{lines}#l{self.first_line}"

    def say(self, words: str, *, line: int = 0, revision: int = 0) -> None:
        """Tell it in other words; with a `line`, those of one line of that revision."""
        self.words = words
        if line:
            self.first_line = self.last_line = line
            self.revision = revision
        self.save(update_fields=["words", "first_line", "last_line", "revision"])


class Resource(AudienceBound):
    """A link that people gave, in the page where they gave it."""

    audience = Readers(Audience, models.PROTECT, related_name="+", is_inherited=True)  # its page’s
    page = models.ForeignKey(Page, models.CASCADE, null=True, blank=True, related_name="resources")
    url = models.URLField(max_length=2000)

    def __str__(self) -> str:
        return self.url
