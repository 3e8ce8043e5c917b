"""Names masked on a screen: of persons who never came by themselves, for readers outside.

The names of a space are read once for a version of it, for pages that are only read (`names_now`). The masking of
HTML, which knows no person, is in web/name_masking/.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import BigIntegerField, Case, Exists, F, OuterRef, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast
from django.utils import timezone

from palabre.people.agreements.electorate import electorate
from palabre.people.erasures.space_words import NAMING, says
from palabre.people.models import Erasure, Key, Link, Merging, Person, spellings_in
from palabre.pure.french import flat, name_key
from palabre.pure.french.said_words import WORD
from palabre.pure.french.spellings import Name, is_particle
from palabre.spaces.models import Space
from palabre.web.caches.latest_versions import LatestVersions
from palabre.web.name_masking.name_mask import GoneNames, NameMask, veil_of
from palabre.web.page_cache import facts_of_versions
from palabre.web.prepared_query import prepared

MOST_BYTES = 16 * 1024 * 1024  # of names that are remembered, for all spaces
A_NAME = 1_500  # bytes that a name takes in a mask, about
OLDEST = 60  # seconds


@dataclass(frozen=True)
class NamesThere:
    """Names of a space: (id, name) of persons who never came by themselves; the name and the living one of a double
    of whom one came; and the names about to go."""

    never_came: tuple[tuple[int, str], ...]
    doubles: dict[int, tuple[str, int]]
    gone: GoneNames

    def mask_except(self, shown: Collection[int]) -> NameMask | None:
        """Return the mask of all these names but those of the persons `shown`."""
        if self.numbers.isdisjoint(shown):
            return self.mask
        return veil_of(tuple([name for pk, name in self.never_came if pk not in shown]), self.gone)

    @cached_property
    def mask(self) -> NameMask | None:
        return veil_of(tuple([name for _pk, name in self.never_came]), self.gone)

    @cached_property
    def numbers(self) -> frozenset[int]:
        return frozenset(pk for pk, _name in self.never_came)


def weight(names: NamesThere) -> int:
    return A_NAME * (len(names.never_came) + len(names.gone.names) + 1)


remembered = LatestVersions[NamesThere](weight, most_bytes=MOST_BYTES, seconds=OLDEST)
facts_of_versions.append(remembered)


def mask_of(request: Any, *, is_kept: bool = False) -> NameMask | None:
    """Return the mask for the page of this request; None for a reader of full names.

    A page that `is_kept` is shown to other readers with the same rights: it masks even the reader's own name.
    """
    return None if is_inside(request) else veil_for(request, is_kept=is_kept)


def is_inside(request: Any) -> bool:
    """Return whether names are read in full: by members, and by everybody where there is no space."""
    link = getattr(request, "link", None)
    person = request.person or (link and link.person)
    return space_of(request) is None or (person is not None and person.is_member)


def space_of(request: Any) -> Space | None:
    """Return the space of this address; else that of the link that opened it, or of what it shows to everybody."""
    link, shown = getattr(request, "link", None), getattr(request, "shows_space", None)
    found: Space | None = request.space or (link.space if link is not None else shown)
    return found


def show_outside(request: Any, space: Space) -> None:
    """Set the space of what is shown at an address that belongs to none, to a visitor who holds no link."""
    request.shows_space = space


def veil_for(request: Any, *, is_kept: bool = False) -> NameMask | None:
    """Return the mask of the names of this space for this reader. Unless `is_kept`, their own name stays readable."""
    link = getattr(request, "link", None)
    hers = set() if is_kept else {person.pk for person in (request.person, link and link.person) if person is not None}
    space, everybody = space_of(request), getattr(request, "is_passed_on", False)
    if space is None:
        return None
    return mask_among(names_now(request, space, everybody), space, hers)


def names_now(request: Any, space: Space, everybody: bool) -> NamesThere:
    """Return the names of the space: remembered for its version on a page that is only read, whose space is fresh.

    An act may name somebody, then answer with a screen: it reads them.
    """
    is_read = request.method in ("GET", "HEAD") and space is request.space
    if not (is_read and settings.KEEP_SCREENS):
        return names_there(space.pk, everybody)
    return remembered.at((space.pk, everybody), space.version, lambda: names_there(space.pk, everybody))


def first_names_only(request: Any) -> None:
    """Have the screen of this request name everybody by first name only, for readers outside."""
    request.is_passed_on = True


def veil_over(space: Space, *, hers: Collection[int] = (), everybody: bool = False) -> NameMask | None:
    """Return the mask of persons who never came, except the given ones, and of names about to go; in one query.

    `everybody`: those who came are masked too, as on the front page, the digest and the feeds: these are passed on, and
    nobody agreed to their full name there.
    """
    return mask_among(names_there(space.pk, everybody), space, hers)


def veil_over_going(space: int) -> NameMask | None:
    """Return the mask of the names about to go alone, as pages mask them; in one query."""
    lines = going_in(space).order_by("pk").values_list("names", flat=True)
    going = [one for names in lines for one in spellings_in(names)]
    return veil_of((), gone_names(but_those_of_space(space, going))) if going else None


def mask_among(names: NamesThere, space: Space, hers: Collection[int]) -> NameMask | None:
    """Return the mask of these names, except those of the given persons and of the doubles that are their own."""
    return names.mask_except({*hers, *their_own(names.doubles, space)})


def names_there(space: int, everybody: bool) -> NamesThere:
    """Read the names, in one query."""
    found = names_to_mask(space=space, everybody=everybody)
    going = [one for goes, _pk, _living, lines in found if goes for one in spellings_in(lines)]
    gone = gone_names(but_those_of_space(space, going))
    doubles = {pk: (name, living) for goes, pk, living, name in found if living and not everybody}
    return NamesThere(tuple((pk, name) for goes, pk, _living, name in found if not goes), doubles, gone)


def but_those_of_space(space: int, going: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Return these names, each with whether it was typed, but those typed ones that the space itself is called by."""
    is_any_typed = any(is_own for _name, is_own in going)
    own = Space.objects.filter(pk=space).values_list(*NAMING).first() if is_any_typed else None
    return [(name, is_own) for name, is_own in going if not (is_own and says(own or (), Name.of(name)))]


