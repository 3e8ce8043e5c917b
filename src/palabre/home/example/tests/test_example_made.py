"""Who has the demonstration made, and how: nothing is there before."""

import pytest
from django.core.management import call_command

from palabre.spaces.models import Space


@pytest.mark.long  # as the door does, below
def test_a_command_makes_it(db, capsys):
    call_command("demonstration")

    assert capsys.readouterr().out == "/s/pays-ombrevaux/\n"


def test_whoever_may_make_a_space_has_it_made(db, client, settings):
    settings.OPEN_DOOR = True

    answer = client.post("/demonstration/")

    assert answer.headers["Location"] == Space.objects.get().get_absolute_url()


def test_a_passer_by_of_a_closed_server_has_nothing_made(db, client, settings):
    settings.OPEN_DOOR = False

    answer = client.post("/demonstration/")

    assert (answer.status_code, Space.objects.count()) == (403, 0)
