"""The words of a card, an output or a poll that somebody replaced are read on its form, and written there again."""

import html

import pytest
from django.test import Client
from django.urls import reverse

from palabre.journal.models import Entry
from tests.builders import a_card, a_gathering, a_group, a_member, a_poll, a_space, an_output, entered

pytestmark = pytest.mark.django_db
BEFORE, SINCE = "Le four partagé, le samedi", "Rien du tout"


@pytest.fixture
def ines():
    return a_member(a_space(), "Inès Carvalho")


def a_written_card(ines):
    group = a_group(ines.space, convened_by=(ines,))
    return a_card(a_gathering(ines.space, by=ines), BEFORE, group=group), "gatherings:card", "title"


def a_written_output(ines):
    return an_output(a_group(ines.space), "Un jeu", about=BEFORE), "groups:output_words", "about"


def an_asked_poll(ines):
    return a_poll(ines.space, words=BEFORE, by=ines), "meetings:poll_question", "words"


@pytest.mark.parametrize("made", [a_written_card, a_written_output, an_asked_poll])
def test_who_comes_afterwards_finds_the_former_words_and_keeps_them_again(ines, made):
    thing, name, field = made(ines)
    door, zoe = reverse(name, args=[ines.space.slug, thing.pk]), a_member(ines.space, "Zoé Petit")
    said = {"title": thing.title, "zone": "Europe/Paris", field: SINCE}

    entered(Client(), zoe).post(door, said)
    entered(Client(), zoe).post(door, said | {field: "Encore moins"})
    hers, change = entered(Client(), ines), Entry.objects.filter(facts__former__isnull=False).earliest("pk")
    page = html.unescape(hers.get(door).content.decode())
    again = hers.get(door, {"former": change.pk}).context
    thing.refresh_from_db()

    form = again.get("words_form") or again["form"]
    assert (getattr(thing, field), form[field].value()) == ("Encore moins", BEFORE)
    assert page.count(f"?former={change.pk}") == 1
    assert SINCE in page
    assert hers.get(door, {"former": "x"}).status_code == 200
