"""What one person does is bounded for them alone: the wall, the hosts and the page stay usable for everybody."""

import pytest
from django.test import Client

from palabre.forums.models import Session, Sheet, WithdrawnSheet
from palabre.forums.outcome import sheet_pledges
from palabre.forums.tests.scene import AT, as_, at, prepared, written
from palabre.forums.wall import sheets
from palabre.forums.wall.placements import MOST_MOVES_OF_ONE
from palabre.people import guests
from palabre.upkeep.rate_limits import Bound, Limit, LimitScope

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    """Return the day, its host, and the phone of a passer-by who asked question 41."""
    day, sabine = prepared(public=True)
    phone = Client()
    said = {"text": "Et moi ?", "who": "Zoé", "form_token": "z", "proposal_token": "p"}
    phone.post(at(day, "proposal"), said)
    return day, sabine, phone


def test_who_moves_a_question_a_great_deal_stops_nobody_else(scene):
    day, sabine, phone = scene
    written(day, sabine, 12)
    sheet, slot, place = Sheet.objects.get(number=41), day.slots.first(), day.places.first()
    left = {"sheet": sheet, "slot": slot, "place": place, "by": sheet.asked_by, "at": AT, "left_at": AT}
    Session.objects.bulk_create(Session(**left) for _nth in range(MOST_MOVES_OF_ONE))

    hers = phone.post(at(day, "placing", 41), {"slot": 1, "place": 1})
    copied = as_(sabine).post(at(day, "copy"), {"line": "41 2 C"})

    assert (hers.status_code, copied.status_code) == (409, 302)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("words", {"text": "Encore moi ?"}),
        ("placing", {"slot": 1, "place": 1}),
        ("leaving_place", {}),
        ("paper_number", {"number": "7"}),
        ("report", {"text": "Dit."}),
        ("withdrawal", {}),
    ],
)
def test_gestures_of_a_typed_name_are_bounded(scene, monkeypatch, name, said):
    day, _sabine, phone = scene
    few = Bound(guests.OF_A_TYPED_NAME.what, (Limit(LimitScope.EACH, 1),))
    monkeypatch.setattr(guests, "OF_A_TYPED_NAME", few)
    assert phone.post(at(day, "placing", 41), {"slot": 1, "place": 2}).status_code == 302

    assert phone.post(at(day, name, 41), said).status_code == 429


def test_names_typed_in_passing_leave_room_for_the_paper(scene, monkeypatch):
    day, sabine, phone = scene
    monkeypatch.setattr("palabre.forums.wall.sheets.MOST_OF_PASSERS_BY", 1)
    written(day, sabine, 12)

    said = {"text": "Et encore ?", "who": "Malo", "form_token": "m", "proposal_token": "q"}
    sent = [one.post(at(day, "proposal"), said).status_code for one in (phone, Client(), as_(sabine))]
    copied = as_(sabine).post(at(day, "copy"), {"line": "13 Qui conduit ?"})

    assert (sent, copied.status_code) == ([409, 409, 302], 302)


@pytest.mark.parametrize("bound", ["MOST_IN_PASSING", "MOST_OF_A_DAY_IN_PASSING"])
def test_names_typed_in_passing_keep_no_member_from_going_on(scene, monkeypatch, bound):
    day, sabine, _phone = scene
    monkeypatch.setattr(sheet_pledges, bound, 1)
    written(day, sabine, 12)
    said = [{"number": "12", "who": f"Malo {letter}", "form_token": letter, "carries": "1"} for letter in "ab"]

    sent = [Client().post(at(day, "going_on"), form).status_code for form in said]
    member = as_(sabine).post(at(day, "going_on"), {"number": "12", "carries": "1"}).status_code

    assert (sent, member) == ([302, 409], 302)


def test_a_report_of_who_passes_by_is_one_page_and_of_a_host_a_long_one(scene):
    day, sabine, phone = scene
    said = {"text": "Un mot. " * 1000}

    sent = [one.post(at(day, "report", 41), said).status_code for one in (phone, as_(sabine))]

    assert sent == [409, 302]


def asked(day, phone, *numbers):
    """Return the answers to a question of each of these numbers, asked from this phone."""
    said = {"who": "Zoé", "form_token": "z"}
    return [
        phone.post(at(day, "proposal"), said | {"text": f"{one} ?", "proposal_token": f"p{one}"}).status_code
        for one in numbers
    ]


def test_putting_back_goes_past_no_bound_of_one(scene, monkeypatch):
    day, sabine, phone = scene
    monkeypatch.setattr(sheets, "MOST_OF_ONE", 2)
    phone.post(at(day, "withdrawal", 41))
    asked(day, phone, 1, 2)
    gone = WithdrawnSheet.objects.get()

    hers, hosted = (one.post(at(day, "putting_back", gone.pk)).status_code for one in (phone, as_(sabine)))

    assert (hers, hosted, day.sheets.count()) == (409, 302, 3)


def test_putting_back_leaves_room_to_hosts(scene, monkeypatch):
    day, _sabine, phone = scene
    monkeypatch.setattr(sheets, "MOST_OF_PASSERS_BY", 1)
    phone.post(at(day, "withdrawal", 41))
    asked(day, Client(), 1)

    answer = phone.post(at(day, "putting_back", WithdrawnSheet.objects.get().pk))

    assert (answer.status_code, day.sheets.count()) == (409, 1)


def test_what_one_takes_back_is_bounded_too(scene, monkeypatch):
    day, _sabine, phone = scene
    monkeypatch.setattr(sheets, "MOST_WITH_TAKEN_BACK", 2)
    phone.post(at(day, "withdrawal", 41))

    assert asked(day, phone, 1, 2) == [302, 409]
