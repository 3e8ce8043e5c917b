"""GroupCard: a group's presentation at a gathering, and the people who consent to be shown on it."""

from __future__ import annotations

import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from palabre.gatherings.models.gathering import Gathering
from palabre.groups.models import Group
from palabre.people.models import Audience, AudienceBound, AudienceBoundQuerySet, Person, Readers
from palabre.spaces.models import Space
from palabre.web.saved_fields import save_fields

PICTURE = ("digest", "content_type", "width", "height", "alt", "is_decorative", "credit", "licence")
SMALL = 800  # pixels: the width of the smaller copy that is kept of a wider picture


class GroupCardQuerySet(AudienceBoundQuerySet["GroupCard"]):
    def standing(self) -> Self:
        """Leave out withdrawn cards."""
        return self.filter(withdrawn_at__isnull=True)

    def validated(self) -> Self:
        """Keep the cards that are shown outside."""
        return self.standing().filter(validated_at__isnull=False)


class WithPicture(models.Model):
    """A picture: a file of the attachments folder (see wiki.attachments.file_store), re-encoded.

    `alt` describes it, unless `is_decorative`.
    """

    digest = models.CharField(max_length=64, blank=True, default="")
    content_type = models.CharField(max_length=100, blank=True, default="")
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    alt = models.CharField(max_length=500, blank=True, default="")
    is_decorative = models.BooleanField(default=False)
    credit = models.CharField(max_length=200, blank=True, default="")
    licence = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        abstract = True


class GroupCard(WithPicture, AudienceBound):
    """The card of a group for one gathering: a picture, a title, a question, the people shown, an intention.

    An empty text stands for the group's own current text. Validation by a convener fixes the texts as they were then.
    The card of an invited group has no `group`; its name is `guest_name`. `picture_by` put the picture there.
    """

    audience = Readers(Audience, models.PROTECT, related_name="+", is_inherited=True)  # the gathering’s
    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="cards")
    group = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="cards")
    guest_name = models.CharField(max_length=200, blank=True, default="")
    title = models.CharField(max_length=200, blank=True, default="")
    question = models.CharField(max_length=600, blank=True, default="")
    intention = models.TextField(blank=True, default="")
    body_html = models.TextField(blank=True, default="")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    picture_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    validated_at = models.DateTimeField(null=True, blank=True)
    validated_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    form_token = models.CharField(max_length=60, unique=True, null=True, blank=True)

    objects = GroupCardQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gathering", "group"], name="one_card_of_each_group"),
            models.CheckConstraint(
                condition=Q(group__isnull=False) | ~Q(guest_name=""), name="a_card_is_of_a_group_or_has_a_name"
            ),
        ]
        indexes = [models.Index(fields=["digest"], name="card_by_digest")]

    def __str__(self) -> str:
        return self.title or self.guest_name

    def get_absolute_url(self) -> str:
        return reverse("gatherings:card", args=[self.space.slug, self.pk])

    @property
    def is_validated(self) -> bool:
        return self.validated_at is not None

    @property
    def has_picture(self) -> bool:
        return bool(self.digest)

    @property
    def has_small(self) -> bool:
        return self.width > SMALL

    def validate(self, at: datetime.datetime | None, *, by: Person | None) -> None:
        """Show the card outside from `at` on; None: no longer."""
        save_fields(self, validated_at=at, validated_by=by)

    def withdraw(self, at: datetime.datetime | None) -> None:
        """Hide the card from `at` on; None: show it again."""
        save_fields(self, withdrawn_at=at)


class FormerPicture(WithPicture):
    """A picture that left a card, for a week: `by` had put it there."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="+")
    card = models.ForeignKey(GroupCard, models.CASCADE, related_name="former_pictures")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    removed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["digest"], name="former_picture_by_digest")]

    def __str__(self) -> str:
        return self.alt


class CardPerson(models.Model):
    """A person on a card, shown only after their own consent (`agreed_at`) and until they withdraw it.

    `shown_as` is the name that they chose to be shown under.
    """

    card = models.ForeignKey(GroupCard, models.CASCADE, related_name="people")
    person = models.ForeignKey(Person, models.CASCADE, related_name="cards")
    shown_as = models.CharField(max_length=200, blank=True, default="")
    asked_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["card", "person"], name="shown_once_on_a_card")]

    def __str__(self) -> str:
        return f"{self.person_id} on {self.card_id}"

    @property
    def is_shown(self) -> bool:
        return self.agreed_at is not None and self.withdrawn_at is None

    def agree(self, at: datetime.datetime, *, shown_as: str) -> None:
        save_fields(self, agreed_at=at, withdrawn_at=None, shown_as=shown_as)

    def withdraw(self, at: datetime.datetime) -> None:
        save_fields(self, withdrawn_at=at)
