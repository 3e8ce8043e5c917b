"""An answer is taken back whole; given twice, it is one."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from palabre.minutes.doubts.doubt_answers import reopen
from palabre.minutes.doubts.tests.answers import EVERY_ANSWER, answered, doubt_of
from palabre.minutes.models import Import
from palabre.minutes.tests.scene import brought, held
from palabre.people.models import Person
from tests.builders import a_member, a_space
from tests.made_once import made_once
from tests.wholeness import broken

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def imported(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Import]:
    with made_once(django_db_blocker):
        yield brought(a_member(a_space(), "Hugo Ferreira"))


@pytest.fixture
def reading(imported: Import) -> Import:
    return Import.objects.get(pk=imported.pk)


@pytest.fixture
def by(reading: Import) -> Person:
    return reading.by


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
