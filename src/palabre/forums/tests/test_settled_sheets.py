"""A question that others carry, a closed wall and the report of somebody else do not follow who asked in passing."""

import pytest
from django.test import Client
from django.urls import reverse

from palabre.forums.models import Report, Sheet
from palabre.forums.tests.scene import AT, as_, at, prepared, written
from palabre.forums.wall.sheets import reword_sheet
from palabre.groups.questions.question_merge import merge_questions
from palabre.refusal import Refusal
from tests.builders import a_group, a_member

pytestmark = pytest.mark.django_db
TEXT = "Qui conduit le mercredi ?"


@pytest.fixture
def scene():
    """Return the day, its host, the sheet that a passer-by asked, and their phone."""
    day, sabine = prepared(public=True)
    phone = Client()
    said = {"text": TEXT, "who": "Zoé", "form_token": "z", "proposal_token": "p"}
    phone.post(at(day, "proposal"), said)
    return day, sabine, Sheet.objects.get(), phone


def carried(sheet, name="Inès Carvalho"):
    space = sheet.day.forum.space
    ines = a_member(space, name)
    a_group(space, "Le mercredi", convened_by=(ines,), carrying=(sheet.question,))
    return ines


def words_of(sheet):
    sheet.question.refresh_from_db()
    return sheet.question.text


def test_who_asked_in_passing_does_not_reword_what_a_member_carries(scene):
    day, _sabine, sheet, phone = scene
    carried(sheet)

    sent = phone.post(at(day, "words", 41), {"text": "Vendez vos maisons"})

    assert (sent.status_code, words_of(sheet)) == (403, TEXT)
    assert "/words/" not in phone.get(at(day, "sheet", 41)).content.decode()


def test_a_host_does_not_either_and_did_before(scene):
    _day, sabine, sheet, _phone = scene
    reword_sheet(sheet, "Qui conduit ?", by=sabine)
    carried(sheet)

    with pytest.raises(Refusal):
        reword_sheet(sheet, "Autre", by=sabine)

    assert words_of(sheet) == "Qui conduit ?"


def test_who_asked_changes_no_report_that_a_host_wrote(scene):
    day, sabine, _sheet, phone = scene
    phone.post(at(day, "report", 41), {"text": "À moi."})
    assert Report.objects.get().text == "À moi."
    as_(sabine).post(at(day, "report", 41), {"text": "Deux pages."})

    for said in ({"text": ""}, {"text": "Rien"}, {"none": "1"}):
        assert phone.post(at(day, "report", 41), said).status_code == 403

    assert Report.objects.get().text == "Deux pages."


def test_a_closed_wall_does_not_move(scene):
    day, sabine, sheet, phone = scene
    phone.post(at(day, "placing", 41), {"slot": 1, "place": 1})
    day.close(AT)

    for client in (phone, as_(sabine)):
        client.post(at(day, "paper_number", 41), {"number": "7"})
        client.post(at(day, "placing", 41), {"slot": 1, "place": 2})
        client.post(at(day, "leaving_place", 41))
        client.post(at(day, "withdrawal", 41))

    sheet.refresh_from_db()
    assert (sheet.number, sheet.sessions.standing().get().place.letter) == (41, "A")


def test_a_host_still_writes_a_report_once_the_day_is_closed(scene):
    day, sabine, sheet, _phone = scene
    carried(sheet)
    day.close(AT)

    as_(sabine).post(at(day, "report", 41), {"text": "Deux pages."})

    assert Report.objects.get().text == "Deux pages."


@pytest.mark.parametrize("said", [{"text": ""}, {"joined_to": "7"}])
def test_the_words_of_somebody_else_come_back_in_the_form_of_a_report(scene, said):
    day, sabine, _sheet, phone = scene
    written(day, sabine, 7)
    phone.post(at(day, "report", 41), {"text": "Deux pages."})

    as_(sabine).post(at(day, "report", 41), said)

    assert "Deux pages." not in as_(sabine).get(at(day, "sheet", 41)).content.decode()
    assert "Deux pages." in as_(sabine).get(at(day, "report", 41)).content.decode()


def test_who_wrote_a_report_takes_it_back(scene):
    day, _sabine, _sheet, phone = scene
    phone.post(at(day, "report", 41), {"text": "Deux pages."})

    phone.post(at(day, "report", 41), {"text": ""})

    assert not Report.objects.exists()


def test_a_question_that_became_another_one_is_not_reworded(scene):
    day, sabine, sheet, _phone = scene
    other = written(day, sabine, 7)
    merge_questions([sheet.question, other.question], text="Les deux ?", by=sabine, at=AT)

    sent = as_(sabine).post(at(day, "words", 41), {"text": "Autre chose"})

    assert (sent.status_code, words_of(sheet)) == (409, TEXT)


def test_joining_to_oneself_a_name_of_the_paper_gives_nothing_over_its_sheet():
    day, sabine = prepared()
    malo, sheet = a_member(day.forum.space, "Malo Riou"), written(day, sabine, 12, asked_by="Éloi Garnier")
    said = {"one": malo.pk, "other": sheet.asked_by_id}

    as_(malo).post(reverse("here:merging", args=[day.forum.space.slug]), said)
    answer = as_(malo).post(at(day, "words", 12), {"text": "Autre chose ?"})

    assert (answer.status_code, words_of(sheet)) == (403, TEXT)
