"""A removed name in texts by others: masked from strangers, removed after a day, or kept.

Whoever reads a thing may keep its words until then: the journal says so. Nobody is told which name it was.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from itertools import batched
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from palabre.people import hooks
from palabre.people.erasures.apart import each_apart
from palabre.people.erasures.cleaned_texts import CleanedTexts
from palabre.people.erasures.erasure_sweep import sweep_once_committed
from palabre.people.erasures.name_cleaner import Cleaner
from palabre.people.erasures.name_erasure import (
    A_DAY,
    call_settlers,
    forget_what_follows,
    found_in,
    kind_of_thing,
    refuse,
    write_cleaned_rows,
)
from palabre.people.erasures.things_read import has_audience, read_as
from palabre.people.erasures.typed_refusals import Unsaid
from palabre.people.hooks import Ref
from palabre.people.models import AudienceBound, Erasure, Person, is_due, readable
from palabre.refusal import Refusal
from palabre.spaces.models import Space

EVERY = datetime.timedelta(minutes=10)
AT_ONCE = 1_000  # things that one query asks for
KEPT = "words.kept"


def finish_due(at: datetime.datetime) -> None:
    """Remove the names that are due from texts by others. Run by the clock. Idempotent.

    Ended spaces are left out: nobody can keep words there.
    """
    finish_all(Erasure.objects.filter(is_due(at), space__ended_at=None), at)


def finish_all(due: models.QuerySet[Erasure], at: datetime.datetime) -> bool:
    """Finish these removals, each apart; return whether all were finished."""
    numbers = list(due.order_by("due_at").values_list("pk", flat=True))
    return each_apart(lambda number: finish(number, at), zip(numbers, numbers), called="erasure")


def finish(number: int, at: datetime.datetime) -> None:
    due = Erasure.objects.filter(is_due(at), pk=number).select_related("space", "person")
    for found in due:
        known = cleaner_of(found).read_beforehand()
        with transaction.atomic():
            Space.hold(found.space_id)
            for erasure in due.all():
                finish_now(erasure, known)


def finish_now(erasure: Erasure, known: CleanedTexts) -> None:
    """Remove the name from texts by others; the caller holds the space."""
    call_settlers(erasure.space)
    cleaner = cleaner_of(erasure, known=known)
    unsaid = Unsaid.of(erasure, cleaner)
    for texts in (one for one in hooks.texts.values() if not one.is_derived):
        gone = [(number, ref) for number, _by, ref in found_in(cleaner, texts) if goes(erasure, ref)]
        unsaid.look_in(texts, gone)
        write_cleaned_rows(cleaner, texts, [number for number, _ref in gone])
    for clean in hooks.files:
        clean(erasure.space, unsaid.read, lambda _by, ref: goes(erasure, ref))
    forget_what_follows(cleaner)
    if erasure.is_wide and not erasure.kept:
        refuse(cleaner, erasure.person, but=unsaid.left(), typed=unsaid.typed)
    erasure.end()
    Space.touch(erasure.space_id)
    sweep_once_committed()


def cleaner_of(erasure: Erasure, *, known: CleanedTexts | None = None) -> Cleaner:
    since = erasure.due_at and erasure.due_at - A_DAY
    names, rows = erasure.spellings, erasure.borne_since
    return Cleaner.of_names(erasure.space, [], names, known=known, borne_since=rows, since=since)


def goes(erasure: Erasure, ref: Ref) -> bool:
    """Return whether the name is to be removed from this thing. Its readers may have kept it."""
    return erasure.is_wide and not erasure.keeps(ref)


def waiting(space: Space) -> list[Erasure]:
    return list(Erasure.objects.filter(space=space, due_at__isnull=False).select_related("space", "person"))


def concerned(erasure: Erasure) -> set[Ref]:
    """Return the things from which the name is still to be removed, whoever reads them."""
    cleaner, found = cleaner_of(erasure), set[Ref]()
    for texts in hooks.texts.values():
        if not texts.is_derived:
            found |= {ref for _number, _by, ref in found_in(cleaner, texts)}

    def stays(_said_by: int | None, ref: Ref) -> bool:
        found.add(ref)
        return False

    for clean in hooks.files:
        clean(erasure.space, cleaner.cleaned, stays)
    return {ref for ref in found if goes(erasure, ref)}


def read_by(refs: Iterable[Ref], person: Person | None, space: Space) -> list[Any]:
    """Return the things among `refs` that `person` may read, each once; a note as its page."""
    wanted: dict[tuple[Any, str], set[int]] = defaultdict(set)
    for kind, number in refs:
        model, field = read_as(kind)
        if is_listed(model):
            wanted[model, field].add(number)
    found: dict[tuple[Any, int], Any] = {}
    for (model, field), numbers in wanted.items():
        for some in batched(sorted(numbers), AT_ONCE):
            rows = rows_read_by(person, model, space).filter(**{f"{field}__in": some})
            found.update({(model, row.pk): row for row in rows.order_by("pk")})
    return list(found.values())


def is_listed(model: type[models.Model]) -> bool:
    """Return whether members choose to keep the words of these rows."""
    return issubclass(model, AudienceBound) or (model in hooks.texts and hooks.texts[model].is_listed)


def rows_read_by(person: Person | None, model: Any, space: Space) -> models.QuerySet[Any]:
    """Return the rows of the space that the person may read: without an audience, as a member."""
    rows: models.QuerySet[Any] = model.objects.filter(**{"pk" if model is Space else "space": space.pk})
    if has_audience(model):
        return rows.filter(readable(person)).select_related("audience")
    return rows if person is not None and person.is_member else rows.none()


def keep_page_words(space: Space, *, by: Person) -> int:
    """Keep the words of the things that `by` may read, and record which in the journal. Idempotent."""
    if not by.is_member or by.space_id != space.pk:
        raise Refusal(
            _("Only members of this space keep the words of what they read."), instead=_("Ask a member of the space.")
        )
    with transaction.atomic():
        Space.hold(space.pk)
        told = list[Any]()
        for erasure in waiting(space):
            refs = concerned(erasure)
            read = read_by(refs, by, space)
            show(erasure.keep([ref for ref in sorted(refs) if is_among(ref, read)]))
            told += [thing for thing in read if thing not in told]
        for thing in told:
            thing.space = space
        for subject in dict.fromkeys(thing if has_audience(type(thing)) else space for thing in told):
            hooks.record_fact(KEPT, subject, by=by)
        return len(told)


def show(refs: list[Ref]) -> None:
    """Show these things to strangers again."""
    for texts in hooks.texts.values():
        numbers = [number for kind, number in refs if kind == kind_of_thing(texts)] if texts.show else []
        if texts.show is not None and numbers:
            texts.show(numbers)


def is_hidden(space: Space, address: str, ref: Ref) -> bool:
    """Return whether this address of a thing contains a name that strangers may no longer read."""
    told = [erasure for erasure in waiting(space) if erasure.is_wide and goes(erasure, ref)]
    said = f"/{address.title()}"  # as a name, which may need its capitals
    return any(cleaner_of(one).cleaned(said) != said for one in told)


def is_among(ref: Ref, things: list[Any]) -> bool:
    """Return whether the ref is one of these things, or what one of them shows."""
    kind, number = ref
    model, field = read_as(kind)
    column = model._meta.pk.attname if field == "pk" else model._meta.get_field(field).attname
    return any(type(one) is model and getattr(one, column) == number for one in things)
