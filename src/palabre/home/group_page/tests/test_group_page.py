"""A group as a whole."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from palabre.groups.lineage.merge import merge_groups
from palabre.groups.models import Role
from palabre.groups.roles.group_audience import own_audience
from palabre.groups.roles.role_offers import propose_role, take
from palabre.home.views import pages
from palabre.journal.models import record
from palabre.people.models import Audience
from tests.builders import (
    a_decision,
    a_group,
    a_meeting,
    a_member,
    a_merge_proposal,
    a_need,
    a_page,
    a_passage,
    a_person,
    a_pledge,
    a_question,
    a_role_call,
    a_space,
    a_weather,
    an_action,
    an_answer,
    an_inquiry,
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


@pytest.fixture
def group(space, ines):
    return a_group(space, "Le dernier kilomètre", convened_by=(ines,))


@pytest.fixture
def visitor(client, ines):
    return entered(client, ines)


def in_days(count: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=count)


def page_of(visitor, group):
    return visitor.get(group.get_absolute_url()).context["page"]


def words(response) -> str:
    return " ".join(response.content.decode().split())


def test_showing_it_to_everybody_is_among_what_shares_it_and_not_in_the_fold(visitor, group):
    page = words(visitor.get(group.get_absolute_url()))

    shown = page.index(reverse("groups:group_shown", args=[group.space.slug, group.pk]))
    assert page.index("<h2>Partager</h2>") < shown < page.index('id="evoluer"')


def test_of_a_group_that_ended_nothing_is_said_to_be_missing(visitor, group):
    group.end(timezone.now())

    said = words(visitor.get(group.get_absolute_url()))

    assert re.findall(r"[Pp]as encore \w+|Rien d’écrit", said) == []
    assert "jusqu’à la fin" in said


PARTS = ("Besoins", "Notes", "À faire", "À lire", "Journal de bord")


def test_a_part_that_is_empty_has_no_heading_and_its_gesture_stands_with_the_others(visitor, group, space):
    empty = visitor.get(group.get_absolute_url()).content.decode()
    assert [name for name in PARTS if f"{name}</h2>" in empty] == []
    assert empty.count(reverse("groups:group_needing", args=[space.slug, group.pk])) == 1

    a_need(space, "Un minibus", group=group)
    said = visitor.get(group.get_absolute_url()).content.decode()

    assert [name for name in PARTS if f"{name}</h2>" in said] == ["Besoins"]
    assert said.count(reverse("groups:group_needing", args=[space.slug, group.pk])) == 1


def test_its_log_tells_which_group_joined_it(visitor, group, space, ines):
    merge_groups(a_group(space, "Covoiturage", convened_by=(ines,)), into=group, by=ines, at=timezone.now())

    said = words(visitor.get(group.get_absolute_url()))

    assert "Covoiturage</a> » a rejoint celui-ci." in said
    assert "Un autre groupe" not in said


def test_its_name_is_not_said_again_in_its_own_log(visitor, group):
    record("weather.said", group, by=None)

    assert "Quelqu’un a dit comment va le projet." in words(visitor.get(group.get_absolute_url()))


def test_a_group_without_a_direction_shows_no_empty_field(visitor, group):
    said = words(visitor.get(group.get_absolute_url()))

    assert "pas encore défini" not in said
    assert "Pas encore de prochaine réunion. <a" in said


def test_who_carries_it_without_being_a_member_reads_how_a_date_comes(client):
    solene = a_person(a_space(public=True), "Solène")
    group = a_group(solene.space, "Le dernier kilomètre", convened_by=(solene,))

    said = words(entered(client, solene).get(group.get_absolute_url()))

    assert "Pas encore de prochaine réunion. Chaque membre peut choisir un jour." in said


def test_roles_come_in_order_with_their_people(visitor, space, group):
    group.welcome(a_person(space, "Solène"), role=Role.LIAISON, words="veut bien être leur contact")
    group.welcome(a_person(space, "Gérard"), role=Role.CONTRIBUTOR)

    roles = page_of(visitor, group).roles

    assert [(one.role, one.names) for one in roles] == [
        ("convener", ["Inès Courtois"]),
        ("contributor", ["Gérard"]),
        ("liaison", ["Solène"]),
    ]
    assert roles[2].words == [("Solène", "veut bien être leur contact")]


def test_meetings_are_parted_in_time(visitor, space, group):
    past, undated = a_meeting(space, group=group, on=in_days(-1)), a_meeting(space, group=group)
    later, soon = a_meeting(space, group=group, on=in_days(9)), a_meeting(space, group=group, on=in_days(0))

    page = page_of(visitor, group)

    assert (page.to_come, page.without_date, page.past) == ([soon, later], [undated], [past])


def test_the_log_holds_its_news_and_what_happened_the_last_first(visitor, space, group, ines):
    old = some_news(group, "Avant", on=in_days(-9))
    record("action.taken", an_action(space, group=group), by=ines)
    undated = some_news(group, "Un jour")

    assert [line.progress for line in page_of(visitor, group).log] == [None, old, undated]


def test_a_free_action_is_taken_from_the_page_of_the_group(visitor, space, group):
    address = reverse("groups:taking", args=[space.slug, an_action(space, group=group).pk])

    assert f'action="{address}"' in words(visitor.get(group.get_absolute_url()))


def test_a_merge_that_waits_is_told_with_both_sides(visitor, space, group):
    other = a_group(space, "Covoiturage du marché")
    a_merge_proposal(other, group)

    said = words(visitor.get(other.get_absolute_url()))

    assert "Les deux groupes disent oui ou non." in said
    assert group.get_absolute_url() in said


def test_a_settled_merge_is_no_longer_told(visitor, space, group):
    a_merge_proposal(a_group(space, "Covoiturage"), group, settled_at=timezone.now())

    assert page_of(visitor, group).merges == []


def test_an_absorbed_group_leads_to_the_living_one_and_says_why(visitor, space, group):
    between = a_group(space, "Entre-deux", lives_in=group)
    absorbed = a_group(space, "Covoiturage", lives_in=between)

    response = visitor.get(absorbed.get_absolute_url(), follow=True)

    assert response.redirect_chain == [(group.get_absolute_url(), 302)]
    assert "« Covoiturage » a rejoint « Le dernier kilomètre »" in words(response).replace("\u00a0", " ")


def test_a_group_absorbed_by_one_she_may_not_read_is_not_found(visitor, space):
    hidden = a_group(space, "Caché", audience=Audience.of_persons(a_member(space, "Hugo")))
    absorbed = a_group(space, "Absorbé", lives_in=hidden)

    assert visitor.get(absorbed.get_absolute_url()).status_code == 404


def test_a_group_of_another_space_is_not_found(visitor, space):
    elsewhere = a_group(a_space("Ailleurs"))

    assert visitor.get(reverse("home:group", args=[space.slug, elsewhere.pk])).status_code == 404


def test_each_thing_says_the_line_it_was_read_in(visitor, space, group):
    page = a_page(space, "Réunion du 27 octobre")
    inquiry = an_inquiry(group)
    passage = a_passage(page, inquiry, line=50)

    said = words(visitor.get(group.get_absolute_url()))

    assert f'<a href="{passage.get_absolute_url()}">ligne 50<span class="sr-only">, {page.title}</span></a>' in said


def test_a_page_that_she_may_not_read_is_not_named(visitor, space, group):
    hidden = a_page(space, "Notes à part", audience=Audience.of_persons(a_member(space, "Hugo")))
    a_passage(hidden, group)

    assert "Notes à part" not in words(visitor.get(group.get_absolute_url()))


def test_of_a_long_life_the_latest_is_shown_and_the_rest_when_it_is_asked_for(visitor, space, group, monkeypatch):
    monkeypatch.setattr(pages, "SHOWN", 2)
    done = [an_action(space, f"Fait {day}", group=group, is_done=True, done_on=in_days(-day)) for day in (3, 1, 2)]
    free = an_action(space, "À faire", group=group)

    page = visitor.get(group.get_absolute_url())
    whole = visitor.get(f"{group.get_absolute_url()}?whole=1")

    assert (page.context["page"].actions, "?whole=1" in words(page)) == ([free, done[1]], True)
    assert whole.context["page"].actions == [free, done[1], done[2], done[0]]
    assert "?whole=1" not in words(whole)


def test_of_many_decisions_the_last_ones_are_shown(visitor, space, group, monkeypatch):
    """One member may propose thousands, and who passes waits for the mask of their names."""
    monkeypatch.setattr(pages, "SHOWN", 2)
    all_of_them = [a_decision(space, f"Décision {number}", group=group) for number in range(3)]

    page = visitor.get(group.get_absolute_url())
    whole = visitor.get(f"{group.get_absolute_url()}?whole=1")

    assert (page.context["page"].decisions, "?whole=1" in words(page)) == (all_of_them[1:], True)
    assert whole.context["page"].decisions == all_of_them


def test_the_log_says_which_role_somebody_took(visitor, space, group, ines):
    malo = a_member(space, "Malo Quintric")
    take(propose_role(group, Role.METHODOLOGIST, to=malo, by=ines, at=timezone.now()), by=malo, at=timezone.now())

    assert [line.words for line in page_of(visitor, group).log] == ["Malo Quintric aide pour la méthode."]


@pytest.mark.parametrize("count", [1, 5])
def test_the_page_costs_the_same_with_one_row_of_each_and_with_five(
    visitor, space, group, ines, count, django_assert_num_queries
):
    minutes = a_page(space)
    for number in range(count):
        fill(space, group, ines, minutes, number)

    with django_assert_num_queries(52):
        assert visitor.get(group.get_absolute_url()).status_code == 200


def test_merges_are_not_looked_for_where_no_group_lives_in_this_one(rf, space, group, django_assert_num_queries):
    request, seats = rf.get("/"), ((own_audience(group).pk, True),)
    request.space, request.person, request.seats = space, a_member(space, "Malo"), seats

    with django_assert_num_queries(2):  # their place, and the groups that live in others
        assert pages.facts_of_her(request, group.pk) == {}


def fill(space, group, ines, minutes, number):
    question = a_question(space, f"Question {number} ?")
    group.questions.add(question)
    group.welcome(a_person(space), role=Role.CONTRIBUTOR)
    a_role_call(space, group=group)
    a_meeting(space, group=group, on=in_days(number + 1))
    a_meeting(space, group=group, on=in_days(-number - 1), minutes=minutes)
    a_page(space, f"Note {number}", audience=own_audience(group))
    a_decision(space, group=group)
    an_answer(a_need(space, group=group), by=ines)
    a_pledge(group, a_person(space, f"Nadia {number}"))
    an_inquiry(group)
    a_merge_proposal(a_group(space, f"Autre {number}"), group)
    a_weather(group, on=in_days(-number), by=a_member(space, f"Scribe {number}"))
    a_passage(minutes, some_news(group), line=number + 1)
    record("action.taken", an_action(space, group=group, owner=ines), by=ines)
