"""An outbox of hundreds of letters: its form sends them all back."""

import pytest
from django.test import Client
from django.urls import reverse

from palabre.minutes.outbox import space_outbox
from tests.builders import a_member, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["sending", "copying", "all_given"])
def test_all_the_letters_that_one_screen_shows_are_sent_back_by_its_form(name):
    client = entered(Client(), a_member(a_space("Val"), "Odile Tanneguy"))

    answer = client.post(reverse(f"outbox:{name}", args=["val"]), {"letter": [*range(1, space_outbox.MOST + 1)]})

    assert answer.status_code != 400  # « Il manquait quelque chose »
