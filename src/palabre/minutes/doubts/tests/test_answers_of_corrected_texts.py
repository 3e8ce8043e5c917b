"""An answer goes with the import that asked, or stays with its correction."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from palabre.meetings.models import Attendance, Decision, Meeting
from palabre.minutes.doubts.doubt_answers import reopen
from palabre.minutes.doubts.tests.answers import EVERY_ANSWER, ROUNDS, answered, doubt_of
from palabre.minutes.models import Import
from palabre.minutes.tests.scene import TWIN, brought, held
from palabre.minutes.undo.import_undo import undo_import
from palabre.people.models import Person
from palabre.wiki.models import Passage
from tests.builders import a_member, a_space
from tests.made_once import made_once
from tests.wholeness import broken

pytestmark = pytest.mark.django_db
type Held = dict[str, list[str]]


@pytest.fixture(scope="module")
def imported(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[Import, Held]]:
    """The twin, and all that was held before it came."""
    with made_once(django_db_blocker):
        by = a_member(a_space(), "Hugo Ferreira")
        before = held()
        yield brought(by), before


@pytest.fixture
def reading(imported: tuple[Import, Held]) -> Import:
    return Import.objects.get(pk=imported[0].pk)


@pytest.fixture
def before(imported: tuple[Import, Held]) -> Held:
    return imported[1]


@pytest.fixture
def by(reading: Import) -> Person:
    return reading.by


@pytest.mark.parametrize("answers", ROUNDS, ids=["first", "second", "third"])
def test_the_import_is_undone_whole_after_an_answer_to_each_doubt(
    reading: Import, before: Held, by: Person, answers: dict[str, str]
) -> None:
    for kind, answer in answers.items():
        answered(reading, kind, answer, by)

    undo_import(reading, by=by)

    assert held() == before


def test_a_corrected_text_keeps_all_answers_and_they_can_still_be_taken_back(
    reading: Import, before: Held, by: Person
) -> None:
    said = {kind: answered(reading, kind, answer, by) for kind, answer in ROUNDS[0].items()}

    corrected = brought(by, TWIN.replace("Une photo", "Deux photos"))

    kept = {kind: doubt_of(corrected, kind) for kind in said}
    assert [(one.answer, one.undo, one.settled_by) for one in kept.values()] == [
        (one.answer, one.undo, by) for one in said.values()
    ]
    for one in kept.values():
        reopen(one, by=by, at=timezone.now())
    assert (corrected.doubts.exclude(settled_at=None).count(), broken()) == (0, [])
    undo_import(corrected, by=by)
    assert held() == before


@pytest.mark.long
@pytest.mark.parametrize(("kind", "answer"), EVERY_ANSWER)
def test_the_import_is_undone_whole_after_an_answer(
    reading: Import, before: Held, by: Person, kind: str, answer: str
) -> None:
    answered(reading, kind, answer, by)

    undo_import(reading, by=by)

    assert held() == before


@pytest.mark.long
@pytest.mark.parametrize(("kind", "answer"), EVERY_ANSWER)
def test_a_corrected_text_keeps_an_answer_and_it_can_still_be_taken_back(
    reading: Import, before: Held, by: Person, kind: str, answer: str
) -> None:
    said = answered(reading, kind, answer, by)

    corrected = brought(by, TWIN.replace("Une photo", "Deux photos"))

    kept = doubt_of(corrected, kind)
    assert (kept.answer, kept.undo, kept.settled_by) == (said.answer, said.undo, by)
    reopen(kept, by=by, at=timezone.now())
    assert (doubt_of(corrected, kind).settled_at, broken()) == (None, [])
    undo_import(corrected, by=by)
    assert held() == before


def test_what_was_said_stands_when_a_corrected_text_comes(reading: Import, by: Person) -> None:
    answered(reading, "relative_date", "other", by)
    answered(reading, "speaker_not_listed", "there", by)
    answered(reading, "decision", "yes", by)

    corrected = brought(by, "\n" + TWIN.replace("Une photo", "Deux photos"))

    decision = Decision.objects.get()
    passage = Passage.objects.get(thing_kind="meetings.decision", thing_id=decision.pk)
    assert passage.first_line == doubt_of(corrected, "decision").first_line == 113
    assert Meeting.objects.filter(on=datetime.date(2023, 4, 11)).count() == 1
    assert Attendance.objects.filter(person__name="Clarisse").count() == 1


def test_a_speaker_whom_a_corrected_text_lists_is_there_once(reading: Import, by: Person) -> None:
    answered(reading, "speaker_not_listed", "news", by)

    brought(by, TWIN.replace("- **Yann Corbeval**, IRTAV siège", "- **Yann Corbeval**, IRTAV siège\n- **Clarisse**"))

    assert [row.presence for row in Attendance.objects.filter(person__name="Clarisse")] == ["excused"]
