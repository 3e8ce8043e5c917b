"""Rows of which what follows their words takes long to make (the HTML of a page, 15 seconds for the longest).

It is made while nobody waits. The space is held for each row apart, only to write it: a removal may change a hundred.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db import models, transaction

from palabre.people import hooks
from palabre.people.erasures.name_cleaner import Cleaner
from palabre.people.erasures.name_erasure import call_settlers, changed_rows, found_in
from palabre.people.erasures.typed_refusals import Unsaid
from palabre.people.hooks import Ref, Texts
from palabre.people.models import Erasure
from palabre.spaces.models import Space

type GoesFrom = Callable[[Erasure, Ref], bool]


def write_long_rows(due: models.QuerySet[Erasure], cleaner: Cleaner, goes: GoesFrom) -> None:
    """Remove the name from these rows, as long as the removal is `due`. What changes meanwhile is left as it is."""
    found = due.first()
    for texts, number, ref in long_rows(cleaner):
        if found is not None and goes(found, ref):
            write_long_row(due, cleaner, goes, texts, number, ref)


def long_rows(cleaner: Cleaner) -> Iterator[tuple[Texts, int, Ref]]:
    for texts in hooks.texts.values():
        for number, _said_by, ref in found_in(cleaner, texts) if texts.is_long else ():
            yield texts, number, ref


def write_long_row(
    due: models.QuerySet[Erasure], cleaner: Cleaner, goes: GoesFrom, texts: Texts, number: int, ref: Ref
) -> None:
    for row, values in changed_rows(cleaner, texts, [number]):
        if texts.redo is None or not values:
            continue
        more = texts.redo(row, values)
        same = texts.model._base_manager.filter(pk=number, **{name: getattr(row, name) for name in values})
        with transaction.atomic():
            Space.hold(cleaner.space.pk)
            call_settlers(cleaner.space, (texts.model._meta.label_lower, number))
            erasure = due.first()
            if erasure is not None and goes(erasure, ref) and same.exists():
                note_typed_names(erasure, cleaner, texts, number, ref)
                same.update(**values, **more)
                Space.touch(cleaner.space.pk)


def note_typed_names(erasure: Erasure, cleaner: Cleaner, texts: Texts, number: int, ref: Ref) -> None:
    """Remember which typed names this row says: one that a text of another said is refused at the end."""
    unsaid = Unsaid.of(erasure, cleaner)
    unsaid.look_in(texts, [(number, ref)])
    erasure.note_said([name for name, _is_own in erasure.spellings if unsaid.found(name)])
