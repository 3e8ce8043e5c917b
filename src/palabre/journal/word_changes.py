"""Words of a thing said otherwise: the journal keeps the former ones, so that the change is undone as they were."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import F, Q, QuerySet, Window
from django.db.models.fields.json import KT
from django.db.models.functions import Lag

from palabre.journal.models import Entry, kind_of
from palabre.journal.people_verbs import record_people_fact
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.web.form.shown_words import Shown, Texts, Values, in_texts, settle_texts
from palabre.web.saved_fields import save_fields

MOST_FORMER = 6  # changes whose former words are shown, of any hand
MOST_OF_OTHERS = 24  # of those that replaced what another person wrote: one's own corrections drive none of them out


class WordHistory:
    """The changes of the words of a thing in the journal: their subject, their verbs, the facts that tell it apart."""

    def __init__(self, subject: Any, *verbs: str, **facts: Any) -> None:
        self.subject, self.verbs, self.facts = subject, verbs, facts

    def changes(self) -> QuerySet[Entry]:
        """Return the changes that replaced words, the newest first."""
        about = {f"facts__{name}": value for name, value in self.facts.items()}
        about |= {"subject_kind": kind_of(self.subject), "subject_id": self.subject.pk, "verb__in": self.verbs}
        return Entry.objects.filter(**about, facts__has_key="former").order_by("-pk")

    def note_change(self, former: Values, now: Values, verb: str = "", /, *, by: Person, **facts: Any) -> Entry:
        """Record a change with the words that it replaced, in the transaction of the act: by the first verb, or this.

        Where the words are the same, something else of the thing changed, and there is nothing to bring back.
        """
        was, said = in_texts(former), in_texts(now)
        words = {"former": was, "now": said} if was != said else {}
        return record_people_fact(verb or self.verbs[0], self.subject, by=by, **self.facts, **facts, **words)

    def settle(
        self, said: Values, now: Values, *, by: Person, shown: str | None, choices: Collection[str] = ()
    ) -> dict[str, Any]:
        """Return which values to keep of what an older form said: see `settle_texts`."""
        return settle_texts(
            said, now, shown, is_own=lambda texts, seen: self.is_by_same_hand(texts, seen, by), choices=choices
        )

    def is_by_same_hand(self, texts: Texts, seen: Shown, by: Person) -> bool:
        """Return whether this person alone changed these texts since a form of theirs showed others."""
        for change in self.changes()[:MOST_FORMER]:
            if change.by_id != by.pk:
                return False
            former = change.facts["former"]
            if all(name in former and seen.has(name, former[name]) for name in texts):
                return True
        return False


def change_words(thing: Any, verb: str, *, by: Person, **values: Any) -> Entry | None:
    """Store these values in the fields of the thing. Return the entry that undoes it; None if nothing changed.

    The thing is a space, or has a `space` and an `audience`: the caller holds it. Values are texts, days or None.
    """
    former = {name: getattr(thing, name) for name in values}
    if former == values:
        return None
    save_fields(thing, **values)
    return record_people_fact(verb, thing, by=by, former=in_json(former), now=in_json(values))


def settle_words(
    thing: Any, verb: str, values: dict[str, Any], names: Iterable[str], *, by: Person, shown: str | None
) -> dict[str, Any]:
    """Return the values to give `change_words`, where a form `shown` the texts of these names: see `settle_texts`.

    Raise ChangedMeanwhile where they would replace words that somebody else wrote since.
    """
    said = {name: values[name] for name in names if name in values}
    now = {name: getattr(thing, name) for name in said}
    return values | WordHistory(thing, verb).settle(said, now, by=by, shown=shown)


def undo_change(thing: Any, verb: str, number: int, *, by: Person) -> None:
    """Bring back the former words of the entry of this id, unless the thing was said otherwise since.

    Who is no member undoes their own changes only: they may not have read what others replaced. Idempotent. The caller
    holds the thing.
    """
    about = {"subject_kind": kind_of(thing), "subject_id": thing.pk, "verb": verb}
    entry = Entry.objects.filter(pk=number, **about | ({} if by.is_member else {"by": by})).first()
    if entry is None or in_json({name: getattr(thing, name) for name in entry.facts["now"]}) != entry.facts["now"]:
        return
    former = {name: thing._meta.get_field(name).to_python(value) for name, value in entry.facts["former"].items()}
    change_words(thing, verb, by=by, **former)


@dataclasses.dataclass(frozen=True, slots=True)
class FormerWords:
    """The texts that a change replaced, by name of their field; who changed them, and when."""

    number: int
    texts: dict[str, str]
    by: str
    at: datetime.datetime


def former_words(thing: Any, verb: str, reader: Reader, *, names: Iterable[str] = ()) -> list[FormerWords]:
    """Return the words that the last changes of the thing replaced, the newest first. One query.

    The verb records texts by `change_words`; where it records other values too, `names` are those of the texts. Changes
    of nothing are left out.
    """
    return words_before(WordHistory(thing, verb), reader, names=names)


def shown_changes(changes: QuerySet[Entry], names: Collection[str]) -> list[Entry]:
    """Return the last of these changes, and those that replaced what another person wrote in a text of these names.

    Without names: in any text. One query, and one for each text once there are many.
    """
    last = list(changes[:MOST_FORMER])
    if len(last) < MOST_FORMER:
        return last
    found = {one.pk: one for one in last}
    for name in sorted(names or {name for one in last for name in one.facts["former"]}):
        told = changes.annotate(was=KT(f"facts__former__{name}"), now=KT(f"facts__now__{name}"))
        told = told.filter(~Q(was=F("now")), was__isnull=False)
        found |= {one.pk: one for one in replacing_others(told)}
    return [found[number] for number in sorted(found, reverse=True)]


def replacing_others(changes: QuerySet[Entry]) -> Iterable[Entry]:
    """Return those of these changes that another person made than the one before."""
    numbered = changes.annotate(hand_before=Window(Lag("by"), order_by="pk"))
    return numbered.filter(Q(hand_before=None) | Q(by=None) | ~Q(hand_before=F("by")))[:MOST_OF_OTHERS]


def replacing_words_of(person: Person | None, changes: QuerySet[Entry]) -> list[Entry]:
    """Return those of these changes that came next after one by this person."""
    numbered = changes.annotate(hand_before=Window(Lag("by"), order_by="pk"))
    return list(numbered.filter(hand_before=person.pk)[:MOST_FORMER]) if person is not None else []


def reads_former_words(reader: Reader) -> bool:
    """Return whether the reader is a member: others may not read what was said before a thing was shown to all.

    They read again what they said themselves.
    """
    return reader.person is not None and reader.person.is_member


def words_before(history: WordHistory, reader: Reader, *, names: Iterable[str] = ()) -> list[FormerWords]:
    texts, changes = frozenset(names), history.changes().select_related("by")
    shown = shown_changes(changes, texts) if reads_former_words(reader) else replacing_words_of(reader.person, changes)
    replaced = [
        (one, {name: was for name, was in one.facts["former"].items() if name in texts or not texts}) for one in shown
    ]
    return [
        FormerWords(one.pk, was, reader.name_of(one.by) if one.by else "", one.at)
        for one, was in replaced
        if any(was.values()) and (not texts or any(was[name] != one.facts["now"].get(name) for name in was))
    ]


def taken_again(former: Iterable[FormerWords], number: str | None) -> dict[str, str]:
    """Return the texts of the change of this id, as an address says it, to be written in a form; {} for none."""
    return next((one.texts for one in former if str(one.number) == number), {})


def in_json(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime.date) else value for name, value in values.items()}
