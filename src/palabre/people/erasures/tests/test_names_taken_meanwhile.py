"""A member who takes the name of somebody who leaves does not keep it in the texts."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.home.statements.own_name_removal import take_name_away
from palabre.people.duplicates.person_merge import merge_pair
from palabre.people.erasures import delayed_erasure, name_erasure
from palabre.people.erasures.tests.scene import told_for_long
from palabre.people.models import Person
from tests.builders import a_member, a_page, a_person, a_space, entered

pytestmark = pytest.mark.django_db
NAME = "Zoé Quillivic"
LATER = datetime.timedelta(days=1, minutes=5)


@pytest.fixture
def zoe():
    return a_member(a_space("Val", public=True), NAME)


def text_of(page):
    page.note.refresh_from_db()
    return page.note.body_md


@pytest.mark.parametrize("is_before", [True, False])
def test_her_name_goes_though_another_member_writes_theirs_so(zoe, is_before):
    page, other = a_page(zoe.space, "Le moulin", f"{NAME} s’en occupe."), a_member(zoe.space, "Maël Sève")

    if is_before:
        respell(other, NAME)
        assert not name_erasure.what_stays(zoe)["has_a_namesake"]
    take_name_away(zoe, at=timezone.now())
    if not is_before:
        respell(other, NAME)
    delayed_erasure.finish_due(timezone.now() + LATER)

    assert NAME not in text_of(page)


@pytest.mark.parametrize(("is_typed", "is_kept"), [(True, False), (False, True)])
def test_who_comes_afterwards_by_that_name_keeps_it_only_if_others_gave_it(zoe, is_typed, is_kept):
    page = a_page(zoe.space, "Le moulin", f"{NAME} s’en occupe.")

    take_name_away(zoe, at=timezone.now())
    late = a_member(zoe.space, NAME)
    Person.objects.filter(pk=late.pk).update(is_self_named=is_typed, came_at=timezone.now())
    delayed_erasure.finish_due(timezone.now() + LATER)

    assert (NAME in text_of(page)) is is_kept


def test_a_member_who_had_that_name_already_keeps_it(zoe):
    page = a_page(zoe.space, "Le moulin", f"{NAME} s’en occupe.")
    other = a_member(zoe.space, NAME)
    Person.objects.filter(pk=other.pk).update(is_self_named=True)

    take_name_away(zoe, at=timezone.now())
    delayed_erasure.finish_due(timezone.now() + LATER)

    assert NAME in text_of(page)


def test_who_took_that_name_before_her_keeps_it_in_the_texts(zoe):
    """Somebody who changed their name years ago, at their wedding."""
    first = a_member(zoe.space, "Marie Sauvageot")
    respell(first, "Marie Durand")
    page = a_page(zoe.space, "Le moulin", "Marie Durand s’en occupe.")
    late = a_member(zoe.space, "Marie Durand")

    seen = name_erasure.what_stays(late)["has_a_namesake"]
    take_name_away(late, at=timezone.now())
    delayed_erasure.finish_due(timezone.now() + LATER)

    assert (seen, text_of(page)) == (True, "Marie Durand s’en occupe.")


@pytest.mark.parametrize("name", ["Marie Durand", "Durand Marie", "M. Durand"])
def test_a_member_of_before_that_wedding_who_takes_that_name_afterwards_removes_it_from_no_text(zoe, name):
    first = a_member(zoe.space, "Marie Sauvageot")
    respell(first, "Marie Durand")
    page = a_page(zoe.space, "Le moulin", "Marie Durand s’en occupe.")

    respell(zoe, name)
    take_name_away(zoe, at=timezone.now())
    delayed_erasure.finish_due(timezone.now() + LATER)

    assert text_of(page) == "Marie Durand s’en occupe."


def test_a_name_taken_then_given_back_keeps_nothing(zoe):
    page, other = a_page(zoe.space, "Le moulin", f"{NAME} s’en occupe."), a_member(zoe.space, "Maël Sève")

    for name in (NAME, "Maël Sève"):
        respell(other, name)
    take_name_away(zoe, at=timezone.now())
    delayed_erasure.finish_due(timezone.now() + LATER)

    assert NAME not in text_of(page)


def respell(person, name):
    entered(Client(), person).post(reverse("you:spelling", args=[person.space.slug]), {"name": name})
    assert Person.objects.get(pk=person.pk).name == name


@pytest.mark.parametrize("name", ["Marie Quillivic", "Zoé", "Zoé Le Goff"])
def test_who_took_a_part_of_it_only_keeps_it_in_the_texts(zoe, name):
    """A wedding, say: Marie’s surname is the one of who leaves."""
    other = a_member(zoe.space, "Marie Sauvageot")
    respell(other, name)
    page = a_page(zoe.space, "Le moulin", f"{name} tient la caisse. {NAME} a les clés.")

    take_name_away(zoe, at=timezone.now())
    delayed_erasure.finish_due(timezone.now() + LATER)

    assert text_of(page) == f"{name} tient la caisse. Une personne a les clés."


@pytest.mark.parametrize("taken", [NAME, "Quillivic Zoé"])
def test_a_name_of_the_minutes_taken_before_its_bearer_came_by_another_goes(zoe, taken):
    named = a_person(zoe.space, "Nadège Kerouanton")
    page, other = a_page(zoe.space, "Le moulin", "Nadège Kerouanton s’en occupe."), a_member(zoe.space, "Maël Sève")
    respell(other, taken.replace("Zoé", "Nadège").replace("Quillivic", "Kerouanton"))
    nadou = a_member(zoe.space, "Nadou Lann")
    merge_pair(nadou, named, by=zoe, at=timezone.now())
    told_for_long()

    take_name_away(nadou, at=timezone.now())
    delayed_erasure.finish_due(timezone.now() + LATER)

    assert text_of(page) == "Une personne s’en occupe."


@pytest.mark.parametrize("is_given_back", [True, False])
def test_who_wrote_the_name_of_a_wedding_before_it_removes_it_from_no_text(zoe, is_given_back):
    first = a_member(zoe.space, "Marie Sauvageot")
    respell(zoe, "Marie Durand")
    if is_given_back:
        respell(zoe, NAME)
    respell(first, "Marie Durand")
    page = a_page(zoe.space, "Le moulin", "Marie Durand s’en occupe.")

    take_name_away(zoe, at=timezone.now())
    delayed_erasure.finish_due(timezone.now() + LATER)

    assert text_of(page) == "Marie Durand s’en occupe."


@pytest.mark.parametrize("older", ["M. Durand", "Durand M."])
def test_an_initial_of_who_leaves_takes_no_name_from_a_wife(older):
    space = a_space("Val", public=True)
    husband, wife = a_member(space, older), a_member(space, "Marie Sauvageot")
    respell(wife, "Marie Durand")
    page = a_page(space, "Le moulin", "Marie Durand s’en occupe.")

    take_name_away(husband, at=timezone.now())
    delayed_erasure.finish_due(timezone.now() + LATER)

    assert text_of(page) == "Marie Durand s’en occupe."
