"""A proposal made at a meeting to come is on its agenda; « en parler » finds that meeting."""

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.meetings.agenda.agenda_preparation import prepare
from palabre.meetings.decisions import decision_adoption, decision_proposals, review_dates
from palabre.meetings.models import Decision, Room
from palabre.people.models import Audience
from tests.builders import a_decision, a_group, a_meeting, a_member, a_space, entered

pytestmark = pytest.mark.django_db
A_WEEK = datetime.timedelta(days=7)
WORDS = "On garde le samedi."


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def meeting(space):
    return a_meeting(space, on=timezone.localdate() + A_WEEK)


def proposed(meeting, by):
    return decision_proposals.propose_decision(meeting.space, WORDS, by=by, at=timezone.now(), meeting=meeting)


def test_a_proposal_at_a_meeting_to_come_is_on_its_agenda_and_called_proposed(client, space, ines, meeting):
    entered(client, ines).post(f"{reverse('meetings:new_decision', args=[space.slug])}?meeting={meeting.pk}", WORDED)

    assert [item.about for item in meeting.agenda.standing()] == [Decision.objects.get()]
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert (page.count(WORDS), "proposée" in page) == (2, True)


def test_it_is_there_once_when_the_agenda_is_prepared_and_it_is_talked_about(ines, meeting):
    proposal = proposed(meeting, ines)
    prepare(meeting, by=ines, at=timezone.now())

    item = review_dates.talk_about(proposal, by=ines, at=timezone.now())

    assert (item.meeting, meeting.agenda.standing().filter(about=proposal).count()) == (meeting, 1)


def test_its_page_says_on_which_agenda_it_is(client, space, ines, meeting):
    proposal = proposed(meeting, ines)

    here = reverse("meetings:decision_talk", args=[space.slug, proposal.pk])
    said = entered(client, ines).post(here, follow=True).content.decode()

    assert ("Elle est à l’ordre du jour" in said, "Aucune réunion" in said) == (True, False)
    proposal.refresh_from_db()
    assert proposal.review_on is None


@pytest.mark.parametrize("state", ["gone by", "cancelled", "begun"])
def test_no_agenda_changes_once_the_meeting_is_over_or_has_begun(space, ines, meeting, state):
    if state == "begun":
        Room.objects.create(meeting=meeting, code="ABCDEF", began_at=timezone.now())
    elif state == "cancelled":
        meeting.cancel(timezone.now())
    else:
        meeting = a_meeting(space, on=timezone.localdate() - A_WEEK)

    proposed(meeting, ines)

    assert not meeting.agenda.exists()


def test_once_adopted_it_is_talked_about_at_another_meeting(space, ines, meeting):
    later = a_meeting(space, on=meeting.on + A_WEEK)
    proposal = proposed(meeting, ines)
    adopted = decision_adoption.adopt(proposal, by=ines, at=timezone.now())

    assert review_dates.talk_about(adopted, by=ines, at=timezone.now()).meeting == later


@pytest.mark.parametrize("is_set_before", [True, False])
def test_what_members_read_is_on_the_agenda_that_everybody_reads_without_its_words(client, is_set_before):
    space = a_space(public=True)
    ines, day = a_member(space, "Inès Courtois"), timezone.localdate() + A_WEEK
    kept = a_decision(space, proposed_at=timezone.now(), audience=Audience.of_space(space))
    meeting = a_meeting(space, on=day) if is_set_before else None

    review_dates.talk_about(kept, by=ines, at=timezone.now())
    meeting = meeting or a_meeting(space, on=day)
    prepare(meeting, by=ines, at=timezone.now())

    assert meeting.agenda.filter(about=kept).count() == 1
    assert WORDS not in client.get(meeting.get_absolute_url()).content.decode()
    assert WORDS in entered(client, ines).get(meeting.get_absolute_url()).content.decode()


def test_meetings_that_she_does_not_read_are_not_said_not_to_be(client, space, ines):
    a_meeting(space, on=timezone.localdate() + A_WEEK, audience=Audience.of_persons(a_member(space, "Hugo Ferreira")))
    proposal = a_decision(space, proposed_at=timezone.now())

    here = reverse("meetings:decision_talk", args=[space.slug, proposal.pk])
    said = entered(client, ines).post(here, follow=True).content.decode()

    assert ("Pas encore de réunion" in said, "Aucune réunion où en parler" in said) == (False, True)


def test_without_a_group_it_is_for_the_next_meeting_of_the_space_whatever_its_group(client, space, ines):
    of_group = a_meeting(space, group=a_group(space), on=timezone.localdate() + A_WEEK)
    proposal = decision_proposals.propose_decision(space, WORDS, by=ines, at=timezone.now())

    here = reverse("meetings:decision_talk", args=[space.slug, proposal.pk])
    said = entered(client, ines).post(here, follow=True).content.decode()

    assert ("Elle est à l’ordre du jour" in said, "Aucune réunion" in said) == (True, False)
    assert "C’est le moment d’en reparler" not in said
    assert of_group.agenda.get().about == proposal


def test_without_a_group_a_meeting_of_all_is_preferred(space, ines):
    a_meeting(space, group=a_group(space), on=timezone.localdate() + A_WEEK)
    of_all = a_meeting(space, on=timezone.localdate() + 2 * A_WEEK)
    proposal = decision_proposals.propose_decision(space, WORDS, by=ines, at=timezone.now())

    assert review_dates.talk_about(proposal, by=ines, at=timezone.now()).meeting == of_all


def test_of_a_group_it_is_not_for_a_meeting_of_another(space, ines):
    a_meeting(space, group=a_group(space, "Le four"), on=timezone.localdate() + A_WEEK)
    decision = a_decision(space, proposed_at=timezone.now(), group=a_group(space, "Le puits"))

    assert review_dates.talk_about(decision, by=ines, at=timezone.now()) is None


WORDED = {"text": WORDS}


def test_its_words_are_not_typed_into_an_agenda_that_more_people_read(client):
    space = a_space(public=True)
    ines, on = a_member(space, "Inès Courtois"), timezone.localdate() + datetime.timedelta(days=7)
    meeting = a_meeting(space, on=on, audience=Audience.everybody(space))
    decision = a_decision(space, text="On ferme le four", proposed_at=timezone.now(), audience=Audience.of_space(space))
    entered(client, ines).post(reverse("meetings:decision_talk", args=[space.slug, decision.pk]))
    point = reverse("meetings:point", args=[space.slug, meeting.pk, meeting.agenda.get().pk])
    shown = re.search(r'name="shown" value="([^"]*)"', client.get(point).text)[1]

    said = {"shown": shown, "text": "Dire : On ferme le four", "minutes": "10"}
    refused = client.post(point, said)
    kept = client.post(point, said | {"text": "On ferme le four"})

    assert (refused.status_code, kept.status_code) == (409, 302)
    assert "Dire : On ferme le four" in refused.text
    assert meeting.agenda.get().minutes == 10
    assert "On ferme le four" not in Client().get(meeting.get_absolute_url()).text
