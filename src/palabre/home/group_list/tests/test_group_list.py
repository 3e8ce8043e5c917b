"""The list of the groups: each with its question, its date and its people; then what waits for somebody, what rests."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from palabre.groups.models import Ending, GroupLineage, ProgressEntry
from palabre.home.group_list import group_list
from palabre.people.models import Audience
from tests.builders import (
    a_group,
    a_meeting,
    a_member,
    a_need,
    a_person,
    a_question,
    a_role_call,
    a_space,
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


def groups_of(client, space, asked=""):
    return client.get(reverse("home:groups", args=[space.slug]) + asked)


def page_of(client, space, asked=""):
    return groups_of(client, space, asked).context["page"]


def words(response) -> str:
    return " ".join(response.content.decode().split())


def in_days(count: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=count)


def test_a_row_tells_question_conveners_next_date_and_call(client, space, ines):
    question = a_question(space)
    group = a_group(space, convened_by=(ines,), carrying=(question,))
    meeting, call = a_meeting(space, group=group, on=in_days(3)), a_role_call(space, group=group)

    [row] = page_of(entered(client, ines), space).rows

    assert (row.sheet.group, row.sheet.asks, row.sheet.conveners) == (group, [question.text], ["Inès Courtois"])
    assert (row.line.meeting, row.sheet.looks_for) == (meeting, [call])


def test_a_row_does_not_say_twice_what_its_title_says(client, space, ines):
    whole, longer = a_question(space, "Ouvrir les salles ?"), a_question(space, "Ouvrir les salles ? Et le soir ?")
    a_group(space, "Ouvrir les salles", carrying=(whole, longer))

    [row] = page_of(entered(client, ines), space).rows

    assert row.sheet.asks == ["… Et le soir ?"]


def test_what_a_group_was_before_it_joined_another_is_in_the_row_of_the_living_one(client, space, ines):
    living = a_group(space, "Vivant")
    absorbed = a_group(space, "Absorbé", lives_in=living, carrying=(a_question(space, "Et le soir ?"),))
    call = a_role_call(space, group=absorbed)

    [row] = page_of(entered(client, ines), space).rows

    assert (row.sheet.group, row.sheet.asks, row.sheet.looks_for) == (living, ["Et le soir ?"], [call])


def test_those_that_meet_come_first_then_by_name(client, space, ines):
    for title in ("Le zèbre", "L’âne", "Le renard"):
        a_group(space, title)
    a_meeting(space, group=a_group(space, "Le voisin"), on=in_days(2))

    rows = page_of(entered(client, ines), space).rows

    assert rows[0].sheet.group.title == "Le voisin"
    assert len(rows) == 4


def test_many_groups_are_in_pages(client, space, ines, monkeypatch):
    monkeypatch.setattr(group_list, "PAGE", 2)
    for title in ("Un", "Deux", "Trois"):
        a_group(space, title)
    visitor = entered(client, ines)

    first, second = page_of(visitor, space), page_of(visitor, space, "?page=2")

    assert ([len(one.rows) for one in (first, second)], second.is_last) == ([2, 1], True)
    assert "?page=2" in words(groups_of(visitor, space))


@pytest.mark.parametrize("asked", ["?page=0", "?page=x", "?page=99999999999", "?page=-1"])
def test_a_page_that_is_no_number_is_the_first(client, space, ines, asked):
    a_group(space)

    assert groups_of(entered(client, ines), space, asked).status_code == 200


def test_what_waits_for_somebody_and_what_rests_are_told(client, space, ines):
    question = a_question(space, "Qui garde la clé ?")
    asleep = a_group(space, "Endormi", asleep_at=timezone.now())

    page = page_of(entered(client, ines), space)

    assert (page.uncarried, page.at_rest, page.rows) == ([question], [asleep], [])
    assert reverse("groups:carrying", args=[space.slug, question.pk]) in words(groups_of(client, space))


def test_what_ended_well_is_told(client, space, ines):
    ended, living = a_group(space, "Fini", ended_at=timezone.now()), a_group(space, "Vivant")
    said = {"space": space, "audience": ended.audience, "at": timezone.now()}
    Ending.objects.create(group=ended, harvest="Un **carnet** d’adresses", **said)
    absorbed = a_group(space, "Absorbé", lives_in=living)
    GroupLineage.objects.create(kind="merge", source=absorbed, target=living, at=timezone.now())
    an_output(living, "Une carte des arrêts", shown_at=timezone.now())
    a_need(space, "Une salle", group=living, satisfied_at=timezone.now())

    told = words(groups_of(entered(client, ines), space))

    for said in ("Un carnet d’adresses", "« Absorbé » a rejoint", "Une carte des arrêts", "Une salle"):
        assert said in told, said


def test_what_others_prepare_is_not_shown(client, space, ines):
    hers = Audience.of_persons(a_member(space, "Hugo Ferreira"))
    a_group(space, "À lui", audience=hers)
    ProgressEntry.objects.create(
        space=space, audience=hers, group=a_group(space, "À tous"), text="Un secret", on=in_days(-1)
    )

    told = words(groups_of(entered(client, ines), space))

    assert "À tous" in told
    assert not [one for one in ("À lui", "Un secret") if one in told]


def test_a_passer_by_reads_first_names_and_finds_no_door_of_members(client):
    space = a_space(public=True)
    a_group(space, convened_by=(a_person(space, "Gérard Vautrin"), a_member(space, "Inès Courtois")))

    told = words(groups_of(client, space))

    assert "Gérard, Inès" in told
    assert "Courtois" not in told
    assert not [name for name in ("questions/new/", "/roles/", "/people/") if name in told]


def test_who_is_nobody_here_finds_no_list(client, space):
    assert groups_of(client, space).status_code == 404


@pytest.mark.parametrize("count", [1, 5])
def test_the_list_costs_the_same_with_one_row_and_with_five(client, space, ines, count, django_assert_num_queries):
    for number in range(count):
        group = a_group(space, f"Groupe {number}", convened_by=(ines,), carrying=(a_question(space),))
        a_question(space, f"Sans groupe {number} ?")
        a_role_call(space, group=group)
        a_meeting(space, group=group, on=in_days(number + 1))
        some_news(group, on=in_days(-1))
        a_group(space, f"Endormi {number}", asleep_at=timezone.now())
    visitor = entered(client, ines)

    with django_assert_num_queries(18):
        assert groups_of(visitor, space).status_code == 200
