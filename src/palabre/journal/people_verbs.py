"""Verbs of the acts of people, with their sentences. That slice is below the journal, and calls it by a listener."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from palabre.journal.hooks import register_verb, saying
from palabre.journal.models import Entry, kind_of, record
from palabre.people.access.gesture_bounds import refuse_repetition
from palabre.people.hooks import register_listener
from palabre.people.models import Audience, Person
from palabre.spaces.models import Space
from palabre.upkeep import ledger
from palabre.web.saved_fields import insert


def register_people_verbs() -> None:
    register_listener(record_people_fact)
    register_agreement_verbs()
    register_verb("space.joined", saying(_("{by} joined the space.")))
    register_verb("person.left", saying(_("{by} left the space.")))
    register_verb("person.came_back", saying(_("{by} came back to the space.")))
    register_verb("person.put_out", saying(_("Somebody was put out of the space. For a day, it can be undone.")))
    register_verb("person.let_back", saying(_("{by} undid it: who was put out of the space is here again.")))
    register_verb("entrance.renewed", saying(_("{by} renewed the entry link.")))
    register_verb("entrance.closed", saying(_("{by} closed the entry link.")))
    register_verb("key.given", saying(_("{by} gave somebody their link back.")))
    register_verb("stewardship.taken_up", saying(_("{by} looks after the space.")))
    register_verb("stewardship.shared", saying(_("{by} now shares the care of the space.")))
    register_verb("stewardship.handed_over", saying(_("{by} handed on the care of the space.")))
    register_verb("stewardship.taken_back", saying(_("{by} took back the care of the space.")))
    register_verb("stewardship.left", saying(_("{by} no longer looks after the space.")))
    register_verb("words.kept", saying(_("{by} kept the words of {thing}, where a name was to be removed.")))
    register_verb("persons.merged", saying(_("{by} brought together two names of the same person.")))
    register_verb("persons.parted", saying(_("{by} separated two names that had been brought together.")))
    register_verb("organisations.merged", saying(_("{by} brought together two spellings of {thing}.")))
    register_verb("organisations.parted", saying(_("{by} separated two spellings of {thing}.")))


def register_agreement_verbs() -> None:
    """Register what two members decide of a space, or of who is in it."""
    register_verb("space.opened", saying(_("{by} opened the space to its members.")))
    register_verb("space.published", saying(_("{by} made the space public.")))
    register_verb("space.closed", saying(_("{by} closed the space again: only its members can read it.")))
    register_verb("space.prepared_again", saying(_("{by} undid the opening of the space: it is prepared again.")))
    register_verb("open.proposed", saying(_("{by} proposes to open the space to its members.")))
    register_verb("publish.proposed", saying(_("{by} proposes to make the space public.")))
    register_verb("close.proposed", saying(_("{by} proposes to close the space again.")))
    register_verb("put_out.proposed", saying(_("{by} proposes to put somebody out of the space.")))
    register_verb("open.set_aside", saying(_("{by} set aside the opening of the space.")))
    register_verb("publish.set_aside", saying(_("{by} set aside making the space public.")))
    register_verb("delete.proposed", saying(_("{by} proposes to delete the space.")))
    register_verb("delete.set_aside", saying(_("{by} set aside deleting the space.")))
    register_verb("archive.proposed", saying(_("{by} proposes to archive the space: to read it, and write no longer.")))
    register_verb("archive.set_aside", saying(_("{by} set aside archiving the space.")))
    register_verb("space.archived", saying(_("{by} said yes: the space is archived. Nobody writes in it.")))
    register_verb("revive.proposed", saying(_("{by} proposes to open the archived space again.")))
    register_verb("revive.set_aside", saying(_("{by} set aside opening the archived space again.")))
    register_verb("space.revived", saying(_("{by} said yes: the space is no longer archived.")))
    register_verb("space.ended", saying(_("{by} said yes: the space is deleted in a day, unless somebody keeps it.")))
    register_verb("space.kept", saying(_("{by} kept the space: it is not deleted.")))
    register_verb("close.set_aside", saying(_("{by} set aside closing the space.")))
    register_verb("put_out.set_aside", saying(_("{by} set aside putting somebody out of the space.")))


def record_people_fact(verb: str, subject: Any, *, by: Person | None, **facts: Any) -> Entry:
    """Record it as `record` does. A space has no audience of its own: its members read its entries."""
    if not isinstance(subject, Space):
        return record(verb, subject, by=by, **facts)
    about = {"verb": verb, "subject_kind": kind_of(subject), "subject_id": subject.pk}
    if by is not None:
        refuse_repetition(Entry.objects.all(), by=by, at=timezone.now(), **about)
    Space.touch(subject.pk)
    entry = insert(Entry(space=subject, audience=Audience.of_space(subject), by=by, facts=facts, **about))
    if verb.startswith("space.") and verb != "space.joined":  # its readers have changed: the server's ledger records it
        ledger.note_in_ledger(verb, at=entry.at, space=subject.pk, by=entry.by_id)
    return entry
