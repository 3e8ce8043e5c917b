"""On a device that one member's square let in, nothing that she said is changed, and no addresses are read that he may
not: he may be the one who scanned it."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.accounts.models import Account
from palabre.forums.models import SheetPledge
from palabre.groups.log.group_log import inquire
from palabre.groups.models import Action, Answer, HelpOffer, Inquiry, Pledge, ProgressEntry
from palabre.meetings.models import DateAnswer, SentNews
from palabre.people.access import keys
from tests.builders import (
    a_day,
    a_forum,
    a_gathering,
    a_group,
    a_help_offer,
    a_letter,
    a_meeting,
    a_member,
    a_need,
    a_poll,
    a_registration,
    a_sheet,
    a_space,
    an_action,
    an_answer,
    entered,
    some_news,
)

pytestmark = pytest.mark.django_db
HERS = "zoe.petit@exemple.example"


@pytest.fixture
def zoe():
    return a_member(a_space(), "Zoé Petit")


@pytest.fixture
def malo(zoe):
    return a_member(zoe.space, "Malo Kersauze")


@pytest.fixture
def group(zoe):
    return a_group(zoe.space, convened_by=(zoe,))


@pytest.fixture
def hers(zoe):
    return entered(Client(), zoe)


@pytest.fixture
def phone(zoe, malo):
    found = Client()
    found.post(keys.key_path(keys.key_shown_to(zoe, by=malo, at=timezone.now())))
    return found


def at(name, zoe, *numbers):
    return reverse(name, args=[zoe.space.slug, *numbers])


def news(zoe, group):
    return "groups:news", some_news(group, "Le préfet a dit non.", by=zoe), ProgressEntry


def news_gone(zoe, group):
    return "groups:news_removal", some_news(group, "Le préfet a dit non.", by=zoe), ProgressEntry


def action(zoe, group):
    return "groups:leaving", an_action(zoe.space, owner=zoe, group=group), Action


def answer(zoe, group):
    return "groups:answer_undoing", an_answer(a_need(zoe.space, group=group), by=zoe), Answer


def help_offer(zoe, group):
    return "groups:help_withdrawal", a_help_offer(zoe), HelpOffer


def inquiry(zoe, group):
    return "groups:inquiry_removal", inquire(group, "Qui paie ?", by=zoe), Inquiry


@pytest.mark.parametrize("made", [news, news_gone, action, answer, help_offer, inquiry])
def test_what_she_wrote_or_took_stays_as_it_is(zoe, group, hers, phone, made):
    name, thing, model = made(zoe, group)
    rows = model.objects.filter(pk=thing.pk)
    before = list(rows.values())

    refused = phone.post(at(name, zoe, thing.pk), {"text": "Le préfet a dit oui."}).status_code

    assert (refused in (403, 404, 409), list(rows.values())) == (True, before)
    assert hers.post(at(name, zoe, thing.pk), {"text": "Le préfet a dit oui."}).status_code in (200, 302)
    assert list(rows.values()) != before


def test_what_she_promised_to_a_group_stays(zoe, malo, hers, phone):
    group = a_group(zoe.space, convened_by=(malo,))
    hers.post(at("groups:coming", zoe, group.pk))

    assert phone.post(at("groups:staying_away", zoe, group.pk)).status_code == 409
    assert Pledge.objects.filter(person=zoe, typed_by=None).count() == 1
    assert hers.post(at("groups:staying_away", zoe, group.pk)).status_code == 302


def test_the_address_that_she_left_to_a_group_is_not_read(zoe, malo, hers, phone):
    door = at("groups:coming", zoe, a_group(zoe.space, convened_by=(malo,)).pk)
    hers.post(door, {"whole": "1", "reply_to": HERS})

    assert [HERS in client.get(door).content.decode() for client in (hers, phone)] == [True, False]


def test_nor_is_one_that_was_typed_there_cleared_by_the_field_that_hides_it(zoe, malo, phone):
    door = at("groups:coming", zoe, a_group(zoe.space, convened_by=(malo,)).pk)
    phone.post(door, {"whole": "1", "reply_to": HERS})

    phone.post(door, {"whole": "1", "words": "Le mardi"})

    assert list(Pledge.objects.values_list("words", "reply_to")) == [("Le mardi", HERS)]


def test_nor_is_the_one_that_she_left_at_a_forum(zoe, malo, hers, phone):
    day = a_day(a_forum(zoe.space, held_on=timezone.localdate()), by=malo)
    SheetPledge.objects.create(sheet=a_sheet(day), person=zoe, carries=False, reply_to=HERS, at=timezone.now())
    door = at("forums:going_on", zoe, day.forum_id)

    assert [HERS in client.get(door).content.decode() for client in (hers, phone)] == [True, False]


def test_what_was_promised_on_that_device_is_taken_back_there(zoe, malo, phone):
    group = a_group(zoe.space, convened_by=(malo,))
    phone.post(at("groups:coming", zoe, group.pk))

    assert phone.post(at("groups:staying_away", zoe, group.pk)).status_code == 302
    assert not Pledge.objects.filter(person=zoe).exists()


def test_her_news_to_a_meeting_stay(zoe, hers, phone):
    meeting = a_meeting(zoe.space, on=timezone.localdate() + datetime.timedelta(days=5))
    hers.post(at("meetings:news", zoe, meeting.pk), {"text": "Je suis contre."})

    answers = [
        phone.post(at("meetings:staying_away", zoe, meeting.pk)).status_code,
        phone.post(at("meetings:coming", zoe, meeting.pk)).status_code,
        phone.post(at("meetings:news", zoe, meeting.pk), {"text": "Je suis pour."}).status_code,
    ]

    assert answers == [409] * 3
    assert list(SentNews.objects.values_list("text", flat=True)) == ["Je suis contre."]
    assert list(zoe.attendances.values_list("presence", flat=True)) == ["news"]
    assert hers.post(at("meetings:staying_away", zoe, meeting.pk)).status_code == 302


def test_her_answer_to_a_poll_stays(zoe, hers, phone):
    poll = a_poll(zoe.space)
    field = f"date-{poll.options.first().pk}"
    hers.post(at("meetings:poll", zoe, poll.pk), {field: "yes"})

    answers = [
        phone.post(at("meetings:poll", zoe, poll.pk), {field: "no"}).status_code,
        phone.post(at("meetings:poll_unanswering", zoe, poll.pk)).status_code,
    ]

    assert answers == [409] * 2
    assert list(DateAnswer.objects.values_list("choices__choice", flat=True)) == ["yes"]
    assert hers.post(at("meetings:poll_unanswering", zoe, poll.pk)).status_code == 302


def test_no_letters_nor_addresses_are_read_that_he_may_not_read(zoe, group, hers, phone):
    a_letter(a_member(zoe.space, "Claire Aubanel"), by=zoe)
    outbox = at("outbox:outbox", zoe)

    assert [hers.get(outbox).status_code, phone.get(outbox).status_code] == [200, 403]


def test_no_registrations_are_read_that_he_may_not_read(zoe, group, hers, phone):
    gathering = a_gathering(zoe.space, by=zoe)
    email = a_registration(gathering).email
    table = at("gatherings:table", zoe, gathering.pk)

    assert email in hers.get(table).content.decode()
    assert email not in phone.get(table).content.decode()


def test_who_signs_in_by_an_address_that_a_member_noted_changes_what_she_said_there(zoe, malo):
    """All that she said, she said by it."""
    meeting = a_meeting(zoe.space, on=timezone.localdate() + datetime.timedelta(days=5))
    zoe.may_be_reached_at("zoe@exemple.example", by=malo)
    zoe.sign_in_as(Account.objects.open("zoe@exemple.example"))
    client = Client()
    client.force_login(zoe.account)

    statuses = [client.post(at(f"meetings:{one}", zoe, meeting.pk)).status_code for one in ("coming", "staying_away")]

    assert (statuses, zoe.attendances.exists()) == ([302] * 2, False)
