"""A poll, or one answer, is removed and brought back; answers are taken away as a table; a poll is asked again."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.links import share_sheet
from palabre.meetings.models import DateAnswer, DatePoll
from palabre.meetings.polls import poll_removal
from palabre.meetings.polls.poll_answers import answer_poll
from palabre.meetings.polls.tables.framadate import read_framadate
from palabre.people.access.links import link_path
from tests.builders import a_member, a_person, a_poll, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def her(client, space):
    return entered(client, a_member(space, "Inès Courtois"))


@pytest.fixture
def poll(space):
    found = a_poll(space)
    answer(found, a_person(space, "=Malo"), "yes")
    return found


def answer(poll, person, *choices):
    rows = zip(poll.options.order_by("on"), choices, strict=False)
    return answer_poll(poll, {one.pk: choice for one, choice in rows}, by=person, at=timezone.now())


def url(name, poll, *more):
    return reverse(f"meetings:{name}", args=[poll.space.slug, poll.pk, *more])


def test_a_removed_poll_leaves_every_list_and_comes_back_open_with_its_answers(her, poll):
    her.post(url("poll_deletion", poll))
    meetings = her.get(reverse("meetings:meetings", args=[poll.space.slug])).content.decode()
    returned = her.get(poll.get_absolute_url())

    her.post(url("poll_return", poll))

    assert f'href="{poll.get_absolute_url()}"' not in meetings
    assert returned.url == url("poll_return", poll)
    found = DatePoll.objects.get()
    assert (found.is_open, found.removed_at, found.answers.count()) == (True, None, 1)


def test_the_links_of_a_removed_poll_open_nothing(her, poll, space):
    link = share_sheet.create_share_link(poll, by=a_member(space), at=timezone.now())
    device = Client()
    here = device.get(link_path(link), follow=True).redirect_chain[-1][0]

    her.post(url("poll_deletion", poll))

    assert (device.get(here).status_code, device.post(here, {"who": "Odile"}).status_code) == (410, 410)
    assert her.get(url("poll_answers", poll)).status_code == 404


def test_a_poll_that_was_closed_comes_back_closed(her, poll):
    poll.close(timezone.now() - datetime.timedelta(hours=1), by=None, meeting=None)

    her.post(url("poll_deletion", poll))
    her.post(url("poll_return", poll))

    assert not DatePoll.objects.get().is_open


def test_what_was_removed_a_month_ago_is_deleted(space, poll):
    ines, at = a_member(space, "Inès Courtois"), timezone.now()
    other = a_poll(space, "Autre")
    kept = answer(other, a_person(space, "Odile"), "yes")
    poll_removal.remove_answer(other, kept.pk, by=ines, at=at)
    poll_removal.remove_poll(poll, by=ines, at=at)

    poll_removal.forget_removed_polls(at + datetime.timedelta(days=29))
    before = DatePoll.objects.count(), DateAnswer.objects.count()
    poll_removal.forget_removed_polls(at + datetime.timedelta(days=31))

    assert (before, DatePoll.objects.count(), DateAnswer.objects.count()) == ((2, 2), 1, 0)


def test_an_answer_is_removed_and_brought_back(her, poll):
    (one,) = poll.answers.all()

    her.post(url("poll_answer_removal", poll, one.pk))
    without = her.get(poll.get_absolute_url()).content.decode()
    her.post(url("poll_answer_return", poll, one.pk))

    assert '<th scope="col">=Malo' not in without
    assert '<th scope="col">=Malo' in her.get(poll.get_absolute_url()).content.decode()


def test_whose_answer_was_removed_answers_anew(poll, space):
    (one,) = poll.answers.all()
    poll_removal.remove_answer(poll, one.pk, by=a_member(space), at=timezone.now())

    answer(poll, one.person, "", "no")

    assert list(poll.answers.standing().get().choices.values_list("choice", flat=True)) == ["no"]


@pytest.mark.parametrize("name", ["poll_deletion", "poll_return", "poll_answer_removal", "poll_answer_return"])
def test_who_is_no_member_removes_nothing(client, name):
    poll = a_poll(a_space(public=True))
    one = answer(poll, a_person(poll.space, "Malo"), "yes")
    more = [one.pk] if "answer" in name else []

    refused = entered(client, a_person(poll.space)).post(url(name, poll, *more))

    assert (refused.status_code, DatePoll.objects.get().removed_at, poll.answers.standing().count()) == (403, None, 1)


def test_the_answers_are_taken_away_as_a_table_that_can_be_brought_in(her, poll):
    table = her.get(url("poll_answers", poll)).content.decode()

    read = read_framadate(table, today=timezone.localdate())
    assert [slot.instant for _number, slot in read.kept] == [one.slot.instant for one in poll.options.order_by("on")]
    assert read.rows == (("'=Malo", {0: "yes"}),)


def test_answers_that_are_hidden_are_not_taken_away(her, space):
    assert her.get(url("poll_answers", a_poll(space, hides_answers=True))).status_code == 403


def test_a_poll_is_asked_again_with_its_words_and_its_dates_to_come(her, space):
    poll = a_poll(space, "Le <comité>", place="Au four")
    poll.options.create(on=timezone.localdate() - datetime.timedelta(days=3))

    page = her.get(reverse("meetings:new_poll", args=[space.slug]), {"like": poll.pk}).content.decode()

    assert ("Le &lt;comité&gt;" in page, 'value="Au four"' in page, page.count('name="option"')) == (True, True, 2)
