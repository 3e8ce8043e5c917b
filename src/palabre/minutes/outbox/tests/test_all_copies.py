"""« Tout copier »: the letters that wait, in one text, on an installation without a mail server."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.minutes.letters.letters_to_named import write_to_named
from palabre.minutes.tests.scene import brought, seen
from palabre.post.models import Letter, Way
from tests.builders import a_member, a_space, entered

pytestmark = pytest.mark.django_db
TEXT = "# Réunion\n\n3 octobre 2026\n\nPrésents : Ada Bihan, Bo Kervran, Cléo Riou\n"


@pytest.fixture
def reading(client):
    by = a_member(a_space(), "Odile Tanneguy")
    entered(client, by)
    reading = seen(brought(by, TEXT))
    write_to_named(reading, by=by, at=timezone.now())
    return reading


def to(name, reading, *numbers):
    return reverse(f"outbox:{name}", args=[reading.space.slug, *numbers])


def numbers():
    return {"letter": [letter.pk for letter in Letter.objects.all()]}


def test_the_texts_follow_each_other_each_with_the_link_of_its_reader(client, reading):
    page = client.post(to("copying", reading), numbers()).content.decode()

    text = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)[1]
    assert text.index("À : Ada Bihan") < text.index("À : Bo Kervran")
    assert len(set(re.findall(r"/links/[0-9]+-[A-Za-z0-9]{32}", text))) == 3


def test_they_are_noted_as_sent_all_at_once(client, reading):
    client.post(to("all_given", reading), numbers())

    assert {letter.sent_how for letter in Letter.objects.all()} == {Way.MAILBOX}


def undo_of(page):
    """Return where the one « Annuler » of what was just said leads."""
    return re.search(r'class="done">.*?action="([^"]+)"', page, re.DOTALL)[1]


def test_one_undo_makes_them_all_wait_again_and_no_other(client, reading):
    first, *others = Letter.objects.order_by("pk")
    client.post(to("letter_giving", reading, first.pk), {"how": "mailbox"}, follow=True)
    page = client.post(to("all_given", reading), numbers(), follow=True).content.decode()

    for _twice in range(2):
        client.post(undo_of(page))

    waiting = set(Letter.objects.filter(sent_at=None).values_list("pk", flat=True))
    assert waiting == {one.pk for one in others}


def test_another_member_does_not_have_them_wait_again(client, reading):
    malo = entered(Client(), a_member(reading.space, "Malo Riou"))
    page = client.post(to("all_given", reading), numbers(), follow=True).content.decode()

    answer = malo.post(undo_of(page))

    assert (answer.status_code, Letter.objects.filter(sent_at=None).exists()) == (404, False)


def test_another_member_copies_and_notes_none(reading):
    malo = entered(Client(), a_member(reading.space, "Malo Riou"))

    for name in ("copying", "all_given"):
        malo.post(to(name, reading), numbers())

    assert not Letter.objects.filter(sent_at__isnull=False).exists()
    assert all(letter.link.made_by_id in (None, reading.by_id) for letter in Letter.objects.all())
