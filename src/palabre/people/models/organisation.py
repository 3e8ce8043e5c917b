"""Organisation, its spellings, and who belongs to it."""

from __future__ import annotations

from django.db import models
from django.urls import reverse

from palabre.people.models.audience import Audience, AudienceBoundQuerySet
from palabre.people.models.person import NAME_LENGTH, Person
from palabre.pure.french import slug
from palabre.spaces.models import Space


class Organisation(models.Model):
    """A local authority, an association, a lab… Its spellings are its aliases."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="organisations")
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="+")
    name = models.CharField(max_length=NAME_LENGTH)
    same_as = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="spellings")

    objects = AudienceBoundQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("people:organisation", args=[self.space.slug, f"{self.pk}-{slug(self.name)}"])


class Affiliation(models.Model):
    """A person's tie to an organisation. A person may have several.

    `contact_since` is the day on which the person was said to be the community's contact there. It tells whom to ask,
    and gives no right.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="affiliations")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    contact_since = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "organisation"], name="one_affiliation_each")]

    def __str__(self) -> str:
        return f"{self.person}, {self.organisation}"
