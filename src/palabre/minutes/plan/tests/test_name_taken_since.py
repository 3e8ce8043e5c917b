"""A member who took the name of somebody else, or joined it to theirs, gets nothing that others then give to it."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.forums.tests.scene import prepared, written
from palabre.groups.life.tests.test_carrier_by_own_words import WORDS
from palabre.groups.models import Membership, RoleOffer
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.models import Import
from palabre.people.duplicates.own_spellings import given_to_oneself
from palabre.people.duplicates.person_merge import merge_pair, unmerge
from palabre.people.models import Merging, Person
from tests.builders import a_group, a_member, a_person, a_space, entered

pytestmark = pytest.mark.django_db
BASTIEN = "Bastien Lorrimer"


@pytest.fixture
def ines():
    return a_member(a_space(), "Inès Carvalho")


def respelled(person, *names):
    for name in names:
        entered(Client(), person).post(reverse("you:spelling", args=[person.space.slug]), {"name": name})
    return Person.objects.get(pk=person.pk)


def with_joined_name(kept, *, by=None):
    merge_pair(kept, a_person(kept.space, BASTIEN), by=by or kept, at=timezone.now())
    return kept


def carries_by_minutes_of(ines, malo):
    entered(Client(), ines).post(reverse("minutes:new_import", args=[ines.space.slug]), {"text": WORDS})
    open_to_space(Import.objects.get(), by=ines, at=timezone.now())
    return Membership.objects.filter(person=malo).exists()


@pytest.mark.parametrize("names", [[BASTIEN], [BASTIEN, "Malo Riou"]])
def test_minutes_give_them_no_role(ines, names):
    malo = respelled(a_member(ines.space, "Malo Riou"), *names)

    assert not carries_by_minutes_of(ines, malo)


@pytest.mark.parametrize(
    ("first", "names"), [("Bastien", [BASTIEN]), (BASTIEN, ["Malo Riou"]), (BASTIEN, ["bastien  LORRIMER"])]
)
def test_minutes_know_them_by_the_name_they_came_by_and_by_more_of_it(ines, first, names):
    him = respelled(a_member(ines.space, first), *names)

    assert carries_by_minutes_of(ines, him)


def test_they_know_her_by_a_new_name_that_another_member_joined_to_hers(ines):
    her = respelled(a_member(ines.space, "Odile Morvan"), BASTIEN)
    merge_pair(her, a_person(ines.space, BASTIEN), by=ines, at=timezone.now())

    assert carries_by_minutes_of(ines, her)


def test_minutes_give_no_role_by_a_name_that_they_joined_to_theirs(ines):
    malo = with_joined_name(a_member(ines.space, "Malo Riou"))

    assert not carries_by_minutes_of(ines, malo)


def test_minutes_give_no_role_by_a_name_that_they_first_joined_to_another_that_nobody_bears(ines):
    malo, never_come = a_member(ines.space, "Malo Riou"), a_person(ines.space, "Malo R.")
    with_joined_name(never_come, by=malo)
    merge_pair(malo, never_come, by=ines, at=timezone.now())

    assert not carries_by_minutes_of(ines, malo)


def test_minutes_know_them_by_more_of_their_name_that_they_joined_to_it(ines):
    bastien = with_joined_name(a_member(ines.space, "Bastien"))

    assert carries_by_minutes_of(ines, bastien)


def test_minutes_know_them_by_a_name_that_another_joined_after_they_parted_it(ines):
    malo = with_joined_name(a_member(ines.space, "Malo Riou"))
    unmerge(Merging.objects.get(), by=malo, at=timezone.now())
    merge_pair(malo, Person.objects.get(name=BASTIEN), by=ines, at=timezone.now())

    assert carries_by_minutes_of(ines, malo)


def test_no_role_is_proposed_to_them(ines):
    group = a_group(ines.space, "Le four", convened_by=(ines,))
    malo = respelled(a_member(ines.space, "Malo Riou"), BASTIEN)
    said = {"whose": BASTIEN, "role": "co_convener", "words": "", "form_token": "a" * 24}

    entered(Client(), ines).post(reverse("groups:proposing", args=[ines.space.slug, group.pk]), said)

    assert RoleOffer.objects.get().person != malo


def test_no_sheet_of_paper_is_theirs():
    day, sabine = prepared()
    malo = respelled(a_member(day.forum.space, "Malo Riou"), BASTIEN)

    sheet = written(day, sabine, 12, asked_by=BASTIEN)

    assert sheet.asked_by != malo


def test_no_sheet_of_paper_is_theirs_by_a_name_that_they_joined_to_theirs():
    day, sabine = prepared()
    malo = with_joined_name(a_member(day.forum.space, "Malo Riou"))

    sheet = written(day, sabine, 12, asked_by=BASTIEN)

    assert sheet.asked_by != malo


def test_what_is_read_costs_three_queries(ines, django_assert_num_queries):
    for name in ("Malo Riou", "Zoé Petit", "Karim Oualid"):
        respelled(a_member(ines.space, name), f"{name} Lorrimer", BASTIEN)

    with django_assert_num_queries(3):
        found = given_to_oneself(ines.space)

    assert len(found) == 6
