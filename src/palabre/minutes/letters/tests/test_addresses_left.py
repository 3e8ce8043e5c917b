"""« À qui sont-elles ? »: an address that is nobody's here is left, and stops no message."""

import pytest
from django.urls import reverse

from palabre.minutes.tests.scene import brought, seen
from palabre.post.models import Letter
from tests.builders import a_member, a_space, entered

pytestmark = pytest.mark.django_db

LINE = "Ada Bihan <ada@x.example>, secretariat@x.example"


@pytest.fixture
def reading():
    text = "# Réunion\n\n3 octobre 2026\n\nPrésents : Ada Bihan, Bo Kervran, Cid Le Gall\n"
    return seen(brought(a_member(a_space(), "Odile Tanneguy"), text))


@pytest.fixture
def press(client, reading):
    entered(client, reading.by)
    where = reverse("minutes:people", args=[reading.space.slug, reading.pk])
    return lambda **fields: client.post(where, fields)


def test_an_address_that_nobody_was_asked_about_keeps_the_messages_waiting(press):
    answer = press(line=LINE, tell="")

    assert "Aucun message n’est prêt" in answer.content.decode()
    assert Letter.objects.count() == 0


def test_letters_that_wait_have_one_next_step(press, client):
    outbox = press(tell="").url

    page = client.get(outbox).content.decode()

    assert page.count("button primary") == 1
    assert '<a class="button primary" href="/s/' in page


def test_an_address_left_to_nobody_keeps_no_message_waiting(press, reading):
    press(line=LINE, read="")

    answer = press(**{"left-0": "secretariat@x.example", "whose-0": "", "tell": ""})

    assert (answer.status_code, answer.url) == (302, reverse("outbox:outbox", args=[reading.space.slug]))
    assert Letter.objects.count() == 3
