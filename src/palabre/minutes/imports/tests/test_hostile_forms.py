"""What somebody with bad intentions, or a bad day, sends to the doors of minutes."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.minutes.import_command import import_minutes
from palabre.minutes.imports import minutes_import
from palabre.minutes.models import Import
from palabre.people.space_creation import create_space
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from tests.builders import a_member, a_space, entered

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

TEXT = "# Réunion du jardin\n\n12 novembre 2026\n\n- Besoin d’une serre\n"


def test_the_token_of_a_form_never_opens_a_space_that_was_made_otherwise(client: Client, settings: Any) -> None:
    settings.OPEN_DOOR = True
    owner = create_space("Exemple", by_name="Odile Sarrazin", at=timezone.now(), form_token="demonstration")
    form = {"text": TEXT, "space_name": "Le mien", "your_name": "Un passant", "form_token": "demonstration"}

    client.post(reverse("first:minutes"), form)

    assert list(owner.space.import_set.all()) == []
    assert Import.objects.get().space.name == "Le mien"


def test_a_null_character_in_a_pasted_text_is_left_out(client: Client) -> None:
    by = a_member(a_space())

    entered(client, by).post(reverse("minutes:new_import", args=[by.space.slug]), {"text": f"\x00{TEXT}\x00"})

    assert Import.objects.get().text == TEXT


FORMS = {
    "outbox:sending": lambda said: {"letter": [said]},
    "minutes:people": lambda said: {"left-0": "a@b.example", "whose-0": said, f"address-{said}": "a@b.example"},
    "meetings:new_date": lambda said: {"group": said, "words": "demain"},
    "here:merging": lambda said: {"one": said, "other": said},
    "here:handing": lambda said: {"to": said},
}


@pytest.mark.parametrize("said", ["9" * 30, "9" * 5000, "²", "-1", "\x00"])
@pytest.mark.parametrize("name", FORMS)
def test_what_is_no_number_is_nobody_s(client: Client, name: str, said: str) -> None:
    by = a_member(a_space())
    reading = minutes_import.import_minutes(by.space, TEXT, by=by, on=timezone.localdate())
    arguments = [reading.space.slug, *([reading.pk] if name == "minutes:people" else [])]

    answer = entered(client, by).post(reverse(name, args=arguments), FORMS[name](said))

    assert answer.status_code in (200, 302, 400, 404, 409, 422)


@pytest.mark.parametrize("name", ["meetings:meetings", "minutes:new_import"])
def test_a_page_of_meetings_answers_head(client: Client, name: str) -> None:
    by = a_member(a_space())

    assert entered(client, by).head(reverse(name, args=[by.space.slug])).status_code == 200


@pytest.mark.parametrize("address", ["Mauvais/../slug", "new", "Été", "", "a b", "--"])
def test_the_command_makes_no_space_under_an_address_that_does_not_exist(address: str) -> None:
    with pytest.raises(Refusal):
        import_minutes(TEXT, space_slug=address, really=True)

    assert Space.objects.count() == 0
