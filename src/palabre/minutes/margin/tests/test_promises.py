"""« Anouk appelle le maçon avant vendredi » is proposed to Anouk, if she is there; she alone accepts it."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from palabre.groups.models import Action
from palabre.meetings.models import Decision, Presence
from palabre.meetings.note.meeting_note import note_of
from palabre.minutes.margin.tests.margin_of import questions, reply, written
from palabre.pure.promises import promises_in
from tests.builders import a_meeting, a_member, a_person, a_space, entered

pytestmark = pytest.mark.django_db

LINE = "Anouk appelle le maçon avant vendredi"
ASKS = "Une chose à faire, à proposer à Anouk ?"


@pytest.fixture
def ines():
    return a_member(a_space(), "Inès Courtois")


@pytest.fixture
def meeting(ines):
    return a_meeting(ines.space, on=timezone.localdate(), at=datetime.time(14), by=ines)


@pytest.fixture
def her(ines):
    return entered(Client(), ines)


def page_with(meeting, ines, *names):
    for name in names:
        meeting.attendances.create(person=a_person(ines.space, name), presence=Presence.PRESENT)
    page = note_of(meeting, by=ines)
    return written(page, f"{page.note.body_md}\n\n{LINE}\n", by=ines)


def test_it_is_proposed_to_who_is_there_and_given_to_nobody(her, ines, meeting):
    page = page_with(meeting, ines, "Anouk Le Bris")

    reply(her, page, ASKS, "yes")

    action = Action.objects.get()
    assert (action.text, action.due_words, action.owner) == (LINE, "avant vendredi", None)
    assert (action.offered_to.name, action.offered_by, action.due_on.weekday()) == ("Anouk Le Bris", ines, 4)


@pytest.mark.parametrize("names", [(), ("Malo Riou",), ("Anouk Le Bris", "Anouk Riou")])
def test_nothing_is_asked_of_somebody_who_is_not_there_or_who_could_be_two(her, ines, meeting, names):
    assert questions(her, page_with(meeting, ines, *names), ASKS) == []


def test_a_decision_that_is_typed_in_the_room_is_one_of_this_meeting_once_confirmed(her, ines, meeting):
    page = note_of(meeting, by=ines)
    page = written(page, f"{page.note.body_md}\n\nDécision : on garde le four du samedi.\n", by=ines)

    reply(her, page, "Une décision ?", "yes")

    decision = Decision.objects.get()
    assert (decision.text.rstrip("."), decision.meeting) == ("on garde le four du samedi", meeting)


def test_a_no_makes_nothing_and_is_not_asked_again(her, ines, meeting):
    page = page_with(meeting, ines, "Anouk Le Bris")

    reply(her, page, ASKS, "no")

    assert (Action.objects.exists(), questions(her, page, ASKS)) == (False, [])


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("- Anouk s’occupe de la lettre d’ici mardi.", ["Anouk"]),
        ("Anouk Le Bris écrit au maire pour le 3 décembre", ["Anouk Le Bris"]),
        ("Anouk appelle le maçon", []),
        ("# Anouk appelle le maçon avant vendredi", []),
        ("> Anouk appelle le maçon avant vendredi", []),
        ("il appelle le maçon avant vendredi", []),
        ("Anouk appelle le maçon avant tout le monde", []),
    ],
)
def test_a_promise_has_a_name_a_verb_and_a_day(line, who):
    assert [one.who for one in promises_in(line, on=datetime.date(2026, 11, 24))] == who
