"""What a meeting carries over changes the screens that are kept (tests/version_watch.py fails otherwise)."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.builders import a_member, a_space, entered, readers_of
from tests.things import one_of_everything

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["meetings:agenda_beginning", "room:opening"])
def test_what_is_carried_over_changes_the_version_of_the_space(name):
    space = a_space(public=True)
    nadege = a_member(space, "Nadège Kerouanton")
    meeting = one_of_everything(space, readers_of(space), by=nadege)["meeting"]

    answer = entered(Client(), nadege).post(reverse(name, args=[space.slug, meeting.pk]), {})

    assert answer.status_code == 302
