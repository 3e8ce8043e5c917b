"""The lists that a page asks for: nobody sees more than she may read, and none costs more when it is longer."""

import datetime

import pytest
from django.core.cache import cache
from django.utils import timezone

from palabre.groups.actions.action_assignment import take
from palabre.people.models import Audience, Person
from palabre.people.reader import Reader
from palabre.spaces.models import Space
from palabre.wiki import hooks
from palabre.wiki.embedded_lists import LivingLists
from tests.builders import (
    a_group,
    a_lineage,
    a_meeting,
    a_member,
    a_need,
    a_page,
    a_person,
    a_question,
    a_role_call,
    a_space,
    an_action,
    entered,
)

pytestmark = pytest.mark.django_db
SOON = datetime.timedelta(3)
COSTS = {
    "groupes": 4,  # the groups, their questions, what these became, who carries them
    "questions": 5,
    "prochaines réunions": 2,  # the meetings, their groups
    "besoins": 2,
    "on recherche": 2,
    "actions": 2,
    "pages récentes": 1,
    "pages sous celle-ci": 1,
}


@pytest.fixture
def space():
    return a_space(public=True)


@pytest.fixture
def page(space):
    return a_page(space, "Accueil", html="".join(f'<div data-list="{name}"></div>' for name in COSTS))


def one_of_each(space, page, audience, word):
    """One row for each list, that these readers may read."""
    told = {"audience": audience}
    question = a_question(space, f"Question {word}", **told)
    group = a_group(
        space, f"Groupe {word}", convened_by=(a_person(space, f"Odile {word}"),), carrying=(question,), **told
    )
    a_meeting(space, f"Réunion {word}", group=group, on=timezone.localdate() + SOON, **told)
    a_need(space, f"Besoin {word}", group=group, **told)
    a_role_call(space, f"Appel {word}", role="", group=group, **told)
    an_action(space, f"Action {word}", group=group, **told)
    a_page(space, f"Page {word}", parent=page, **told)


def reading(space: Space, person: Person | None, page=None, *names):
    names = names or tuple(COSTS)
    lists = LivingLists(names, reader=Reader(space, person, timezone.localdate()), page=page)
    return {name: lists.in_page(name) for name in names}


@pytest.mark.parametrize("name", COSTS)
@pytest.mark.parametrize(
    ("who", "read"),
    [("passer-by", ["Public"]), ("member", ["Public", "Espace"]), ("seated", ["Public", "Espace", "Places"])],
)
def test_nobody_sees_in_a_list_what_she_may_not_read(space, page, name, who, read):
    seated = a_member(space, "Inès Courtois")
    reader = {"passer-by": None, "member": a_member(space, "Hugo Ferreira"), "seated": seated}[who]
    for word, audience in {
        "Public": Audience.everybody(space), "Espace": Audience.of_space(space), "Places": Audience.of_persons(seated),
    }.items():  # fmt: skip
        one_of_each(space, page, audience, word)

    html = reading(space, reader, page)[name]

    assert [word for word in ("Public", "Espace", "Places") if f" {word}</a>" in html] == read
    assert [word for word in ("Public", "Espace", "Places") if word in html] == read


def test_a_group_that_she_may_not_read_is_not_named_beside_what_she_may(space, page):
    hidden = a_group(space, "Le secret", audience=Audience.of_persons(a_member(space)))
    a_need(space, "Une salle", group=hidden)
    a_meeting(space, "Réunion", group=hidden, on=timezone.localdate() + SOON)
    question = a_question(space, "Qui ?")
    hidden.questions.add(question)

    assert not [name for name, html in reading(space, None, page).items() if "Le secret" in html]


@pytest.mark.parametrize("count", [1, 5])
@pytest.mark.parametrize("name", COSTS)
def test_a_list_costs_as_many_queries_however_long(space, page, name, count, django_assert_num_queries):
    for number in range(count):
        one_of_each(space, page, Audience.everybody(space), f"n° {number}")

    with django_assert_num_queries(COSTS[name]):
        html = reading(space, None, page, name, name)[name]

    assert html.count("<li>") == count


def test_who_carries_is_known_outside_by_a_first_name(space, page):
    a_group(space, "Le four", convened_by=(a_person(space, "Odile Tanneguy"),))

    outside, inside = (reading(space, reader)["groupes"] for reader in (None, a_member(space)))

    assert 'note">Odile</span>' in outside
    assert 'note">Odile Tanneguy</span>' in inside


def test_a_question_says_who_carries_it_or_that_nobody_does(space):
    a_group(space, "Le four", convened_by=(a_member(space, "Inès Courtois"),), carrying=(a_question(space, "Quand ?"),))
    a_question(space, "Où ?")
    a_lineage(a_question(space, "Ancienne ?"), a_question(space, "Nouvelle ?"))

    html = reading(space, None)["questions"].replace("\u202f", " ")

    assert html.count("personne ne la porte encore") == 2
    assert 'Quand ?</a> <span class="note">portée par Inès Courtois</span>' in html
    assert "Ancienne" not in html


def test_a_meeting_tells_its_day_its_hour_and_its_place(space):
    on = datetime.date(2027, 3, 2)
    a_meeting(space, "Réunion", on=on, at=datetime.time(14), place="à la mairie")
    lists = LivingLists(["réunions"], reader=Reader(space, None, on), page=None)

    assert "mardi 2 mars, 14 h, à la mairie" in lists.in_page("réunions").replace("\u00a0", " ").replace("\u202f", " ")


def test_a_meeting_that_is_past_and_an_action_that_is_done_are_in_no_list(space):
    a_meeting(space, "Hier", on=timezone.localdate() - SOON)
    an_action(space, "Faite", is_done=True)
    a_role_call(space, "Trouvée", filled_at=timezone.now())

    assert not [html for html in reading(space, None).values() if "<li>" in html]


def test_a_page_that_is_kept_shows_what_was_taken_since(client, settings, space, page):
    settings.KEEP_SCREENS = True
    cache.clear()
    ines, action = a_member(space, "Inès Courtois"), an_action(space, "Le minibus")
    before = entered(client, ines).get(page.get_absolute_url()).content.decode()

    take(action, by=ines)

    after = client.get(page.get_absolute_url()).content.decode()
    assert ("à prendre" in before, "à prendre" in after, "Inès Courtois</span>" in after) == (True, False, True)


def test_every_list_is_asked_for_in_both_languages():
    assert {(one.fr, one.en) for one in hooks.lists.values()} >= {("groupes", "groups"), ("on recherche", "wanted")}
    assert len(set(map(id, hooks.lists.values()))) == len(COSTS)


def test_a_question_that_became_another_is_told_by_that_one_with_who_carried_it(space, page):
    ines = a_member(space, "Inès Courtois")
    former, living = a_question(space, "Avant ?"), a_question(space, "Après ?")
    a_group(space, "La rivière", convened_by=(ines,), carrying=(former,))
    a_lineage(former, living, kind="continue")

    listed = reading(space, ines, page, "questions", "groupes")

    assert ("Après" in listed["groupes"], "Avant" in listed["groupes"] + listed["questions"]) == (True, False)
    assert "Inès Courtois" in listed["questions"]
