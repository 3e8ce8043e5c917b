"""« Retirer mon nom »: the person's own texts at once; texts by others a day later, unless their readers keep them.

At once: the person's rows, what they wrote, and, where others named them, the things that name them by foreign key.
What is left is an `Erasure` (see delayed_erasure). What they said stays, said by « une personne ». The bytes are wiped
after the transaction (see erasure_sweep).
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q

from palabre.accounts.models import Account, SentCode
from palabre.people import hooks
from palabre.people.erasures import refused_names
from palabre.people.erasures.cleaned_texts import CleanedTexts
from palabre.people.erasures.erasure_sweep import sweep_once_committed
from palabre.people.erasures.name_cleaner import Cleaner, family_of
from palabre.people.erasures.own_joins import joined_by_others, part_own_joins
from palabre.people.erasures.text_batches import said_in
from palabre.people.erasures.text_files import (
    ReadingTime,
    clean_files,
    exchange_cleaned,
    search_files,
    stored_files,
    that_may_name,
)
from palabre.people.erasures.things_read import Reach, ReadThings
from palabre.people.erasures.typed_refusals import typed_by_bearers
from palabre.people.hooks import Ref, Texts
from palabre.people.models import (
    Affiliation,
    Agreement,
    Erasure,
    Key,
    Link,
    MergeRequest,
    Merging,
    Person,
    Seat,
    as_lines,
)
from palabre.pure.french.spellings import INSTEAD, Name
from palabre.spaces.models import Space
from palabre.upkeep import ledger
from palabre.web.prepared_query import prepared

OWN_TIES = (Affiliation, Agreement, Seat, Link, Key)
KIND = Person._meta.label_lower
A_DAY = datetime.timedelta(days=1)
READ_FOR = 2.0  # seconds of processor in which a page reads texts: half of what it may spend (serving/processor_bound)


@dataclass(frozen=True, slots=True)
class WhatGoes:
    """The reach of a removal: the ids of whose name it is, the number of `roles`, the things in which the name stands.

    `at_once` and `later` are complete: the caller counts only those that the person may read. `has_a_namesake`: texts
    keep a full name that somebody else bears; `keeps_words`: or words of it, which may say another thing. `is_wide`:
    texts by others without a foreign key to the person change too, later. `is_cut`: the texts are too many to be all
    read for a page, and things are missing. `has_files`: it leaves text files at once, long ones soon.
    """

    family: list[int]
    at_once: set[Ref]
    later: set[Ref]
    roles: int
    has_a_namesake: bool
    keeps_words: bool
    is_wide: bool
    is_cut: bool = False
    has_files: bool = False


def erase(
    person: Person,
    *,
    at: datetime.datetime,
    also: Collection[tuple[str, bool]] = (),
    and_then: Callable[[list[Person]], None] | None = None,
    known: CleanedTexts | None = None,
    read: ReadThings | None = None,
) -> None:
    """Remove the name of `person` from their space, and from no other, and the names of `also`. Idempotent.

    The caller checks that the person asks for it themselves. A name that cannot be told apart from another person's
    stays. The journal says that a name was removed, and not which. `and_then` is called in the same transaction, with
    the doubles who never came and whom only the person's own word joined: they are parted. `known` is what
    `read_beforehand` returned, for a caller who holds the space; `read`: texts by others change in these things alone,
    since one member's word asks for it.
    """
    known = read_beforehand(person, also=also, read=read) if known is None else known
    with transaction.atomic():
        Space.hold(person.space_id)
        now = Person.objects.filter(pk=person.pk, erased_at=None).first()
        if now is None:
            return
        parted = part_own_joins(now, at=at)
        now.refresh_from_db(fields=["same_as"])
        things = ReadThings.before_leaving(now) if read is None else read
        for cleaner in cleaners_of(now, known=known, also=also):
            erase_name(now, cleaner, at, read if now in cleaner.family else things)
        if and_then is not None:
            and_then(parted)
        hooks.record_fact("name.removed", person.space, by=None)
        ledger.note_in_ledger("name.removed", at=at, space=person.space_id, person=person.pk)
        sweep_once_committed()
    person.refresh_from_db()


def read_beforehand(
    person: Person, *, also: Collection[tuple[str, bool]] = (), read: ReadThings | None = None
) -> CleanedTexts:
    """Read the texts, and the files for which there is time: those that change at once are cleaned, first."""
    reading, files, known = ReadingTime.lasting(READ_FOR, is_exact=True), stored_files(person.space), CleanedTexts()
    for cleaner in cleaners_of(person, known=known, also=also):
        cleaner.read_beforehand()
        reach = Reach.of(person, cleaner, read)
        clean_files(cleaner, (file for file in files if reach.changes_at_once(file)), reading)
        later = [file for file in files if reach.is_wide and not reach.changes_at_once(file)]
        search_files(cleaner, later, reading)
    return known


def cleaners_of(person: Person, *, known: CleanedTexts, also: Collection[tuple[str, bool]] = ()) -> list[Cleaner]:
    """Return one for the names of the person's family; another for those that somebody joined to it, if any.

    The latter may be any words: no text by others loses them but where the person, or every member, reads it.
    """
    family = family_of(person)
    joined = [] if person.is_typed else joined_by_others(person, family)  # of a typed one, no text by others loses more
    own = [one for one in family if one not in joined]
    cleaners = [Cleaner.of(person, some=own, beside=joined, known=known, also=also)]
    if joined:
        known.joined = known.joined or CleanedTexts(until=known.until)
        cleaners.append(Cleaner.of(person, some=joined, beside=own, known=known.joined))
    return cleaners


def what_goes(person: Person) -> WhatGoes:
    """Return what `erase` would touch, as far as it is read in a bounded time."""
    cleaners = cleaners_of(person, known=CleanedTexts(until=time.thread_time() + READ_FOR))
    reaches = [Reach.of(person, cleaner) for cleaner in cleaners]
    at_once, later = set[Ref](), set[Ref]()
    for texts in said_in(person.space_id, [texts for texts in hooks.texts.values() if not texts.is_derived]):
        for cleaner, reach in zip(cleaners, reaches, strict=True):
            for _number, said_by, ref in found_in(cleaner, texts):
                if reach.is_at_once(texts, said_by, ref):
                    at_once.add(ref)
                elif reach.is_later(ref):
                    later.add(ref)
    family = [number for reach in reaches for number in reach.numbers]
    return WhatGoes(
        family,
        at_once,
        later - at_once,
        roles=sum(len(tied_rows(tie=tie, family=family)) for tie in hooks.ties.values() if tie.is_role),
        has_a_namesake=any(cleaner.has_a_namesake for cleaner in cleaners),
        keeps_words=any(cleaner.keeps_words for cleaner in cleaners),
        is_wide=reaches[0].is_wide,
        is_cut=any(cleaner.known.is_cut for cleaner in cleaners),
        has_files=any(reach.changes_at_once(file) for file in stored_files(person.space) for reach in reaches),
    )


def what_stays(person: Person) -> dict[str, bool]:
    """Return what the texts keep of the name: all of it where somebody else bears it too, or some of its words."""
    cleaners = cleaners_of(person, known=CleanedTexts(until=time.thread_time() + READ_FOR))
    return {
        "has_a_namesake": any(one.has_a_namesake for one in cleaners),
        "keeps_words": any(one.keeps_words for one in cleaners),
    }


def erase_name(person: Person, cleaner: Cleaner, at: datetime.datetime, read: ReadThings | None = None) -> None:
    """Remove these names; the caller holds the space."""
    bearer = person if person in cleaner.family else cleaner.family[0]
    for one in cleaner.family:
        hooks.carry_out(hooks.Event.NAME_REMOVED, hooks.Happening(one, at))
    call_settlers(cleaner.space)
    reach = Reach.of(person, cleaner, read)
    left = sum(clean_at_once(cleaner, texts, reach) for texts in hooks.texts.values() if not texts.is_derived)
    own_files, later = exchange_at_once(cleaner, reach)
    left += len(own_files) + len(later) + len(reach.own_rows)
    if reach.is_given or reach.is_wide:
        forget_what_follows(cleaner)
    for tie in hooks.ties.values():
        untie(tie, tied(tie, reach.numbers), at)
    for model in OWN_TIES:
        model._base_manager.filter(person__in=reach.numbers).delete()
    Link.objects.filter(space=cleaner.space, thing_kind=KIND, thing_id__in=reach.numbers).delete()
    Merging.objects.filter(space=cleaner.space, thing_kind=KIND, kept_id__in=reach.numbers).delete()
    MergeRequest.objects.filter(Q(kept__in=reach.numbers) | Q(absorbed__in=reach.numbers)).delete()
    remember(bearer, cleaner, reach, at, is_over=left == 0, own_files=own_files)
    for one in cleaner.family:
        account = one.account
        one.lose_name(INSTEAD.capitalize(), at)
        delete_unknown_account(account)


def call_settlers(space: Space, row: Ref | None = None) -> None:
    for act in hooks.settlers:
        act(space, row)


def remember(
    person: Person, cleaner: Cleaner, reach: Reach, at: datetime.datetime, *, is_over: bool, own_files: list[int]
) -> None:
    """Record what is left to do, with the name that it needs; without the name when nothing is left."""
    facts = {"space": cleaner.space, "person": person, "at": at, "is_wide": reach.is_wide}
    unread = [list(ref) for ref in sorted(reach.unread)]
    facts |= {"kept": unread, "unread": unread, "digests": whole_digests(cleaner) if unread else []}
    if is_over:
        Erasure.objects.create(**facts)
        if reach.is_wide and not reach.unread:  # a guest who typed their own name forbids it to nobody
            typed = typed_by_bearers(cleaner)
            refuse(cleaner, person, but=typed, typed=typed)
    else:
        facts |= {"names": as_lines(cleaner.names), "borne_since": cleaner.borne_since}
        facts |= {"own_files": own_files, "own_rows": [list(ref) for ref in reach.own_rows]}
        facts |= {"found": None if reach.read is None else [list(ref) for ref in sorted(reach.found)]}
        Erasure.objects.create(**facts, due_at=at + A_DAY)


def whole_digests(cleaner: Cleaner) -> list[str]:
    """Return the digests of the whole names, to recognise them in what is not read today (see opened_words)."""
    full = (one.with_alone(frozenset()) for one in cleaner.spellings if one.name.is_full)
    return sorted(set().union(*(refused_names.digests_of(cleaner.space, one, settings.SECRET_KEY) for one in full)))


def refuse(cleaner: Cleaner, person: Person | None, *, but: Collection[Name], typed: Collection[Name]) -> None:
    """Forbid to write the names again, except those of `but`.

    Those that their bearers `typed` are only forbidden with their capitals; another one made of words of the language,
    not at all.
    """
    for spelling in cleaner.spellings:
        is_typed = spelling.name in typed
        if spelling.name not in but and (is_typed or not spelling.is_only_whole):
            refused_names.refuse(cleaner.space, spelling, person=person, is_typed=is_typed)


def clean_at_once(cleaner: Cleaner, texts: Texts, reach: Reach) -> int:
    """Clean what changes at once; return the number of rows left for later."""
    now, later = list[int](), list[int]()
    for number, said_by, ref in found_in(cleaner, texts):
        if reach.is_at_once(texts, said_by, ref):
            if texts.is_long and reach.is_too_long(texts, number):
                reach.own_rows.append(ref)
            else:
                now.append(number)
        elif reach.is_later(ref):
            later.append(number)
    write_cleaned_rows(cleaner, texts, now)
    if texts.hide is not None and reach.is_wide:
        hide(cleaner, texts, later)
    return len(later)


def hide(cleaner: Cleaner, texts: Texts, numbers: list[int]) -> None:
    """Hide from strangers what these rows still say, where the mask over their screens does not (masked_names)."""
    for row, values in changed_rows(cleaner, texts, numbers):
        if texts.hide is not None:
            texts.hide(row, values)


def exchange_at_once(cleaner: Cleaner, reach: Reach) -> tuple[list[int], set[Ref]]:
    """Exchange the files that change at once. Return the ids of those not read in time, and what is left for later."""
    files = stored_files(cleaner.space)
    unread = exchange_cleaned(cleaner, (file for file in files if reach.changes_at_once(file)))
    later = that_may_name(cleaner, (file for file in files if not reach.changes_at_once(file)))
    return [file.number for file in unread], {file.ref for file in later if reach.is_later(file.ref)}


def forget_what_follows(cleaner: Cleaner) -> None:
    """Delete the rows that only repeat texts: they are built again from these."""
    for texts in hooks.texts.values():
        if texts.is_derived and texts.forget:
            texts.forget(numbers_naming(cleaner, texts))


def numbers_naming(cleaner: Cleaner, texts: Texts) -> list[int]:
    return [number for number, _values in cleaner.changes(texts)]


def found_in(cleaner: Cleaner, texts: Texts) -> list[tuple[int, int | None, Ref]]:
    """Return the rows that name the person: id, author of the words, the thing they are a part of.

    Where this thing is gone (minutes that were undone have no page), it is what is left on the way to it. A row that
    few read stands for itself.
    """
    numbers = numbers_naming(cleaner, texts)
    if not numbers:
        return []
    rows = texts.model._base_manager.filter(pk__in=numbers).order_by("pk")
    kind, alone = kind_of_thing(texts), texts.of.rpartition("__")[0] or "pk"
    told = rows.values_list("pk", texts.said_by or "pk", texts.of, alone)
    kind_alone, itself = kind_at(texts.model, alone), kind_at(texts.model, "pk")
    few = set(rows.filter(texts.few).values_list("pk", flat=True)) if texts.few is not None else set[int]()

    def thing_of(number: int, of: int | None, own: int) -> Ref:
        if number in few:
            return itself, number
        return (kind_alone, own) if of is None else (kind, of)

    return [(number, by, thing_of(number, of, own)) for number, by, of, own in told]


def kind_of_thing(texts: Texts) -> str:
    return kind_at(texts.model, texts.of)


def kind_at(model: Any, path: str) -> str:
    """Return the kind of the things to which this path leads from `model`."""
    for name in path.split("__") if path != "pk" else ():
        model = model._meta.get_field(name).related_model
    return str(model._meta.label_lower)


def write_cleaned_rows(cleaner: Cleaner, texts: Texts, numbers: list[int]) -> None:
    """Write the new values of each row and what depends on them; delete the rows where `forget` is set."""
    if texts.forget:
        texts.forget(numbers)
        return
    for row, values in changed_rows(cleaner, texts, numbers):
        more = texts.redo(row, values) if texts.redo else {}
        texts.model._base_manager.filter(pk=row.pk).update(**{**values, **more})


def changed_rows(cleaner: Cleaner, texts: Texts, numbers: list[int]) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Yield these rows one by one, each with its new values: together they may be too heavy for the memory."""
    for number in numbers:
        row = texts.model._base_manager.filter(pk=number).first()
        if row is not None:
            yield row, cleaner.changed(texts, {name: getattr(row, name) for name in texts.fields})


def tied(tie: hooks.Tie, family: Any) -> models.QuerySet[Any]:
    """Return the rows that tie these persons, given by their ids."""
    return tie.model._base_manager.filter(**{f"{tie.field}__in": family})


@prepared()
def tied_rows(tie: hooks.Tie, family: Any) -> models.QuerySet[Any]:
    return tied(tie, family).values_list("pk", flat=True)


def untie(tie: hooks.Tie, rows: models.QuerySet[Any], at: datetime.datetime) -> None:
    """Delete these rows, or keep them without the person."""
    went = list(rows) if tie.gone else []
    rows.update(**{tie.field: None}) if tie.stays else rows.delete()
    if tie.gone and went:
        tie.gone(went, at)


def delete_unknown_account(account: Account | None) -> None:
    """Delete an account that no space knows any longer, with its codes."""
    if account is None or account.is_instance_admin or account.persons.exists():
        return
    SentCode.objects.filter(email=account.email).delete()
    account.delete()
