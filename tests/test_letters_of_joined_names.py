"""A letter that a person approved leaves although its reader was joined with another name meanwhile."""

import datetime

import pytest

from palabre.gatherings.cards.card_consent import ask_card_consent
from palabre.meetings.invitations import meeting_invitations
from palabre.minutes.letters.letters_to_named import write_to_named
from palabre.minutes.tests.scene import HEAD, TAIL, brought, seen
from palabre.people.duplicates import merge_requests
from palabre.people.duplicates.own_spellings import names_of_one
from palabre.people.duplicates.person_merge import merge_pair
from palabre.people.models import Person
from palabre.post import outbox
from palabre.post.models import Letter
from tests.builders import a_card, a_gathering, a_meeting, a_member, a_person, a_poll
from tests.test_letters_at_leaving import EVENING, LATER, clock, leave, odile, press, reached

__all__ = ["clock", "odile"]  # fixtures
pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def asked_by_poll(odile, paul):
    poll = a_poll(odile.space, by=odile)
    poll.awaited.create(person=paul)
    press(odile, "meetings:poll_letters", poll.pk)


def called(odile, paul):
    meeting = a_meeting(odile.space, "Le minibus", on=datetime.date(2026, 12, 3), at=datetime.time(14), by=odile)
    meeting_invitations.call(meeting, by=odile, at=EVENING, origin="https://val.example", persons=[paul])


def asked_for_a_card(odile, paul):
    ask_card_consent(a_card(a_gathering(odile.space, "Chez Marc", by=odile), "Le four"), paul, by=odile, at=EVENING)


def approved(odile, paul, write):
    """Return the letter to Paul, which leaves in the morning."""
    write(odile, paul)
    letter = Letter.objects.get(to=paul)
    return outbox.approve(letter, by=odile, at=EVENING, origin="https://val.example")


@pytest.mark.parametrize("by", ["another member", "their own bearer"])
@pytest.mark.parametrize("write", [asked_by_poll, called, asked_for_a_card])
def test_it_leaves_to_a_name_that_a_member_joined(odile, clock, mailoutbox, write, by):
    paul, malo = reached(a_person(odile.space, "Paul Ster"), "paul@exemple.example"), a_member(odile.space, "Malo Riou")
    approved(odile, paul, write)
    kept = a_person(odile.space, "Paul Stère") if by == "another member" else malo
    merge_pair(kept, paul, by=malo, at=LATER)
    assert Person.objects.get(pk=paul.pk).same_as == kept

    leave(clock)

    (mail,) = mailoutbox
    assert (mail.to, "Bonjour Paul" in mail.body) == (["paul@exemple.example"], True)


@pytest.mark.parametrize("write", [asked_by_poll, called, asked_for_a_card])
def test_it_leaves_to_who_said_that_another_name_is_theirs(odile, clock, mailoutbox, write):
    paul, living = reached(a_person(odile.space, "Paul Ster"), "paul@exemple.example"), a_member(odile.space, "Ti-Pol")
    Person.objects.filter(pk=living.pk).update(email="autre@exemple.example")
    paul.come(EVENING)
    approved(odile, paul, write)
    asked = merge_requests.join_or_ask(living, paul, by=odile, at=LATER)
    merge_requests.agree(asked, by=paul, at=LATER)
    asked.refresh_from_db()
    merge_requests.agree(asked, by=living, at=LATER)
    assert Person.objects.get(pk=paul.pk).same_as == living

    leave(clock)

    (mail,) = mailoutbox
    assert mail.to == ["paul@exemple.example"]
    assert "autre@exemple.example" not in str(mail.message())


@pytest.mark.parametrize("by", ["another member", "their own bearer"])
def test_so_does_a_letter_to_who_is_named_by_minutes(odile, clock, mailoutbox, by):
    malo = a_member(odile.space, "Malo Riou")
    reading = seen(brought(odile, f"{HEAD}- **Rose Trémel**, *Comment soigner Marc ?*\n{TAIL}"))
    reading.audience.widen_to_space()
    rose = reached(Person.objects.get(name="Rose Trémel"), "rose@exemple.example")
    approved(odile, rose, lambda *_: write_to_named(reading, by=odile, at=EVENING))
    merge_pair(a_person(odile.space, "Rosalie") if by == "another member" else malo, rose, by=malo, at=LATER)

    leave(clock)

    (mail,) = mailoutbox
    assert (mail.to, "Bonjour Rose," in mail.body) == (["rose@exemple.example"], True)


@pytest.mark.parametrize("is_edited", [True, False])
def test_one_that_a_person_edited_waits_once_nothing_is_asked_and_no_word_is_lost(odile, clock, mailoutbox, is_edited):
    paul = reached(a_person(odile.space, "Paul Ster"), "paul@exemple.example")
    asked_by_poll(odile, paul)
    letter = Letter.objects.get()
    if is_edited:
        press(odile, "outbox:letter_words", letter.pk, subject="Paul", body="Une page entière. {address}")
    press(odile, "outbox:letter_sending", letter.pk)
    paul.awaited_by.all().delete()

    leave(clock)

    kept = [(letter.is_waiting, "page entière" in letter.body) for letter in Letter.objects.all()]
    assert (mailoutbox, kept) == ([], [(True, True)] if is_edited else [])


def test_the_names_of_one_person_leave_apart_what_a_bearer_alone_joined(odile):
    space, malo = odile.space, a_member(odile.space, "Malo Riou")
    paul, short = a_person(space, "Paul Ster"), a_person(space, "Malo R.")
    merge_pair(malo, short, by=odile, at=EVENING)
    merge_pair(malo, paul, by=malo, at=EVENING)
    now = Person.objects.select_related("space").in_bulk([malo.pk, paul.pk, short.pk])

    assert [names_of_one(now[one.pk]) for one in (malo, short)] == [{malo.pk, short.pk}] * 2
    assert names_of_one(now[paul.pk]) == {paul.pk}
