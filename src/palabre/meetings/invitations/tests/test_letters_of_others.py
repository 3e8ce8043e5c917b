"""Where people are called, no word of a letter of another is shown."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.meetings.invitations import meeting_invitations
from palabre.post.models import Letter
from palabre.post.outbox import change_letter
from tests.builders import a_meeting, a_member, a_person, a_space, entered

pytestmark = pytest.mark.django_db
WORDS = "PRIVÉ, entre nous : {address}"


@pytest.fixture
def zoe():
    return a_member(a_space(), "Zoé Petit")


@pytest.fixture
def his(zoe):
    return entered(Client(), a_member(zoe.space, "Malo Riou"))


@pytest.fixture
def meeting(zoe):
    return a_meeting(zoe.space, "Le four", on=timezone.localdate() + datetime.timedelta(days=3))


@pytest.fixture
def letter(zoe, meeting):
    """Zoé called somebody, and wrote in her own words."""
    meeting_invitations.call(meeting, by=zoe, at=timezone.now(), persons=[a_person(zoe.space, "Karim Belkacem")])
    return edited(Letter.objects.get(), zoe)


def edited(letter, by, body=WORDS):
    change_letter(letter, "MES MOTS", body, by=by, at=timezone.now())
    return Letter.objects.get(pk=letter.pk)


def shown(client, meeting):
    return client.get(reverse("meetings:calling", args=[meeting.space.slug, meeting.pk])).content.decode()


def left(letter):
    Letter.objects.filter(pk=letter.pk).update(sent_at=timezone.now(), sent_how="palabre")


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
