"""A letter to who is named says at its leaving what the minutes say of them then, or does not leave."""

import datetime

import pytest

from palabre.groups.models import Carrying
from palabre.minutes.letters.letters_to_named import BEFORE_AGAIN, tell_again, write_to_named
from palabre.minutes.models import Import
from palabre.minutes.tests.scene import HEAD, TAIL, brought, seen
from palabre.people.models import Person
from palabre.post import outbox
from palabre.post.letter_queue import post_one
from palabre.post.models import Letter, Way
from tests.builders import a_member, a_space

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2026, 11, 24, 11, tzinfo=datetime.UTC)
EVENING, MORNING = NOON + datetime.timedelta(hours=9), NOON + datetime.timedelta(hours=20)
ORIGIN = "https://val.example"


@pytest.fixture
def reading(settings):
    """Minutes that say that Rose hosts a question; her letter was approved in the evening."""
    settings.MAIL_IS_CONFIGURED = True
    odile = a_member(a_space(), "Odile Tanneguy")
    reading = seen(brought(odile, f"{HEAD}- **Rose Trémel**, *Comment soigner Marc ?*\n- **Malo Riou**{TAIL}"))
    Person.objects.get(name="Rose Trémel").may_be_reached_at("rose@exemple.example", by=None)
    letters = [one for one in write_to_named(reading, by=odile, at=NOON) if one.email]
    outbox.approve_all(letters, by=odile, at=EVENING, origin=ORIGIN)
    assert "Comment soigner Marc" in letters[0].body
    return reading


def leave():
    while post_one(MORNING):
        pass


def test_a_question_said_otherwise_waits_for_its_author_in_its_words_of_now(reading, mailoutbox):
    for carrying in Carrying.objects.select_related("question"):
        carrying.question.text = "Comment garder le four ?"
        carrying.question.save()

    leave()

    letter = Letter.objects.get(to__name="Rose Trémel")
    assert (mailoutbox, letter.is_waiting) == ([], True)
    assert ("Marc" in letter.body, "Comment garder le four" in letter.body) == (False, True)


@pytest.mark.parametrize("how", ["undone", "came"])
def test_it_does_not_leave_once_the_minutes_are_undone_or_the_person_came(reading, mailoutbox, how):
    if how == "undone":
        Import.objects.update(undone_at=EVENING)
    else:
        Person.objects.filter(name="Rose Trémel").update(came_at=EVENING)

    leave()

    assert (mailoutbox, Letter.objects.filter(to__name="Rose Trémel").count()) == ([], 0)


def test_a_reminder_says_when_the_first_one_left(reading, mailoutbox):
    first = Letter.objects.get(to__name="Rose Trémel")
    Letter.objects.filter(pk=first.pk).update(sent_at=EVENING - BEFORE_AGAIN, sent_how=Way.PALABRE)
    first.refresh_from_db()
    again = tell_again(first, reading, by=reading.by, at=EVENING)
    outbox.approve(again, by=reading.by, at=EVENING, origin=ORIGIN)

    leave()

    (mail,) = mailoutbox
    assert (mail.subject, "Je vous ai écrit le 17 novembre." in mail.body) == (first.subject, True)