def gone_names(going: list[tuple[str, bool]]) -> GoneNames:
    """Return these names, whoever else bears them.

    One that was typed, with a capital for each word, may be made of words: it is masked where it has them.
    """
    given = {name for name, is_own in going if not is_own}
    names = tuple(dict.fromkeys(name for name, _is_own in going))
    return GoneNames(names, tuple(name for name in names if name not in given and has_its_capitals(name)))


def has_its_capitals(name: str) -> bool:
    words = (word for word in WORD.findall(flat(name).text) if not is_particle((word.casefold(),)))
    return not any(word[0].islower() for word in words)


@prepared(space=BigIntegerField())
def names_to_mask(space: Any, everybody: bool) -> QuerySet[Any, Any]:
    """Return (0, id, the id of who it became or 0, name) of each person, then (1, id, 0, names) of each erasure."""
    named = Person.objects.filter(space=space, erased_at=None)
    if not everybody:
        named = named.filter(Q(came_at=None) | came_by_another())
    going = going_in(space)
    living = Case(When(same_as__came_at__isnull=False, then=F("same_as")), default=Value(0))
    told = named.annotate(goes=Value(0), living=living).values_list("goes", "pk", "living", Cast("name", TextField()))
    rows = told.union(
        going.annotate(goes=Value(1), living=Value(0)).values_list("goes", "pk", "living", "names"), all=True
    )
    return rows.order_by("goes", "pk")


def going_in(space: Any) -> QuerySet[Erasure]:
    """Return the erasures that are under way: texts of others say their names until they are due."""
    return Erasure.objects.filter(space=space, due_at__isnull=False, is_wide=True)


def came_by_another() -> Q:
    """Return the condition on persons who first came on one other's word: their link, square, or an address they noted.

    That other may be the one who came. A person who signs in by an address known to be theirs is not among these.
    """
    first = {"person": OuterRef("pk"), "used_at__lte": OuterRef("came_at")}
    of_another = Q(noted_by__isnull=False) | (Q(made_by__isnull=False) & ~Q(made_by=F("person")))
    is_known = Q(account__isnull=False, account_by=None)
    rests_on_one = Exists(Link.objects.filter(of_another, **first)) | Exists(Key.objects.filter(**first))
    return Q(account__isnull=False, account_by__isnull=False) | (Q(rests_on_one) & ~is_known)


def their_own(doubles: dict[int, tuple[str, int]], space: Space) -> set[int]:
    """Return the ids of the doubles with the same name as the person who came, to whom another elector joined them.

    A name that one member alone joined to their own, or wrote as their own, stays masked.
    """
    if not doubles:
        return set()
    names = dict(Person.objects.filter(pk__in={who for _name, who in doubles.values()}).values_list("pk", "name"))
    same = [pk for pk, (name, who) in doubles.items() if sorted(name_key(name)) == sorted(name_key(names[who]))]
    kind = Person._meta.label_lower
    done = Merging.objects.filter(space=space, thing_kind=kind, absorbed_id__in=same, undone_at=None)
    said = dict(done.order_by("pk").values_list("absorbed_id", "by")) if same else {}
    counting = {one.pk for one in electorate(space, at=timezone.now())} if said else set()
    return {pk for pk, by in said.items() if by in counting and by != doubles[pk][1]}
