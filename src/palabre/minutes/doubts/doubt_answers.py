"""The acts: answer a doubt, put it off, go back on it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.groups.roles.group_audience import keep_in_step
from palabre.minutes import permissions
from palabre.minutes.doubts import mood_doubts, presence_doubts
from palabre.minutes.doubts.answer_undo import restore_noted_values
from palabre.minutes.doubts.kind_registry import family_of
from palabre.minutes.doubts.settlement import Settlement
from palabre.minutes.imports.unsaid_words import Unsaid
from palabre.minutes.imports.withdrawn_words import Withdrawn
from palabre.minutes.models import Doubt, Imported
from palabre.minutes.undo import import_undo
from palabre.minutes.undo.given_links import why_they_stay
from palabre.minutes.undo.row_cascade import key_of
from palabre.people.models import Person
from palabre.people.typed_names import typed_name
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.wiki.lines.own_sentences import OwnSentences, are_current, own_sentences
from palabre.wiki.models import Passage


def settle_doubt(
    doubt: Doubt, answer: str, *, by: Person, at: datetime.datetime, on: datetime.date | None = None, name: str = ""
) -> Doubt:
    """Do what `answer` says, and return the doubt as it now is. `on` and `name` are for an answer that asks for them.

    The same answer twice changes nothing; another answer takes the first one back. Raises a Refusal for an answer
    that this doubt does not have, when `by` may not, or when what the words spoke of is gone.
    """
    taken_out = own_sentences(doubt.reading.page)  # read before the space is held: a long history takes a second
    with doubt_for_update(doubt, by=by) as now:
        family = family_of(now)
        choice = next((choice for choice in family.choices(now) if choice.value == answer), None)
        if choice is None:
            raise Refusal(_("That is not one of the answers."), instead=_("Choose one of the buttons below the words."))
        if choice.asks_day and on is None:
            raise Refusal(_("No day was given."), instead=_("Choose a day, or keep the words as they are."))
        on, name = on if choice.asks_day else None, typed_who(name) if choice.asks_name else ""
        said = on.isoformat() if on else name
        if now.settled_at is not None:
            if (now.answer, now.undo.get("said", "")) == (answer, said):
                return now
            undo_doubt_answer(now, by=by, at=at)
        if answer != "no" and is_unsaid(now, taken_out):
            raise Refusal(
                _("Somebody whom these words name has taken them out, or said them otherwise."),
                instead=_("Read on the page what it says now."),
            )
        settlement = Settlement(now, by, at, on, {"said": said} if said else {}, name)
        family.act(settlement, answer)
        now.settled_at, now.settled_by, now.answer, now.undo = at, by, answer, settlement.undo
        save_doubt(now)
        return now


def is_unsaid(doubt: Doubt, before: OwnSentences) -> bool:
    """Return whether somebody took the words of the doubt out of the page, as it was read before or is now."""
    reading = doubt.reading
    said = before if are_current(before, reading.page) else own_sentences(reading.page)
    return Unsaid.of(reading.text, said, Withdrawn()).holds((doubt.first_line, doubt.last_line))


def typed_who(name: str) -> str:
    missing = Refusal(_("No name was given."), instead=_("Write a name, or say that nobody knows yet."))
    return typed_name(name, missing=missing)


def put_off(doubt: Doubt, *, by: Person, at: datetime.datetime) -> Doubt:
    """« Plus tard »: it is not asked again by itself; its words stay underlined."""
    with doubt_for_update(doubt, by=by) as now:
        if now.settled_at is None and now.put_off_at is None:
            now.put_off_at = at
            save_doubt(now)
        return now


def reopen(doubt: Doubt, *, by: Person, at: datetime.datetime) -> Doubt:
    """Go back on an answer, or on « plus tard »: all that it made is taken back. Twice changes nothing.

    Raises a Refusal when somebody else leaned on what it made.
    """
    with doubt_for_update(doubt, by=by) as now:
        undo_doubt_answer(now, by=by, at=at)
        now.put_off_at = None
        save_doubt(now)
        return now


@contextmanager
def doubt_for_update(doubt: Doubt, *, by: Person) -> Iterator[Doubt]:
    """Hold the space, and give the doubt as it now is."""
    with transaction.atomic():
        Space.hold(by.space_id)
        rows = Doubt.objects.select_for_update(of=("self",)).filter(pk=doubt.pk)
        now = rows.select_related(
            "reading__space", "reading__audience", "reading__page__note", "reading__page__audience"
        ).first()
        if now is None or now.reading.undone_at is not None or not permissions.can_answer(by, now.reading):
            raise Refusal(
                _("Only the person who added these minutes can complete them."),
                instead=_("Ask the person who added them."),
            )
        if now.reading.corrections.exists():
            raise Refusal(_("A corrected text has come since."), instead=_("Its own page asks what is still open."))
        yield now


def save_doubt(doubt: Doubt) -> None:
    doubt.save(update_fields=["settled_at", "settled_by", "put_off_at", "answer", "undo"])
    keep_in_step(doubt.reading.space_id)
    Space.touch(doubt.reading.space_id)


def undo_doubt_answer(doubt: Doubt, *, by: Person, at: datetime.datetime) -> None:
    """Undo what the answer did, the doubt being held."""
    if doubt.settled_at is None:
        return
    presence_doubts.refuse_once_given(doubt)
    restore_noted_values(doubt.undo, by=by, at=at)
    mood_doubts.give_words_back(doubt, by=by)
    forget_made(doubt, by=by)
    doubt.settled_at = doubt.settled_by = None
    doubt.answer, doubt.undo = "", {}


def forget_made(doubt: Doubt, *, by: Person) -> None:
    """Take away the rows that the answer made, the last one first. Raises a Refusal when others lean on them."""
    readings = import_undo.chain(doubt.reading)
    Imported.objects.filter(reading__in=readings, key__in=doubt.undo.get("found", [])).delete()
    made = [
        Imported.objects.filter(reading__in=readings, thing_kind=kind, thing_id=number, made=True).first()
        for kind, number in reversed(doubt.undo.get("made", []))
    ]
    things = [thing for thing in made if thing is not None]
    reading, answered_by = doubt.reading, doubt.settled_by_id
    left = import_undo.delete_imported_rows(things, reading=reading, by=by, hands=[by.pk], answered_by=answered_by)
    if left:
        raise why_they_stay({key_of(row) for row in left}, import_undo.somebody_wrote(), by=by)
    for thing in things:
        Passage.objects.filter(thing_kind=thing.thing_kind, thing_id=thing.thing_id).delete()
        Imported.objects.filter(reading__in=readings, thing_kind=thing.thing_kind, thing_id=thing.thing_id).delete()
