"""Names masked on a screen: of persons who never came by themselves, for readers outside.

The masking of HTML, which knows no person, is in web/name_masking/.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import BigIntegerField, Case, Exists, F, OuterRef, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast
from django.utils import timezone

from palabre.people.agreements.electorate import electorate
from palabre.people.models import Erasure, Key, Link, Merging, Person, spellings_in
from palabre.pure.french import name_key
from palabre.spaces.models import Space
from palabre.web.name_masking.name_mask import NameMask, veil_of
from palabre.web.prepared_query import prepared


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
    space = space_of(request)
    return veil_over(space, hers=hers, everybody=getattr(request, "is_passed_on", False)) if space is not None else None


def first_names_only(request: Any) -> None:
    """Have the screen of this request name everybody by first name only, for readers outside."""
    request.is_passed_on = True


def veil_over(space: Space, *, hers: Collection[int] = (), everybody: bool = False) -> NameMask | None:
    """Return the mask of persons who never came, except the given ones, and of names about to go; in one query.

    `everybody`: those who came are masked too, as on the front page, the digest and the feeds: these are passed on, and
    nobody agreed to their full name there.
    """
    found = names_to_mask(space=space.pk, everybody=everybody)
    gone = tuple(name for goes, _pk, _living, lines in found if goes for name, _is_own in spellings_in(lines))
    joined = {pk: (name, living) for goes, pk, living, name in found if living and not everybody}
    shown = {*hers, *their_own(joined, space)}
    return veil_of(tuple([name for goes, pk, _living, name in found if not goes and pk not in shown]), gone)


@prepared(space=BigIntegerField())
def names_to_mask(space: Any, everybody: bool) -> QuerySet[Any, Any]:
    """Return (0, id, the id of who it became or 0, name) of each person, then (1, id, 0, names) of each erasure."""
    named = Person.objects.filter(space=space, erased_at=None)
    if not everybody:
        named = named.filter(Q(came_at=None) | came_by_another())
    going = Erasure.objects.filter(space=space, due_at__isnull=False, is_wide=True)
    living = Case(When(same_as__came_at__isnull=False, then=F("same_as")), default=Value(0))
    told = named.annotate(goes=Value(0), living=living).values_list("goes", "pk", "living", Cast("name", TextField()))
    rows = told.union(
        going.annotate(goes=Value(1), living=Value(0)).values_list("goes", "pk", "living", "names"), all=True
    )
    return rows.order_by("goes", "pk")


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
