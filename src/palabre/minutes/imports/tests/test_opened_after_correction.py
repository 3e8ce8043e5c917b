"""Minutes opened from a page that was left open before they were corrected say what they say now."""

import pytest
from django.test import Client
from django.urls import reverse

from palabre.minutes.models import Import
from tests.builders import a_member, a_space, an_organisation, entered

pytestmark = pytest.mark.django_db
KNOWN = "Comment lire au bord de l'eau ?"
HEAD = "# Rencontre des porteuses\n\n28 avril 2023\n\n### Participants\n\n"
TAIL = "\n\n### Objectif de la réunion\n\n- Donner des nouvelles\n- Partager les questions\n"


def brought(client, space, text):
    client.post(reverse("minutes:new_import", args=[space.slug]), {"text": text})
    return Import.objects.latest("pk")


def test_what_a_correction_took_away_is_said_of_nobody_once_the_former_text_is_opened():
    space = a_space()
    malo, bastien = a_member(space, "Malo Kersauze"), a_member(space, "Bastien Lorrimer")
    town, client = an_organisation(space, "Mairie de Brennes"), entered(Client(), malo)
    karim = f"- **Karim Belkacem**, *{KNOWN}*"
    first = brought(client, space, f"{HEAD}- **Bastien Lorrimer**, Mairie de Brennes\n{karim}{TAIL}")
    second = brought(client, space, f"{HEAD}- **Bastien Lorrimer**\n{karim}{TAIL}")
    assert second.corrects == first

    client.post(reverse("minutes:opening", args=[space.slug, first.pk]))

    second.refresh_from_db()
    assert second.opened_at is not None
    assert not town.affiliations.filter(person=bastien).exists()
