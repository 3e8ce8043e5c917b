"""« Portez-vous toujours votre question ? » : the four answers, each in the place of the former one."""

import itertools

import pytest
from django.utils import timezone

from palabre.groups.models import Membership, Role
from palabre.groups.roles import convener_answers
from palabre.journal.models import Entry
from palabre.refusal import Refusal
from tests.builders import a_group, a_person, a_space

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines():
    return a_person(a_space(), "Inès Carvalho")


@pytest.fixture
def group(ines):
    return a_group(ines.space, convened_by=(ines,))


def say(said, group, by):
    return convener_answers.answer_as_convener(group, said, by=by, at=timezone.now())


def held(group):
    return set(Membership.objects.filter(group=group).held().values_list("person__name", "role"))


def verbs():
    """What she did; a call that opened or closed by itself is beside (see test_leaving_and_going_on)."""
    ours = Entry.objects.exclude(subject_kind="groups.rolecall")
    return list(ours.order_by("pk").values_list("verb", flat=True))


HELD = {"yes": {Role.CONVENER}, "share": {Role.CONVENER}, "accompany": {Role.COMPANION}, "no": set()}


@pytest.mark.parametrize("said", convener_answers.ANSWERS)
def test_an_answer_gives_the_role_that_it_says(group, ines, said):
    assert say(said, group, ines)

    assert held(group) == {("Inès Carvalho", role) for role in HELD[said]}
    assert verbs() == [convener_answers.VERBS[said]]
    assert convener_answers.last_answer(group, by=ines) == said


@pytest.mark.parametrize("said", convener_answers.ANSWERS)
def test_the_same_answer_twice_is_harmless(group, ines, said):
    say(said, group, ines)
    before = list(Membership.objects.values())

    assert not say(said, group, ines)

    assert list(Membership.objects.values()) == before
    assert len(verbs()) == 1


@pytest.mark.parametrize(("first", "then"), list(itertools.permutations(convener_answers.ANSWERS, 2)))
def test_an_answer_takes_the_place_of_the_former_one(group, ines, first, then):
    say(first, group, ines)

    say(then, group, ines)

    assert held(group) == {("Inès Carvalho", role) for role in HELD[then]}
    assert convener_answers.last_answer(group, by=ines) == then


def test_who_says_yes_to_something_joins_and_says_so_herself(group, ines):
    say("share", group, ines)

    ines.refresh_from_db()
    assert ines.is_member
    assert Membership.objects.get().confirmed_at is not None


def test_who_says_no_has_come_by_herself_and_joins_nothing(group, ines):
    say("no", group, ines)

    ines.refresh_from_db()
    assert (ines.has_come, ines.is_member) == (True, False)


def test_the_others_who_carry_stay(group, ines):
    group.welcome(a_person(ines.space, "Hugo Ferreira"), role=Role.CO_CONVENER, words="avec joie")

    say("accompany", group, ines)

    assert held(group) == {("Inès Carvalho", Role.COMPANION), ("Hugo Ferreira", Role.CO_CONVENER)}


def test_a_companion_of_the_minutes_stays_one_when_she_says_that_she_carries(group, ines):
    group.welcome(ines, role=Role.COMPANION)

    say("yes", group, ines)

    assert held(group) == {("Inès Carvalho", Role.CONVENER), ("Inès Carvalho", Role.COMPANION)}


@pytest.mark.parametrize("said", ["yes", "", "perhaps"])
def test_who_was_never_said_to_carry_it_answers_nothing(group, ines, said):
    other = a_person(ines.space, "Malo Riou")

    with pytest.raises(Refusal):
        say(said, group, other)

    assert (held(group), verbs()) == ({("Inès Carvalho", Role.CONVENER)}, [])


def test_a_word_that_is_no_answer_is_refused(group, ines):
    with pytest.raises(Refusal):
        say("perhaps", group, ines)

    assert verbs() == []


def test_a_group_that_is_gone_is_said_to_be_gone(group, ines):
    Membership.objects.all().delete()
    group.delete()
    group.pk = 987654

    with pytest.raises(Refusal):
        say("yes", group, ines)


@pytest.mark.parametrize("role", [Role.CONVENER, Role.OBSERVER])
def test_a_role_is_left_and_taken_up_again(ines, role):
    group = a_group(ines.space)
    mine = group.welcome(ines, role=role, words="de loin")

    for _twice in range(2):
        convener_answers.leave_role(mine, by=ines, at=timezone.now())
    left = held(group)
    for _twice in range(2):
        convener_answers.take_up(mine, by=ines, at=timezone.now())

    assert (left, held(group)) == (set(), {("Inès Carvalho", role)})
    assert len(verbs()) == 2
    assert Membership.objects.get().words == "de loin"
