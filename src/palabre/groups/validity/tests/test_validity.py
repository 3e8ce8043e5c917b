"""« Est-ce toujours vrai ? » of one thing: any member says so on the page of the group, and takes it back."""

import html

import pytest
from django.test import Client
from django.utils import timezone

from palabre.groups.actions.action_assignment import take
from palabre.groups.models import Action, Need, Validity
from palabre.groups.needs.need_answers import answer_need
from palabre.groups.roles.pledges import come_along
from palabre.journal.models import Entry
from tests.builders import a_group, a_member, a_need, a_person, a_role_call, a_space, an_action, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return a_space(public=True)


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def group(space, ines):
    return a_group(space, "Le verger", convened_by=(ines,))


@pytest.fixture
def her(ines):
    return entered(Client(), ines)


@pytest.fixture
def old(space, group):
    """An action, a need and a call of old minutes."""
    things = [
        an_action(space, "Appeler le pépiniériste", group=group),
        a_need(space, "Des tuteurs", group=group),
        a_role_call(space, "Une personne qui taille", group=group),
    ]
    for thing in things:
        thing.validity = Validity.ASKED
        thing.save()
    return things


def words(answer):
    return " ".join(
        html.unescape(answer.content.decode())
        .replace("\u2011", "-")
        .replace("\u202f", " ")
        .replace("\xa0", " ")
        .split()
    )


def now(thing):
    return type(thing).objects.get(pk=thing.pk)


def is_open(thing):
    return type(thing).objects.open().filter(pk=thing.pk).exists()


def address(thing):
    return f"{thing.get_absolute_url()}validity/"


def undo_offered(answer):
    return next(one.extra_tags for one in answer.context["messages"] if one.extra_tags)


def test_a_group_asks_its_members_about_what_was_said_long_ago(her, group, old):
    page = words(her.get(group.get_absolute_url()))

    assert "Est-ce toujours vrai ?" in page
    assert all(str(thing) in page for thing in old)
    assert "à prendre" not in page
    assert not any(is_open(thing) for thing in old)


def test_a_visitor_reads_nothing_of_that_question(group, old):
    page = words(Client().get(group.get_absolute_url()))

    assert "Est-ce toujours vrai ?" not in page


@pytest.mark.parametrize("rank", range(3))
def test_yes_opens_it_and_undo_closes_it_again(her, old, rank):
    thing = old[rank]

    answer = her.post(address(thing), {"say": "yes"}, follow=True)
    opened = is_open(thing)
    her.post(undo_offered(answer))

    assert opened
    assert now(thing).validity == Validity.ASKED


def taken_up(thing, by):
    """Have the person do something about an action, a need or a call."""
    match thing:
        case Action():
            take(thing, by=by)
        case Need():
            answer_need(thing, "J'en ai.", by=by, at=timezone.now())
        case _:
            come_along(thing, by=by, at=timezone.now())


@pytest.mark.parametrize("rank", range(3))
def test_nobody_doubts_again_by_undo_what_somebody_took_up_since(her, space, old, rank):
    answer = her.post(address(old[rank]), {"say": "yes"}, follow=True)
    taken_up(now(old[rank]), a_member(space, "Malo Riou"))

    late = her.post(undo_offered(answer))

    assert late.status_code == 409
    assert is_open(old[rank])


@pytest.mark.parametrize("rank", range(3))
def test_the_past_is_kept_without_any_gesture_to_do(her, old, rank):
    thing = old[rank]

    answer = her.post(address(thing), {"say": "past"}, follow=True)

    assert now(thing).validity == Validity.PAST
    assert "C’est du passé" in words(answer)
    assert not is_open(thing)


@pytest.mark.parametrize("rank", range(3))
def test_its_own_page_asks_too(her, old, rank):
    page = words(her.get(old[rank].get_absolute_url()))

    assert "C’est du passé, on le garde" in page


def test_a_call_of_old_minutes_asks_nobody_to_come_before_the_answer(her, old):
    call = old[2]

    before = words(her.get(call.get_absolute_url()))
    her.post(address(call), {"say": "yes"})
    after = words(her.get(call.get_absolute_url()))

    assert ["Est-ce pour vous" in page for page in (before, after)] == [False, True]


def test_nobody_but_a_member_answers(space, old):
    named = entered(Client(), a_person(space, "Lou Marzin"))

    answers = [client.post(address(thing), {"say": "yes"}) for client in (Client(), named) for thing in old]

    assert {answer.status_code for answer in answers} == {403}
    assert not any(is_open(thing) for thing in old)


def test_what_was_never_in_doubt_has_no_answer_to_give(her, space, group):
    action = an_action(space, "Arroser", group=group)

    her.post(address(action), {"say": "past"})

    assert is_open(action)
    assert not Entry.objects.filter(verb="validity.said").exists()


def test_who_takes_it_on_says_that_it_is_true(ines, old):
    action = old[0]

    action.take(ines)

    assert is_open(action)
