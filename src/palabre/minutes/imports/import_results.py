"""Results of an import, as shown to the importer, then to the others."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from django.apps import apps
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from palabre.journal import hooks
from palabre.journal.models import kind_of
from palabre.meetings.models import Attendance
from palabre.minutes.models import BY_ANSWER, Import
from palabre.minutes.plan.meeting_planner import THIS_MEETING
from palabre.minutes.plan.plan_choices import WORDED
from palabre.minutes.plan.row_maker import ref
from palabre.people.models import Person
from palabre.questions.models import Forum
from palabre.wiki.models import Passage

SHELVES = {
    "questions.forum": _("The forum"),
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
    "people.person": _("Also named"),
    "people.organisation": _("Organisations"),
    "wiki.resource": _("Links"),
}


BESIDE = ("groups.inquiry", "people.person", "people.organisation", "wiki.resource")  # folded by default


@dataclass(frozen=True, slots=True)
class FoundThing:
    """A thing with the passage it was read in (None without one).

    `key` is that of the import's own thing, which the importer may take out; "" for what was there before.
    """

    thing: hooks.Thing
    passage: Passage | None
    key: str = ""

    @property
    def can_be_mended(self) -> bool:
        return bool(self.key) and apps.get_model(self.thing.kind) in WORDED

    @property
    def can_be_taken_out(self) -> bool:
        return self.key not in ("", THIS_MEETING)


@dataclass(slots=True)
class WhatWasRead:
    """Things by kind in the order of SHELVES, and a sentence that counts them. A shelf may be empty, and says so.

    `beside` are shelves that matter less on a first visit.
    """

    shelves: list[tuple[str, list[FoundThing]]] = field(default_factory=list)
    beside: list[tuple[str, list[FoundThing]]] = field(default_factory=list)
    sentence: str = ""
    things: int = 0  # besides the meeting itself, and the forum that it follows
    sure: str = ""


def what_was_read(reading: Import, *, person: Person | None) -> WhatWasRead:
    """Load all results: one query for the things, one for the passages, and one per kind.

    The persons are those named elsewhere than in the list of who was there.
    """
    keys = own_keys(reading)
    shown = [ref for ref in keys if ref[0] in SHELVES]
    things = hooks.things(shown, space=reading.space, person=person)
    passages: dict[tuple[str, int], Passage] = {}
    if reading.page:
        for passage in reading.page.passages.order_by("-first_line"):
            passage.page, passage.space = reading.page, reading.space
            passages[passage.thing_kind, passage.thing_id] = passage
    found = WhatWasRead()
    for kind, name in SHELVES.items():
        refs = [ref for ref in shown if ref[0] == kind and ref in things]
        rows = [FoundThing(things[ref], passages.get(ref), keys[ref]) for ref in refs]
        rows.sort(key=lambda row: row.passage.first_line if row.passage else 0)
        if rows:
            (found.beside if kind in BESIDE else found.shelves).append((str(name), rows))
    found.sentence = sentence_of(Counter(kind for kind, _number in shown))
    beside_it = bool(reading.meeting_id) + sum(kind == kind_of(Forum) for kind, _number in shown)
    found.things = sum(len(rows) for _name, rows in found.shelves) - beside_it
    found.sure = sure_sentence(reading)
    return found


def sure_sentence(reading: Import) -> str:
    """Return « le titre, la date, 3 points à l’ordre du jour », of the meeting itself. One query."""
    meeting = reading.meeting
    if meeting is None:
        return ""
    points = meeting.agenda.count()
    told = ngettext("%(n)s point of the agenda", "%(n)s points of the agenda", points) % {"n": points} if points else ""
    return ", ".join(str(one) for one in (_("the title"), _("the day") if meeting.on else "", told) if one)


def is_little_sure(reading: Import, read: WhatWasRead) -> bool:
    """Return whether the page and its file are the best of it: no day, or nothing besides the meeting."""
    return reading.meeting is None or reading.meeting.on is None or not read.things


def own_keys(reading: Import) -> dict[tuple[str, int], str]:
    """Return the key of each thing of the reading, "" for what it only found. The people who sat there are left out."""
    things = list(reading.things.order_by("pk"))
    seats = [thing.thing_id for thing in things if thing.thing_kind == kind_of(Attendance)]
    seated = set(Attendance.objects.filter(pk__in=seats).values_list("person", flat=True))
    person = kind_of(Person)
    left = [thing for thing in things if thing.thing_kind != person or (thing.made and thing.thing_id not in seated)]
    return {ref(thing): thing.key if thing.made and not thing.key.startswith(BY_ANSWER) else "" for thing in left}


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
