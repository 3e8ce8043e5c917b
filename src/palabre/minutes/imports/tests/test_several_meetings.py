"""A file that tells of several meetings: all of them, the last one, or one text, as the reader says."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from palabre.meetings.models import Meeting
from palabre.minutes.imports.minutes_import import MOST_ROWS
from palabre.minutes.models import Import
from palabre.people.models import Person
from palabre.pure.tests.test_meeting_parts import FILE, ONE
from tests.builders import a_member, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Person:
    return a_member(a_space(), "Hugo Ferreira")


@pytest.fixture
def client(client: Client, by: Person) -> Client:
    return entered(client, by)


def here(by: Person) -> str:
    return reverse("minutes:new_import", args=[by.space.slug])


def test_it_is_asked_first_and_nothing_is_read_yet(client: Client, by: Person) -> None:
    upload = SimpleUploadedFile("reunions.md", FILE.encode())

    page = client.post(here(by), {"document": upload}).content.decode()

    assert ("plusieurs réunions" in page, "7 novembre 2026" in page, "On plante" in page) == (True, True, True)
    assert not Import.objects.exists()


@pytest.mark.parametrize(("how", "days"), [("read_all", [10, 11]), ("read_last", [11]), ("read_as_one", [10])])
def test_the_button_says_what_is_read(client: Client, by: Person, how: str, days: list[int]) -> None:
    for _twice in range(2):
        client.post(here(by), {"text": FILE, how: ""})

    assert [on.month for on in Meeting.objects.order_by("on").values_list("on", flat=True) if on] == days
    assert Import.objects.count() == len(days)


def test_the_first_minutes_of_a_space_may_be_several(settings: object) -> None:
    settings.OPEN_DOOR = True  # type: ignore[attr-defined]
    told = {"text": FILE, "space_name": "Le jardin", "your_name": "Odile", "read_all": ""}

    page = Client().post(reverse("first:minutes"), told, follow=True).content.decode()

    assert ("2 réunions ont été lues" in page, Import.objects.count()) == (True, 2)


def test_too_many_at_once_are_refused_and_the_text_stays(client: Client, by: Person) -> None:
    text = "".join(f"## Réunion du {day} octobre 2026\n\n{ONE}" for day in range(2, 20))

    answer = client.post(here(by), {"text": text, "read_all": ""})

    assert (answer.status_code, "On plante" in answer.content.decode()) == (409, True)
    assert not Import.objects.exists()


def test_where_one_of_them_is_refused_none_is_imported(client: Client, by: Person) -> None:
    tasks = "".join(f"- peindre {number}\n" for number in range(MOST_ROWS))
    text = f"{FILE.rstrip()}\n\nÀ faire :\n{tasks}"

    answer = client.post(here(by), {"text": text, "read_all": ""})

    assert (answer.status_code, Import.objects.count()) == (409, 0)


def test_all_of_them_together_make_no_more_than_a_few_texts_would(client: Client, by: Person) -> None:
    tasks = "".join(f"- peindre {number}\n" for number in range(900))
    text = "".join(f"## Réunion du {day} octobre 2026\n\n{ONE}\nÀ faire :\n{tasks}\n" for day in (2, 3, 5, 6))

    answer = client.post(here(by), {"text": text, "read_all": ""})

    assert (answer.status_code, Import.objects.count()) == (409, 0)
