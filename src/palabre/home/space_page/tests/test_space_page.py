"""A community's front page: whole with little, with much and with nothing; and only for who may see it."""

import datetime

import pytest
from django.utils import timezone

from palabre.groups.models import Ending, GroupLineage, Role
from palabre.home.space_page import group_sheets
from palabre.journal.models import record
from palabre.people.models import Audience
from tests.builders import (
    a_forum,
    a_group,
    a_lineage,
    a_meeting,
    a_member,
    a_need,
    a_page,
    a_person,
    a_question,
    a_role_call,
    a_series,
    a_space,
    a_weather,
    an_action,
    an_output,
    entered,
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


def test_an_empty_space_teaches_what_to_do(client, space, ines):
    response = entered(client, ines).get(space.get_absolute_url())

    assert "Coller un compte rendu" in words(response)
    assert "Pas encore de groupe." in words(response)


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


def test_a_sheet_tells_questions_conveners_next_date_and_call(client, space, ines):
    question = a_question(space)
    group = a_group(space, convened_by=(ines,), carrying=(question,))
    meeting, call = a_meeting(space, group=group, on=in_days(3)), a_role_call(space, group=group)

    [sheet] = page_of(entered(client, ines), space).sheets

    assert (sheet.group, sheet.asks, sheet.conveners) == (group, [question.text], ["Inès Courtois"])
    assert (sheet.next_meeting, sheet.looks_for) == (meeting, [call])


def test_a_sheet_does_not_say_twice_what_its_title_says(client, space, ines):
    whole, longer = a_question(space, "Ouvrir les salles ?"), a_question(space, "Ouvrir les salles ? Et le soir ?")
    a_group(space, "Ouvrir les salles", carrying=(whole, longer))

    [sheet] = page_of(entered(client, ines), space).sheets

    assert sheet.asks == ["… Et le soir ?"]


def test_a_sheet_tells_the_last_weather_of_the_project_and_what_comes_next(client, space, ines):
    group = a_group(space)
    a_weather(group, "Avant", on=in_days(-14), weather="fog")
    a_weather(group, "Promis", on=in_days(-1), weather="sun")

    [sheet] = page_of(entered(client, ines), space).sheets

    assert (sheet.weather.weather, sheet.weather.words) == ("sun", "Promis")
    assert "</svg> soleil" in words(client.get(space.get_absolute_url()))


def test_what_a_group_said_before_it_joined_another_is_told_on_the_sheet_of_the_living_one(client, space, ines):
    living = a_group(space, "Vivant")
    absorbed = a_group(space, "Absorbé", lives_in=living, carrying=(a_question(space, "Et le soir ?"),))
    meeting, call = a_meeting(space, group=absorbed, on=in_days(30)), a_role_call(space, group=absorbed)
    a_weather(absorbed, "Presque prêt")

    [sheet] = page_of(entered(client, ines), space).sheets

    assert (sheet.group, sheet.asks, sheet.next_meeting) == (living, ["Et le soir ?"], meeting)
    assert (sheet.looks_for, sheet.weather.words) == ([call], "Presque prêt")


def test_of_many_groups_those_that_meet_soon_or_look_for_somebody_come_first(client, space, ines, monkeypatch):
    monkeypatch.setattr(group_sheets, "FEW", 2)
    _quiet, later, looks, soon = (a_group(space, title) for title in ("Calme", "Bientôt", "Cherche", "Demain"))
    a_role_call(space, group=looks)
    a_meeting(space, group=later, on=in_days(8))
    a_meeting(space, group=soon, on=in_days(1))

    page = page_of(entered(client, ines), space)

    assert ([sheet.group for sheet in page.sheets], page.others) == ([soon, later, looks], 1)


def test_a_meeting_that_does_not_take_place_is_no_next_one(client, space, ines):
    a_meeting(space, on=in_days(1), cancelled_at=timezone.now())

    assert page_of(entered(client, ines), space).next_meeting is None


def test_what_sleeps_is_a_quiet_line(client, space, ines):
    asleep = a_group(space, "Endormi", asleep_at=timezone.now())

    page = page_of(entered(client, ines), space)

    assert (page.sheets, page.at_rest) == ([], [asleep])


def test_what_ended_well_is_told(client, space, ines):
    ended, living = a_group(space, "Fini", ended_at=timezone.now()), a_group(space, "Vivant")
    said = {"space": space, "audience": ended.audience, "at": timezone.now()}
    Ending.objects.create(group=ended, harvest="Un **carnet** d’adresses", **said)
    absorbed = a_group(space, "Absorbé", lives_in=living)
    GroupLineage.objects.create(kind="merge", source=absorbed, target=living, at=timezone.now())
    an_output(living, "Une carte des arrêts", shown_at=timezone.now())
    a_need(space, "Une salle", group=living, satisfied_at=timezone.now())

    told = words(entered(client, ines).get(space.get_absolute_url()))

    for said in ("Un carnet d’adresses", "« Absorbé » a rejoint", "Une carte des arrêts", "Une salle"):
        assert said in told, said


def test_an_absorbed_group_has_no_sheet(client, space, ines):
    living = a_group(space, "Vivant")
    a_group(space, "Absorbé", lives_in=living)

    assert [sheet.group for sheet in page_of(entered(client, ines), space).sheets] == [living]


def test_a_question_without_group_is_shown_unless_it_became_another(client, space, ines):
    former, living = a_question(space, "Avant ?"), a_question(space, "Après ?")
    a_lineage(former, living)
    carried = a_question(space, "Portée ?")
    a_group(space, carrying=(carried,))

    assert page_of(entered(client, ines), space).uncarried == [living]


def test_what_others_prepare_is_not_shown(client, space, ines):
    hugo = a_member(space, "Hugo Ferreira")
    hers = Audience.of_persons(hugo)
    group = a_group(space, "À lui", audience=hers)
    a_need(space, "Le sien", audience=hers)
    a_need(space, "Du groupe", group=group)

    page = page_of(entered(client, ines), space)

    assert (page.sheets, [need.text for need in page.needs]) == ([], ["Du groupe"])
    assert "À lui" not in words(client.get(space.get_absolute_url()))


def test_a_passer_by_reads_first_names_of_who_never_joined(client):
    space = a_space(public=True)
    a_group(space, convened_by=(a_person(space, "Gérard Vautrin"), a_member(space, "Inès Courtois")))

    [sheet] = page_of(client, space).sheets

    assert sheet.conveners == ["Gérard", "Inès Courtois"]


def test_what_happened_is_told(client, space, ines):
    action = an_action(space, "Réserver le minibus")
    record("action.taken", action, by=ines)

    [told] = page_of(entered(client, ines), space).told

    assert (told.by, told.thing.title) == ("Inès Courtois", "Réserver le minibus")


@pytest.mark.parametrize("count", [1, 5])
def test_the_page_costs_the_same_with_one_row_of_each_and_with_five(
    client, space, ines, count, django_assert_num_queries
):
    for number in range(count):
        fill(space, ines, number)
    visitor = entered(client, ines)

    with django_assert_num_queries(28):
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
    GroupLineage.objects.create(kind="merge", source=absorbed, target=group, at=timezone.now())
    a_page(space, f"Page {number}")
    record("action.taken", an_action(space, group=group), by=ines)


def test_a_question_is_carried_by_who_carried_what_it_was_and_told_on_the_sheet_of_their_group(client, space, ines):
    former, living, alone = (a_question(space, text) for text in ("Avant ?", "Après ?", "Et nous ?"))
    group = a_group(space, "La rivière", convened_by=(ines,), carrying=(former,))
    a_lineage(former, living, kind="continue")

    page = entered(client, ines).get(space.get_absolute_url()).context["page"]

    assert page.uncarried == [alone]
    assert [(sheet.group, sheet.asks) for sheet in page.sheets] == [(group, ["Après ?"])]
