"""Questions already asked: the same words of a page are never asked about twice, even when they move.

Words that are gone count as edited when new words are similar to them.
"""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from palabre.meetings.models import Asked
from palabre.minutes.margin.findings import Finding, finding_digest, reading_of
from palabre.spaces.models import Space
from palabre.wiki.models import Page

A_WHILE = datetime.timedelta(hours=3)  # the meeting, and the time to review it
CLOSE = 0.6  # similarity from which words count as edited
SHORTEST = 8  # characters: words that begin with these are the same sentence, still being typed
MOST_COMPARED = 30  # of a subject, on each side
LONGEST = 300  # characters of the words compared
MOST_ASKED = 2000  # rows of one page
MINUTES = "minutes"  # the question about the whole page
EVERY = datetime.timedelta(seconds=20)


def told_of(findings: Sequence[Finding], asked: Iterable[Asked]) -> dict[Finding, Asked]:
    """Return the rows of the findings already asked about, in the same words or before an edit."""
    by_digest = {finding_digest(row.kind, row.words): row for row in asked}
    told = {finding: by_digest[finding.digest] for finding in findings if finding.digest in by_digest}
    standing = {finding.digest for finding in findings}
    free: dict[str, list[Asked]] = {}
    for digest, row in by_digest.items():
        if digest not in standing:
            free.setdefault(row.kind, []).append(row)
    new = {finding.digest: finding for finding in findings if finding not in told}
    mended: dict[str, Asked] = {}
    for digest, finding in list(new.items())[-MOST_COMPARED:]:  # an entirely new text has no edited words
        rows = free.get(finding.subject, [])
        near = closest(finding.words, rows[-MOST_COMPARED:])
        if near is not None:
            rows.remove(near)
            mended[digest] = near
    return told | {finding: mended[finding.digest] for finding in findings if finding.digest in mended}


def closest(words: str, rows: Sequence[Asked]) -> Asked | None:
    scored = [(closeness(words, row.words), number) for number, row in enumerate(rows)]
    best, at = max(scored, default=(0.0, 0))
    return rows[at] if best >= CLOSE else None


def closeness(one: str, other: str) -> float:
    """Return the similarity of these words, from 0 to 1; a prefix counts as 1, as when a sentence is being typed."""
    one, other = one[:LONGEST], other[:LONGEST]
    if min(len(one), len(other)) >= SHORTEST and (one.startswith(other) or other.startswith(one)):
        return 1.0
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < CLOSE or matcher.quick_ratio() < CLOSE:
        return 0.0
    return matcher.ratio()


def is_forgotten(row: Asked, now: datetime.datetime) -> bool:
    """Return whether the question was left unanswered for a while."""
    return not row.answer and row.at < now - A_WHILE


def remember(now: datetime.datetime) -> None:
    """Store the questions of the pages that were just written, so that they are not asked again later."""
    since = now - 3 * EVERY
    for page in Page.objects.filter(note__changed_at__gte=since).select_related("note", "space"):
        note_asked(page, at=now)


def note_asked(page: Page, *, at: datetime.datetime | None = None) -> None:
    """Store one row for each question; edited words are updated."""
    read = reading_of(page.note.body_md)
    findings = (*read.findings, *read.promises)
    if not news_in(page, findings, at or timezone.now()):
        return
    with transaction.atomic():
        Space.hold(page.space_id)
        new, mended = news_of(page, findings, at or timezone.now())
        Asked.objects.bulk_create(new[: max(0, MOST_ASKED - page.asked.count())])
        Asked.objects.bulk_update(mended, ["words"], batch_size=200)


def news_in(page: Page, findings: Sequence[Finding], at: datetime.datetime) -> bool:
    return bool(findings) and any(news_of(page, findings, at))


def news_of(page: Page, findings: Sequence[Finding], at: datetime.datetime) -> tuple[list[Asked], list[Asked]]:
    """Return the missing rows, and those whose words changed."""
    told = told_of(findings, page.asked.exclude(kind=MINUTES).order_by("pk"))
    new: dict[str, Asked] = {}
    mended: dict[int, Asked] = {}
    for finding in findings:
        row = told.get(finding)
        if row is None:
            new[finding.digest] = Asked(page=page, kind=finding.subject, words=finding.words, at=at)
        elif finding_digest(row.kind, row.words) != finding.digest:
            row.words = finding.words
            mended[row.pk] = row
    return list(new.values()), list(mended.values())
