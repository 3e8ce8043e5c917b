"""A gathering is prepared by those who carry a group: its day, by a poll too, its formats, its announcement."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from palabre.gatherings import gathering_announcement, gathering_day, gathering_preparation
from palabre.gatherings.gathering_preparation import GatheringDetails
from palabre.gatherings.tests.scene import AT, DAY, announced, come, now, prepared
from palabre.meetings.models import DatePoll
from palabre.meetings.polls import poll_closure
from palabre.pure.slots import Slot
from palabre.refusal import Refusal
from tests.builders import a_gathering, a_member, a_space, entered

pytestmark = pytest.mark.django_db
HALF_PAST_TWO = Slot(DAY, datetime.time(14, 30), 60)


def test_a_poll_awaits_those_who_carry_and_the_day_that_it_closes_on_is_the_gathering_s():
    gathering, ines = prepared()
    poll = gathering_day.ask_for_a_day(gathering, [Slot(DAY), HALF_PAST_TWO], by=ines, at=AT)
    awaited = list(poll.awaited.values_list("person__name", "is_required"))

    poll_closure.close_poll(poll, poll.options.get(at__isnull=False), by=ines, at=AT)
    kept = now(gathering)
    poll_closure.reopen(poll, by=ines)

    assert awaited == [("Inès Courtois", True)]
    assert (kept.on, kept.at, kept.until) == (DAY, datetime.time(14, 30), datetime.time(15, 30))
    assert now(gathering).on is None


def test_once_announced_only_who_tends_it_moves_it_by_its_poll():
    gathering, ines = prepared()
    other = Slot(DAY + datetime.timedelta(days=7), datetime.time(9), 60)
    poll = gathering_day.ask_for_a_day(gathering, [HALF_PAST_TWO, other], by=ines, at=AT)
    first, second = poll.options.order_by("on")
    poll_closure.close_poll(poll, first, by=ines, at=AT)
    gathering_announcement.announce(now(gathering), to_all=True, by=ines, at=AT)

    poll.refresh_from_db()
    with pytest.raises(Refusal):
        poll_closure.reopen(poll, by=a_member(gathering.space, "Malo"))
    kept = now(gathering).on, DatePoll.objects.get(pk=poll.pk).is_open
    poll_closure.reopen(poll, by=ines)
    poll_closure.close_poll(poll, second, by=ines, at=AT)

    assert kept == (DAY, False)
    assert now(gathering).on == second.on


def test_nothing_is_announced_without_a_day():
    gathering, ines = prepared()

    with pytest.raises(Refusal):
        gathering_announcement.announce(gathering, to_all=True, by=ines, at=AT)


def test_what_is_announced_is_taken_back_as_long_as_nobody_registered():
    gathering, ines = announced()
    gathering_announcement.unannounce_gathering(gathering, by=ines)
    gathering_announcement.announce(gathering, to_all=True, by=ines, at=AT)
    come(gathering)

    with pytest.raises(Refusal):
        gathering_announcement.unannounce_gathering(gathering, by=ines)


def test_of_two_formats_one_is_chosen_by_a_gesture_and_the_choice_opens_again():
    gathering, ines = prepared()
    formats = gathering_preparation.formats_in("world café ou café pro-action ?")
    gathering_preparation.change_gathering(
        gathering, GatheringDetails(gathering.title, formats=formats), by=ines, at=AT
    )

    gathering_preparation.choose_format(gathering, "café pro-action", by=ines)
    chosen = now(gathering).chosen_format
    gathering_preparation.choose_format(gathering, "", by=ines)

    assert (formats, chosen, now(gathering).chosen_format) == (("world café", "café pro-action"), "café pro-action", "")


def test_a_member_who_carries_nothing_is_refused_by_the_acts_too():
    gathering, _ines = announced()
    malo = a_member(gathering.space, "Malo")

    for act in (
        gathering_announcement.unannounce_gathering,
        lambda one, by: gathering_announcement.cancel(one, by=by, at=AT),
    ):
        with pytest.raises(Refusal):
            act(gathering, by=malo)


def test_the_roll_closes_on_the_day_as_long_as_it_is_announced_and_takes_place():
    gathering, ines = announced()
    closed = [gathering.roll.closes_on]

    gathering_announcement.cancel(gathering, by=ines, at=AT)
    closed.append(now(gathering).roll.closes_on)
    gathering_announcement.restore_gathering(gathering, by=ines, at=AT)
    closed.append(now(gathering).roll.closes_on)
    gathering_announcement.unannounce_gathering(gathering, by=ines)
    closed.append(now(gathering).roll.closes_on)

    assert closed == [DAY, None, DAY, None]


def test_in_a_space_that_is_prepared_the_page_leads_to_what_opens_it_first(client):
    space = a_space(opened=False)
    her = a_member(space, "Odile Tanneguy")
    gathering = a_gathering(space, by=her, is_announced=False)

    address = reverse("gatherings:announcement", args=[space.slug, gathering.pk])
    page = entered(client, her).get(address).content.decode()

    assert "Cet espace est encore en préparation" in page
    assert f"{reverse('here:people', args=[space.slug])}#readers" in page


@pytest.mark.parametrize(("public", "chosen"), [(True, "all"), (False, "members")])
def test_what_is_announced_in_a_space_of_members_is_for_them_unless_said(public, chosen):
    gathering, ines = prepared(public=public)

    page = entered(Client(), ines).get(f"{gathering.get_absolute_url()}announcement/")

    assert page.context["form"]["to"].value() == chosen
