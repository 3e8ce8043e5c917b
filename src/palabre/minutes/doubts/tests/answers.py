"""Answers that the tests of settling give to the doubts of the twin."""

from __future__ import annotations

import datetime

from django.utils import timezone

from palabre.minutes.doubts.doubt_answers import settle_doubt
from palabre.minutes.models import Doubt, Import
from palabre.people.models import Person


def doubt_of(reading: Import, kind: str) -> Doubt:
    return reading.doubts.select_related("reading__space", "reading__page__note").get(kind=kind)


def told(reading: Import, kind: str, answer: str, by: Person, **more: object) -> Doubt:
    return settle_doubt(doubt_of(reading, kind), answer, by=by, at=timezone.now(), **more)  # type: ignore[arg-type]


def a_doubt(reading: Import, kind: str, words: str = "Il faudrait une salle.", **facts: object) -> Doubt:
    return Doubt.objects.create(reading=reading, kind=kind, first_line=50, last_line=50, words=words, facts=facts)


EVERY_ANSWER = [
    ("organisation_spelling", "yes"),
    ("organisation_spelling", "no"),
    ("relative_date", "same"),
    ("relative_date", "other"),
    ("relative_date", "keep"),
    ("speaker_not_listed", "there"),
    ("speaker_not_listed", "news"),
    ("merge_who", "0"),
    ("merge_who", "1"),
    ("carrier", "name"),
    ("carrier", "unknown"),
    ("contact", "yes"),
    ("contact", "unknown"),
    ("mood", "withdraw"),
    ("decision", "yes"),
    ("need", "yes"),
    ("proposal", "meeting"),
    ("proposal", "action"),
    ("output", "yes"),
]


def answers_to(kind: str) -> list[str]:
    return [answer for its_kind, answer in EVERY_ANSWER if its_kind == kind]


# An answer to each doubt at once, then another one to each that has more, until every answer was given.
ROUNDS = [
    {kind: answers[place] for kind in dict(EVERY_ANSWER) if len(answers := answers_to(kind)) > place}
    for place in range(3)
]


def answered(reading: Import, kind: str, answer: str, by: Person) -> Doubt:
    doubt = doubt_of(reading, kind)
    answer = doubt.facts["choices"][int(answer)][0] if answer.isdigit() else answer
    on = datetime.date(2023, 4, 11) if answer == "other" else None
    name = "Solenne Abgrall" if answer == "name" else ""
    return settle_doubt(doubt, answer, by=by, at=timezone.now(), on=on, name=name)
