"""Who may make a space on this server."""

import time
from io import StringIO

import pytest
from django.core.management import call_command

from palabre.accounts import creation_link
from palabre.accounts.models import Account


def test_a_closed_door_says_where_the_link_is(client, db, settings):
    settings.OPEN_DOOR = False

    answer = client.get("/minutes/")

    assert answer.status_code == 403
    assert answer.templates[0].name == "web/refusal.html"


def test_a_door_that_stands_open_lets_everybody_through(rf, settings):
    settings.OPEN_DOOR = True

    assert creation_link.pass_through(rf.get("/minutes/")) is None


def test_the_link_of_the_person_who_animates_opens_the_door(client, db, settings):
    settings.OPEN_DOOR = False

    client.post(creation_link.creation_link_path())

    assert client.get("/minutes/").status_code == 200


@pytest.mark.parametrize("token", ["cut", "cut:off:here"])
def test_a_link_that_was_cut_opens_nothing(client, db, settings, token):
    settings.OPEN_DOOR = False

    answer = client.post(f"/door/{token}/")

    assert answer.status_code == 409
    assert client.get("/minutes/").status_code == 403


def printed(*options):
    said = StringIO()
    call_command("doorlink", *options, stdout=said)
    return said.getvalue().strip()


@pytest.mark.parametrize(("options", "days"), [(["--at-start"], 1), ([], 30)])
def test_a_link_that_stays_in_the_journal_is_good_for_a_day(client, db, settings, monkeypatch, options, days):
    address, now = printed(*options), time.time()

    answers = []
    for later in (days - 0.1, days + 0.1):
        monkeypatch.setattr(time, "time", lambda later=later: now + later * creation_link.DAY)
        answers.append(client.get(address).status_code)

    assert answers == [200, 409]


def test_once_somebody_looks_after_the_server_no_link_is_printed_at_its_start(db):
    Account.objects.open("gardienne@exemple.example").may_look_after_the_instance()

    assert printed("--at-start") == ""
    assert printed().startswith("/door/")


def test_a_link_made_while_the_clock_was_ahead_opens_nothing(client, db, monkeypatch):
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 400 * creation_link.DAY)
    address = printed()
    monkeypatch.setattr(time, "time", lambda: now)

    assert client.get(address).status_code == 409
