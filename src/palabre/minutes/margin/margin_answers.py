"""The acts: answer what the margin asks, and go back on it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.groups.roles.group_audience import keep_in_step
from palabre.meetings.models import Asked
from palabre.minutes import permissions
from palabre.minutes.margin.findings import Finding, found_in, planned, promises_of
from palabre.minutes.margin.margin_kinds import as_doubt, family_of
from palabre.minutes.margin.margin_memory import MINUTES, told_of
from palabre.minutes.margin.margin_settlement import LiveSettlement
from palabre.minutes.margin.margin_undo import undo_margin_answer
from palabre.minutes.plan.plan import Plan
from palabre.people.models import Person
from palabre.pure.minutes import Minutes
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.wiki.models import Page

ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Held:
    """A page to oneself, with what its text says as it is now."""

    page: Page
    minutes: Minutes
    plan: Plan

    @property
    def findings(self) -> tuple[Finding, ...]:
        found = found_in(self.minutes, self.plan).findings
        return (*found, *promises_of(self.page.note.body_md, found))


def answer_finding(
    page: Page, subject: str, digest: str, choice: str, *, by: Person, at: datetime.datetime, line: int = 0
) -> tuple[Asked, Finding]:
    """Do what `choice` says of the words that `digest` names, nearest to `line`.

    The same answer twice changes nothing; another one takes the first back. Raises a Refusal when `by` may not
    write the page, when the words are no longer there, or for an answer that is none.
    """
    with margin_page_for_update(page, by=by) as now:
        asked_rows = list(now.page.asked.exclude(kind=MINUTES).order_by("pk"))
        finding = nearest(now, asked_rows, subject, digest, line)
        asked = told_of([finding], asked_rows).get(finding)
        return carry_out_answer(now, finding, asked, choice, by=by, at=at), finding


def carry_out_answer(
    now: Held, finding: Finding, asked: Asked | None, choice: str, *, by: Person, at: datetime.datetime
) -> Asked:
    """Carry out an answer about `finding`; the page is held."""
    family = family_of(finding.kind, as_doubt(finding))
    if choice not in {one.value for one in family.choices(as_doubt(finding)) if not one.is_typed}:
        raise Refusal(_("That is not one of the answers."), instead=_("Choose one of the buttons below the words."))
    return carried_out(now, finding, asked, choice, lambda live: family.act(live, choice), by=by, at=at)


def carried_out(
    now: Held,
    finding: Finding,
    asked: Asked | None,
    choice: str,
    act: Callable[[LiveSettlement], None],
    *,
    by: Person,
    at: datetime.datetime,
) -> Asked:
    """Do `act` once, and keep what it takes to go back on it."""
    if asked is None:
        asked = Asked.objects.create(page=now.page, kind=finding.subject, words=finding.words, at=at)
    if asked.answer == choice:
        return asked
    if asked.answer:
        undo_margin_answer(asked, by=by, at=at)
    live = LiveSettlement(as_doubt(finding, asked), by, at, page=now.page, asked=asked, plan=now.plan)
    act(live)
    asked.words, asked.answer, asked.answered_at, asked.answered_by = finding.words, choice, at, by
    asked.undo = live.undo
    asked.save()
    keep_in_step(now.page.space_id)
    Space.touch(now.page.space_id)
    return asked


def go_back(asked: Asked, *, by: Person, at: datetime.datetime) -> Asked:
    """Take back what an answer made. Twice changes nothing. Raises a Refusal when somebody leant on it since."""
    with margin_page_for_update(asked.page, by=by) as now:
        row = now.page.asked.select_for_update(of=("self",)).get(pk=asked.pk)
        row.page = now.page
        if row.answer:
            undo_margin_answer(row, by=by, at=at)
            row.at = at
            row.save()
            keep_in_step(now.page.space_id)
            Space.touch(now.page.space_id)
        return row


def read_as_minutes(page: Page, choice: str, *, by: Person, at: datetime.datetime) -> None:
    """« Lire ce texte comme un compte rendu », or no longer: said once for all who write the page."""
    with margin_page_for_update(page, by=by) as now:
        said = "yes" if choice == "yes" else "no"
        told = {"answer": said, "answered_at": at, "answered_by": by, "at": at}
        row = now.page.asked.filter(kind=MINUTES).first()
        if row is None:
            Asked.objects.create(page=now.page, kind=MINUTES, **told)
        elif row.answer != said:
            Asked.objects.filter(pk=row.pk).update(**told)
        Space.touch(now.page.space_id)


@contextmanager
def margin_page_for_update(page: Page, *, by: Person) -> Iterator[Held]:
    """Hold the space, and give the page with its text as it was read, outside of the transaction."""
    if not permissions.can_recognise(by, page):
        raise Refusal(_("Only those who may write this page can say what its words are."))
    for _attempt in range(ATTEMPTS):
        before = fresh(page)
        minutes, plan = planned(before.note.body_md)
        with transaction.atomic():
            Space.hold(page.space_id)
            now = fresh(page)
            if now.note.revision == before.note.revision:
                yield Held(now, minutes, plan)
                return
    raise Refusal(_("The text has changed in the meantime."), instead=_("Look at the line again."))


def fresh(page: Page) -> Page:
    return Page.objects.select_related("note", "audience", "space").get(pk=page.pk)


def nearest(now: Held, asked: list[Asked], subject: str, digest: str, line: int) -> Finding:
    """Return what these words are in the text as it is: as it is read, or as a selection asked."""
    found = [
        one for one in [*now.findings, *waiting(now.page, asked)] if (one.subject, one.digest) == (subject, digest)
    ]
    if not found:
        raise Refusal(_("These words have changed in the meantime."), instead=_("Look at the line again."))
    return min(found, key=lambda one: (one.key == "", abs(one.lines[0] - line)))


def waiting(page: Page, asked: list[Asked]) -> Iterator[Finding]:
    """Yield the questions that a selection raised, where their words now stand."""
    lines = page.note.body_md.split("\n")
    for row in asked:
        if row.facts and (number := line_of(lines, row.words, near=int(row.facts.get("line", 1)))):
            yield Finding(row.kind, row.words, (number, number), facts=row.facts)


def line_of(lines: list[str], words: str, *, near: int) -> int:
    """Return the number of the line that holds these words, the nearest; 0 when none does."""
    literal = " ".join(words.split())
    holding = [number for number, line in enumerate(lines, 1) if literal in " ".join(line.split())]
    return min(holding, key=lambda number: abs(number - near), default=0)
