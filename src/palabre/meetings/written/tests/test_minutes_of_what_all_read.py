"""The minutes that Palabre completes say nothing that some readers of the meeting may not read."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from palabre.groups.models import Role
from palabre.meetings.attendance.sent_news import save_sent_news
from palabre.meetings.models import Decision, Presence
from palabre.meetings.note.meeting_note import note_facts
from palabre.meetings.written.minutes_composition import compose
from palabre.minutes.imports.minutes_import import import_minutes
from palabre.people.models import Audience, Person
from tests.builders import (
    a_decision,
    a_group,
    a_lineage,
    a_meeting,
    a_member,
    a_need,
    a_question,
    a_space,
    entered,
)

pytestmark = pytest.mark.django_db
DAY = datetime.date(2023, 4, 28)
KNOWN = "Comment lire au bord de l'eau ?"
WORDS = f"""# Tout autre chose

28 avril 2023

### Participants

- **Bastien Lorrimer**, *{KNOWN}*
- **Karim Belkacem**, *{KNOWN}*

## Décisions

- On vend la maison de Brennes.

## Notes partagées

### Des nouvelles des chantiers/sujet

Bastien et Karim

- Aucun binôme à cette heure.
"""


@pytest.fixture
def space():
    return a_space(public=True)


@pytest.fixture
def odile(space):
    return a_member(space, "Odile Morvan")


@pytest.fixture
def malo(space):
    return a_member(space, "Malo Kersauze")


@pytest.fixture
def meeting(space):
    return a_meeting(space, "Réunion de tous", on=DAY)


def composed(meeting, by):
    return compose(meeting, by=by).note.body_md


def test_a_decision_that_only_minutes_in_preparation_say_is_not_in_those_of_the_meeting(space, meeting, odile, malo):
    a_decision(space, "On garde le samedi.", meeting=meeting)
    import_minutes(space, WORDS, by=malo, on=DAY)
    kept = Decision.objects.get(text__contains="vend")

    text = composed(meeting, odile)

    assert kept.meeting == meeting
    assert ("On garde le samedi" in text, "vend la maison" in text) == (True, False)


def test_nor_is_the_question_that_only_they_say_somebody_carries(space, meeting, odile, malo):
    bastien = a_member(space, "Bastien Lorrimer")
    karim = Person.objects.create(space=space, name="Karim Belkacem")
    a_group(space, "Une bibliothèque sans murs", convened_by=(bastien,), carrying=(a_question(space, KNOWN),))
    import_minutes(space, WORDS, by=malo, on=DAY)
    for one in (bastien, karim):
        meeting.attendances.create(person=one, presence=Presence.PRESENT)

    lines = [line for line in composed(meeting, odile).split("\n") if "Bastien" in line or "Karim" in line]

    assert [KNOWN in line for line in lines] == [True, False]


def test_nor_the_former_question_that_a_few_read(space, meeting, odile, malo):
    known = a_question(space, KNOWN)
    a_lineage(a_question(space, "Qui veut de Bastien ?", audience=Audience.of_persons(malo)), known)
    bastien = a_member(space, "Bastien Lorrimer")
    a_group(space, convened_by=(bastien,), carrying=(known,))
    meeting.attendances.create(person=bastien, presence=Presence.PRESENT)

    text = composed(meeting, odile)

    assert (KNOWN in text, "Qui veut de Bastien" in text) == (True, False)


def test_nor_the_next_meeting_that_a_few_read(space, meeting, odile, malo):
    for name, days, readers in (("À part", 3, Audience.of_persons(malo)), ("Pour tous", 40, None)):
        a_meeting(space, name, on=DAY + datetime.timedelta(days=days), place=f"Chez {name}", audience=readers)

    text = composed(meeting, odile)

    assert ("Chez Pour tous" in text, "Chez À part" in text) == (True, False)


@pytest.fixture
def hidden(space, malo):
    """A group that only one other member reads, and somebody who carries it."""
    group = a_group(space, "Les secrets", convened_by=(a_member(space, "Inès Carvalho"),))
    type(group).objects.filter(pk=group.pk).update(audience=Audience.of_persons(malo))
    return group


def carrier_of(group):
    return Person.objects.get(memberships__group=group)


@pytest.mark.parametrize("since", ["now", "before"])
def test_news_name_no_group_that_some_readers_do_not_read(space, meeting, odile, hidden, since, client):
    sabine = carrier_of(hidden)
    save_sent_news(meeting, "Tout avance.", by=sabine, at=timezone.now())
    if since == "before":
        meeting.sent_news.update(group=hidden)

    agenda = entered(client, odile).get(reverse("meetings:agenda", args=[space.slug, meeting.pk])).content.decode()
    (told,) = note_facts(meeting).news

    assert ("Tout avance." in agenda, "Les secrets" in agenda) == (True, False)
    assert (told.text, told.group) == ("Tout avance.", "")


def test_news_are_of_the_first_group_that_all_read(space, meeting, odile, hidden):
    sabine, open_one = carrier_of(hidden), a_group(space, "Le minibus")
    open_one.welcome(sabine, role=Role.CONVENER)

    save_sent_news(meeting, "Tout avance.", by=sabine, at=timezone.now())

    assert meeting.sent_news.get().group == open_one


def test_a_need_does_not_name_its_group_either(space, meeting, odile, hidden):
    a_need(space, "Une camionnette.", group=hidden, said_on=DAY)

    text = composed(meeting, odile)

    assert ("Une camionnette" in text, "Les secrets" in text) == (True, False)
