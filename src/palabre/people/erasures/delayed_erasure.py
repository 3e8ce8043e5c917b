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
from palabre.people.erasures.long_rows import long_rows, write_long_rows
from palabre.people.erasures.name_cleaner import Cleaner
from palabre.people.erasures.name_erasure import (
    A_DAY,
    READ_FOR,
    call_settlers,
    forget_what_follows,
    found_in,
    kind_of_thing,
    refuse,
    whole_digests,
    write_cleaned_rows,
)
from palabre.people.erasures.text_files import (
    ReadingTime,
    clean_files,
    exchange_cleaned,
    search_files,
    stored_files,
    that_may_name,
    typed_names_in,
)
from palabre.people.erasures.things_read import ReadThings, has_audience, read_as
from palabre.people.erasures.typed_refusals import Unsaid
from palabre.people.hooks import Ref, TextFile
from palabre.people.models import AudienceBound, Erasure, Person, is_due, readable
from palabre.pure.french.spellings import Name
from palabre.refusal import Refusal
from palabre.spaces.models import Space

EVERY = datetime.timedelta(minutes=10)
FILES_FOR = 60.0  # seconds of processor in which one round reads files; it finishes the one that is begun
ATTEMPTS = 3  # to hold the space while no file was attached since they were read
AT_ONCE = 1_000  # things that one query asks for
KEPT = "words.kept"


def finish_due(at: datetime.datetime) -> None:
    """Remove the names that are due from texts by others. Run by the clock. Idempotent.

    Ended spaces are left out: nobody can keep words there. Before, names leave the files that were to lose them at
    once. All files are read for a bounded time: what is left waits for the next round.
    """
    reading = ReadingTime.lasting(FILES_FOR)
    numbers = list(Erasure.objects.exclude(own_files=[]).order_by("due_at", "pk").values_list("pk", flat=True))
    each_apart(lambda number: clean_own_files(number, reading), zip(numbers, numbers), called="files of erasure")
    numbers = list(Erasure.objects.exclude(own_rows=[]).order_by("due_at", "pk").values_list("pk", flat=True))
    each_apart(clean_own_rows, zip(numbers, numbers), called="pages of erasure")
    finish_all(Erasure.objects.filter(is_due(at), space__ended_at=None), at, reading)


def clean_own_files(number: int, reading: ReadingTime) -> None:
    """Remove the name from the files that were to lose it at once, and were not read in time."""
    own = Erasure.objects.filter(pk=number).exclude(own_files=[]).select_related("space", "person")
    for found in own:
        cleaner = cleaner_of(found)
        clean_files(cleaner, own_files(found), reading)
        with transaction.atomic():
            Space.hold(found.space_id)
            for erasure in own.all():
                exchange(erasure, cleaner_of(erasure, known=cleaner.known), own_files(erasure))


def clean_own_rows(number: int) -> None:
    """Remove the name from the pages that were to lose it at once, and were too long."""
    own = Erasure.objects.filter(pk=number).exclude(own_rows=[]).select_related("space", "person")

    def is_own(erasure: Erasure, ref: Ref) -> bool:
        return list(ref) in erasure.own_rows

    for found in own:
        cleaner = cleaner_of(found)
        write_long_rows(own, cleaner, is_own)
        with transaction.atomic():
            Space.hold(found.space_id)
            for erasure in own.all():
                erasure.leave_rows([ref for _texts, _number, ref in long_rows(cleaner) if is_own(erasure, ref)])


def finish_all(due: models.QuerySet[Erasure], at: datetime.datetime, reading: ReadingTime | None = None) -> bool:
    """Finish these removals, each apart; return whether all were finished. Without `reading`, all files are read."""
    numbers, reading = list(due.order_by("due_at").values_list("pk", flat=True)), reading or ReadingTime()
    is_done = each_apart(lambda number: finish(number, at, reading), zip(numbers, numbers), called="erasure")
    return is_done and not due.filter(pk__in=numbers).exists()


def finish(number: int, at: datetime.datetime, reading: ReadingTime) -> None:
    """Finish this removal, unless files are left to read: those attached meanwhile are read at once a few times."""
    due, files = Erasure.objects.filter(is_due(at), pk=number).select_related("space", "person"), dict[Any, Any]()
    for _attempt in range(ATTEMPTS):
        found = due.first()
        if found is None:
            return
        known = CleanedTexts(files=files)
        cleaner = cleaner_of(found, known=known)
        is_read = clean_files(cleaner, files_due(found), reading)
        if is_read:
            cleaner.read_beforehand()
            write_long_rows(due, cleaner, goes)
        with transaction.atomic():
            Space.hold(found.space_id)
            for erasure in due.all():
                cleaner = cleaner_of(erasure, known=known)
                if exchange(erasure, cleaner, files_due(erasure)) and is_read:
                    finish_now(erasure, cleaner)
        if not is_read:
            return


