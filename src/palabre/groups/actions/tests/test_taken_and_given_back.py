"""A passer-by who takes an action and gives it back a hundred times writes no hundred lines in everybody's journal."""

import pytest
from django.test import Client
from django.urls import reverse

from palabre.journal.models import Entry
from tests.builders import a_space, an_action

pytestmark = pytest.mark.django_db


def test_a_passer_by_fills_nobody_s_journal_by_taking_and_giving_back():
    space = a_space(public=True)
    action, phone = an_action(space), Client()
    take, leave = (reverse(f"groups:{name}", args=[space.slug, action.pk]) for name in ("taking", "leaving"))

    statuses = {
        phone.post(address, {"who": "Zoé Petit", "form_token": "un-formulaire"}).status_code
        for _nth in range(40)
        for address in (take, leave)
    }

    assert Entry.objects.count() < 50, statuses
