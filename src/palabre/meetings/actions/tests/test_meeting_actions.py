"""« À prendre »: taken, taken together, offered and accepted, left open, dated in words."""

import datetime

import pytest
from django.urls import reverse

from palabre.groups.actions import action_offers
from palabre.groups.models import Action
from palabre.journal.models import Entry
from palabre.meetings.actions.actions_to_take import to_take_up
from palabre.meetings.models import CarriedOver
from palabre.refusal import Refusal
from tests.builders import a_meeting, a_member, a_page, a_passage, a_person, a_space, an_action, entered

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 10, 13)  # a Tuesday


@pytest.fixture
def space():
    return a_space(public=True)


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def meeting(space):
    return a_meeting(space, on=TODAY, minutes=a_page(space))


@pytest.fixture
def action(space, meeting):
    made = an_action(space)
    CarriedOver.objects.create(meeting=meeting, action=made)
    return made


def fresh(action):
    return Action.objects.get(pk=action.pk)


def test_the_list_holds_what_came_back_and_what_was_read_with_those_without_anybody_first(space, ines, meeting, action):
    earlier = a_meeting(space, on=TODAY - datetime.timedelta(14))
    CarriedOver.objects.create(meeting=earlier, action=action)
    taken = an_action(space, "Dessiner le trajet", owner=ines)
    a_passage(meeting.minutes, taken)
    an_action(space, "Autre chose")

    assert [(one.action, one.came_back) for one in to_take_up(meeting)] == [(action, 1), (taken, 0)]


def test_one_takes_it_with_others_who_are_bound_to_nothing(ines, action):
    for _twice in range(2):
        action_offers.take_together(action, " avec Karim  et Bernadette ", by=ines)

    assert (fresh(action).owner, fresh(action).owner_words) == (ines, "avec Karim et Bernadette")
    assert Entry.objects.filter(verb="action.shared").count() == 1


def test_only_she_who_was_asked_accepts(space, ines, action):
    karim, other = a_person(space, "Karim Oualid"), a_person(space, "Gil Le Du")
    action_offers.offer(action, karim, by=ines)

    with pytest.raises(Refusal):
        action_offers.accept(action, by=other)
    before = fresh(action).owner
    for _twice in range(2):
        action_offers.accept(action, by=karim)

    assert (before, fresh(action).owner, fresh(action).offered_to) == (None, karim, None)


def test_who_has_not_joined_neither_offers_nor_leaves_open_nor_dates(space, ines, action):
    guest = a_person(space, "Gil Le Du")
    action_offers.offer(action, a_person(space, "Karim Oualid"), by=ines)

    for act in (
        lambda: action_offers.offer(action, ines, by=guest),
        lambda: action_offers.leave_hanging(action, by=guest),
        lambda: action_offers.say_when(action, "demain", by=guest, today=TODAY),
    ):
        with pytest.raises(Refusal):
            act()

    assert fresh(action).offered_to.name == "Karim Oualid"


def test_what_is_left_open_is_asked_of_nobody_and_what_was_taken_stays_hers(space, ines, action):
    action_offers.offer(action, a_person(space, "Karim Oualid"), by=ines)

    action_offers.leave_hanging(action, by=ines)
    asked = fresh(action).offered_to
    action_offers.take_together(action, "", by=ines)
    action_offers.leave_hanging(action, by=a_member(space, "Malo"))

    assert (asked, fresh(action).owner) == (None, ines)


@pytest.mark.parametrize(
    ("words", "day"),
    [("avant mardi prochain", "2026-10-20"), ("le 3 novembre", "2026-11-03"), ("quand on pourra", None), ("", None)],
)
def test_a_date_is_kept_in_words_and_resolved_where_they_name_a_day(ines, action, words, day):
    action_offers.say_when(action, words, by=ines, today=TODAY)

    expected = datetime.date.fromisoformat(day) if day else None
    assert (fresh(action).due_words, fresh(action).due_on) == (words, expected)


def test_a_guest_takes_it_on_with_her_name_alone(client, space, meeting, action):
    address = reverse("meetings:taken", args=[space.slug, meeting.pk, action.pk])

    for _twice in range(2):
        client.post(address, {"gesture": "take", "who": "Zoé Le Du", "form_token": "one-form"})

    assert fresh(action).owner.name == "Zoé Le Du"
    assert space.persons.filter(name="Zoé Le Du").count() == 1


def test_words_past_their_bound_are_refused_and_come_back(client, space, ines, meeting, action):
    address, long = reverse("meetings:taken", args=[space.slug, meeting.pk, action.pk]), "x" * 201

    answer = entered(client, ines).post(address, {"gesture": "when", "words": long})

    assert (answer.status_code, long in answer.content.decode(), fresh(action).due_words) == (422, True, "")


def test_each_action_has_fields_of_its_own(client, space, ines, meeting, action):
    action.due_words = "avant mardi"
    action.save()

    shown = entered(client, ines).get(reverse("meetings:to_take", args=[space.slug, meeting.pk])).content.decode()

    for one in (f'id="words-who-{action.pk}"', f'for="words-when-{action.pk}"', 'value="avant mardi"'):
        assert one in shown


def test_an_action_of_elsewhere_is_not_taken_here(client, space, ines, meeting):
    other = an_action(space, "Autre chose")

    answer = entered(client, ines).post(reverse("meetings:taken", args=[space.slug, meeting.pk, other.pk]))

    assert (answer.status_code, fresh(other).owner) == (404, None)


@pytest.mark.parametrize("count", [1, 5])
def test_the_list_costs_the_same_with_one_row_and_with_five(
    client, space, ines, meeting, count, django_assert_num_queries
):
    visitor = entered(client, ines)
    for number in range(count):
        made = an_action(space, f"Chose {number}", offered_to=a_person(space, f"Nadia {number}"))
        CarriedOver.objects.create(meeting=meeting, action=made)

    with django_assert_num_queries(4):
        assert visitor.get(reverse("meetings:to_take", args=[space.slug, meeting.pk])).status_code == 200
