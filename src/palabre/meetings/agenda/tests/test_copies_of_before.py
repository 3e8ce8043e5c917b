"""Agendas of before had copies of the words of needs and decisions: each is tied to what it copied, once."""

import datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from palabre.groups.corrections.corrections import correct
from palabre.meetings.agenda.shipped_agendas import NEEDS
from palabre.meetings.decisions.decision_proposals import reword
from palabre.meetings.models import AgendaItem, Decision, quoted_item
from palabre.people.models import Audience
from tests.builders import a_group, a_meeting, a_member, a_need, a_space

pytestmark = pytest.mark.django_db
MIGRATION = import_module("palabre.meetings.migrations.0008_words_of_now")


@pytest.fixture
def space():
    return a_space(public=True)


@pytest.fixture(params=["public", "space"])
def meeting(request, space):
    readers = Audience.everybody(space) if request.param == "public" else Audience.of_space(space)
    return a_meeting(space, on=datetime.date(2031, 4, 2), group=a_group(space), audience=readers)


def upgraded(point):
    for _twice in range(2):
        MIGRATION.point_at_them(apps, None)
    return AgendaItem.objects.get(pk=point.pk)


def test_words_are_those_of_the_need_that_says_so_or_said_so(space, meeting):
    everybody = Audience.everybody(space)
    first, second = a_need(space, "Une salle " + "très grande " * 40, audience=everybody), a_need(space, "Du pain")
    parts = ["Du pain", quoted_item(first.text)]
    point = meeting.agenda.create(text="Besoins", position=1, brings=NEEDS, parts=parts)
    correct(second, by=a_member(space, "Berthe Loric"), text="De la farine")

    assert [one.need for one in upgraded(point).brought.order_by("position")] == [second, first]
    assert upgraded(point).parts == []


def test_words_of_a_need_that_is_gone_stay_where_not_everybody_reads_them(meeting):
    point = meeting.agenda.create(text="Besoins", position=1, brings=NEEDS, parts=["Une canne"])

    assert upgraded(point).listed == ([] if meeting.audience.kind == "public" else ["Une canne"])


def test_of_two_needs_in_the_same_words_it_is_that_of_the_group_else_the_one_that_fewest_read(space, meeting):
    everybody = Audience.everybody(space)
    a_need(space, "Du pain", audience=everybody)
    own = a_need(space, "Du pain", audience=everybody, group=meeting.group)
    a_need(space, "Une clef", audience=everybody)
    kept = a_need(space, "Une clef", audience=Audience.of_space(space))
    point = meeting.agenda.create(text="Besoins", position=1, brings=NEEDS, parts=["Du pain", "Une clef"])

    assert [one.need for one in upgraded(point).brought.order_by("position")] == [own, kept]


@pytest.mark.parametrize("text", ["Payer la caution", "Verser 500 €", "Une décision que lisent les membres"])
def test_a_point_in_the_words_of_its_decision_has_none_of_its_own(space, meeting, text):
    decision = Decision.objects.create(
        space=space, audience=meeting.audience, text="Verser 500 €", proposed_at=timezone.now()
    )
    reword(decision, "Payer la caution", by=a_member(space, "Berthe Loric"))
    point = meeting.agenda.create(text=text, position=1, about=decision)
    typed = meeting.agenda.create(text="La caution, qui ?", position=2, about=decision)

    assert (upgraded(point).text, upgraded(typed).text) == ("", "La caution, qui ?")
    assert upgraded(point).words == "Payer la caution"
    MIGRATION.copy_again(apps, None)
    assert AgendaItem.objects.get(pk=point.pk).text == "Payer la caution"
