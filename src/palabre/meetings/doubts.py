"""Doubts in the margin of the minutes: words that nothing was made of, with the question they raise."""

from __future__ import annotations

from collections import defaultdict

from django.utils.translation import gettext_lazy as _

from palabre.meetings.models import Doubt, Import
from palabre.notes.matching import kept_lines
from palabre.people.models import Person
from palabre.wiki.models import Page
from palabre.wiki.sockets import Mark

QUESTIONS = {
    "relative_date": _("“%(words)s”: is this day the right one?"),
    "weekday_mismatch": _("“%(words)s”: this day of the week is not that of the date."),
    "speaker_not_listed": _("%(words)s speaks without being in the list. Was this person there?"),
    "organisation_spelling": _("“%(words)s” is close to another name here. Is it the same organisation?"),
    "merge_who": _("Who joins whom? The text does not say."),
    "merge": _("A merge? It is for both groups to say."),
    "mood": _("A mood tied to a name: is it to stay?"),
    "meeting": _("A meeting?"),
    "next_meeting": _("The next meeting?"),
    "need": _("A need?"),
    "action": _("Something to do?"),
    "decision": _("A decision?"),
    "proposal": _("A proposal?"),
    "not_a_name": _("Too long to be a name: it was left aside."),
}


def question_of(doubt: Doubt) -> str:
    """Say in a sentence what is uncertain."""
    return str(QUESTIONS.get(doubt.kind, _("What is this?"))) % {"words": doubt.words}


def marks(page: Page, person: Person | None) -> dict[int, list[Mark]]:
    """Return the unsettled doubts of the latest reading of this page, by line of its text as it is now."""
    readings = Import.objects.filter(page=page, undone_at=None).visible_to(person)
    reading = readings.prefetch_related("doubts").order_by("-pk").first()
    doubts = [doubt for doubt in reading.doubts.all() if doubt.settled_at is None] if reading else []
    if reading is None or not doubts:
        return {}
    kept = kept_lines(reading.text, page.note.body_md)
    found: dict[int, list[Mark]] = defaultdict(list)
    for doubt in doubts:
        if line := kept.get(doubt.first_line):
            found[line].append(Mark(question_of(doubt)))
    return dict(found)
