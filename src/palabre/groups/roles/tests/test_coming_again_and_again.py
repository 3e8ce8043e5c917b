"""A passer-by who says « J’y vais » and takes it back, again and again, writes to nobody each time."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.models import Answer
from palabre.journal.announcements import announce_some
from palabre.journal.deliveries import deliver_one
from palabre.journal.models import Entry
from palabre.people.access import gesture_bounds
from palabre.people.models import Person
from palabre.post.models import Letter
from tests.builders import a_group, a_meeting, a_member, a_need, a_space, an_action, entered

pytestmark = pytest.mark.django_db


def test_a_passer_by_who_comes_and_goes_writes_to_who_carries_a_few_times_at_most():
    ines = a_member(a_space(public=True), "Inès Courtois")
    Person.objects.filter(pk=ines.pk).update(email="ines@exemple.example")
    group, phone = a_group(ines.space, convened_by=(ines,)), Client()
    come, leave = (reverse(f"groups:{name}", args=[ines.space.slug, group.pk]) for name in ("coming", "staying_away"))

    for _nth in range(30):
        phone.post(come, {"who": "Zoé Petit", "form_token": "un-formulaire", "words": "Bonjour"})
        phone.post(leave)
    phone.post(come, {"who": "Zoé Petit", "form_token": "un-formulaire"})
    while announce_some(timezone.now()):
        pass
    while deliver_one(timezone.now()):
        pass

    assert Letter.objects.filter(to=ines).count() <= 3


def test_nor_by_answering_a_need_and_withdrawing_the_answer():
    ines = a_member(a_space(public=True), "Inès Courtois")
    Person.objects.filter(pk=ines.pk).update(email="ines@exemple.example")
    need, phone = a_need(ines.space, group=a_group(ines.space, convened_by=(ines,))), Client()
    answering = reverse("groups:answering", args=[ines.space.slug, need.pk])

    for nth in range(30):
        phone.post(answering, {"who": "Zoé Petit", "form_token": "un-formulaire", "text": f"La salle {nth}"})
        for given in Answer.objects.all():
            phone.post(reverse("groups:answer_undoing", args=[ines.space.slug, given.pk]))
    while announce_some(timezone.now()):
        pass
    while deliver_one(timezone.now()):
        pass

    assert Letter.objects.filter(to=ines).count() <= 10


PAIRS = {
    "groups:coming": "groups:staying_away",
    "groups:taking": "groups:leaving",
    "meetings:coming": "meetings:staying_away",
}


def a_thing(gesture, space):
    made = {"groups:coming": a_group, "groups:taking": an_action, "meetings:coming": a_meeting}
    return made[gesture](space)


@pytest.mark.parametrize("gesture", PAIRS)
def test_a_gesture_that_a_passer_by_does_and_undoes_is_in_the_journal_a_few_times_at_most(gesture, monkeypatch):
    monkeypatch.setattr(gesture_bounds, "MOST_OF_ONE", 3)
    space, phone = a_space(public=True), Client()
    thing = a_thing(gesture, space)

    for _nth in range(5):
        for name in (gesture, PAIRS[gesture]):
            last = phone.post(
                reverse(name, args=[space.slug, thing.pk]), {"who": "Zoé Petit", "form_token": "un-formulaire"}
            )

    said = Entry.objects.filter(subject_id=thing.pk).values_list("verb", flat=True)
    assert {list(said).count(one) for one in said} == {3}
    assert last.status_code in (302, 429)


def test_a_member_who_changes_her_mind_is_not_counted(monkeypatch):
    monkeypatch.setattr(gesture_bounds, "MOST_OF_ONE", 1)
    ines = a_member(a_space(), "Inès Courtois")
    group, client = a_group(ines.space), entered(Client(), ines)
    come, leave = (reverse(f"groups:{name}", args=[ines.space.slug, group.pk]) for name in ("coming", "staying_away"))

    answers = [client.post(address).status_code for _nth in range(3) for address in (come, leave)]

    assert answers == [302] * 6


def test_a_member_fills_no_journal_either_and_goes_on_a_day_later(monkeypatch):
    monkeypatch.setattr(gesture_bounds, "MOST_IN_A_DAY", 2)
    ines = a_member(a_space(), "Inès Courtois")
    zoe, group = a_member(ines.space, "Zoé Petit"), a_group(ines.space)
    client, there = entered(Client(), ines), Entry.objects.count()
    come, leave = (reverse(f"groups:{name}", args=[ines.space.slug, group.pk]) for name in ("coming", "staying_away"))

    answers = [client.post(address).status_code for address in (come, leave, come)]
    another = entered(Client(), zoe).post(come).status_code
    Entry.objects.update(at=timezone.now() - datetime.timedelta(days=1))
    later = client.post(come).status_code

    assert (answers, another, later) == ([302, 302, 429], 302, 302)
    assert Entry.objects.count() == there + 4
