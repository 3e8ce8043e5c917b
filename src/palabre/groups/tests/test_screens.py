"""A need, an action, a role that waits, and all there is to do."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from palabre.groups.actions import action_list
from palabre.people.models import Audience
from tests.builders import (
    a_group,
    a_member,
    a_need,
    a_page,
    a_passage,
    a_role_call,
    a_space,
    an_action,
    entered,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def visitor(client, ines):
    return entered(client, ines)


def words(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("build", [a_need, an_action, a_role_call])
def test_a_thing_shows_the_words_it_was_read_in(visitor, space, build):
    thing = build(space, group=a_group(space))
    passage = a_passage(a_page(space), thing, line=50, words="Il nous faut recruter")

    said = words(visitor.get(thing.get_absolute_url()))

    assert "<b>Ligne 50</b>" in said
    assert "Il nous faut recruter" in said
    assert passage.get_absolute_url() in said


@pytest.mark.parametrize("build", [a_need, an_action, a_role_call])
def test_a_thing_that_she_may_not_read_is_not_found(visitor, space, build):
    thing = build(space, audience=Audience.of_persons(a_member(space, "Hugo")))

    assert visitor.get(thing.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("build", [a_need, an_action, a_role_call])
def test_the_group_of_a_thing_is_named_only_to_who_may_read_it(visitor, space, build):
    hidden = a_group(space, "Le groupe caché", audience=Audience.of_persons(a_member(space, "Hugo")))

    assert "Le groupe caché" not in words(visitor.get(build(space, group=hidden).get_absolute_url()))


def test_a_free_action_offers_itself(visitor, space):
    said = words(visitor.get(an_action(space).get_absolute_url()))

    assert "Je m’en charge" in said


def test_her_own_action_says_so_and_offers_to_undo(visitor, space, ines):
    said = words(visitor.get(an_action(space, owner=ines).get_absolute_url()))

    assert "Vous vous en chargez." in said
    assert "Annuler" in said
    assert "Je m’en charge" not in said


def test_a_passer_by_is_led_to_where_she_says_her_name(client):
    action = an_action(a_space(public=True))

    said = words(client.get(action.get_absolute_url()))

    assert f'href="{reverse("groups:taking", args=[action.space.slug, action.pk])}">Je m’en charge' in said.replace(
        " >", ">"
    )


def test_a_name_written_in_the_text_is_no_owner(visitor, space):
    said = words(visitor.get(an_action(space, owner_words="Anatole").get_absolute_url()))

    assert "qui n’a pas encore dit oui" in said


def actions_of(visitor, space, **asked):
    return visitor.get(reverse("groups:actions", args=[space.slug]), asked).context["page"]


def test_what_is_to_do_is_hers_or_to_take_or_taken_or_done(visitor, space, ines):
    free, hers, done = an_action(space), an_action(space, owner=ines), an_action(space, is_done=True)
    taken = an_action(space, owner=a_member(space, "Hugo Ferreira"))

    page = actions_of(visitor, space)

    assert (page.hers, page.to_take, page.taken, page.done) == ([hers], [free], [taken], [done])


def test_what_a_day_was_said_for_comes_first(visitor, space):
    sometime = an_action(space)
    later, soon = (an_action(space, due_on=timezone.localdate() + datetime.timedelta(days=days)) for days in (9, 2))

    assert actions_of(visitor, space).to_take == [soon, later, sometime]


def test_one_group_is_looked_at_with_those_that_joined_it(visitor, space):
    living, other = a_group(space, "Vivant"), a_group(space, "Autre")
    former = an_action(space, group=a_group(space, "Absorbé", lives_in=living))
    own = an_action(space, group=living)
    an_action(space, group=other), an_action(space)

    page = actions_of(visitor, space, group=living.pk)

    assert (page.group, page.to_take, page.groups) == (living, [former, own], [other, living])
    assert actions_of(visitor, space, group="12 ou rien").group is None


def test_a_long_list_has_pages(visitor, space, monkeypatch):
    monkeypatch.setattr(action_list, "PART", 2)
    actions = [an_action(space, f"Tâche {number}") for number in range(3)]

    first, second = actions_of(visitor, space), actions_of(visitor, space, page=2)

    assert (first.to_take, first.is_last) == (actions[:2], False)
    assert (second.to_take, second.is_last) == (actions[2:], True)


def test_a_free_action_is_taken_from_the_list_by_who_joined(visitor, space):
    address = reverse("groups:taking", args=[space.slug, an_action(space).pk])

    assert f'action="{address}"' in words(visitor.get(reverse("groups:actions", args=[space.slug])))


def test_a_passer_by_finds_in_the_list_where_to_say_her_name(client):
    space = a_space(public=True)
    address = reverse("groups:taking", args=[space.slug, an_action(space).pk])

    assert f'href="{address}"' in words(client.get(reverse("groups:actions", args=[space.slug])))


@pytest.mark.parametrize("count", [1, 5])
def test_what_is_to_do_costs_the_same_with_one_row_and_with_five(
    visitor, space, ines, count, django_assert_num_queries
):
    page = a_page(space)
    for number in range(count):
        action = an_action(space, group=a_group(space, f"Groupe {number}"), owner=ines)
        a_passage(page, action, line=number + 1)

    with django_assert_num_queries(9):
        assert visitor.get(reverse("groups:actions", args=[space.slug])).status_code == 200
