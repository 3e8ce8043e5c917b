"""A community's front page: whole with little, with much and with nothing; and only for who may see it."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.models import GroupLineage, Role
from palabre.groups.questions.carrying import carry
from palabre.groups.questions.new_question import ask_question
from palabre.groups.roles.pledges import come_along
from palabre.home.space_page import space_page
from palabre.journal.models import Entry, record
from palabre.meetings.room.open_room import open_room
from palabre.people.models import Audience
from tests.builders import (
    a_day,
    a_forum,
    a_gathering,
    a_group,
    a_lineage,
    a_meeting,
    a_member,
    a_need,
    a_page,
    a_person,
    a_poll,
    a_question,
    a_role_call,
    a_series,
    a_space,
    a_weather,
    an_action,
    an_answer,
    an_output,
    entered,
    some_news,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


def page_of(client, space):
    return client.get(space.get_absolute_url()).context["page"]


def in_days(count: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=count)


def words(response) -> str:
    return " ".join(response.content.decode().split())


def test_a_new_space_has_three_equal_doors(client, space, ines):
    told = words(entered(client, ines).get(space.get_absolute_url()))

    for name in ("minutes:new_import", "home:new_question", "forums:new"):
        assert f'class="button" href="{reverse(name, args=[space.slug])}"' in told, name
    assert "primary" not in told


def test_a_stranger_of_a_new_space_finds_no_door(client):
    told = words(client.get(a_space(public=True).get_absolute_url()))

    assert "imports/new/" not in told
    assert "Rien ici pour l’instant" in told


def test_a_space_with_an_announced_day_is_not_said_to_hold_nothing(client):
    space = a_space(public=True)
    a_gathering(space, audience=Audience.everybody(space))

    told = words(client.get(space.get_absolute_url()))

    assert ("Les groupes s’ouvrent" in told, "Rien ici pour l’instant" in told) == (True, False)


def test_a_space_in_preparation_says_who_sees_it(client):
    space = a_space(opened=False)

    response = entered(client, a_member(space)).get(space.get_absolute_url())

    assert "Seules les personnes qui le préparent le voient." in words(response)


def test_who_is_nobody_here_finds_no_page(client, space):
    assert client.get(space.get_absolute_url()).status_code == 404


def test_the_next_meeting_of_all_comes_before_those_of_groups(client, space, ines):
    a_meeting(space, "Du groupe", group=a_group(space), on=in_days(1))
    common = a_meeting(space, "De tous", on=in_days(9))
    a_meeting(space, "Passée", on=in_days(-1))

    assert page_of(entered(client, ines), space).next_meeting == common


def test_a_meeting_of_today_is_still_to_come(client, space, ines):
    today = a_meeting(space, on=in_days(0))

    assert page_of(entered(client, ines), space).next_meeting == today


def test_a_member_says_that_they_come_and_takes_it_back_here(client, space, ines):
    meeting = a_meeting(space, "De tous", on=in_days(9))
    coming = reverse("meetings:coming", args=[space.slug, meeting.pk])
    visitor, front = entered(client, ines), space.get_absolute_url()
    assert f'action="{coming}"' in words(visitor.get(front))

    visitor.post(coming)

    assert f'action="{reverse("meetings:staying_away", args=[space.slug, meeting.pk])}"' in words(visitor.get(front))


def test_the_answer_of_one_is_not_shown_to_another(client, space, ines):
    meeting = a_meeting(space, "De tous", on=in_days(9))
    entered(client, ines).post(reverse("meetings:coming", args=[space.slug, meeting.pk]))

    other = words(entered(Client(), a_member(space, "Hugo Ferreira")).get(space.get_absolute_url()))

    assert f"meetings/{meeting.pk}/coming/undoing" not in other


def test_one_line_says_what_waits_for_the_reader_alone(client, space, ines):
    group = a_group(space, convened_by=(ines,))
    come_along(group, by=a_person(space, "Gérard Vautrin"), at=timezone.now())

    hers = words(entered(client, ines).get(space.get_absolute_url()))
    others = words(entered(Client(), a_member(space, "Hugo Ferreira")).get(space.get_absolute_url()))

    assert ("Pour vous" in hers, "Pour vous" in others) == (True, False)


def test_an_open_room_is_the_first_thing_and_takes_the_filled_button(client, space, ines):
    meeting = a_meeting(space, "De tous", on=in_days(0))
    open_room(meeting, by=ines, at=timezone.now())

    told = words(entered(client, ines).get(space.get_absolute_url()))

    assert told.index("La réunion est en cours.") < told.index('<header class="head">')
    assert told.count("primary") == 1
    assert reverse("room:room", args=[space.slug, meeting.pk]) in told


def test_a_room_that_the_reader_may_not_read_makes_no_band(client, space, ines):
    hugo = a_member(space, "Hugo Ferreira")
    open_room(a_meeting(space, on=in_days(0), audience=Audience.of_persons(hugo)), by=hugo, at=timezone.now())

    assert page_of(entered(client, ines), space).running is None


def test_the_line_of_a_group_says_its_next_date_else_its_poll_else_its_news(client, space, ines):
    meets, asks, told = (a_group(space, title) for title in ("Se voit", "Demande", "Raconte"))
    meeting, poll = a_meeting(space, group=meets, on=in_days(3)), a_poll(space, group=asks)
    for group in (meets, asks, told):
        news = some_news(group, "Le **four** chauffe.", on=in_days(-2))

    lines = {line.group: line for line in page_of(entered(client, ines), space).groups}

    assert (lines[meets].meeting, lines[asks].poll, lines[told].news) == (meeting, poll, news)
    assert (lines[asks].meeting, lines[told].words) == (None, "Le four chauffe.")


def test_what_a_group_planned_before_it_joined_another_is_in_the_line_of_the_living_one(client, space, ines):
    living = a_group(space, "Vivant")
    absorbed = a_group(space, "Absorbé", lives_in=living)
    meeting = a_meeting(space, group=absorbed, on=in_days(30))

    [line] = page_of(entered(client, ines), space).groups

    assert (line.group, line.meeting) == (living, meeting)


def test_groups_that_meet_soon_then_those_that_look_for_somebody_come_first(client, space, ines, monkeypatch):
    monkeypatch.setattr(space_page, "GROUPS", 3)
    _quiet, later, looks, soon = (a_group(space, title) for title in ("Calme", "Bientôt", "Cherche", "Demain"))
    a_role_call(space, group=looks)
    a_meeting(space, group=later, on=in_days(8))
    a_meeting(space, group=soon, on=in_days(1))

    page = page_of(entered(client, ines), space)

    assert [line.group for line in page.groups] == [soon, later, looks]


def test_a_meeting_that_does_not_take_place_is_no_next_one(client, space, ines):
    a_meeting(space, on=in_days(1), cancelled_at=timezone.now())

    assert page_of(entered(client, ines), space).next_meeting is None


def test_a_question_without_group_is_shown_unless_it_became_another(client, space, ines):
    former, living = a_question(space, "Avant ?"), a_question(space, "Après ?")
    a_lineage(former, living)
    carried = a_question(space, "Portée ?")
    a_group(space, carrying=(carried,))

    assert page_of(entered(client, ines), space).uncarried == [living]


def test_what_others_prepare_is_not_shown(client, space, ines):
    hers = Audience.of_persons(a_member(space, "Hugo Ferreira"))
    group = a_group(space, "À lui", audience=hers)
    an_action(space, "La sienne", audience=hers)
    an_action(space, "Du groupe", group=group)

    page = page_of(entered(client, ines), space)

    assert (page.groups, [action.text for action in page.actions]) == ([], ["Du groupe"])
    assert "À lui" not in words(client.get(space.get_absolute_url()))


def test_ten_questions_asked_are_one_line_of_what_happened(client, space, ines):
    for number in range(10):
        record("question.asked", a_question(space, f"Question {number} ?"), by=ines)
    record("action.taken", an_action(space, "Réserver le minibus"), by=ines)

    told = page_of(entered(client, ines), space).told

    assert [one.entry.entry.verb for one in told] == ["action.taken", "question.asked"]


def test_what_is_gone_is_not_told(client, space, ines):
    for thing in (a_group(space), a_forum(space)):
        verb = "forum.reopened" if thing._meta.model_name == "forum" else "group.born"
        record(verb, thing, by=ines)
        thing.delete()
    gone = {"subject_kind": "people.person", "subject_id": 0}  # of which the sentence says nothing
    Entry.objects.create(space=space, audience=Audience.of_space(space), verb="stewardship.left", by=ines, **gone)

    told = page_of(entered(client, ines), space).told

    assert [one.entry.entry.verb for one in told] == ["stewardship.left"]
    assert "ne se lit plus" not in words(client.get(space.get_absolute_url()))


def test_what_groups_say_comes_before_what_people_did(client, space, ines):
    group = a_group(space)
    news = some_news(group, "Le four chauffe.", on=in_days(-2))
    some_news(group, "Le four est là.", on=in_days(-3))
    record("action.taken", an_action(space, "Réserver le minibus"), by=ines)

    told = page_of(entered(client, ines), space).told

    assert [one.news for one in told] == [news, None]


@pytest.mark.parametrize("count", [1, 5])
def test_the_page_costs_the_same_with_one_row_of_each_and_with_five(
    client, space, ines, count, django_assert_num_queries
):
    for number in range(count):
        fill(space, ines, number)
    visitor = entered(client, ines)

    with django_assert_num_queries(27 + 14):  # what all share, then what is hers: kept until something changes
        assert visitor.get(space.get_absolute_url()).status_code == 200


def fill(space, ines, number):
    a_forum(space, held_on=in_days(-30 - number))
    group = a_group(space, f"Groupe {number}", convened_by=(ines,), carrying=(a_question(space),))
    group.welcome(a_person(space), role=Role.CO_CONVENER)
    a_question(space, f"Sans groupe {number} ?")
    a_role_call(space, group=group)
    a_need(space, group=group)
    a_meeting(space, group=group, on=in_days(number + 1))
    a_series(space)
    a_weather(group)
    an_output(group, shown_at=timezone.now())
    a_need(space, group=group, satisfied_at=timezone.now())
    absorbed = a_group(space, f"Absorbé {number}", lives_in=group)
    a_gathering(space)
    a_day(a_forum(space, held_on=in_days(number + 1)), by=ines)
    GroupLineage.objects.create(kind="merge", source=absorbed, target=group, at=timezone.now())
    a_page(space, f"Page {number}")
    record("action.taken", an_action(space, group=group), by=ines)


def test_a_question_is_carried_by_who_carried_what_it_was(client, space, ines):
    former, living, alone = (a_question(space, text) for text in ("Avant ?", "Après ?", "Et nous ?"))
    a_group(space, "La rivière", convened_by=(ines,), carrying=(former,))
    a_lineage(former, living, kind="continue")

    assert page_of(entered(client, ines), space).uncarried == [alone]


def test_a_day_that_is_announced_is_shown_to_members_and_outside(client, ines):
    space = a_space("Le Val ouvert", public=True)
    a_gathering(space, "Portes ouvertes", audience=Audience.everybody(space))
    a_gathering(space, "En projet", is_announced=False)

    outside = words(client.get(space.get_absolute_url()))
    within = words(entered(Client(), a_member(space)).get(space.get_absolute_url()))

    assert ("Portes ouvertes" in outside, "Portes ouvertes" in within) == (True, True)
    assert "En projet" not in within


def test_there_is_one_act_and_the_other_day_is_a_line(client):
    space = a_space("Le Val ouvert", public=True)
    day = a_gathering(space, "Portes ouvertes", audience=Audience.everybody(space))
    meeting = a_meeting(space, on=in_days(2), audience=Audience.everybody(space))

    outside = words(client.get(space.get_absolute_url()))
    within = words(entered(Client(), a_member(space)).get(space.get_absolute_url()))

    assert (outside.count("next-act"), within.count("next-act")) == (1, 1)
    for page, act in ((outside, "Voir ce jour"), (within, "J’y vais")):
        assert act in page
        assert all(one.get_absolute_url() in page for one in (day, meeting))


def test_a_space_in_preparation_leads_to_what_opens_it_once_something_is_there(client):
    space = a_space(opened=False)
    member = a_member(space)
    assert "Inviter, puis l’ouvrir" not in words(entered(client, member).get(space.get_absolute_url()))

    a_question(space, "Qui rallume le four ?")

    assert "Inviter, puis l’ouvrir" in words(entered(client, member).get(space.get_absolute_url()))


def test_a_question_that_its_asker_carries_is_one_line(client, space, ines):
    question = ask_question(space, "Qui rallume le four ?", by=ines, on=in_days(0), carried=False)
    carry(question, by=ines, at=timezone.now())

    told = page_of(entered(client, ines), space).told

    assert [one.entry.entry.verb for one in told] == ["group.born"]


def test_what_waits_is_said_as_a_question(client, space, ines):
    an_answer(a_need(space, "Une échelle", group=a_group(space, convened_by=(ines,))), by=a_person(space, "Gérard"))

    assert "Cette réponse suffit-elle ? Une échelle" in words(entered(client, ines).get(space.get_absolute_url()))
