"""Settle a doubt: what each answer makes, taken back whole; by whom; twice; and the undoing of all."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from palabre.groups.models import Action, Deliverable, Group, MergeProposal, Need, ProgressEntry
from palabre.journal.models import Entry, record
from palabre.meetings.models import Attendance, Decision, Meeting
from palabre.minutes.doubts.doubt_answers import put_off, reopen, settle_doubt
from palabre.minutes.doubts.kind_registry import FAMILIES, family_of
from palabre.minutes.doubts.tests.answers import a_doubt, doubt_of, told
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.models import Doubt, Import
from palabre.minutes.tests.scene import TWIN, brought, held
from palabre.minutes.undo.import_undo import undo_import
from palabre.people.models import Organisation, Person
from palabre.refusal import Refusal
from palabre.wiki import page_text
from palabre.wiki.models import Page, Passage
from tests.builders import a_member, a_person, a_space

pytestmark = pytest.mark.django_db


def test_two_spellings_are_one_organisation_under_the_first(reading: Import, by: Person) -> None:
    told(reading, "organisation_spelling", "yes", by)

    absorbed = Organisation.objects.exclude(same_as=None).get()
    kept = Organisation.objects.get(name="Ville & Agglomération de Corvenne")
    assert (absorbed.name.startswith("Ville et Communauté"), absorbed.same_as) == (True, kept)
    assert kept.affiliations.count() == 2


def test_two_spellings_of_two_organisations_stay_apart(reading: Import, by: Person) -> None:
    told(reading, "organisation_spelling", "no", by)

    assert not Organisation.objects.exclude(same_as=None).exists()


def test_a_day_that_is_right_stays(reading: Import, by: Person) -> None:
    told(reading, "relative_date", "same", by)

    assert Meeting.objects.filter(on=datetime.date(2023, 4, 4)).count() == 1


def test_another_day_is_that_of_the_meeting(reading: Import, by: Person) -> None:
    said = told(reading, "relative_date", "other", by, on=datetime.date(2023, 4, 11))

    assert Meeting.objects.filter(on=datetime.date(2023, 4, 11)).count() == 1
    assert "11" in family_of(said).done(said)


def test_words_that_are_kept_say_no_day(reading: Import, by: Person) -> None:
    told(reading, "relative_date", "keep", by)

    assert Meeting.objects.get(words__contains="mardi suivant").on is None


@pytest.mark.parametrize(("answer", "presence"), [("there", ["present"]), ("news", ["excused"]), ("unknown", [])])
def test_who_spoke_is_in_the_list(reading: Import, by: Person, answer: str, presence: list[str]) -> None:
    told(reading, "speaker_not_listed", answer, by)

    known = Attendance.objects.filter(meeting=reading.meeting, person__name="Clarisse")
    assert [row.presence for row in known] == presence


def test_the_group_that_joins_is_named(reading: Import, by: Person) -> None:
    doubt = doubt_of(reading, "merge_who")
    (key, name), _solenne = doubt.facts["choices"]

    settle_doubt(doubt, key, by=by, at=timezone.now())

    source = MergeProposal.objects.get().source
    assert source is not None
    assert (name, source.memberships.get().person.name) == ("Bastien Lorrimer", "Bastien Lorrimer")


def test_who_has_no_group_joins_by_one_of_the_words(reading: Import, by: Person) -> None:
    doubt = doubt_of(reading, "merge_who")
    _bastien, (key, name) = doubt.facts["choices"]

    settle_doubt(doubt, key, by=by, at=timezone.now())

    source = MergeProposal.objects.get().source
    assert source is not None
    assert (source.title, source.memberships.get().person.name) == ("Les cantines", name)


def test_a_mood_taken_out_is_nowhere_and_no_line_moved(reading: Import, by: Person) -> None:
    before = reading.page.note.body_md.split("\n")

    told(reading, "mood", "withdraw", by)

    reading.page.note.refresh_from_db()
    after = reading.page.note.body_md.split("\n")
    assert len(after) == len(before)
    assert after[54] == before[54].replace("Pleine d'élan. ", "")
    assert not ProgressEntry.objects.filter(text__contains="élan").exists()
    assert not ProgressEntry.objects.filter(body_html__contains="élan").exists()
    assert not Passage.objects.exclude(revision=2).exists()


def test_a_mood_that_is_kept_changes_nothing(reading: Import, by: Person) -> None:
    before = held()

    told(reading, "mood", "keep", by)

    assert {kind: rows for kind, rows in held().items() if kind != "spaces.space"} == {
        kind: rows for kind, rows in before.items() if kind != "spaces.space"
    }


@pytest.mark.parametrize(
    ("kind", "answer", "model"),
    [
        ("need", "yes", Need),
        ("action", "yes", Action),
        ("decision", "yes", Decision),
        ("meeting", "yes", Meeting),
        ("next_meeting", "yes", Meeting),
        ("proposal", "action", Action),
        ("proposal", "decision", Decision),
    ],
)
def test_yes_makes_it_tied_to_its_line_for_who_reads_the_import(reading, by, kind, answer, model) -> None:
    doubt = a_doubt(reading, kind)

    settle_doubt(doubt, answer, by=by, at=timezone.now())

    made = model.objects.latest("pk")
    passage = Passage.objects.get(thing_kind=model._meta.label_lower, thing_id=made.pk)
    assert (made.audience, passage.first_line, passage.words) == (reading.audience, 50, doubt.words)


def test_what_is_made_is_that_of_the_group_of_its_line(reading: Import, by: Person) -> None:
    key = reading.things.filter(thing_kind="groups.group").earliest("pk").key

    settle_doubt(a_doubt(reading, "need", group=key), "yes", by=by, at=timezone.now())

    assert Need.objects.latest("pk").group == Group.objects.earliest("pk")


def test_what_a_group_would_make_is_begun_on_its_page_and_goes_with_the_answer(reading: Import, by: Person) -> None:
    key = reading.things.filter(thing_kind="groups.group").earliest("pk").key
    doubt = settle_doubt(a_doubt(reading, "output", group=key), "yes", by=by, at=timezone.now())
    begun = Deliverable.objects.get()

    reopen(doubt, by=by, at=timezone.now())

    assert (begun.group, begun.title) == (Group.objects.earliest("pk"), doubt.words)
    assert not Deliverable.objects.exists()


def test_nothing_is_made_for_a_group_that_is_gone(reading: Import, by: Person) -> None:
    with pytest.raises(Refusal):
        settle_doubt(a_doubt(reading, "output", group="group:gone"), "yes", by=by, at=timezone.now())

    assert not Deliverable.objects.exists()


def test_a_merge_is_proposed_when_its_group_is_known(reading: Import, by: Person) -> None:
    key = reading.things.filter(thing_kind="groups.group").earliest("pk").key

    settle_doubt(a_doubt(reading, "merge", target=key), "propose", by=by, at=timezone.now())

    assert MergeProposal.objects.latest("pk").target == Group.objects.earliest("pk")


def test_another_answer_takes_the_first_one_back(reading: Import, by: Person) -> None:
    told(reading, "speaker_not_listed", "there", by)

    told(reading, "speaker_not_listed", "news", by)

    assert [row.presence for row in Attendance.objects.filter(person__name="Clarisse")] == ["excused"]


def test_put_off_it_waits_until_somebody_answers_or_goes_back_on_it(reading: Import, by: Person) -> None:
    doubt = put_off(put_off(doubt_of(reading, "mood"), by=by, at=timezone.now()), by=by, at=timezone.now())
    was_put_off = doubt.put_off_at is not None

    again = reopen(doubt, by=by, at=timezone.now())

    assert (was_put_off, again.put_off_at) == (True, None)


@pytest.mark.parametrize("kind", [*FAMILIES, "not_a_name", "of tomorrow"])
def test_each_kind_has_its_answers_and_refuses_others(reading: Import, by: Person, kind: str) -> None:
    doubt = a_doubt(reading, kind)
    choices = family_of(doubt).choices(doubt)

    with pytest.raises(Refusal):
        settle_doubt(doubt, "maybe", by=by, at=timezone.now())

    assert choices
    assert family_of(doubt).ask(doubt)
    assert all(family_of(doubt).done(Doubt(kind=kind, answer=choice.value)) for choice in choices)


def test_another_day_without_a_day_is_refused(reading: Import, by: Person) -> None:
    with pytest.raises(Refusal):
        told(reading, "relative_date", "other", by)


def test_what_is_gone_is_refused_and_the_doubt_stays(reading: Import, by: Person) -> None:
    Meeting.objects.filter(words__contains="mardi suivant").delete()

    with pytest.raises(Refusal):
        told(reading, "relative_date", "keep", by)

    assert doubt_of(reading, "relative_date").settled_at is None


def test_a_mood_that_somebody_took_out_already_is_refused(reading: Import, by: Person) -> None:
    page = reading.page
    page_text.save_page_text(page, TWIN.replace("Pleine d'élan. ", ""), base=1, by=by)

    with pytest.raises(Refusal):
        told(reading, "mood", "withdraw", by)


def test_words_are_put_back_around_what_somebody_wrote_since(reading: Import, by: Person) -> None:
    doubt = told(reading, "mood", "withdraw", by)
    page = doubt.reading.page
    page_text.save_page_text(page, f"{page.note.body_md}\nUn mot de plus.\n", base=page.note.revision, by=by)

    reopen(doubt, by=by, at=timezone.now())

    page.note.refresh_from_db()
    assert "Pleine d'élan. Préparation" in page.note.body_md
    assert "Un mot de plus." in page.note.body_md


def test_before_it_is_open_only_who_brought_it_answers(reading: Import, by: Person) -> None:
    other = a_member(by.space, "Inès Courtois")

    with pytest.raises(Refusal):
        told(reading, "mood", "keep", other)


def test_once_it_is_open_whoever_joined_answers_and_nobody_else(reading: Import, by: Person) -> None:
    open_to_space(reading, by=by, at=timezone.now())
    told(reading, "mood", "keep", a_member(by.space, "Inès Courtois"))

    for stranger in (a_person(by.space), a_member(a_space("Ailleurs"))):
        with pytest.raises(Refusal):
            told(reading, "decision", "yes", stranger)


def test_somebody_else_s_answer_keeps_the_import_from_being_undone(reading: Import, by: Person) -> None:
    open_to_space(reading, by=by, at=timezone.now())
    told(reading, "relative_date", "keep", a_member(by.space, "Inès Courtois"))

    with pytest.raises(Refusal):
        undo_import(reading, by=by)


def test_somebody_else_s_answer_is_taken_back_by_whoever_joined(reading: Import, by: Person) -> None:
    open_to_space(reading, by=by, at=timezone.now())
    doubt = told(reading, "decision", "yes", a_member(by.space, "Inès Courtois"))

    reopen(doubt, by=by, at=timezone.now())

    assert not Decision.objects.exists()


def test_it_is_told_once_it_is_open_and_only_when_it_makes_something(reading: Import, by: Person) -> None:
    told(reading, "proposal", "meeting", by)
    open_to_space(reading, by=by, at=timezone.now())

    told(reading, "decision", "yes", by)
    told(reading, "mood", "keep", by)

    assert [entry.subject_kind for entry in Entry.objects.filter(verb="words.recognised")] == ["meetings.decision"]


def test_what_others_lean_on_is_not_taken_back(reading: Import, by: Person) -> None:
    open_to_space(reading, by=by, at=timezone.now())
    doubt = settle_doubt(a_doubt(reading, "action"), "yes", by=by, at=timezone.now())
    record("action.taken", Action.objects.latest("pk"), by=a_member(by.space, "Inès Courtois"))

    with pytest.raises(Refusal):
        reopen(doubt, by=by, at=timezone.now())

    assert doubt_of(reading, "action").answer == "yes"


def test_what_was_taken_out_refuses_no_corrected_text_and_does_not_come_back(reading: Import, by: Person) -> None:
    told(reading, "mood", "withdraw", by)
    line = TWIN.split("\n")[54]
    rewritten = TWIN.replace("**", "__").replace(line, f"{line} Et puis on a ri.")

    again = brought(by, rewritten)

    assert again.corrects_id == reading.pk
    body = Page.objects.get(pk=again.page_id).note.body_md
    assert body.split("\n")[54] == f"{line} Et puis on a ri.".replace("Pleine d'élan. ", "")
    assert not ProgressEntry.objects.filter(text__contains="élan").exists()
    assert not Passage.objects.filter(words__contains="élan").exists()
