"""The letters of a poll stay to who wrote them."""

import pytest
from django.test import Client
from django.urls import reverse

from palabre.meetings.polls.tests.edited_letters import press
from palabre.meetings.polls.typed_people import people_typed
from palabre.people.models import Person
from palabre.post.models import Letter
from palabre.spaces.models import Space
from tests.builders import a_group, entered

pytestmark = pytest.mark.django_db


def test_they_are_not_taken_over(his, poll, letter, zoe):
    said = press(his, poll, "poll_letters")

    now = Letter.objects.get()
    assert (said.status_code, now.by, now.link) == (302, zoe, letter.link)


def test_nor_is_one_that_nobody_edited(his, zoe, poll):
    press(entered(Client(), zoe), poll, "poll_letters")
    former = Letter.objects.get()

    press(his, poll, "poll_letters")

    now = Letter.objects.get()
    assert (now.by, now.body, now.link) == (zoe, former.body, former.link)


def test_that_of_who_left_the_space_is_renewed(his, zoe, malo, poll):
    press(entered(Client(), zoe), poll, "poll_letters")
    Person.objects.filter(pk=zoe.pk).update(joined_at=None)

    press(his, poll, "poll_letters")

    assert Letter.objects.get().by == malo


def test_its_page_leads_who_wrote_one_there_and_nobody_else(his, zoe, malo, poll, letter):
    a_group(malo.space, convened_by=(malo,))  # he has an outbox
    door = reverse("meetings:poll_letters", args=[poll.space.slug, poll.pk])
    to_it = reverse("outbox:letter", args=[poll.space.slug, letter.pk])

    pages = [client.get(door).content.decode() for client in (entered(Client(), zoe), his)]

    assert [to_it in page for page in pages] == [True, False]


def test_an_address_typed_beside_the_name_of_a_member_is_not_theirs(zoe, malo):
    Space.hold(zoe.space_id)
    found = people_typed(zoe.space, "Zoé Petit <malo.chez.moi@exemple.example>", by=malo)

    assert ([one.pk for one in found], Person.objects.get(pk=zoe.pk).email) == ([zoe.pk], "")
