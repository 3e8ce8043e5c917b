"""Audience: who may read, and write, the things that point at it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from palabre.people.models.person import Person
from palabre.pure.french import slug
from palabre.spaces.models import Space
from palabre.web.caches.remembered_addresses import address_in
from palabre.web.saved_fields import save_fields


class AudienceKind(models.TextChoices):
    PUBLIC = "public"
    SPACE = "space"
    SEATS = "seats"


class Audience(models.Model):
    """The readers (and writers) of the things that point at it: everybody, the space, or those who hold a seat.

    Each space has one standing audience for "everybody" and one for "the space"; others are made with seats and may be
    widened later, which opens everything that points at them in one row. Audiences that are joined to one
    (`joined_to`), and that one, are read by whoever holds a seat in any of them: two groups that merged.
    """

    space = models.ForeignKey(Space, models.CASCADE, related_name="audiences")
    kind = models.CharField(max_length=10, choices=AudienceKind)
    is_standing = models.BooleanField(default=False)
    joined_to = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="joined")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["space", "kind"],
                condition=Q(is_standing=True),
                name="one_standing_audience_of_each_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.space_id})"

    @classmethod
    def everybody(cls, space: Space) -> Audience:
        return cls.objects.get_or_create(space=space, kind=AudienceKind.PUBLIC, is_standing=True)[0]

    @classmethod
    def of_space(cls, space: Space) -> Audience:
        return cls.objects.get_or_create(space=space, kind=AudienceKind.SPACE, is_standing=True)[0]

    @classmethod
    def widest(cls, space: Space) -> Audience:
        """Return the audience of everybody who may enter the space."""
        return cls.everybody(space) if space.is_public else cls.of_space(space)

    def within(self, space: Space) -> Audience:
        """Return this audience, or the members of the space while it is not public."""
        return self.of_space(space) if self.kind == AudienceKind.PUBLIC and not space.is_public else self

    def of_what_is_born(self) -> Audience:
        """Return the readers of a thing that begins from one with these: the same, but the members apart.

        Otherwise whoever shows the former thing to everybody would show the new one too.
        """
        return Audience.of_space(self.space) if self.kind == AudienceKind.SPACE else self

    @classmethod
    def of_persons(cls, *persons: Person) -> Audience:
        """Make a new audience of these persons, who read and write. They are of one space."""
        audience = cls.objects.create(space=persons[0].space, kind=AudienceKind.SEATS)
        Seat.objects.bulk_create(Seat(audience=audience, person=person) for person in persons)
        return audience

    @property
    def root(self) -> int:
        """Return the id shared with the audiences that are joined with this one."""
        return self.joined_to_id or self.pk

    def covers(self, other: Audience) -> bool:
        """Return whether all readers of the other read this one. Guests may hold seats: the space covers none."""
        if self.kind == AudienceKind.PUBLIC:
            return True
        if other.kind == AudienceKind.SEATS:
            return self.root == other.root
        return self.kind == other.kind

    def covers_members(self, other: Audience) -> bool:
        """Return whether each member who reads the other reads this one, whatever guests read by a seat or a link."""
        return self.kind != AudienceKind.SEATS or self.covers(other)

    def or_narrower(self, other: Audience) -> Audience:
        """Return the other audience if fewer people read it, else this one."""
        order = (AudienceKind.SEATS, AudienceKind.SPACE, AudienceKind.PUBLIC)
        return other if order.index(AudienceKind(other.kind)) < order.index(AudienceKind(self.kind)) else self

    def join(self, numbers: Collection[int]) -> None:
        """Join exactly the audiences of these ids to this one: a seat in any of them reads all."""
        others = set(numbers) - {self.pk}
        self.joined.exclude(pk__in=others).update(joined_to=None)
        Audience.objects.filter(pk__in=others).exclude(joined_to=self).update(joined_to=self)
        if self.joined_to_id is not None:
            save_fields(self, joined_to=None)

    def seat_exactly(self, persons: Collection[int]) -> bool:
        """Give exactly the persons of these ids a seat to read and write; return whether anything changed."""
        held = set(self.seats.values_list("person_id", flat=True))
        wanted = set(persons)
        if held == wanted:
            return False
        self.seats.exclude(person__in=wanted).delete()
        Seat.objects.bulk_create(Seat(audience=self, person_id=number) for number in sorted(wanted - held))
        return True

    def widen_to_everybody(self) -> bool:
        """Open to everybody what the whole space reads; return whether anything changed.

        The standing audience of the space stays: what is for members is published thing by thing.
        """
        if self.kind != AudienceKind.SPACE or self.is_standing:
            return False
        save_fields(self, kind=AudienceKind.PUBLIC)
        return True

    def narrow_to_space(self) -> bool:
        """Undo `widen_to_everybody`; return whether anything changed."""
        if self.kind != AudienceKind.PUBLIC or self.is_standing:
            return False
        save_fields(self, kind=AudienceKind.SPACE)
        return True

    def widen_to_space(self) -> None:
        """Open to the whole space everything that points here. Wider audiences stay as they are."""
        if self.kind == AudienceKind.SEATS:
            save_fields(self, kind=AudienceKind.SPACE)


class Seat(models.Model):
    """One person's place in an audience. A right: it never moves to another person (see person_merge)."""

    is_a_right = True

    audience = models.ForeignKey(Audience, models.CASCADE, related_name="seats")
    person = models.ForeignKey(Person, models.CASCADE, related_name="seats")
    may_write = models.BooleanField(default=True)
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["audience", "person"], name="one_seat_each")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.audience_id}"


