"""Findings and doubts of the page's text, by line: parsed by the code of the import, and cached.

The text is parsed when someone opens the margin, after it was saved; never while people type.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.cache import cache
from django.utils import timezone

from palabre.groups.models import Action
from palabre.meetings.models import Meeting
from palabre.minutes.plan.meeting_planner import THIS_MEETING
from palabre.minutes.plan.plan import Lines, Plan, Wanted, plan_key
from palabre.minutes.plan.planner import plan_of, says_too_much
from palabre.pure.minutes import Minutes, read_minutes
from palabre.pure.promises import promises_in
from palabre.refusal import Refusal

KEPT = 3600  # seconds
MOST_KEPT = 1_000  # findings of one text: the cache holds a thousand texts in memory
PROMISE = "promise"
OF_IMPORTS = ("carrier", "contact")  # asked once, of minutes that are brought whole
LONGEST = 200_000  # characters of a text that is parsed while it is written

# Subjects of findings and doubts: words that move under a heading keep their subject, and are not asked about again.
SUBJECTS = {
    "groups.need": "need",
    "groups.rolecall": "need",
    "groups.action": "action",
    "meetings.decision": "decision",
    "meetings.meeting": "meeting",
    "next_meeting": "meeting",
    "promise": "action",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A row that an import would make (`key` is its key in the plan), or a doubt (no key)."""

    kind: str
    words: str
    lines: Lines
    key: str = ""
    facts: dict[str, Any] = field(default_factory=dict, compare=False)

    @property
    def subject(self) -> str:
        return SUBJECTS.get(self.kind, self.kind.rpartition(".")[2])

    @property
    def digest(self) -> str:
        """The identity of the same words of the same subject."""
        return finding_digest(self.subject, self.words)


@dataclass(frozen=True, slots=True)
class MarginReading:
    """Findings in the order of the lines, and whether the text looks like minutes.

    `promises` are what lines say that somebody does by a day: an import does not read them so.
    """

    findings: tuple[Finding, ...] = ()
    looks_like_minutes: bool = False
    promises: tuple[Finding, ...] = ()


def finding_digest(subject: str, words: str) -> str:
    return plan_key(subject, words).rpartition(":")[2]


def reading_of(text: str) -> MarginReading:
    """Return the findings of `text`, cached for a day."""
    key = f"margin:{timezone.localdate()}:{hashlib.blake2b(text.encode(), digest_size=18).hexdigest()}"
    kept: MarginReading | None = cache.get(key)
    if kept is None:
        found = found_in(*planned(text))
        kept = replace(found, promises=promises_of(text, found.findings))
        if len(kept.findings) <= MOST_KEPT:
            cache.set(key, kept, KEPT)
    return kept


def promises_of(text: str, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return the promises of the lines in which nothing else is found."""
    taken = {line for one in findings for line in range(one.lines[0], one.lines[1] + 1)}
    found = promises_in(text if len(text) <= LONGEST else "", on=timezone.localdate())
    return tuple(
        Finding(PROMISE, one.words, (one.line, one.line), facts={"who": one.who, "due": one.due})
        for one in found
        if one.line not in taken
    )


def planned(text: str, *, on: datetime.date | None = None) -> tuple[Minutes, Plan]:
    """Parse the text as an import of today does. A text that is too long, or says too much, has no findings."""
    text, on = text if len(text) <= LONGEST else "", on or timezone.localdate()
    minutes = read_minutes(text, on=on)
    with suppress(Refusal):
        if not says_too_much(minutes):
            return minutes, plan_of(minutes, text)
    minutes = read_minutes("", on=on)
    return minutes, plan_of(minutes, "")


def found_in(minutes: Minutes, plan: Plan) -> MarginReading:
    findings = sorted(all_of(plan), key=lambda finding: finding.lines)
    told = minutes.participants or minutes.agenda or minutes.objectives
    return MarginReading(tuple(findings), bool(told) or (minutes.date is not None and bool(minutes.updates)))


def all_of(plan: Plan) -> Iterator[Finding]:
    for wanted in plan:
        if wanted.lines:
            yield of_row(wanted, wanted.lines, wanted.words)
    for key, lines, words in plan.said_again:
        yield of_row(plan.wanted[key], lines, words)
    for doubt in plan.doubts:
        if doubt.kind in OF_IMPORTS:
            continue
        yield Finding(doubt.kind, doubt.words, doubt.lines, facts=doubt.facts)


def of_row(wanted: Wanted, lines: Lines, words: str) -> Finding:
    return Finding(wanted.model._meta.label_lower, words, lines, wanted.key, finding_facts(wanted))


def finding_facts(wanted: Wanted) -> dict[str, Any]:
    """Return the facts of its question, beside its kind: a day, an owner, a name."""
    facts: dict[str, Any] = {"this": True} if wanted.key == THIS_MEETING else {}
    if wanted.model is Meeting and wanted.fields.get("on"):
        facts["day"] = wanted.fields["on"].isoformat()
    if wanted.model is Action and wanted.fields.get("owner_words"):
        facts["who"] = wanted.fields["owner_words"]
    if "name" in wanted.fields:
        facts["name"] = wanted.fields["name"]
    return facts
