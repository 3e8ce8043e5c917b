"""Names that may be one person are asked about, the surest first, and never twice."""

import pytest
from django.utils import timezone

from palabre.accounts.models import Account
from palabre.people.duplicates.duplicates import doubles_of
from palabre.people.duplicates.person_merge import keep_apart, merge_pair, unmerge
from palabre.people.models import Person
from tests.builders import a_member, a_person, a_space, an_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def her():
    return a_member(a_space(), "Odile Tanneguy")


def asked(space):
    return [(double.one.name, double.other.name, double.why.value) for double in doubles_of(space)]


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Inès Lamour", "ines LAMOUR", "same_name"),
        ("Inès Lamour", "Mme Inès Lamour", "same_name"),
        ("Inès Lamour", "I. Lamour", "initials"),
        ("Inès Lamour", "Inès L.", "initials"),
        ("Inès Lamour", "I. L.", "initials"),
        ("Inès Lamour", "Inès", "first_name_alone"),
    ],
)
def test_what_may_be_one_is_asked_about(her, one, other, why):
    a_person(her.space, one)
    a_person(her.space, other)

    assert asked(her.space) == [(one, other, why)]


@pytest.mark.parametrize("other", ["Inès Courtois", "Agnès Lamour", "M. Lamour", "Lamour", "I", "Hugo"])
def test_what_is_no_double_is_not_asked_about(her, other):
    a_person(her.space, "Inès Lamour")
    a_person(her.space, other)

    assert asked(her.space) == []


def test_one_first_name_in_one_organisation_is_asked_about(her):
    both = (a_person(her.space, "Inès Lamour"), a_person(her.space, "Inès Lamour-Bret"))
    an_organisation(her.space, of=both)

    assert asked(her.space) == [("Inès Lamour", "Inès Lamour-Bret", "same_first_name")]


@pytest.mark.parametrize("short", ["Inès", "I. L.", "Inès L."])
def test_what_may_be_two_is_not_asked_about(her, short):
    for name in ("Inès Lamour", "Inès Lebrun", short):
        a_person(her.space, name)

    assert asked(her.space) == []


def test_the_first_name_of_two_of_one_name_is_asked_about_once(her):
    for name in ("Inès Lamour", "Inès Lamour", "Inès"):
        a_person(her.space, name)

    assert [why for _one, _other, why in asked(her.space)] == ["same_name", "first_name_alone"]


def test_two_who_are_said_to_be_two_are_not_asked_about_again(her):
    one, other = a_person(her.space, "Inès Lamour"), a_person(her.space, "Inès Lamour")

    keep_apart(other, one, by=her, at=timezone.now())

    assert asked(her.space) == []


def test_two_who_were_parted_are_not_asked_about_again(her):
    one, other = a_person(her.space, "Inès Lamour"), a_person(her.space, "Inès L.")

    unmerge(merge_pair(one, other, by=her, at=timezone.now()), by=her, at=timezone.now())

    assert asked(her.space) == []


def test_who_is_a_double_already_or_has_no_name_any_longer_is_not_asked_about(her):
    kept = a_person(her.space, "Inès Lamour")
    merge_pair(kept, a_person(her.space, "Inès Lamour"), by=her, at=timezone.now())
    Person.objects.filter(pk=a_person(her.space, "Inès Lamour").pk).update(erased_at=timezone.now())

    assert asked(her.space) == []


def test_two_who_both_sign_in_are_not_asked_about(her):
    for number in range(2):
        person = a_person(her.space, "Inès Lamour")
        person.sign_in_as(Account.objects.create(email=f"{number}@exemple.example"))

    assert asked(her.space) == []


def test_who_came_by_the_link_under_a_name_of_the_minutes_is_asked_about(her):
    a_person(her.space, "Inès Lamour")
    a_member(her.space, "Inès Lamour")

    assert asked(her.space) == [("Inès Lamour", "Inès Lamour", "same_name")]


@pytest.mark.parametrize("number", [1, 5])
def test_asking_costs_the_same_for_one_and_for_five(her, number, django_assert_num_queries):
    for _ in range(number):
        a_person(her.space, "Inès Lamour")

    with django_assert_num_queries(4):
        doubles_of(her.space)
