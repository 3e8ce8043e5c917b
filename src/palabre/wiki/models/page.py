"""Page, and the addresses that it had."""

from __future__ import annotations

import datetime

from django.db import models

from palabre.notes.models import Note
from palabre.people.models import Audience, AudienceBound, Person
from palabre.pure.french import slug
from palabre.spaces.models import Space
from palabre.web.caches.remembered_addresses import PLAIN, address_in
from palabre.web.saved_fields import save_fields

RESERVED = frozenset({"new", "wanted"})  # screens of ours stand at these addresses


class Page(AudienceBound):
    """A wiki page. Its body is a Note, which shares its audience.

    `parent` is the page above it in the tree. `is_template`: others may be begun from its text. `licence` is said
    where it differs from the space's. Of a removed page, `readers_before` is the audience that it had: meanwhile its
    `audience` is one of nobody, so that each list, search, feed and export leaves it out by itself.
    """

    title = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80)
    note = models.OneToOneField(Note, models.PROTECT, related_name="page")
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="children")
    is_template = models.BooleanField(default=False)
    licence = models.CharField(max_length=80, blank=True, default="")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    readers_before = models.ForeignKey(Audience, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["space", "slug"], name="one_page_per_address"),
            models.CheckConstraint(
                condition=models.Q(removed_at__isnull=True, readers_before__isnull=True)
                | models.Q(removed_at__isnull=False, readers_before__isnull=False),
                name="a_removed_page_keeps_its_readers",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_in("wiki:page", self.space.slug, self.slug, form=PLAIN)

    @classmethod
    def free_slug(cls, space: Space, title: str, *, by: Page | None = None) -> str:
        """Return an address for `title` that no other page of the space has, or had: `by` is the page that asks."""
        base = slug(title) or "page"
        pages = cls.objects.filter(space=space, slug__startswith=base)
        former = FormerAddress.objects.filter(space=space, slug__startswith=base)
        if by is not None:
            pages, former = pages.exclude(pk=by.pk), former.exclude(page=by)
        taken = {*pages.values_list("slug", flat=True), *former.values_list("slug", flat=True), *RESERVED}
        number, candidate = 2, base
        while candidate in taken:
            candidate, number = f"{base}-{number}", number + 1
        return candidate

    def be_called(self, title: str) -> None:
        """Bear this title from now on, and the address that goes with it; the former one leads here for ever."""
        save_fields(self, title=title)
        self.stand_at(self.free_slug(self.space, title, by=self))

    def stand_at(self, address: str) -> None:
        """Have this address, which is free; the former one leads here."""
        former, self.slug = self.slug, address
        self.save(update_fields=["slug"])
        self.former_addresses.filter(slug=self.slug).delete()
        if former != self.slug:
            self.former_addresses.create(space_id=self.space_id, slug=former)

    def stand_under(self, parent: Page | None) -> None:
        save_fields(self, parent=parent)

    def serve(self, is_template: bool) -> None:
        save_fields(self, is_template=is_template)

    def be_removed(self, at: datetime.datetime, *, by: Person) -> None:
        save_fields(self, removed_at=at, removed_by=by, readers_before=self.audience)

    def come_back(self) -> None:
        save_fields(self, removed_at=None, removed_by=None, readers_before=None)


class FormerAddress(models.Model):
    """An address that a page had before it was renamed: it leads to the page for ever."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="former_addresses")
    slug = models.SlugField(max_length=80)
    page = models.ForeignKey(Page, models.CASCADE, related_name="former_addresses")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "slug"], name="one_page_per_former_address")]

    def __str__(self) -> str:
        return f"{self.slug} → {self.page_id}"


class Reference(models.Model):
    """A wiki link that the text of `page` holds: `title` as it is written, `key` as it is looked up (its slug).

    Rows follow the text. A key that no page has, now or formerly, is a page that is wanted.
    """

    space = models.ForeignKey(Space, models.CASCADE, related_name="references")
    page = models.ForeignKey(Page, models.CASCADE, related_name="references")
    key = models.SlugField(max_length=80, db_index=False)
    title = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "key"], name="one_reference_per_page_and_key")]
        indexes = [models.Index(fields=["space", "key"], name="reference_by_key")]

    def __str__(self) -> str:
        return f"{self.page_id} → {self.key}"
