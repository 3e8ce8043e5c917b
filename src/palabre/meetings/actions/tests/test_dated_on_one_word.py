"""On one member's square, what she said at a meeting stays as she said it, and nobody says otherwise in her name."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.models import Action
from palabre.journal.models import Entry
from palabre.meetings.decisions.decision_objections import lift, object_to
from palabre.meetings.decisions.decision_proposals import propose_decision
from palabre.meetings.room.open_room import open_room
from palabre.people.access import keys
from tests.builders import a_meeting, a_member, a_page, a_passage, a_space, an_action, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def zoe(space):
    return a_member(space, "Zoé Petit")


@pytest.fixture
def malo(space):
    return a_member(space, "Malo Kersauze")


@pytest.fixture
def phone(zoe, malo):
    found = Client()
    found.post(keys.key_path(keys.key_shown_to(zoe, by=malo, at=timezone.now())))
    return found


def test_the_day_for_which_she_said_an_action_is_not_another(space, zoe, phone):
    page, action = a_page(space), an_action(space, owner=zoe)
    a_passage(page, action)
    meeting = a_meeting(space, minutes=page)
    address = reverse("meetings:taken", args=[space.slug, meeting.pk, action.pk])
    entered(Client(), zoe).post(address, {"gesture": "when", "words": "avant mardi"})

    phone.post(address, {"gesture": "when", "words": "jamais"})

    assert Action.objects.get().due_words == "avant mardi"
    assert Entry.objects.filter(verb="action.dated", by=zoe).count() == 1


def test_a_day_that_nobody_said_may_be_said_and_whom_she_asked_is_not_changed(space, zoe, malo, phone):
    odile, page = a_member(space, "Odile Morvan"), a_page(space)
    dated, asked = an_action(space, owner=zoe), an_action(space, "Fermer", offered_to=odile, offered_by=zoe)
    for one in (dated, asked):
        a_passage(page, one)
    meeting = a_meeting(space, minutes=page)

    for gesture, thing, words in (("when", dated, "avant mardi"), ("offer", asked, malo.name), ("hanging", asked, "")):
        phone.post(
            reverse("meetings:taken", args=[space.slug, meeting.pk, thing.pk]), {"gesture": gesture, "words": words}
        )

    assert Action.objects.get(pk=dated.pk).due_words == "avant mardi"
    assert Action.objects.get(pk=asked.pk).offered_to == odile


def test_with_whom_she_takes_it_on_stays_as_she_said(space, zoe, phone):
    page, action = a_page(space), an_action(space)
    a_passage(page, action)
    meeting = a_meeting(space, minutes=page)
    address = reverse("meetings:taken", args=[space.slug, meeting.pk, action.pk])
    entered(Client(), zoe).post(address, {"gesture": "together", "words": "avec les voisins"})

    phone.post(address, {"gesture": "together", "words": "avec Malo"})

    assert Action.objects.get().owner_words == "avec les voisins"


def test_her_objection_is_not_lifted_in_her_name(space, zoe, malo, phone):
    meeting = a_meeting(space, on=timezone.localdate())
    open_room(meeting, by=malo, at=timezone.now())
    decision = propose_decision(space, "On vend la maison.", by=malo, at=timezone.now(), meeting=meeting)
    objection = object_to(decision, "Elle sert à tous.", by=zoe, at=timezone.now())

    address = reverse("room:gesture", args=[space.slug, meeting.pk, "lifting"])
    phone.post(f"{address}?objection={objection.pk}")

    objection.refresh_from_db()
    assert objection.lifted_at is None
    assert not Entry.objects.filter(verb="objection.lifted", by=zoe).exists()


def test_nor_raised_again_once_she_lifted_it(space, zoe, malo, phone):
    meeting = a_meeting(space, on=timezone.localdate())
    open_room(meeting, by=malo, at=timezone.now())
    decision = propose_decision(space, "On vend la maison.", by=malo, at=timezone.now(), meeting=meeting)
    objection = object_to(decision, "Elle sert à tous.", by=zoe, at=timezone.now())
    lift(objection, by=zoe, at=timezone.now())

    address = reverse("room:gesture", args=[space.slug, meeting.pk, "objection"])
    phone.post(f"{address}?decision={decision.pk}", {f"reason-{decision.pk}": objection.reason})

    objection.refresh_from_db()
    assert objection.lifted_at is not None
