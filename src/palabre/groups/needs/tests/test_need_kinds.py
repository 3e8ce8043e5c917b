"""The kinds of needs that a space chooses among, in its own words."""

import html

import pytest
from django.test import Client
from django.urls import reverse

from palabre.groups.models import Need
from palabre.journal.models import Entry
from palabre.spaces.models import Space
from tests.builders import a_member, a_space, entered

pytestmark = pytest.mark.django_db

SAID = {"name": "Voisins du Val", "licence": "CC BY 4.0"}


@pytest.fixture
def space():
    return a_space("Voisins du Val", public=True)


@pytest.fixture
def her(space):
    return entered(Client(), a_member(space, "Inès Courtois"))


def choose(her, space, lines):
    return her.post(reverse("home:settings", args=[space.slug]), SAID | {"need_kinds": lines})


def chosen(space):
    return Space.objects.get(pk=space.pk).need_kinds


def say(her, space, kind, text="Deux fournées"):
    answer = her.post(reverse("groups:needing", args=[space.slug]), {"text": text, "kind": kind})
    return Need.objects.get(text=text) if answer.status_code == 302 else answer.status_code


def words(answer):
    return " ".join(html.unescape(answer.content.decode()).replace("\u202f", " ").replace("\xa0", " ").split())


def test_a_need_is_of_a_kind_in_the_words_of_its_space(space, her):
    choose(her, space, "Un fournil\nUNE SALLE\n\nUn fournil")

    form = words(her.get(reverse("groups:needing", args=[space.slug])))
    need = say(her, space, "Un fournil")

    assert ("Un fournil</option>" in form, "une salle</option>" in form, "de l’argent</option>" in form) == (
        True,
        True,
        False,
    )
    assert (need.kind, need.kind_words) == ("other", "Un fournil")
    assert "demande : Un fournil" in words(her.get(need.get_absolute_url()))
    assert say(her, space, "room", "La salle du bas").kind == "room"


def test_a_kind_that_is_not_of_the_list_is_refused(space, her):
    choose(her, space, "Un fournil")

    assert say(her, space, "Un four") == 422


def test_a_need_keeps_its_kind_when_the_list_changes(space, her):
    choose(her, space, "Un fournil")
    need = say(her, space, "Un fournil")
    choose(her, space, "Un moulin")

    her.post(reverse("groups:need_words", args=[space.slug, need.pk]), {"text": "Trois fournées", "kind": "Un fournil"})

    assert Need.objects.values_list("text", "kind_words").get() == ("Trois fournées", "Un fournil")


def test_the_shipped_list_or_no_line_is_that_of_palabre_and_another_member_undoes_a_change(space, her):
    page = her.get(reverse("home:settings", args=[space.slug]))
    shipped = page.context["form"].initial["need_kinds"]
    choose(her, space, shipped)
    kept = [chosen(space)]
    choose(her, space, "Un fournil")
    kept.append(chosen(space))

    entry, other = Entry.objects.latest("pk"), entered(Client(), a_member(space, "Malo Kersauze"))
    other.post(reverse("home:settings_undoing", args=[space.slug, entry.pk]))

    assert [*kept, chosen(space)] == ["", "Un fournil", ""]


@pytest.mark.parametrize("wrong", ["\n".join(f"Genre {number}" for number in range(21)), "x" * 61])
def test_too_many_kinds_or_a_long_one_are_refused_and_come_back(space, her, wrong):
    answer = choose(her, space, wrong)

    assert (answer.status_code, chosen(space)) == (409, "")
    assert words(answer).count(" ".join(wrong.split())) == 1
