"""An answer is taken back whole; given twice, it is one."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from palabre.minutes.doubts.doubt_answers import reopen
from palabre.minutes.doubts.tests.answers import EVERY_ANSWER, answered, doubt_of
from palabre.minutes.models import Import
from palabre.minutes.tests.scene import held
from palabre.people.models import Person
from tests.wholeness import broken

pytestmark = pytest.mark.django_db


def standing() -> dict[str, list[str]]:
    """What stands, but for the versions of the page and of the space, which only grow."""
    growing = ("notes.revision", "notes.note", "spaces.space")
    kept = {kind: rows for kind, rows in held().items() if kind not in growing}
    return {kind: sorted(re.sub(r"\('revision', '\d+'\)", "", row) for row in rows) for kind, rows in kept.items()}


@pytest.mark.parametrize(("kind", "answer"), EVERY_ANSWER)
def test_an_answer_is_taken_back_whole_and_twice_is_once(reading: Import, by: Person, kind: str, answer: str) -> None:
    before, text = standing(), reading.page.note.body_md
    doubt = answered(reading, kind, answer, by)

    reopen(doubt, by=by, at=timezone.now())

    now = doubt_of(reading, kind)
    assert (now.settled_at, now.settled_by, now.answer, now.undo) == (None, None, "", {})
    assert now.reading.page.note.body_md == text
    assert standing() == before
    assert broken() == []

    reopen(doubt, by=by, at=timezone.now())
    assert standing() == before


@pytest.mark.parametrize(("kind", "answer"), EVERY_ANSWER)
def test_the_same_answer_twice_is_one(reading: Import, by: Person, kind: str, answer: str) -> None:
    answered(reading, kind, answer, by)
    before = held()

    answered(reading, kind, answer, by)

    assert held() == before
