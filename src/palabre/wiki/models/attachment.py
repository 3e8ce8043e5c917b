"""Attachment: a picture or a document that was put into a page."""

from __future__ import annotations

from django.db import models
from django.urls import reverse

from palabre.people.models import AudienceBound, Person
from palabre.wiki.models.page import Page


class Attachment(AudienceBound):
    """A file of a page, which shares its audience. What is kept is what we made of it, never the bytes that came.

    `alt` says what a picture shows; empty, it is decorative (for a document: nothing to say beyond its `name`).
    `digest` (SHA-256 of the kept bytes, in hexadecimal) names the file in the folder of attachments; `size` is in
    bytes, `width` and `height` in pixels (0 for what is no picture). `removed_at`: somebody took it out of the page.
    """

    page = models.ForeignKey(Page, models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=120)
    alt = models.CharField(max_length=500, blank=True, default="")
    content_type = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["digest"], name="attachment_by_digest")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        return self.width > 0

    def get_absolute_url(self) -> str:
        return reverse("wiki:attachment", args=[self.space.slug, self.page.slug, self.pk, self.name])
