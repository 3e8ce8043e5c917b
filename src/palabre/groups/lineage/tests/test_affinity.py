"""Groups that speak of close things are suggested to those who carry one of them, with the words, until they say no."""

import re

import pytest
from django.core.cache import cache
from django.utils import timezone

from palabre.groups.lineage import affinity
from palabre.groups.lineage.affinity import close_to, suggest_again, tell_apart
from palabre.groups.lineage.group_split import split
from palabre.people.models import Audience
from palabre.people.reader import Reader
from palabre.refusal import Refusal
from tests.builders import a_group, a_lineage, a_member, a_merge_proposal, a_question, a_space, entered

pytestmark = pytest.mark.django_db
OTHERS = ("Un café partout", "La fibre et après", "Garder les jeunes au village", "Le budget des habitants")


@pytest.fixture(autouse=True)
def _nothing_kept():
    cache.clear()


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return came(a_member(space, "Inès Courtois"))


@pytest.fixture
def malo(space):
    return came(a_member(space, "Malo Quintric"))


def came(person):
    person.come(timezone.now())
    return person


@pytest.fixture
def pair(space, ines, malo):
    for title in OTHERS:
        a_group(space, title)
    source = a_group(space, "Les sources", convened_by=(ines,), carrying=(a_question(space, "Qui veille sur l’eau ?"),))
    bank = a_group(space, "Les berges", convened_by=(malo,), carrying=(a_question(space, "Où va l’eau, l’été ?"),))
    return source, bank


def seen(group, person):
    reader = Reader(person.space, person, timezone.localdate())
    reader.space.refresh_from_db()
    return [(one.group.title, one.words) for one in close_to(group.pk, reader)]


def test_each_of_two_close_groups_is_suggested_to_the_other_with_the_words(pair, ines):
    assert (seen(pair[0], ines), seen(pair[1], ines)) == ([("Les berges", ("eau",))], [("Les sources", ("eau",))])


def test_a_question_that_became_another_is_compared_as_that_one(space, pair, ines):
    a_lineage(pair[0].questions.get(), a_question(space, "Qui garde la boulangerie ?"), kind="continue")

    assert seen(pair[0], ines) == []


def test_what_only_some_read_is_not_compared(space, pair, ines):
    a_group(space, "L’eau, l’été, entre nous", audience=Audience.of_persons(ines), convened_by=(ines,))

    assert seen(pair[1], ines) == [("Les sources", ("eau",))]


def test_of_a_great_many_groups_the_last_ones_are_compared(space, pair, ines, monkeypatch):
    monkeypatch.setattr(affinity, "MOST_COMPARED", 2)
    a_group(space, "La forge")
    before = seen(pair[0], ines)
    monkeypatch.setattr(affinity, "MOST_COMPARED", 7)
    cache.clear()

    assert (before, seen(pair[0], ines)) == ([], [("Les berges", ("eau",))])


def test_two_that_somebody_tells_apart_are_not_suggested_again_until_she_takes_it_back(pair, ines, malo):
    for _twice in range(2):
        tell_apart(*pair, by=malo, at=timezone.now())
    apart = seen(pair[0], ines), seen(pair[1], malo)

    suggest_again(*pair[::-1], by=ines)

    assert (apart, seen(pair[0], ines)) == (([], []), [("Les berges", ("eau",))])


def test_only_who_carries_one_of_the_two_tells_them_apart(space, pair):
    with pytest.raises(Refusal, match="portent l’un des deux"):
        tell_apart(*pair, by=came(a_member(space, "Anouk")), at=timezone.now())


def test_those_that_talk_of_merging_or_were_born_of_one_another_are_not_suggested(space, pair, ines):
    a_merge_proposal(*pair)
    split(pair[0], "L’eau des sources", by=ines, at=timezone.now())

    assert seen(pair[0], ines) == []


def test_nothing_is_asked_of_the_texts_while_nothing_happened(pair, ines, django_assert_num_queries):
    reader = Reader(ines.space, ines, timezone.localdate())
    close_to(pair[0].pk, reader)

    with django_assert_num_queries(4):
        close_to(pair[0].pk, reader)


def test_who_carries_says_no_on_the_page_of_her_group_and_nobody_else_is_shown_it(client, space, pair, ines, malo):
    here = pair[0].get_absolute_url()
    anouk = entered(client, came(a_member(space, "Anouk"))).get(here).content.decode()
    page = entered(client, ines).get(here).content.decode()
    [no] = re.findall(r'action="([^"]+/closeness/[^"]+)"', page)

    told = client.post(no, follow=True).content.decode()

    assert "closeness" not in anouk
    assert f"mergings/new/?other={pair[1].pk}" in page
    assert (no in told, f"{no}?again=1" in told) == (True, True)
    assert f'action="{no}">' not in told
