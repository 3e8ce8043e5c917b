"""A letter that a member reviewed and approved leaves in their name with the words that they read."""

import datetime

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.people.access.links import link_to
from palabre.people.models import Audience
from palabre.post.letter_queue import post_one
from palabre.post.models import Letter
from tests.builders import a_group, a_meeting, a_member, a_person, a_space, entered
from tests.stewards import given_care

pytestmark = pytest.mark.django_db


SAID = {"subject": "Vendons la maison", "body": "Je vous propose de vendre la maison : {address}"}


@pytest.fixture
def space(settings):
    settings.MAIL_IS_CONFIGURED = True
    return a_space()


def a_steward(space, name):
    """A member who has the care of the space, and so reads all letters."""
    return given_care(a_member(space, name))


@pytest.fixture
def odile(space):
    return a_steward(space, "Odile Tanneguy")


@pytest.fixture
def hers(odile):
    return entered(Client(), odile)


@pytest.fixture
def his(space):
    return entered(Client(), a_steward(space, "Malo Kersauze"))


@pytest.fixture
def letter(space, odile, hers):
    """Odile calls Claire, whose address she knows."""
    claire = a_person(space, "Claire Aubanel")
    claire.may_be_reached_at("claire@exemple.example", by=odile)
    meeting = a_meeting(space, on=timezone.localdate() + datetime.timedelta(days=9))
    hers.post(reverse("meetings:calling", args=[space.slug, meeting.pk]), {"person": claire.pk})
    return Letter.objects.get()


def do(client, letter, act, said=None):
    door = reverse(f"outbox:{act}", args=[letter.space.slug, letter.pk])
    shown = {"shown": client.get(door).context["form"]["shown"].value()} if act == "letter_words" else {}
    client.post(door, (said or {}) | shown)
    letter.refresh_from_db()


def sent_with_these_words(letter):
    if letter.due_at is not None:
        post_one(letter.due_at)
    return [one.from_email for one in mail.outbox if "vendre la maison" in one.body]


def test_another_member_does_not_change_the_words_that_leave_in_her_name(letter, hers, his):
    do(hers, letter, "letter_sending")
    assert letter.approved_at is not None

    do(his, letter, "letter_words", SAID)

    assert (letter.is_waiting, letter.by.name, sent_with_these_words(letter)) == (True, "Malo Kersauze", [])


def test_it_leaves_in_his_name_once_he_reviewed_it(letter, his):
    do(his, letter, "letter_words", SAID)
    do(his, letter, "letter_sending")

    [sender] = sent_with_these_words(letter)

    assert "Malo Kersauze" in sender


def test_her_own_words_still_leave_as_she_approved(letter, hers):
    do(hers, letter, "letter_sending")
    do(hers, letter, "letter_words", SAID)

    [sender] = sent_with_these_words(letter)

    assert "Odile Tanneguy" in sender


def test_nor_lends_his_name_to_mail_himself_what_he_does_not_read(letter, his, odile):
    malo = letter.space.persons.get(name="Malo Kersauze")
    claire = letter.to
    claire.may_be_reached_at("malo@exemple.example", by=malo)
    group = a_group(letter.space, "À part", audience=Audience.of_persons(odile))
    letter.link = link_to(group, person=claire, by=odile, at=timezone.now())
    letter.save()

    do(his, letter, "letter_words", SAID)
    do(his, letter, "letter_sending")

    assert letter.approved_at is None


def test_a_form_that_is_refused_says_where_the_link_goes_as_it_did_and_loses_none_sent_again(letter, hers, his):
    door = reverse("outbox:letter_words", args=[letter.space.slug, letter.pk])

    def fields(answer):
        form = answer.context["form"]
        return {name: form[name].value() for name in form.fields}

    older, link = fields(his.get(door)), letter.body.count("{address}")
    hers.post(door, fields(hers.get(door)) | {"subject": "La maison"})

    refused = his.post(door, older | {"subject": "Le jardin"})

    assert (refused.status_code, "{address}" in refused.text) == (409, False)
    assert his.post(door, fields(refused)).status_code == 302
    letter.refresh_from_db()
    assert (letter.subject, letter.body.count("{address}"), link > 0) == ("Le jardin", link, True)
