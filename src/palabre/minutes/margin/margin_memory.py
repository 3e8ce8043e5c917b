"""Questions already asked: the same words of a page are never asked about twice, even when they move.

Words that are gone count as edited when new words are similar to them. A reading compares within a bound, which counts
steps; beyond it, the words that are left count as new.
"""

from __future__ import annotations

import datetime
import re
import time
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from palabre.meetings.models import Asked
from palabre.minutes.margin.findings import Finding, finding_digest, reading_of
from palabre.notes.diff.line_matches import A_PAIR, BoundedLine, Spent, Work
from palabre.pure.french import fold
from palabre.spaces.models import Space
from palabre.wiki.models import Page

A_WHILE = datetime.timedelta(hours=3)  # the meeting, and the time to review it
CLOSE = 0.6  # similarity from which words count as edited
SHORTEST = 8  # characters: words that begin with these are the same sentence, still being typed
MOST_COMPARED = 30  # of a subject, on each side
LONGEST = 300  # characters of the words compared
MOST_STEPS = 2_000_000  # of all the comparisons of a reading
A_LONG_WORD = re.compile(r"\w{4,}")
MANY = 4  # long words in a sentence: one of them at least stays when it is edited
MOST_ASKED = 2000  # rows of one page
MINUTES = "minutes"  # the question about the whole page
EVERY = datetime.timedelta(seconds=20)
MOST_SPENT = 2.0  # seconds of processor of one run: letters and all that the worker does wait for it
ATTEMPTS = 2  # at storing the questions of a text that changes meanwhile


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
    work = Work(MOST_STEPS)
    for digest, finding in list(new.items())[-MOST_COMPARED:]:  # an entirely new text has no edited words
        rows = free.get(finding.subject, [])
        near = closest(finding.words, rows[-MOST_COMPARED:], work)
        if near is not None:
            rows.remove(near)
            mended[digest] = near
    return told | {finding: mended[finding.digest] for finding in findings if finding.digest in mended}


def closest(words: str, rows: Sequence[Asked], work: Work) -> Asked | None:
    """Return the row of the most similar words, if any is close: the last one that they go on, else by their letters.

    None once the work is spent, but for those that they go on.
    """
    found = next((row for row in reversed(rows) if goes_on(words, row.words)), None)
    if found is not None or work.left <= 0:
        return found
    best = CLOSE
    try:
        for row in by_words_in_common(words, rows, work):
            likeness = closeness(words, row.words, work, best)
            if likeness >= best:
                best, found = likeness, row
    except Spent:
        return None
    return found


def goes_on(one: str, other: str) -> bool:
    """Return whether these are the same words, or one the beginning of the other, as when a sentence is being typed."""
    one, other = one[:LONGEST], other[:LONGEST]
    return min(len(one), len(other)) >= SHORTEST and (one.startswith(other) or other.startswith(one))


def by_words_in_common(words: str, rows: Sequence[Asked], work: Work) -> list[Asked]:
    """Return the rows, those with the most long words in common first; without those of which every long word changed.

    Raise Spent.
    """
    work.spend(sum(A_PAIR + len(words[:LONGEST]) + len(row.words[:LONGEST]) for row in rows))
    own, told = long_words(words), [(row, long_words(row.words)) for row in rows]
    akin = [(row, other) for row, other in told if own & other or min(len(own), len(other)) < MANY]
    return [row for row, other in sorted(akin, key=lambda one: -len(own & one[1]))]


def long_words(text: str) -> set[str]:
    return set(A_LONG_WORD.findall(fold(text[:LONGEST])))


def closeness(one: str, other: str, work: Work, best: float) -> float:
    """Return the similarity of these words, from 0 to 1; 0 when it is less than `best`. Raise Spent."""
    one, other = one[:LONGEST], other[:LONGEST]
    least, most = sorted((len(one), len(other)))
    if 2 * least < best * (least + most):
        return 0.0
    matcher = BoundedLine(one, other, work, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= best else 0.0


def is_forgotten(row: Asked, now: datetime.datetime) -> bool:
    """Return whether the question was left unanswered for a while."""
    return not row.answer and row.at < now - A_WHILE


def remember(now: datetime.datetime) -> None:
    """Store the questions of the pages that were just written, so that they are not asked again later.

    Those that were written first go first; what a run has no time for waits for the next one.
    """
    just_written = Page.objects.filter(note__changed_at__gte=now - 3 * EVERY).order_by("note__changed_at", "pk")
    ends = time.thread_time() + MOST_SPENT
    for number in list(just_written.values_list("pk", flat=True)):
        for page in Page.objects.select_related("note", "space").filter(pk=number):
            note_asked(page, at=now)
        if time.thread_time() > ends:
            return


def note_asked(page: Page, *, at: datetime.datetime | None = None) -> None:
    """Store one row for each question; edited words are updated.

    Words are compared before the space is held. If the text or the rows changed meanwhile, they are compared once more.
    """
    now: Page | None = page
    for _attempt in range(ATTEMPTS):
        if now is None or has_stored(now, at or timezone.now()):
            return
        now = Page.objects.select_related("note", "space").filter(pk=page.pk).first()


def has_stored(page: Page, at: datetime.datetime) -> bool:
    """Store what is new; return False, having stored nothing, if the text or the rows are no longer those compared."""
    read = reading_of(page.note.body_md)
    findings = (*read.findings, *read.promises)
    if not findings:
        return True
    asked = list(asked_rows(page))
    compared = (page.note.revision, [(row.pk, row.kind, row.words) for row in asked])
    new, mended = news_of(page, findings, asked, at)
    if not new and not mended:
        return True
    with transaction.atomic():
        Space.hold(page.space_id)
        if compared != (revision_of(page), list(asked_rows(page).values_list("pk", "kind", "words"))):
            return False
        Asked.objects.bulk_create(new[: max(0, MOST_ASKED - page.asked.count())])
        Asked.objects.bulk_update(mended, ["words"], batch_size=200)
    return True


def asked_rows(page: Page) -> QuerySet[Asked]:
    return page.asked.exclude(kind=MINUTES).order_by("pk")


def revision_of(page: Page) -> int | None:
    return Page.objects.filter(pk=page.pk).values_list("note__revision", flat=True).first()


def news_of(
    page: Page, findings: Sequence[Finding], asked: Sequence[Asked], at: datetime.datetime
) -> tuple[list[Asked], list[Asked]]:
    """Return the missing rows, and those whose words changed."""
    told = told_of(findings, asked)
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
