"""What reopening a day leaves: words written since, groups that were there; and one group of merged questions."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from palabre.forums.homecoming.carried_copy import take_away
from palabre.forums.homecoming.carried_file import TEXT, entry_of
from palabre.forums.models import ForumDay, SheetPledge
from palabre.forums.outcome.closure import close_day
from palabre.forums.outcome.closure_undo import reopen_day
from palabre.forums.outcome.sheet_pledges import pledge_for, pledge_to_sheet
from palabre.forums.tests.scene import AT, as_, at, day_now, prepared, written
from palabre.groups.links.share_sheet import create_share_link
from palabre.groups.models import Group, Pledge
from palabre.groups.questions.question_merge import merge_questions
from palabre.groups.roles.pledges import How, come_along
from palabre.people.access.links import link_path, link_to
from palabre.people.models import Audience
from tests.builders import a_group, a_member, a_person

pytestmark = pytest.mark.django_db
ADDRESS = "b@exemple.example"


@pytest.fixture
def scene():
    day, sabine = prepared(public=True)
    sheet = written(day, sabine, 12)
    pledge_for(sheet, "Éloi", by=sabine, at=AT, carries=True)
    come = pledge_for(sheet, "Bernadette", by=sabine, at=AT, carries=False, how=How(reply_to=ADDRESS))
    return day, sabine, sheet, come.person


def says_more(group, person):
    come_along(group, by=person, at=AT, words="Le mardi", typed_by=group.pledges.get(person=person).typed_by)


def confirms(group, person):
    come_along(group, by=person, at=AT)


def is_answered(group, person):
    group.pledges.get(person=person).welcome(AT, by=a_member(group.space, "Hugo"))


def says_a_word_of_their_role(group, _person):
    group.memberships.get().say("Les lundis")


def has_a_reading_list(group, _person):
    Group.objects.filter(pk=group.pk).update(to_read="Le guide")


def has_pages(group, person):
    Group.objects.filter(pk=group.pk).update(own_audience=Audience.of_persons(person))


def carries_more(group, _person):
    group.questions.create(space=group.space, audience=group.audience, text="Et le soir ?")


@pytest.mark.parametrize(
    "does", [says_more, confirms, is_answered, says_a_word_of_their_role, has_a_reading_list, has_pages, carries_more]
)
def test_a_group_where_a_word_was_written_since_stays(scene, does):
    day, sabine, _sheet, bernadette = scene
    (group,) = close_day(day, {}, by=sabine, at=AT)
    does(group, bernadette)

    staying = reopen_day(day, by=sabine, at=AT)

    assert staying == [group]
    assert Group.objects.filter(pk=group.pk).exists()


def test_an_address_is_in_one_place_and_goes_back_with_the_reopening(scene):
    day, sabine, _sheet, bernadette = scene
    mine = SheetPledge.objects.filter(person=bernadette)

    close_day(day, {}, by=sabine, at=AT)
    closed = (mine.get().reply_to, Pledge.objects.get().reply_to)
    reopen_day(day, by=sabine, at=AT)

    assert closed == ("", ADDRESS)
    assert mine.get().reply_to == ADDRESS


def test_an_address_is_taken_back_once_the_day_is_closed(scene):
    day, sabine, sheet, _bernadette = scene
    phone = Client()
    said = {"number": "12", "who": "Zoé", "form_token": "z", "carries": "1", "reply_to": "z@exemple.example"}
    phone.post(at(day, "going_on"), said)
    close_day(day, {}, by=sabine, at=AT)
    pledge = sheet.pledges.get(person__name="Zoé")

    page = phone.get(at(day, "going_on")).content.decode()
    sent = [one.post(at(day, "no_address", pledge.pk)).status_code for one in (Client(), phone)]

    pledge.refresh_from_db()
    assert "z@exemple.example" in page
    assert (sent, pledge.reply_to) == ([404, 302], "")


def test_a_member_who_does_not_host_takes_back_no_address_of_others(scene):
    day, sabine, sheet, bernadette = scene
    pledge = sheet.pledges.get(person=bernadette)

    sent = [
        as_(one).post(at(day, "no_address", pledge.pk)).status_code
        for one in (a_member(day.forum.space, "Hugo"), sabine)
    ]

    pledge.refresh_from_db()
    assert (sent, pledge.reply_to) == ([404, 302], "")


def test_who_came_to_a_group_that_was_there_leaves_it(scene):
    day, sabine, sheet, bernadette = scene
    group = a_group(day.forum.space, "Le mercredi", convened_by=(a_person(day.forum.space, "Malo"),))
    group.questions.add(sheet.question)
    close_day(day, {}, by=sabine, at=AT)
    came = (group.memberships.count(), group.pledges.count())
    come_along(group, by=bernadette, at=AT, words="Le mardi")

    reopen_day(day, by=sabine, at=AT)

    assert came == (2, 1)
    assert [one.person.name for one in group.memberships.all()] == ["Malo"]
    assert [one.person for one in group.pledges.all()] == [bernadette]


@pytest.mark.parametrize("is_new", [True, False])
def test_questions_that_became_one_go_on_in_one_group(scene, is_new):
    day, sabine, sheet, _bernadette = scene
    other = written(day, sabine, 3, "Qui passe le mercredi ?")
    pledge_for(other, "Nadège", by=sabine, at=AT, carries=True)
    said = {"text": "Le mercredi ?"} if is_new else {"into": sheet.question}
    now = merge_questions([sheet.question, other.question] if is_new else [other.question], by=sabine, at=AT, **said)

    page = as_(sabine).get(at(day, "closing")).content.decode()
    (group,) = close_day(day, {}, by=sabine, at=AT)

    assert page.count('name="title-') == 1
    assert sorted(one.person.name for one in group.memberships.all()) == ["Nadège", "Éloi"]
    assert set(group.questions.all()) == {now, sheet.question, other.question}
    assert group.title == now.text


def test_a_group_that_carries_a_question_which_became_another_gets_who_goes_on(scene):
    day, sabine, sheet, _bernadette = scene
    other = written(day, sabine, 3, "Qui passe le mercredi ?")
    group = a_group(day.forum.space, "Le soir", convened_by=(sabine,))
    group.questions.add(sheet.question)
    merge_questions([sheet.question], into=other.question, by=sabine, at=AT)

    assert close_day(day, {}, by=sabine, at=AT) == []
    assert group.pledges.count() == 2


def test_a_day_is_not_opened_and_closed_again_without_end():
    day, malo = prepared()
    pledge_for(written(day, malo, 12), "Éloi", by=malo, at=AT, carries=True)
    his, now = as_(malo), timezone.now()

    answers = []
    for _nth in range(7):
        his.post(at(day, "closing"), {})
        answers.append(his.post(at(day, "reopening")).status_code)
    reopen_day(day, by=malo, at=now + datetime.timedelta(days=2))

    assert answers == [302] * 6 + [409]
    assert ForumDay.objects.get().closed_at is None


def test_an_address_said_to_the_group_alone_comes_back_to_no_host():
    day, sabine = prepared()
    sheet = written(day, sabine, 12)
    hugo = a_member(day.forum.space, "Hugo Perrin")
    pledge_to_sheet(sheet, by=a_member(day.forum.space, "Zoé Carel"), at=AT, carries=True)
    pledge_to_sheet(sheet, by=hugo, at=AT, carries=False, how=How(reply_to="hall@example.org"))
    [group] = close_day(day, {}, by=sabine, at=AT)
    assert b"hall@example.org" in forum_json(take_away(day_now(day.forum), by=sabine))
    come_along(group, by=hugo, at=AT, how=How(reply_to="group@example.org"))

    assert b"@example.org" not in forum_json(take_away(day_now(day.forum), by=sabine))
    reopen_day(day_now(day.forum), by=sabine, at=AT)
    assert not SheetPledge.objects.exclude(reply_to="").exists()


def forum_json(content):
    return entry_of(content, TEXT, most=100_000)


def test_a_group_to_which_somebody_else_gave_a_link_stays_and_goes_on_when_the_day_is_closed_again(scene):
    day, sabine, _sheet, _bernadette = scene
    (group,) = close_day(day, {}, by=sabine, at=AT)
    poster = create_share_link(group, by=a_member(group.space, "Hugo"), at=timezone.now())

    staying = reopen_day(day, by=sabine, at=AT)
    close_day(day, {}, by=sabine, at=AT)

    assert (staying, Group.objects.get()) == ([group], group)
    assert Client().get(link_path(poster), follow=True).status_code == 200


def test_ones_own_poster_goes_with_the_group(scene):
    day, sabine, _sheet, _bernadette = scene
    (group,) = close_day(day, {}, by=sabine, at=AT)
    create_share_link(group, by=sabine, at=timezone.now())

    assert reopen_day(day, by=sabine, at=AT) == []
    assert not Group.objects.exists()


@pytest.mark.parametrize("is_shown", [True, False])
def test_the_link_of_a_letter_that_waits_keeps_a_group_only_once_it_was_shown(scene, is_shown):
    day, sabine, _sheet, _bernadette = scene
    (group,) = close_day(day, {}, by=sabine, at=AT)
    eloi = group.memberships.get().person
    link = link_to(group, person=eloi, by=a_member(group.space, "Hugo"), at=timezone.now())
    if is_shown:
        link.show(AT)

    staying = reopen_day(day, by=sabine, at=AT)

    assert staying == ([group] if is_shown else [])
