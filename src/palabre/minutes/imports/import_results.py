"""Results of an import, as shown to the importer, then to the others."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from palabre.journal import hooks
from palabre.minutes.models import Import
from palabre.people.models import Person
from palabre.wiki.models import Passage

SHELVES = {
    "questions.question": _("Questions"),
    "groups.group": _("Groups"),
    "meetings.meeting": _("Meetings"),
    "meetings.series": _("Rhythm"),
    "groups.rolecall": _("Wanted"),
    "groups.need": _("Needs"),
    "groups.action": _("To do"),
    "groups.inquiry": _("Lines of inquiry"),
    "groups.mergeproposal": _("Mergers to agree on"),
    "meetings.decision": _("Decisions"),
    "people.organisation": _("Organisations"),
    "wiki.resource": _("Links"),
}


BESIDE = ("groups.inquiry", "people.organisation", "wiki.resource")  # folded by default
AWAITED = ("groups.need", "groups.action")  # « not defined yet » is shown when they are empty


@dataclass(frozen=True, slots=True)
class FoundThing:
    """A thing with the passage it was read in (None without one)."""

    thing: hooks.Thing
    passage: Passage | None


@dataclass(slots=True)
class WhatWasRead:
    """Things by kind in the order of SHELVES, and a sentence that counts them. A shelf may be empty, and says so.

    `beside` are shelves that matter less on a first visit.
    """

    shelves: list[tuple[str, list[FoundThing]]] = field(default_factory=list)
    beside: list[tuple[str, list[FoundThing]]] = field(default_factory=list)
    sentence: str = ""


def what_was_read(reading: Import, *, person: Person | None) -> WhatWasRead:
    """Load all results: one query for the things, one for the passages, and one per kind."""
    refs = list(reading.things.order_by("pk").values_list("thing_kind", "thing_id"))
    shown = [ref for ref in refs if ref[0] in SHELVES]
    things = hooks.things(shown, space=reading.space, person=person)
    passages: dict[tuple[str, int], Passage] = {}
    if reading.page:
        for passage in reading.page.passages.order_by("-first_line"):
            passage.page, passage.space = reading.page, reading.space
            passages[passage.thing_kind, passage.thing_id] = passage
    found = WhatWasRead()
    for kind, name in SHELVES.items():
        rows = [FoundThing(things[ref], passages.get(ref)) for ref in shown if ref[0] == kind and ref in things]
        rows.sort(key=lambda row: row.passage.first_line if row.passage else 0)
        if rows or (kind in AWAITED and shown):
            (found.beside if kind in BESIDE else found.shelves).append((str(name), rows))
    found.sentence = sentence_of(Counter(kind for kind, _number in shown))
    return found


def sentence_of(counts: Counter[str]) -> str:
    """Return « 7 questions, 7 groupes, 4 réunions, 5 besoins, 8 choses à faire »."""
    needs = counts["groups.need"] + counts["groups.rolecall"]
    parts = [
        ngettext("%(n)s question", "%(n)s questions", counts["questions.question"])
        % {"n": counts["questions.question"]},
        ngettext("%(n)s group", "%(n)s groups", counts["groups.group"]) % {"n": counts["groups.group"]},
        ngettext("%(n)s meeting", "%(n)s meetings", counts["meetings.meeting"]) % {"n": counts["meetings.meeting"]},
        ngettext("%(n)s need", "%(n)s needs", needs) % {"n": needs},
        ngettext("%(n)s thing to do", "%(n)s things to do", counts["groups.action"]) % {"n": counts["groups.action"]},
    ]
    numbers = [counts["questions.question"], counts["groups.group"], counts["meetings.meeting"], needs]
    said = [part for part, number in zip(parts, [*numbers, counts["groups.action"]]) if number]
    return ", ".join(said)
