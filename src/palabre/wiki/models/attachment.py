"""Attachment: a picture or a document that was put into a page."""

from __future__ import annotations

import datetime
import re

from django.db import models
from django.urls import reverse

from palabre.people.models import Audience, AudienceBound, Person, Readers
from palabre.web.saved_fields import save_fields
from palabre.wiki.models.page import Page

SMALL = 800  # pixels: the width of the smaller one that is kept of a wider picture
SIGNS = re.compile(r"([\\\[\]])")


class Attachment(AudienceBound):
    """A file of a page, read by whoever reads the page. Of a picture, what is kept is what we drew of it anew.

    `alt` says what a picture shows; empty, it is decorative (for a document: nothing to say beyond its `name`).
    `digest` (SHA-256 of the kept bytes, in hexadecimal) names the file in the folder of attachments; `size` is in
    bytes, `width` and `height` in pixels (0 for what is no picture). `removed_at`: somebody took it out of the page.
    `name` is a slug with an ending: it is safe in an address, which holds it for who reads it only.
    """

    audience = Readers(Audience, models.PROTECT, related_name="+", is_inherited=True)  # its page’s
    page = models.ForeignKey(Page, models.CASCADE, related_name="attachments")
    name = models.SlugField(max_length=120, db_index=False)
    alt = models.CharField(max_length=500, blank=True, default="")
    content_type = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    is_shown: bool  # by the page's text, as `attached` says it

    class Meta:
        indexes = [models.Index(fields=["digest"], name="attachment_by_digest")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        return self.width > 0

    def get_absolute_url(self) -> str:
        return reverse("wiki:attachment", args=[self.space.slug, self.page.slug, self.pk, self.name])

    @property
    def ending(self) -> str:
        """Return what kind of file it is, as people say it: « PDF », « JPG »."""
        return self.name.rpartition(".")[2].upper()

    @property
    def has_small(self) -> bool:
        return self.width > SMALL

    @property
    def reference(self) -> str:
        """Return the Markdown that shows it, or that leads to it."""
        words = SIGNS.sub(r"\\\1", self.alt) if self.is_picture else self.alt or self.name
        return f"{'!' if self.is_picture else ''}[{words}]({self.get_absolute_url()})"

    def is_in(self, text: str) -> bool:
        """Does a text of Markdown show it, or lead to it?"""
        return f"/attachments/{self.pk}/" in text

    def describe(self, alt: str) -> None:
        """Be described in these words, and be there again."""
        save_fields(self, alt=alt, removed_at=None)

    def remove(self, at: datetime.datetime) -> None:
        save_fields(self, removed_at=at)

    def come_back(self) -> None:
        save_fields(self, removed_at=None)
