"""« Ces deux pistes se ressemblent »: two close lines of inquiry of a group, asked about once; nothing is merged."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Collection, Mapping

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from palabre.groups.group_access import group_for_update, let_write
from palabre.groups.lineage.group_family import family
from palabre.groups.models import Group, Inquiry
from palabre.journal.models import kind_of, record
from palabre.people.models import Merging, Person
from palabre.pure.affinity import closest
from palabre.refusal import Refusal
from palabre.spaces.models import Space

CLOSE, LEAST_WORDS = 0.16, 2  # below, two lines share a word by chance
MOST = 60  # lines compared
LENGTH = 400  # characters of each


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """A line of inquiry, and those that were brought near it."""

    inquiry: Inquiry
    near: list[Inquiry]


def in_lines(inquiries: list[Inquiry]) -> list[Line]:
    """Return the lines in their order, each with those that stand beside it."""
    there = {one.pk: one for one in inquiries}
    near: dict[int, list[Inquiry]] = {}
    for one in inquiries:
        near.setdefault(head_of(one, there), []).append(one)
    return [Line(there[head], [one for one in lines if one.pk != head]) for head, lines in near.items()]


def head_of(line: Inquiry, there: Mapping[int, Inquiry]) -> int:
    """Return the id of the line, among those there, under which this one is shown; its own if it stands alone."""
    while line.beside_id is not None and line.beside_id in there:
        line = there[line.beside_id]
    return line.pk


def alike(inquiries: list[Inquiry]) -> tuple[Inquiry, Inquiry] | None:
    """Return the two closest lines of one group that nobody answered about; None without any. At most one query."""
    alone = [one for one in inquiries if one.beside_id is None][:MOST]
    by_number = {str(one.pk): one for one in alone}
    texts = [(str(one.pk), one.text[:LENGTH]) for one in alone]
    pairs = [pair for pair in closest(texts, top=MOST) if pair.score >= CLOSE and len(pair.shared) >= LEAST_WORDS]
    found = [(by_number[pair.a], by_number[pair.b]) for pair in pairs] if pairs else []
    known = told_apart([one.pk for one in alone]) if alone else set()
    return next((sorted_pair(*pair) for pair in found if numbers(*pair) not in known), None)


def sorted_pair(one: Inquiry, other: Inquiry) -> tuple[Inquiry, Inquiry]:
    return (one, other) if one.pk < other.pk else (other, one)


def numbers(one: Inquiry, other: Inquiry) -> tuple[int, int]:
    return min(one.pk, other.pk), max(one.pk, other.pk)


def told_apart(inquiries: Collection[int]) -> set[tuple[int, int]]:
    rows = apart().filter(kept_id__in=inquiries, absorbed_id__in=inquiries)
    return set(rows.values_list("kept_id", "absorbed_id"))


def apart() -> QuerySet[Merging]:
    """Return the pairs of lines that were said to be two, so that nobody is asked again."""
    return Merging.objects.filter(thing_kind=Inquiry._meta.label_lower, undone_at__isnull=False)


def bring_near(group: Group, one: int, other: int, *, by: Person) -> None:
    """Show the second line under the first one, or under that which the first is shown under. Idempotent."""
    with transaction.atomic():
        first, second = held(group, one, other, by)
        while first.beside is not None:
            first = first.beside
        if second.beside_id == first.pk:
            return
        for line in second.close_ones.all():
            line.stand_beside(first)
        second.stand_beside(first)
        record("inquiries.near", first, by=by)


def take_away(group: Group, one: int, other: int, *, by: Person) -> None:
    """Undo `bring_near`. Idempotent."""
    with transaction.atomic():
        first, second = held(group, one, other, by)
        if second.beside_id in (first.pk, first.beside_id) and second.beside_id is not None:
            second.stand_beside(None)
            record("inquiries.parted", first, by=by)


def tell_apart(group: Group, one: int, other: int, *, by: Person, at: datetime.datetime) -> None:
    """« Non »: these two are not asked about again. Idempotent."""
    with transaction.atomic():
        first, second = held(group, one, other, by)
        pair = {"kept_id": first.pk, "absorbed_id": second.pk}
        if not apart().filter(**pair).exists():
            kind = kind_of(first)
            Merging.objects.create(space_id=group.space_id, thing_kind=kind, by=by, undone_at=at, **pair)
            Space.touch(group.space_id)


def ask_again(group: Group, one: int, other: int, *, by: Person) -> None:
    """Undo `tell_apart`. Idempotent."""
    with transaction.atomic():
        first, second = held(group, one, other, by)
        apart().filter(kept_id=first.pk, absorbed_id=second.pk).delete()
        Space.touch(group.space_id)


def held(group: Group, one: int, other: int, by: Person) -> tuple[Inquiry, Inquiry]:
    """Return two lines of the group, the older one first, with the group locked. Raise a Refusal when one is gone."""
    now = group_for_update(group)
    let_write(by, now)
    rows = Inquiry.objects.visible_to(by).filter(group__in=family(now), withdrawn_at=None)
    lines = rows.in_bulk({one, other})
    if one == other or len(lines) < len({one, other}):
        raise Refusal(_("One of these two is no longer here."), instead=_("Look at the page of the group again."))
    return sorted_pair(lines[one], lines[other])