def finish_now(erasure: Erasure, cleaner: Cleaner) -> None:
    """Remove the name from texts by others, once no file says it; the caller holds the space."""
    call_settlers(erasure.space)
    unsaid = Unsaid.of(erasure, cleaner)
    unsaid.names -= {Name.of(name) for name in erasure.said}
    few = set[Ref]()
    for texts in (one for one in hooks.texts.values() if not one.is_derived):
        found = [(number, ref) for number, _by, ref in found_in(cleaner, texts)]
        few |= {ref for _number, ref in found if is_left_to_few(erasure, ref)}
        gone = [(number, ref) for number, ref in found if goes(erasure, ref)]
        unsaid.look_in(texts, gone)
        write_cleaned_rows(cleaner, texts, [number for number, _ref in gone])
    forget_what_follows(cleaner)
    if few:
        erasure.leave_unread(sorted(few), whole_digests(cleaner))
    if erasure.is_wide and not erasure.kept:
        refuse(cleaner, erasure.person, but=unsaid.left(), typed=unsaid.typed)
    erasure.end()
    Space.touch(erasure.space_id)
    sweep_once_committed()


def exchange(erasure: Erasure, cleaner: Cleaner, files: list[TextFile]) -> bool:
    """Have those of these files that were cleaned lose the name, and remember it; return whether they all did.

    The caller holds the space.
    """
    left = {file.number for file in exchange_cleaned(cleaner, files)}
    others = [file for file in files if file.number not in erasure.own_files]
    unread = [file.number for file in others if file.number in left]
    read = min(unread) - 1 if unread else max((file.number for file in others), default=0)
    said = typed_names_in(cleaner, [file for file in others if file.number not in left])
    erasure.note_files(
        read=max(read, erasure.files_read),
        said=[name for name, _is_own in erasure.spellings if Name.of(name) in said],
        own=[number for number in erasure.own_files if number in left],
    )
    Space.touch(erasure.space_id)
    return not left


def own_files(erasure: Erasure) -> list[TextFile]:
    return [file for file in stored_files(erasure.space) if file.number in erasure.own_files]


def files_due(erasure: Erasure) -> list[TextFile]:
    """Return the files that are to lose the name, except those that were read in former rounds."""
    own = set(erasure.own_files)
    return [
        file
        for file in stored_files(erasure.space)
        if file.number in own or (file.number > erasure.files_read and goes(erasure, file.ref))
    ]


def cleaner_of(erasure: Erasure, *, known: CleanedTexts | None = None) -> Cleaner:
    since = erasure.due_at and erasure.due_at - A_DAY
    names, rows = erasure.spellings, erasure.borne_since
    return Cleaner.of_names(erasure.space, [], names, known=known, borne_since=rows, since=since)


def goes(erasure: Erasure, ref: Ref) -> bool:
    """Return whether the name is to be removed from this thing. Its readers may have kept it."""
    return erasure.is_wide and not erasure.keeps(ref) and not is_left_to_few(erasure, ref)


def is_left_to_few(erasure: Erasure, ref: Ref) -> bool:
    """Return whether a typed name stays in this thing, which few read and that its removal did not find.

    Its words were written since, or the name was not looked for there while another person bore a part of it.
    """
    if not erasure.is_wide or erasure.found is None:
        return False
    if erasure.reads is None:
        erasure.reads = ReadThings(erasure.space_id, also=frozenset((kind, number) for kind, number in erasure.found))
    return not erasure.reads.has(ref)


def waiting(space: Space) -> list[Erasure]:
    return list(Erasure.objects.filter(space=space, due_at__isnull=False).select_related("space", "person"))


def concerned(erasure: Erasure, reading: ReadingTime | None = None, *, known: CleanedTexts | None = None) -> set[Ref]:
    """Return the things from which the name is still to be removed, whoever reads them.

    So are those with a file that there was no time to read: it may say the name. Without `reading`, all are read.
    """
    cleaner, found = cleaner_of(erasure, known=known), set[Ref]()
    for texts in hooks.texts.values():
        if not texts.is_derived:
            found |= {ref for _number, _by, ref in found_in(cleaner, texts)}
    files = [file for file in stored_files(erasure.space) if goes(erasure, file.ref)]
    search_files(cleaner, files, reading or ReadingTime())
    found |= {file.ref for file in that_may_name(cleaner, files)}
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
    reading, known = ReadingTime.lasting(READ_FOR, is_exact=True), dict[int, CleanedTexts]()
    for erasure in waiting(space):
        known[erasure.pk] = CleanedTexts()
        concerned(erasure, reading, known=known[erasure.pk])
    reading.end()  # below, what was not read counts as concerned
    with transaction.atomic():
        Space.hold(space.pk)
        told = list[Any]()
        for erasure in waiting(space):
            refs = concerned(erasure, reading, known=known.get(erasure.pk))
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
    told = [erasure for erasure in waiting(space) if erasure.is_wide and not erasure.keeps(ref)]
    said = f"/{address.title()}"  # as a name, which may need its capitals
    return any(cleaner_of(one).cleaned(said) != said for one in told)


def is_among(ref: Ref, things: list[Any]) -> bool:
    """Return whether the ref is one of these things, or what one of them shows."""
    kind, number = ref
    model, field = read_as(kind)
    column = model._meta.pk.attname if field == "pk" else model._meta.get_field(field).attname
    return any(type(one) is model and getattr(one, column) == number for one in things)
