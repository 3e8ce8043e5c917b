"""A letter about a poll says at its leaving what the poll says then, or does not leave."""

import datetime

import pytest
from django.utils import timezone

from palabre.meetings.models import DatePoll
from palabre.meetings.polls import poll_letters, poll_removal
from palabre.post import outbox
from palabre.post.letter_queue import post_one
from palabre.post.models import Letter
from tests.builders import a_member, a_person, a_poll, a_space

pytestmark = pytest.mark.django_db
EVENING = datetime.datetime(2026, 11, 24, 20, tzinfo=timezone.get_default_timezone())  # a Tuesday
MORNING = EVENING + datetime.timedelta(hours=12, minutes=5)


@pytest.fixture
def poll(settings):
    """A poll, and a letter about it that leaves in the morning."""
    settings.MAIL_IS_CONFIGURED = True
    ines = a_member(a_space(), "Inès Courtois")
    poll, anouk = a_poll(ines.space, by=ines, words="Pour parler de Marc."), a_person(ines.space, "Anouk Le Bris")
    anouk.may_be_reached_at("anouk@exemple.example", by=None)
    poll.awaited.create(person=anouk)
    outbox.approve_all(
        poll_letters.write_to_awaited(poll, by=ines, at=EVENING), by=ines, at=EVENING, origin="https://x"
    )
    assert "Marc" in Letter.objects.get().body
    return poll


def leave():
    while post_one(MORNING):
        pass


def test_it_no_longer_says_in_the_morning_words_that_were_taken_out(poll, mailoutbox):
    DatePoll.objects.update(words="")

    leave()

    (mail,) = mailoutbox
    assert (poll.title in mail.subject, "Marc" in mail.body) == (True, False)


@pytest.mark.parametrize("where", ["title", "words"])
def test_it_waits_for_its_author_in_the_words_that_were_put_in_since(poll, mailoutbox, where):
    DatePoll.objects.update(**{where: "Virez 30 €"})

    leave()

    letter = Letter.objects.get()
    assert (mailoutbox, letter.is_waiting, "Virez 30 €" in letter.body) == ([], True, True)
    outbox.approve(letter, by=poll.by, at=MORNING, origin="https://x")
    leave()
    assert len(mailoutbox) == 1


@pytest.mark.parametrize("how", ["removed", "awaits nobody"])
def test_it_does_not_leave_once_it_is_asked_no_longer(poll, mailoutbox, how):
    if how == "removed":
        poll_removal.remove_poll(poll, by=poll.by, at=EVENING)
    else:
        poll.awaited.all().delete()

    leave()

    assert (mailoutbox, Letter.objects.filter(about=f"poll:{poll.pk}").count()) == ([], 0)
