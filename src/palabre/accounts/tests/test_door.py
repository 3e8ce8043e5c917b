"""Who may make a space on this server."""

import pytest

from palabre.accounts import door


def test_a_closed_door_says_where_the_link_is(client, db, settings):
    settings.OPEN_DOOR = False

    answer = client.get("/minutes/")

    assert answer.status_code == 403
    assert answer.templates[0].name == "web/refusal.html"


def test_a_door_that_stands_open_lets_everybody_through(rf, settings):
    settings.OPEN_DOOR = True

    assert door.pass_through(rf.get("/minutes/")) is None


def test_the_link_of_the_person_who_animates_opens_the_door(client, db, settings):
    settings.OPEN_DOOR = False

    client.post(door.address())

    assert client.get("/minutes/").status_code == 200


@pytest.mark.parametrize("token", ["cut", "cut:off:here"])
def test_a_link_that_was_cut_opens_nothing(client, db, settings, token):
    settings.OPEN_DOOR = False

    answer = client.post(f"/door/{token}/")

    assert answer.status_code == 409
    assert client.get("/minutes/").status_code == 403
