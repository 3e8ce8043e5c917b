"""Minutes opened from a page that was left open before they were corrected say what they say now."""

import pytest
from django.test import Client
from django.urls import reverse

from palabre.minutes.tests.scene import HEAD, KNOWN, TAIL, sent
from tests.builders import a_member, a_space, an_organisation, entered

pytestmark = pytest.mark.django_db


def test_what_a_correction_took_away_is_said_of_nobody_once_the_former_text_is_opened():
    space = a_space()
    malo, bastien = a_member(space, "Malo Kersauze"), a_member(space, "Bastien Lorrimer")
    town = an_organisation(space, "Mairie de Brennes")
    karim = f"- **Karim Belkacem**, *{KNOWN}*"
    first = sent(malo, f"{HEAD}- **Bastien Lorrimer**, Mairie de Brennes\n{karim}{TAIL}")
    second = sent(malo, f"{HEAD}- **Bastien Lorrimer**\n{karim}{TAIL}")
    assert second.corrects == first

    entered(Client(), malo).post(reverse("minutes:opening", args=[space.slug, first.pk]))

    second.refresh_from_db()
    assert second.opened_at is not None
    assert not town.affiliations.filter(person=bastien).exists()
