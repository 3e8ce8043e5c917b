"""The wall belongs to those who ask: sheets take numbers and places, move, lose them; each is undone."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from palabre.forums.day.forum_preparation import prepare_forum
from palabre.forums.models import Sheet
from palabre.forums.outcome.reports import report_text
from palabre.forums.tests.scene import AT, PLAN, as_, at, day_now, prepared, standing, typed, written
from palabre.forums.wall.placements import lose_place, place_sheet, take_off, undo_placing
from palabre.forums.wall.set_aside import set_aside, sheets_aside
from palabre.forums.wall.sheets import MOST_OF_ONE, claim_number, propose, reword_sheet
from palabre.forums.wall.withdrawal import withdraw_sheet
from palabre.people.models import Person
from palabre.refusal import Refusal
from tests.builders import a_member, a_person, a_space

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    day, sabine = prepared(public=True)
    return day, sabine


def guest(day, name="Éloi Tanguy"):
    return a_person(day.forum.space, name)


def test_a_typed_question_takes_the_next_number_above_the_paper(scene):
    day, sabine = scene
    written(day, sabine, 12)

    made = [propose(day, f"Question {nth} ?", by=guest(day), at=AT).number for nth in range(2)]

    assert made == [41, 42]


def test_the_same_proposal_sent_twice_is_one(scene):
    day, _sabine = scene
    eloi = guest(day)

    first, again = (propose(day, "Qui veille l’été ?", by=eloi, at=AT, form_token="once") for _time in range(2))

    assert first == again


def test_who_asks_claims_the_number_of_the_paper(scene):
    day, sabine = scene
    eloi = guest(day)
    sheet = propose(day, "Qui veille l’été ?", by=eloi, at=AT)
    written(day, sabine, 7)

    with pytest.raises(Refusal, match="7"):
        claim_number(sheet, 7, by=eloi)

    assert claim_number(sheet, 12, by=eloi).number == 12


def test_two_sheets_with_one_number_are_refused_with_both_in_sight(scene):
    day, sabine = scene
    written(day, sabine, 12, "Qui veille l’été ?")

    with pytest.raises(Refusal, match="Qui veille"):
        written(day, sabine, 12, "Qui répare les vélos ?")

    assert written(day, sabine, 12, "Qui veille l’été ?").pk == Sheet.objects.get().pk


def test_a_free_place_is_one_tap_and_a_question_moves(scene):
    day, sabine = scene
    written(day, sabine, 12)

    typed(day, sabine, "12 2 B")
    typed(day, sabine, "12 1 C")
    typed(day, sabine, "12 1 C")

    assert standing(day) == ["12 1 C"]
    assert day.sheets.get().sessions.count() == 2


@pytest.mark.parametrize("line", ["12 2 B Qui veille l’été ?", "12, 2B : Qui veille l’été ?"])
def test_a_question_and_its_place_are_one_line(scene, line):
    day, sabine = scene

    typed(day, sabine, line)

    assert day.sheets.get().question.text == "Qui veille l’été ?"
    assert standing(day) == ["12 2 B"]


def test_a_question_may_begin_with_a_number(scene):
    day, sabine = scene

    typed(day, sabine, "12 2 y suffisent-elles ?")

    assert day.sheets.get().question.text == "2 y suffisent-elles ?"


def test_the_place_just_taken_is_refused_with_the_places_left(scene):
    day, sabine = scene
    written(day, sabine, 6, "Qui répare ?")
    written(day, sabine, 12)
    typed(day, sabine, "6 2 B")

    with pytest.raises(Refusal) as refused:
        typed(day, sabine, "12 2 B")

    assert "6" in str(refused.value.why)
    assert "Table 1" in refused.value.instead
    assert "Jardin" in refused.value.instead
    assert standing(day) == ["6 2 B"]


def test_a_placing_is_undone_back_to_where_it_was_and_not_over_another(scene):
    day, sabine = scene
    written(day, sabine, 6, "Qui répare ?")
    written(day, sabine, 12)
    typed(day, sabine, "12 1 A")
    moved = typed(day, sabine, "12 2 B").session

    undo_placing(moved, by=sabine, at=AT)
    back = standing(day)
    again = typed(day, sabine, "12 2 B").session
    typed(day, sabine, "6 1 A")
    with pytest.raises(Refusal):
        undo_placing(again, by=sabine, at=AT)

    assert back == ["12 1 A"]
    assert standing(day) == ["6 1 A", "12 2 B"]


def test_a_sheet_leaves_the_wall_and_keeps_its_number(scene):
    day, sabine = scene
    written(day, sabine, 12)
    typed(day, sabine, "12 1 A")

    typed(day, sabine, "12 -")
    take_off(day.sheets.get(), by=sabine, at=AT)

    assert standing(day) == []
    assert day.sheets.get().number == 12


@pytest.mark.parametrize("line", ["12 9 A", "12 1 Z", "13 1 A"])
def test_what_the_wall_does_not_have_is_said(scene, line):
    day, sabine = scene
    written(day, sabine, 12)

    with pytest.raises(Refusal) as refused:
        typed(day, sabine, line)

    assert refused.value.instead


def test_a_lost_place_is_seen_by_everybody_and_takes_nothing_more(scene):
    day, sabine = scene
    written(day, sabine, 6, "Qui répare ?")
    written(day, sabine, 12)
    typed(day, sabine, "12 1 A")
    table = day.places.get(position=1)

    as_(sabine).post(at(day, "loss"), {"place": table.pk, "is_lost": "1"})

    with pytest.raises(Refusal):
        typed(day, sabine, "6 2 A")
    assert "est perdue" in Client().get(at(day, "wall")).content.decode()
    lose_place(table_now(day), by=sabine, at=None)
    assert "est perdue" not in Client().get(at(day, "wall")).content.decode()


def table_now(day):
    return day.places.select_related("day__forum__space").get(position=1)


def test_who_asks_looks_after_the_question_and_no_other_guest_does(scene):
    day, _sabine = scene
    eloi, zoe = guest(day), guest(day, "Zoé Le Bris")
    sheet = propose(day, "Qui veille l’été ?", by=eloi, at=AT)
    spot = day.slots.get(position=1), day.places.get(position=1)

    for act in (
        lambda: place_sheet(sheet, *spot, by=zoe, at=AT),
        lambda: claim_number(sheet, 12, by=zoe),
        lambda: reword_sheet(sheet, "Autre", by=zoe),
        lambda: withdraw_sheet(sheet, by=zoe, at=AT),
    ):
        with pytest.raises(Refusal):
            act()

    place_sheet(sheet, *spot, by=eloi, at=AT)
    assert standing(day) == ["41 1 A"]


def test_a_name_that_a_host_types_gives_its_bearer_no_right_to_the_sheet(scene):
    day, sabine = scene
    passing = Person.objects.create(space=day.forum.space, name="Éloi", is_self_named=True, came_at=AT)

    sheet = written(day, sabine, 12, asked_by="Éloi")

    assert (sheet.asked_by.name, sheet.asked_by == passing) == ("Éloi", False)
    with pytest.raises(Refusal):
        reword_sheet(sheet, "Autre", by=passing)


def test_a_question_is_taken_back_until_somebody_leans_on_it(scene):
    day, _sabine = scene
    eloi = guest(day)
    sheet, other = (propose(day, f"Question {nth} ?", by=eloi, at=AT) for nth in range(2))
    other.pledges.create(person=guest(day, "Zoé"), at=AT)

    withdraw_sheet(sheet, by=eloi, at=AT)
    with pytest.raises(Refusal):
        withdraw_sheet(other, by=eloi, at=AT)

    assert [one.question for one in day.sheets.all()] == [other.question]


def test_a_visitor_proposes_with_a_first_name_asked_once(scene):
    day, _sabine = scene
    phone = Client()

    asked = phone.get(at(day, "proposal")).content.decode()
    sent = phone.post(at(day, "proposal"), {"text": "Qui veille l’été ?", "who": "Éloi", "form_token": "a"})
    again = phone.get(at(day, "proposal")).content.decode()

    assert ('name="who"' in asked, 'name="who"' in again) == (True, False)
    assert sent.url == at(day, "sheet", 41)
    sheet = Sheet.objects.get()
    assert (sheet.asked_by.name, sheet.asked_by.is_member) == ("Éloi", False)
    page = phone.get(sent.url).content.decode()
    assert "Levez-vous" in page
    assert "Levez-vous" not in Client().get(sent.url).content.decode()


def test_a_phone_takes_a_free_place_and_learns_when_it_was_just_taken(scene):
    day, sabine = scene
    phone = Client()
    phone.post(at(day, "proposal"), {"text": "Qui veille l’été ?", "who": "Éloi", "form_token": "a"})
    written(day, sabine, 6, "Qui répare ?")
    typed(day, sabine, "6 1 A")

    refused = phone.post(at(day, "placing", 41), {"slot": 1, "place": 1})
    taken = phone.post(at(day, "placing", 41), {"slot": 1, "place": 2})

    assert refused.status_code == 409
    assert "Jardin" in refused.content.decode()
    assert taken.status_code == 302
    assert standing(day) == ["6 1 A", "41 1 B"]


def test_nothing_is_proposed_once_the_day_is_closed(scene):
    day, _sabine = scene
    day.close(AT)

    with pytest.raises(Refusal):
        propose(day, "Trop tard ?", by=guest(day), at=AT)


def test_another_forum_s_placing_is_not_undone_from_here(scene):
    day, sabine = scene
    written(day, sabine, 12)
    session = typed(day, sabine, "12 1 A").session
    other = day_now(prepare_forum(day.forum.space, PLAN, by=sabine))

    assert as_(sabine).post(at(other, "placing_undoing", session.pk)).status_code == 404


def test_the_line_that_was_refused_comes_back_in_its_field(scene):
    day, sabine = scene

    answer = as_(sabine).post(at(day, "copy"), {"line": "13 1 A"})

    assert answer.status_code == 409
    assert 'value="13 1 A"' in answer.content.decode()


@pytest.mark.parametrize(("typed_so", "said"), [("Plus de car", "Plus de car. À "), ("Qui ?", "Qui ? À ")])
def test_what_was_understood_is_said_in_whole_sentences(scene, typed_so, said):
    day, sabine = scene

    answer = as_(sabine).post(at(day, "copy"), {"line": f"12 2 B {typed_so}"}, follow=True)

    assert f"12. {said}" in answer.content.decode().replace("\xa0", " ").replace("\u202f", " ")


def test_the_wall_costs_the_same_however_much_stands_on_it(scene, django_assert_num_queries):
    day, sabine = scene
    client = as_(sabine)
    written(day, sabine, 1, "Question 1 ?", asked_by="Éloi")
    client.get(at(day, "wall"))
    typed(day, sabine, "1 1 A")
    with CaptureQueriesContext(connection) as few:
        client.get(at(day, "wall"))

    for number, spot in ((2, "1 B"), (3, "1 C"), (4, "2 A")):
        written(day, sabine, number, f"Question {number} ?", asked_by=f"Nom {number}")
        typed(day, sabine, f"{number} {spot}")

    with django_assert_num_queries(len(few)):
        client.get(at(day, "wall"))


def test_a_wall_of_another_space_does_not_exist(scene):
    day, _sabine = scene
    stranger = a_member(a_space("Ailleurs"))

    with pytest.raises(Refusal):
        written(day, stranger, 12)


def test_what_one_sets_aside_is_known_to_that_device_alone(scene):
    day, sabine = scene
    written(day, sabine, 12)
    typed(day, sabine, "12 1 A")
    phone, other = Client(), Client()

    phone.post(at(day, "aside", 12), {"is_aside": "1"})
    marked = phone.get(at(day, "wall")).content.decode()
    phone.post(at(day, "aside", 12))

    assert "Mise de côté par vous" in marked
    for client in (phone, other, as_(sabine)):
        assert "Mise de côté par vous" not in client.get(at(day, "wall")).content.decode()
    assert not Person.objects.exclude(pk=sabine.pk).exists()


def test_a_device_remembers_a_bounded_number_of_sheets():
    session = {}

    for forum in range(5):
        for sheet in range(80):
            set_aside(session, forum, sheet, is_aside=True)

    assert list(session["set_aside"]) == ["2", "3", "4"]
    assert sheets_aside(session, 4) == list(range(20, 80))


def test_a_line_without_a_number_sent_twice_is_one_question(scene):
    day, sabine = scene
    client = as_(sabine)

    answers = [client.post(at(day, "copy"), {"line": "Et les vélos ?", "form_token": "once"}) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert [one.number for one in day.sheets.all()] == [41]


def test_one_person_does_not_fill_the_wall(scene):
    day, _sabine = scene
    eloi = guest(day)
    for nth in range(MOST_OF_ONE):
        propose(day, f"Question {nth} ?", by=eloi, at=AT)

    with pytest.raises(Refusal):
        propose(day, "Une de trop ?", by=eloi, at=AT)


def test_what_people_write_is_shown_as_they_wrote_it(scene):
    day, sabine = scene
    sheet = written(day, sabine, 12, "Qui <b>veille</b> ?", asked_by="<i>Éloi</i>")
    report_text(sheet, "<script>x</script>\nFin", by=sabine, at=AT)

    for name, *more in (("sheet", 12), ("wall",), ("copy",), ("going_on",), ("closing",), ("forum",)):
        page = as_(sabine).get(at(day, name, *more)).content.decode()
        assert [tag for tag in ("<b>veille", "<script>x", "<i>Éloi") if tag in page] == []


@pytest.mark.parametrize("name", ["loss", "reopening"])
def test_a_member_who_does_not_host_is_told_so_at_each_door(scene, name):
    day, _sabine = scene
    hugo = a_member(day.forum.space, "Hugo Ferreira")

    assert as_(hugo).post(at(day, name), {"place": day.places.first().pk, "is_lost": "1"}).status_code == 403
    assert Client().post(at(day, name), {"place": day.places.first().pk}).status_code == 403
