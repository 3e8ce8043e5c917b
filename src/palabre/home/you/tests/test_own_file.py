"""What is kept about a person, as a file for them alone."""

import pytest
from django.test import Client
from django.urls import reverse

from palabre.people.models import Audience
from tests.builders import a_group, a_member, a_page, a_person, a_pledge, a_role_call, a_space, an_action, entered
from tests.things import a_comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines():
    return a_member(a_space(), "Inès Carvalho")


def file_of(person):
    answer = entered(Client(), person).get(reverse("you:data_file", args=[person.space.slug]))
    assert "attachment" in answer["Content-Disposition"]
    return answer.content.decode()


def test_it_holds_roles_promises_and_things_to_do(ines):
    group = a_group(ines.space, "Les jardins", convened_by=(ines,))
    a_pledge(a_group(ines.space, "Le four"), ines, "le mardi")
    an_action(ines.space, "Appeler le maçon", owner=ines)

    text = file_of(ines)

    assert text.startswith("# Inès Carvalho")
    assert group.title in text
    assert "Le four: le mardi" in text
    assert "- Appeler le maçon" in text


def test_of_a_group_that_she_does_not_read_it_names_the_call_that_she_answered(ines):
    group = a_group(ines.space, "Les secrets", audience=Audience.of_persons(a_member(ines.space, "Malo Riou")))
    a_pledge(a_role_call(ines.space, "Qui conduit le mardi", group=group), ines, "moi")

    text = file_of(ines)

    assert "- Qui conduit le mardi: moi" in text
    assert "Les secrets" not in text


def test_it_holds_her_comments_on_the_pages_that_she_reads(ines):
    seen, kept = (a_page(ines.space, title, "Un texte.") for title in ("Le four", "La clé"))
    type(kept).objects.filter(pk=kept.pk).update(audience=Audience.of_persons(a_member(ines.space, "Malo Riou")))
    for page, words in ((seen, "Trois, plutôt."), (kept, "Un secret.")):
        a_comment(page, words, by=ines, quote="Un texte.")

    text = file_of(ines)

    assert "- Trois, plutôt. (Le four)" in text
    assert "Un secret" not in text


def test_it_holds_nothing_of_another_nor_of_what_she_does_not_read(ines):
    malo = a_member(ines.space, "Malo Riou")
    an_action(ines.space, "Tondre le pré", owner=malo)
    an_action(ines.space, "Un secret", owner=ines, audience=Audience.of_persons(malo))

    text = file_of(ines)

    assert "Tondre le pré" not in text
    assert "Un secret" not in text


@pytest.mark.parametrize("is_member", [True, False])
def test_a_guest_reads_others_there_by_first_name_as_on_the_pages(is_member):
    space = a_space(public=True)
    a_person(space, "Nadège Kerouanton")
    guest = a_member(space, "Inès Carvalho") if is_member else a_person(space, "Inès Carvalho")
    an_action(space, "Appeler Nadège Kerouanton", owner=guest)

    text = file_of(guest)

    assert "Inès Carvalho" in text
    assert ("Appeler Nadège Kerouanton" in text, "Appeler Nadège\n" in text) == (is_member, not is_member)
