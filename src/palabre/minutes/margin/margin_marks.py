"""Marks in the margin of a page: open questions, and the undo of answers.

They are shown to those who may write the page. A page is read as minutes when a meeting or an import is tied to it,
when its title names a meeting, when its text has attendees, an agenda, objectives or dated news, or when someone said
so; never when someone said it is not. In other pages, words become things only by a gesture.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.meetings.models import Asked
from palabre.meetings.note.meeting_note import our_lines
from palabre.minutes import permissions
from palabre.minutes.margin.findings import SUBJECTS, Finding, MarginReading, reading_of
from palabre.minutes.margin.margin_answers import waiting
from palabre.minutes.margin.margin_gestures import KINDS
from palabre.minutes.margin.margin_kinds import as_doubt, family_of
from palabre.minutes.margin.margin_memory import A_WHILE, MINUTES, is_forgotten, told_of
from palabre.minutes.margin.promises_there import of_people_there
from palabre.minutes.models import Import
from palabre.people.models import Person
from palabre.pure.french import fold
from palabre.wiki.lines.page_margin import Gestures, Mark, Reply
from palabre.wiki.models import Page, Passage

A_MEETING = re.compile(r"\b(?:compte[s]? rendu|reunion|rencontre|assemblee|minutes|meeting)")


def gestures_on(page: Page) -> Gestures:
    return Gestures(margin_path(page, "readings"), KINDS)


def marks(page: Page, person: Person | None) -> dict[int, list[Mark]]:
    """Return the questions of each line, and on line 0 whether the page is minutes."""
    if not permissions.can_recognise(person, page):
        return {}
    read, rows = reading_of(page.note.body_md), list(page.asked.exclude(kind__startswith="look.").order_by("pk"))
    said = next((row.answer for row in rows if row.kind == MINUTES), "")
    reading = Import.objects.filter(page=page, undone_at=None).order_by("-pk").first()
    is_minutes = are_minutes(page, read, said, reading)
    found: dict[int, list[Mark]] = defaultdict(list)
    if reading is None and read.findings:
        found[0].append(mark_of_page(page, is_minutes))
    rows = [row for row in rows if row.kind != MINUTES]
    findings = [*(asked_of(page, read, reading) if is_minutes else ()), *waiting(page, rows)]
    findings += of_people_there(read.promises, page) if is_minutes and reading is None else []
    told = told_of(findings, rows)
    for finding in findings:
        if mark := mark_of(page, finding, told.get(finding)):
            found[finding.lines[0]].append(mark)
    add_ways_back(found, page, [row for row in rows if row not in told.values()])
    return dict(found)


def are_minutes(page: Page, read: MarginReading, said: str, reading: Import | None) -> bool:
    if said:
        return said == "yes"
    if reading is not None or read.looks_like_minutes or A_MEETING.search(fold(page.title)):
        return True
    return page.meetings.exists()


def asked_of(page: Page, read: MarginReading, reading: Import | None) -> list[Finding]:
    """Return the findings that were not made yet, and that the import of this page does not ask itself."""
    told = imported(reading) if reading else set()
    tied = defaultdict(list)
    for passage in Passage.objects.filter(page=page, revision=page.note.revision):
        subject = SUBJECTS.get(passage.thing_kind, passage.thing_kind.rpartition(".")[2])
        tied[subject, passage.first_line].append(passage.words)
    new = [one for one in read.findings if one.key not in told and (one.kind, one.words) not in told]
    new = [one for one in new if one.words not in tied[one.subject, one.lines[0]]]
    return typed_by_somebody(new, page) if new and reading is None else new


def typed_by_somebody(findings: list[Finding], page: Page) -> list[Finding]:
    """Leave out the findings of the lines that Palabre wrote in the note of a meeting: it asks nothing of its own."""
    ours, lines = our_lines(page), page.note.body_md.split("\n")
    return [one for one in findings if lines[one.lines[0] - 1].lstrip("#-> ").strip() not in ours]


def imported(reading: Import) -> set[object]:
    """Return the keys of the things and the doubts of an import, and of all that its importer set aside."""
    keys: set[object] = set(reading.things.values_list("key", flat=True))
    if reading.choices:
        for one in reading_of(reading.text).findings:
            keys |= {one.key, (one.kind, one.words)} - {""}
    return keys | set(reading.doubts.values_list("kind", "words"))


def mark_of_page(page: Page, is_minutes: bool) -> Mark:
    """Return « Lire ce texte comme un compte rendu », in one click, or its undo."""
    words, value = (_("These are not minutes"), "no") if is_minutes else (_("Read this text as minutes"), "yes")
    sentence = _("Read as minutes.") if is_minutes else _("Minutes?")
    return Mark(sentence, replies=(Reply(words, margin_path(page, "minutes"), value),), is_settled=True)


def mark_of(page: Page, finding: Finding, asked: Asked | None) -> Mark | None:
    """Return the question; for a while, the answer with its undo; None once it was left alone or answered no."""
    if asked is None or not asked.answer:
        if asked is not None and is_forgotten(asked, timezone.now()):
            return None
        return question(page, finding)
    return answered_finding(page, finding, asked) if is_recent(asked) and asked.answer != "no" else None


def question(page: Page, finding: Finding) -> Mark:
    doubt = as_doubt(finding)
    family = family_of(finding.kind, doubt)
    told = {"kind": finding.subject, "words": finding.digest, "line": finding.lines[0]}
    url = f"{margin_path(page, 'margin_answer')}?{urlencode(told)}"
    choices = [choice for choice in family.choices(doubt) if not choice.is_typed]
    return Mark(family.ask(doubt), replies=tuple(Reply(one.label, url, one.value) for one in choices), is_settled=True)


def answered_finding(page: Page, finding: Finding, asked: Asked) -> Mark:
    doubt = as_doubt(finding, asked)
    kwargs = {"space": page.space.slug, "slug": page.slug, "number": asked.pk}
    back = f"{reverse('minutes:margin_undoing', kwargs=kwargs)}?{urlencode({'line': finding.lines[0]})}"
    sentence = family_of(finding.kind, doubt).done(doubt)
    return Mark(sentence, replies=(Reply(_("Undo"), back),), is_settled=True)


def add_ways_back(found: dict[int, list[Mark]], page: Page, rows: Iterable[Asked]) -> None:
    """Add the undo of things just made from a selection, or from words that their own passage hides."""
    recent = {number: row for row in rows if row.answer == "yes" and is_recent(row) for number in passages_of(row)}
    for passage in Passage.objects.filter(page=page, pk__in=recent, revision=page.note.revision) if recent else ():
        row = recent[passage.pk]
        lines = (passage.first_line, passage.last_line)
        found[passage.first_line].append(answered_finding(page, Finding(passage.thing_kind, row.words, lines), row))


def passages_of(row: Asked) -> list[int]:
    """Return the passage of the row's own thing: the last one, after those of the things it references."""
    numbers: list[int] = row.undo.get("passages", [])
    return numbers[-1:]


def is_recent(asked: Asked) -> bool:
    return asked.answered_at is not None and asked.answered_at > timezone.now() - A_WHILE


def margin_path(page: Page, name: str) -> str:
    return reverse(f"minutes:{name}", kwargs={"space": page.space.slug, "slug": page.slug})
