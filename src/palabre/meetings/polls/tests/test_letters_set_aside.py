"""The letters of a poll that somebody edited come back with what took them off the outbox."""

import datetime

import pytest
from django.utils import timezone

from palabre.meetings.polls import date_poll, poll_answers, poll_removal
from palabre.meetings.polls.tests.edited_letters import WORDS, press
from palabre.post.models import Letter
from palabre.refusal import Refusal

pytestmark = pytest.mark.django_db


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
