"""Taking back what an answer in the margin made, as long as nobody else leant on it."""

from __future__ import annotations

import datetime

from palabre.journal.models import Entry
from palabre.meetings.models import Asked
from palabre.minutes.doubts import mood_doubts
from palabre.minutes.doubts.answer_undo import restore_noted_values
from palabre.minutes.margin.findings import Finding
from palabre.minutes.margin.margin_kinds import as_doubt
from palabre.minutes.models import Recognised
from palabre.minutes.plan.own_rows import is_hers_alone
from palabre.minutes.plan.row_maker import Row, load_rows, ref
from palabre.minutes.undo.given_links import why_they_stay
from palabre.minutes.undo.import_undo import ANSWERED, somebody_wrote
from palabre.minutes.undo.row_cascade import Cascade, Refs, key_of
from palabre.people.access.links_of_others import given_by_others
from palabre.people.models import Link, Person
from palabre.wiki.models import Passage


def undo_margin_answer(asked: Asked, *, by: Person, at: datetime.datetime) -> None:
    """Undo it and forget the answer, the page being held; the caller saves the row.

    What the thing leant on (a group, a meeting) goes with it unless something else leans on it. Raises a Refusal
    when the thing itself would take somebody's words along.
    """
    restore_noted_values(asked.undo, by=by, at=at)
    mood_doubts.give_words_back(as_doubt(Finding(asked.kind, asked.words, (1, 1)), asked), by=by)
    left = forget_made(asked, by=by)
    if own := left & {(kind, number) for kind, number in asked.undo.get("tied", [])}:
        raise why_they_stay(own, somebody_wrote(), by=by)
    Passage.objects.filter(pk__in=asked.undo.get("passages", [])).delete()
    asked.answer, asked.answered_at, asked.answered_by, asked.undo = "", None, None, {}


def forget_made(asked: Asked, *, by: Person) -> Refs:
    """Delete what this answer made, the last first; return what stays because others lean on it."""
    things = list(asked.things.order_by("-pk"))
    made = {ref(thing) for thing in things if thing.made}
    rows = load_rows([thing for thing in things if thing.made])
    wanted = {ref(thing): rows[ref(thing)] for thing in things if ref(thing) in rows}
    wanted = {key: row for key, row in wanted.items() if not is_hers_alone(row)}
    touched = wanted.keys() & touched_by_others(made, by=by, answered_by=asked.answered_by_id)
    goers = made - given_by_others(by)
    cascade = Cascade.of(
        wanted.values(), lambda rows: {key_of(row) for row in rows if not goes_along(row, goers, by=by)}
    )
    gone, left = cascade.delete(wanted, touched=touched)
    for kind, number in (gone & wanted.keys()) - touched:
        Recognised.objects.filter(thing_kind=kind, thing_id=number).delete()
        Passage.objects.filter(thing_kind=kind, thing_id=number).delete()
    asked.things.filter(made=False).delete()
    return left | touched


def touched_by_others(made: Refs, *, by: Person, answered_by: int | None) -> Refs:
    """Return which of these things anybody but `by` changed, who answered included, since the answer made them."""
    entries = Entry.objects.filter(subject_id__in=[number for _kind, number in made]).exclude(by=by)
    entries = entries.exclude(by=answered_by, verb=ANSWERED)
    return made & set(entries.values_list("subject_kind", "subject_id"))


def goes_along(row: Row, made: Refs, *, by: Person) -> bool:
    """Is this row made by the same answer, or a mere trace? A link that somebody else gave is none."""
    if isinstance(row, Link):
        return row.made_by_id in (None, by.pk) or row.revoked_at is not None
    if isinstance(row, Passage):
        return True
    return key_of(row) in made
