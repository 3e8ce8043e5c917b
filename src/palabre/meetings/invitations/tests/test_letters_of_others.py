"""Where people are called, no word of a letter of another is shown."""

import pytest
from django.test import Client
from django.urls import reverse

from palabre.meetings.invitations.tests.edited_letters import left
from tests.builders import entered

pytestmark = pytest.mark.django_db


def shown(client, meeting):
    return client.get(reverse("meetings:calling", args=[meeting.space.slug, meeting.pk])).content.decode()


def test_a_member_reads_no_word_of_the_letter_of_another(his, meeting, letter):
    page = shown(his, meeting)

    assert ("PRIVÉ" in page, "MES MOTS" in page) == (False, False)
    assert "Zoé Petit a écrit à cette personne" in page
    assert reverse("outbox:letter", args=[meeting.space.slug, letter.pk]) not in page


def test_nor_once_it_has_left(his, meeting, letter):
    left(letter)

    assert "MES MOTS" not in shown(his, meeting)


def test_who_wrote_it_reads_it(zoe, meeting, letter):
    assert "PRIVÉ" in shown(entered(Client(), zoe), meeting)
