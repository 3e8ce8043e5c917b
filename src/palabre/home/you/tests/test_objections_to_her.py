"""« Ma journée » of who made a proposal: an objection to it awaits them, and nobody else."""

import pytest
from django.urls import reverse
from django.utils import timezone

from palabre.home.you.my_day import first_awaited
from palabre.meetings.decisions.decision_adoption import set_aside_decision
from palabre.meetings.decisions.decision_objections import lift, object_to
from palabre.meetings.decisions.decision_proposals import propose_decision
from palabre.meetings.models import Decision
from palabre.people.models import Audience
from palabre.people.reader import Reader
from tests.builders import a_member, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines():
    return a_member(a_space(), "Inès Courtois")


@pytest.fixture
def hugo(ines):
    return a_member(ines.space, "Hugo Ferreira")


@pytest.fixture
def proposal(ines):
    return propose_decision(ines.space, "On ferme le lundi.", by=ines, at=timezone.now())


def awaited(client, person):
    page = entered(client, person).get(reverse("you:day", args=[person.space.slug]))
    return page.context["page"].awaited, page.content.decode()


def test_an_objection_awaits_who_made_the_proposal_and_nobody_else(client, ines, hugo, proposal):
    for reason in ("Le marché est le lundi.", "La clé manque."):
        object_to(proposal, reason, by=hugo, at=timezone.now())

    hers, page = awaited(client, ines)
    assert hers == [("objection", proposal)]
    assert first_awaited(Reader.here(ines.space, ines), ines) == ("objection", proposal)
    assert proposal.get_absolute_url() in page
    assert "objection à votre proposition" in page
    assert awaited(client, hugo)[0] == []


@pytest.mark.parametrize("what", ["lifted", "set aside", "her own", "kept from her"])
def test_nothing_awaits_her_of_a_proposal_to_which_nothing_stands(client, ines, hugo, proposal, what):
    at = timezone.now()
    objection = object_to(proposal, "La clé manque.", by=ines if what == "her own" else hugo, at=at)
    if what == "lifted":
        lift(objection, by=hugo, at=at)
    elif what == "set aside":
        set_aside_decision(proposal, "Plus tard.", by=hugo, at=at)
    elif what == "kept from her":
        Decision.objects.update(audience=Audience.of_persons(hugo))

    assert awaited(client, ines)[0] == []


@pytest.mark.parametrize("count", [1, 5])
def test_it_costs_the_same_with_one_proposal_and_with_five(client, ines, hugo, count, django_assert_num_queries):
    for number in range(count):
        proposal = propose_decision(ines.space, f"Proposition {number}.", by=ines, at=timezone.now())
        object_to(proposal, "La clé manque.", by=hugo, at=timezone.now())
    visitor = entered(client, ines)

    with django_assert_num_queries(17):
        assert visitor.get(reverse("you:day", args=[ines.space.slug])).status_code == 200