def held_by(person: Person) -> models.QuerySet[Any, int]:
    """Return the audiences that `person` reads by a seat now, joined ones too, as ids for a subquery."""
    now_held = Seat.objects.filter(Q(until__isnull=True) | Q(until__gt=Now()), person=person)
    own = now_held.values_list("audience_id", flat=True)
    roots = now_held.filter(audience__joined_to__isnull=False).values_list("audience__joined_to", flat=True)
    joined = Audience.objects.filter(Q(joined_to__in=own) | Q(joined_to__in=roots)).values_list("pk", flat=True)
    return own.union(roots, joined)


def seats_in(audiences: Collection[Audience]) -> models.QuerySet[Seat]:
    """Return the seats held now by which these audiences are read, with their own audience loaded: see `root`."""
    roots = {audience.root for audience in audiences}
    now_held = Seat.objects.filter(Q(until__isnull=True) | Q(until__gt=Now())).select_related("audience")
    return now_held.filter(Q(audience__in=roots) | Q(audience__joined_to__in=roots))


def read_by_all_of(audience: Audience) -> Q:
    """Return a filter of the rows that everybody in `audience` may read: see `Audience.covers`."""
    everybody = Q(audience__kind=AudienceKind.PUBLIC)
    if audience.kind == AudienceKind.PUBLIC:
        return everybody
    if audience.kind == AudienceKind.SPACE:
        return everybody | Q(audience__kind=AudienceKind.SPACE)
    return everybody | Q(audience=audience.root) | Q(audience__joined_to=audience.root)


def read_by_members_of(audience: Audience) -> Q:
    """Return a filter of the rows that each member who reads `audience` reads too: see `Audience.covers_members`."""
    wide = ~Q(audience__kind=AudienceKind.SEATS)
    return wide | read_by_all_of(audience) if audience.kind == AudienceKind.SEATS else wide


def readable(person: Person | None, *, of: str = "audience", held: Collection[int] | None = None) -> Q:
    """Return a filter of the rows that `person` (None: a passing visitor) may read; `of` is the path to the audience.

    Rights are one join. `held` are the audiences of the person's seats where they are loaded (a screen that reads many
    kinds loads them once, as does a request that only reads: see `Person.seats_now`); an act leaves them out, and the
    database looks now. A passing visitor holds what a pass opens to them, or nothing.
    """
    everybody = Q(**{f"{of}__kind": AudienceKind.PUBLIC})
    if person is None:
        return everybody | Q(**{f"{of}__in": held}) if held else everybody
    found = readable_alone(person, everybody, of=of, held=held)
    for other in person.vouched_by:
        found &= readable(other, of=of)
    return found


def restricting(*, is_member: bool) -> tuple[str, ...]:
    """Return the kinds of audiences that such a person reads by a seat alone."""
    return (AudienceKind.SEATS,) if is_member else (AudienceKind.SEATS, AudienceKind.SPACE)


def readable_alone(person: Person, everybody: Q, *, of: str, held: Collection[int] | None) -> Q:
    kinds = Q(**{f"{of}__kind__in": (AudienceKind.PUBLIC, AudienceKind.SPACE)}) if person.is_member else everybody
    if held is None and person.seats_now is not None:
        held = tuple(audience for audience, _may_write in person.seats_now)
    if held is None:
        return kinds | Q(**{f"{of}__in": held_by(person)})
    return kinds | Q(**{f"{of}__in": held}) if held else kinds


class AudienceBoundQuerySet[Row: models.Model](models.QuerySet[Row]):
    """Rows that have a `space` and an `audience`."""

    def visible_to(self, person: Person | None, *, held: Collection[int] | None = None) -> Self:
        if person is None:
            return self.filter(readable(None))
        return self.filter(readable(person, held=held), space=person.space_id)


class Readers(models.ForeignKey[Audience, Audience]):
    """The audience of a row. What is said in a space that is not public is for its members, even beside public things.

    Public things stay marked so while their space is closed (see people.agreements.space_visibility): everybody would
    read at once what was said meanwhile in a group, and no screen says so to whoever speaks. `is_inherited`: the row
    keeps the readers of what it is part of.
    """

    def __init__(self, *args: Any, is_inherited: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.is_inherited = is_inherited

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.ForeignKey", args, options

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        if add and not self.is_inherited:
            setattr(model_instance, self.name, model_instance.audience.within(model_instance.space))
        return super().pre_save(model_instance, add)


class AudienceBound(models.Model):
    """A thing that belongs to one space and is read by one audience. `title` is its name as people say it."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="%(class)s_set")
    audience = Readers(Audience, models.PROTECT, related_name="+")

    objects = AudienceBoundQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_for_everybody(self) -> bool:
        """True when anybody may read it from outside: its audience is public, and so is its space."""
        return self.space.is_public and self.audience.kind == AudienceKind.PUBLIC

    def in_space(self, name: str) -> str:
        """Return the address of this thing under the URL name `name`. `space` must be loaded."""
        return address_in(name, self.space.slug, f"{self.pk}-{slug(str(self))}".rstrip("-"))
