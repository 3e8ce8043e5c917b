"""An answer goes with the import that asked, or stays with its correction."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from palabre.meetings.models import Attendance, Decision, Meeting
from palabre.minutes.doubts.doubt_answers import reopen
from palabre.minutes.doubts.tests.answers import AN_ANSWER_TO_EACH, EVERY_ANSWER, answered, doubt_of
from palabre.minutes.imports.import_undo import undo_import
from palabre.minutes.tests.scene import TWIN, brought, held
from palabre.people.models import Person
from palabre.wiki.models import Passage
from tests.builders import a_member, a_space
from tests.wholeness import broken

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Person:
    return a_member(a_space(), "Hugo Ferreira")


@pytest.mark.parametrize(("kind", "answer"), EVERY_ANSWER)
def test_the_import_is_undone_whole_after_an_answer(by: Person, kind: str, answer: str) -> None:
    before = held()
    reading = brought(by)
    answered(reading, kind, answer, by)

    undo_import(reading, by=by)

    assert held() == before


@pytest.mark.parametrize(("kind", "answer"), AN_ANSWER_TO_EACH)
def test_a_corrected_text_keeps_an_answer_and_it_can_still_be_taken_back(by: Person, kind: str, answer: str) -> None:
    before = held()
    said = answered(brought(by), kind, answer, by)

    corrected = brought(by, TWIN.replace("Une photo", "Deux photos"))

    kept = doubt_of(corrected, kind)
    assert (kept.answer, kept.undo, kept.settled_by) == (said.answer, said.undo, by)
    reopen(kept, by=by, at=timezone.now())
    assert (doubt_of(corrected, kind).settled_at, broken()) == (None, [])
    undo_import(corrected, by=by)
    assert held() == before


def test_what_was_said_stands_when_a_corrected_text_comes(by: Person) -> None:
    reading = brought(by)
    answered(reading, "relative_date", "other", by)
    answered(reading, "speaker_not_listed", "there", by)
    answered(reading, "decision", "yes", by)

    corrected = brought(by, "\n" + TWIN.replace("Une photo", "Deux photos"))

    decision = Decision.objects.get()
    passage = Passage.objects.get(thing_kind="meetings.decision", thing_id=decision.pk)
    assert passage.first_line == doubt_of(corrected, "decision").first_line == 113
    assert Meeting.objects.filter(on=datetime.date(2023, 4, 11)).count() == 1
    assert Attendance.objects.filter(person__name="Clarisse").count() == 1


def test_a_speaker_whom_a_corrected_text_lists_is_there_once(by: Person) -> None:
    answered(brought(by), "speaker_not_listed", "news", by)

    brought(by, TWIN.replace("- **Yann Corbeval**, IRTAV siège", "- **Yann Corbeval**, IRTAV siège\n- **Clarisse**"))

    assert [row.presence for row in Attendance.objects.filter(person__name="Clarisse")] == ["excused"]
