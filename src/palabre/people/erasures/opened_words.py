"""Words that kept a removed name because few read them, and that open to every member.

The removal of a typed name destroys no words that neither its bearer nor every member reads. The day that these open,
they are as those that were read: strangers no longer read the name, members have a day to keep their words, then it
leaves them. It is stored nowhere meanwhile: it is recognised by its digests in what opened.
"""

from __future__ import annotations

import datetime
import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db import models, transaction

from palabre.people import hooks
from palabre.people.erasures.apart import each_apart
from palabre.people.erasures.cleaned_texts import CleanedTexts
from palabre.people.erasures.delayed_erasure import cleaner_of, goes, waiting
from palabre.people.erasures.erasure_sweep import sweep_once_committed
from palabre.people.erasures.name_erasure import A_DAY, READ_FOR, hide, kind_of_thing, write_cleaned_rows
from palabre.people.erasures.refused_names import refused_names_in
from palabre.people.erasures.refused_sweep import APART, ReadLines, said_in
from palabre.people.erasures.things_read import ALL_MEMBERS, has_audience, read_as
from palabre.people.hooks import Ref
from palabre.people.models import Erasure
from palabre.pure.french.spellings import Name
from palabre.spaces.models import Space


def leave_opened(at: datetime.datetime) -> None:
    """Scheduled task: have removed names leave what opened by any other way. Idempotent."""
    spaces = sorted(
        set(Erasure.objects.exclude(unread=[]).filter(space__ended_at=None).values_list("space", flat=True))
    )

    def leave(number: int) -> None:
        with transaction.atomic():
            Space.hold(number)
            leave_what_opened(number, at)

    each_apart(leave, zip(spaces, spaces), called="removed names in opened words of space")


def leave_what_opened(space: int, at: datetime.datetime) -> None:
    """Have removed names leave what every member now reads; the caller holds the space.

    One query where no removal left a name in words that few read.
    """
    for erasure in Erasure.objects.filter(space=space).exclude(unread=[]).select_related("space"):
        opened = opened_among([(kind, number) for kind, number in erasure.unread])
        if opened:
            wait_anew(erasure, opened, at)


def opened_among(refs: Iterable[Ref]) -> list[Ref]:
    """Return the things that every member reads now, and with each the hidden rows of it that show. By kind."""
    found = list[Ref]()
    for kind, numbers in by_kind(refs).items():
        model, field = read_as(kind)
        if has_audience(model):
            rows = model._default_manager.filter(audience__kind__in=ALL_MEMBERS, **{f"{field}__in": numbers})
            found += [(kind, number) for number in sorted(set(rows.values_list(field, flat=True)))]
        elif model in hooks.texts and hooks.texts[model].few is not None:
            found += shown_rows_of(hooks.texts[model], numbers)
    return found


def shown_rows_of(texts: hooks.Texts, numbers: Collection[int]) -> Iterator[Ref]:
    """Yield those of these rows that few read before, each after its thing, where every member reads it."""
    hidden = texts.model._base_manager.filter(texts.few, pk__in=numbers).values("pk")
    shown = texts.model._base_manager.filter(pk__in=numbers).exclude(pk__in=hidden).order_by("pk")
    for number, thing in shown.values_list("pk", texts.of):
        opened = opened_among([(kind_of_thing(texts), thing)])
        yield from [*opened, (texts.model._meta.label_lower, number)] if opened else ()


def by_kind(refs: Iterable[Ref]) -> dict[str, set[int]]:
    told = defaultdict[str, set[int]](set)
    for kind, number in refs:
        told[kind].add(number)
    return told


def wait_anew(erasure: Erasure, opened: list[Ref], at: datetime.datetime) -> None:
    """Have the name wait a day in these things, hidden from strangers, if they still say it."""
    names = [(as_written(name), True) for name in names_said(erasure, opened)]
    erasure.wait_anew(opened, names, at + A_DAY)
    if not names:
        return
    cleaner = cleaner_of(erasure, known=CleanedTexts(until=time.thread_time() + READ_FOR))
    for texts, rows in rows_in(opened):
        if texts.hide is not None and erasure.is_wide:
            hide(cleaner, texts, list(rows.values_list("pk", flat=True)))
    Space.touch(erasure.space_id)
    sweep_once_committed()


def names_said(erasure: Erasure, opened: list[Ref]) -> dict[Name, None]:
    """Return the names of these digests, with a capital, in the words of these things, each line read once."""
    lines, digests = ReadLines(), frozenset(erasure.digests)
    new = APART.join(part for words in words_said_in(opened) for part in lines.new_parts(words))
    return dict.fromkeys(refused_names_in(erasure.space, new, digests))


def words_said_in(things: Iterable[Ref]) -> Iterator[str]:
    for texts, rows in rows_in(things):
        for values in rows.values_list(*texts.fields).iterator():
            yield from said_in(texts, list(values))


def rows_in(things: Iterable[Ref]) -> Iterator[tuple[hooks.Texts, models.QuerySet[Any]]]:
    """Yield the rows of each kind of texts that are a part of these things."""
    told = by_kind(things)
    for texts in hooks.texts.values():
        numbers = told.get(kind_of_thing(texts)) if not texts.is_derived else None
        if numbers:
            yield texts, texts.model._base_manager.filter(**{f"{texts.of}__in": numbers})


def as_written(name: Name) -> str:
    """Return the name as it is stored, with its two parts told apart."""
    joined = ("-".join(name.first).title(), " ".join(name.surname).title())
    return " ".join(joined)


def leave_at_once(row: Any) -> None:
    """Take out of this row, whose words are about to be read anew, the names that leave it tomorrow."""
    texts, ref = hooks.texts[type(row)], (row._meta.label_lower, row.pk)
    with transaction.atomic():
        Space.hold(row.space_id)
        for erasure in waiting(row.space):
            cleaner = cleaner_of(erasure) if goes(erasure, ref) else None
            if cleaner is not None and cleaner.changed(texts, {name: getattr(row, name) for name in texts.fields}):
                write_cleaned_rows(cleaner, texts, [row.pk])
                row.refresh_from_db(fields=texts.fields)
