"""A point that somebody changed keeps their words, whoever begins its agenda otherwise or takes it back."""

import dataclasses
import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from palabre.meetings.agenda.agenda_items import ItemDetails, change_point, propose_point
from palabre.meetings.agenda.agenda_preparation import prepare
from palabre.meetings.agenda.agenda_switch import begin_otherwise, is_untouched
from palabre.meetings.agenda.item_postponement import postpone
from palabre.refusal import Refusal
from tests.builders import a_meeting, a_member, a_space, entered

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 12, 8)
NOW = timezone.make_aware(datetime.datetime(2026, 11, 24, 10))
CHANGES = [{"to_read": "Trois devis"}, {"text": "Le car"}, {"kind": "decide"}, {"minutes": 45}, {"holder": "Zoé"}]


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def meeting(space, ines):
    found = a_meeting(space, on=DAY, lasts=90)
    prepare(found, by=ines, at=NOW)
    return found


def fields(item):
    return {one.name: getattr(item, one.name) for one in dataclasses.fields(ItemDetails)}


def changed(item, by, said):
    """Change these fields of the point; return all of them."""
    said = said | ({"holder": by} if "holder" in said else {})
    return fields(change_point(item, ItemDetails(**fields(item) | said), by=by))


@pytest.mark.parametrize("said", CHANGES)
def test_an_agenda_with_a_point_that_somebody_changed_begins_no_longer_otherwise(meeting, space, ines, said):
    item = meeting.agenda.get(position=2)
    told = changed(item, a_member(space, "Zoé Martin"), said)

    with pytest.raises(Refusal, match="travaillé"):
        begin_otherwise(meeting, "group", by=ines, at=NOW)

    assert fields(meeting.agenda.get(pk=item.pk)) == told


def test_one_that_nobody_changed_begins_otherwise_and_again(meeting, ines):
    for key in ("group", "conveners", "group"):
        begin_otherwise(meeting, key, by=ines, at=NOW)
        meeting.refresh_from_db()

        assert (meeting.template_key, is_untouched(meeting)) == (key, True)


@pytest.mark.parametrize("held", [1, 60])
def test_whether_somebody_changed_a_point_is_asked_in_one_query_of_all(meeting, ines, held, django_assert_num_queries):
    meeting.agenda.filter(position__lte=held).update(holder=ines)

    with django_assert_num_queries(5):
        assert not is_untouched(meeting)


@pytest.mark.parametrize("said", CHANGES)
def test_a_point_taken_back_leaves_what_another_made_of_it_at_the_next_meeting(client, meeting, space, ines, said):
    after = a_meeting(space, on=DAY.replace(day=22))
    prepare(after, by=ines, at=NOW)
    item = propose_point(meeting, ItemDetails("Le bus"), by=ines, at=NOW)
    postpone(item, by=ines, at=NOW)
    copy = after.agenda.get(comes_from=item)
    told = changed(copy, a_member(space, "Zoé Martin"), said)
    here = reverse("meetings:point_return", args=[space.slug, meeting.pk, item.pk])

    answers = [entered(client, ines).post(here, follow=True).content.decode() for _twice in range(2)]

    assert fields(after.agenda.get(pk=copy.pk)) == told
    assert meeting.agenda.standing().filter(text="Le bus").count() == 1
    assert ["reste aussi à l’ordre du jour" in answer for answer in answers] == [True, False]
