"""The letters of a poll that somebody edited come back with what took them off the outbox."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.meetings.polls import date_poll, poll_answers, poll_removal
from palabre.post.models import Letter
from palabre.post.outbox import change_letter
from palabre.refusal import Refusal
from tests.builders import a_member, a_person, a_poll, a_space, entered

pytestmark = pytest.mark.django_db
WORDS = "LONGS MOTS {address}"


@pytest.fixture
def zoe():
    return a_member(a_space(), "Zoé Petit")


@pytest.fixture
def malo(zoe):
    return a_member(zoe.space, "Malo Riou")


@pytest.fixture
def his(malo):
    return entered(Client(), malo)


@pytest.fixture
def karim(zoe):
    return a_person(zoe.space, "Karim Belkacem")


@pytest.fixture
def poll(malo, karim):
    found = a_poll(malo.space, by=malo)
    found.awaited.create(person=karim)
    return found


@pytest.fixture
def letter(zoe, poll):
    """Zoé wrote to who is awaited, in her own words."""
    press(entered(Client(), zoe), poll, "poll_letters")
    change_letter(Letter.objects.get(), "Un mot", WORDS, by=zoe, at=timezone.now())
    return Letter.objects.get()


def press(client, poll, door, **said):
    return client.post(reverse(f"meetings:{door}", args=[poll.space.slug, poll.pk]), said)


def waiting(letter):
    return Letter.objects.filter(about=letter.about, body=WORDS, sent_at=None)


def closes(client, poll):
    press(client, poll, "poll_closing", option=poll.options.first().pk)
    return lambda: press(client, poll, "poll_reopening")


def closes_for_nothing(client, poll):
    press(client, poll, "poll_closing", option="none")
    return lambda: press(client, poll, "poll_reopening")


def removes(client, poll):
    press(client, poll, "poll_deletion")
    return lambda: press(client, poll, "poll_return")


@pytest.mark.parametrize("act", [closes, closes_for_nothing, removes])
def test_what_was_edited_comes_back_with_the_poll(his, poll, letter, act):
    undo = act(his, poll)
    assert not waiting(letter).exists()

    undo()

    assert waiting(letter).get().by == letter.by


def test_or_once_the_answer_that_another_typed_is_removed(poll, letter, karim, malo):
    answer = poll_answers.answer_poll(poll, {}, by=karim, at=timezone.now(), typed_by=malo)
    assert not waiting(letter).exists()

    poll_removal.remove_answer(poll, answer.pk, by=malo, at=timezone.now())
    assert waiting(letter).exists()

    poll_removal.restore_answer(poll, answer.pk, by=malo)
    assert not waiting(letter).exists()


def test_it_stays_aside_for_who_answered_meanwhile(his, poll, letter, karim, malo):
    poll_answers.answer_poll(poll, {}, by=karim, at=timezone.now(), typed_by=malo)

    closes_for_nothing(his, poll)()

    assert (waiting(letter).exists(), Letter.objects.get().body) == (False, WORDS)


def test_a_poll_about_which_another_wrote_is_not_withdrawn_for_good(poll, letter, malo):
    with pytest.raises(Refusal):
        date_poll.withdraw_poll(poll, by=malo)

    assert waiting(letter).exists()


def test_it_is_deleted_with_its_poll_a_month_after(his, poll, letter):
    removes(his, poll)

    poll_removal.forget_removed_polls(timezone.now() + datetime.timedelta(days=31))

    assert not Letter.objects.exists()
