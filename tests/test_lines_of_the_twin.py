"""Lines of the twin of the founding minutes, lived: what each became, as a member reads it and acts on it here.

docs/parcours.md says which line is lived by which test.
"""

import html

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.models import Action, Group, Need, RoleCall
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.imports.import_validity import say_of_all
from palabre.minutes.tests.scene import brought
from tests.builders import a_member, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def odile():
    return a_member(a_space(), "Odile Tanneguy")


@pytest.fixture
def her(odile):
    return entered(Client(), odile)


@pytest.fixture
def reading(odile):
    """The twin, opened to members, who said that it is under way."""
    found = brought(odile)
    open_to_space(found, by=odile, at=timezone.now())
    say_of_all(found, "", by=odile)
    return found


def words(answer):
    said = html.unescape(answer.content.decode())
    for odd, plain in (("\u2011", "-"), ("\u202f", " "), ("\xa0", " "), ("’", "'")):
        said = said.replace(odd, plain)
    return " ".join(said.split())


def thing_of(reading, line, model):
    """Return what was read in this line, of this kind."""
    kind = model._meta.label_lower
    passage = reading.page.passages.filter(thing_kind=kind, first_line__lte=line, last_line__gte=line).latest("pk")
    found = apps.get_model(kind).objects.get(pk=passage.thing_id)
    found.space = reading.space
    return found


def test_line_64_and_a_near_one_are_asked_about_on_the_page_of_their_group(her, reading):
    group = Group.objects.get(space=reading.space, inquiries__text__startswith="Comment la chaleur")

    page = words(her.get(group.get_absolute_url()))

    assert "Ces deux pistes se ressemblent" in page


def test_line_79_a_call_keeps_both_places_that_somebody_may_come_from(her, reading):
    call = thing_of(reading, 79, RoleCall)

    assert "d'une médiathèque ou de l'IRTAV" in words(her.get(call.get_absolute_url()))


def test_line_85_a_need_is_classed_otherwise_in_place(her, reading):
    need = thing_of(reading, 85, Need)
    address = reverse("groups:need_words", args=[reading.space.slug, need.pk])

    her.post(address, {"text": need.text, "kind": "people"})

    assert Need.objects.get(pk=need.pk).kind == "people"


def test_line_118_is_asked_whether_somebody_was_found(her, reading):
    call = thing_of(reading, 118, RoleCall)

    assert "Est-ce trouvé ?" in words(her.get(call.get_absolute_url()))


def test_lines_135_and_143_are_an_invitation_on_the_page_of_each_group(her, reading):
    groups = list(Group.objects.filter(space=reading.space).alive())

    pages = [words(her.get(group.get_absolute_url())) for group in groups]
    first = thing_of(reading, 135, Action)
    for group in groups[:1]:
        her.post(reverse("groups:invitation", args=[reading.space.slug, group.pk, first.pk]))
    then = words(her.get(groups[0].get_absolute_url()))

    assert all("quelle est la forme, la trace pour raconter son sujet" in page for page in pages)
    assert "Chaque équipe apporte" in then.partition("La réunion propose")[2]
    assert "Une photo" in then


@pytest.mark.parametrize(("line", "button"), [(141, "Choisir une date"), (153, "Garder ce rythme")])
def test_lines_141_and_153_bear_the_button_of_their_tool(her, reading, line, button):
    action = thing_of(reading, line, Action)

    assert button in words(her.get(action.get_absolute_url()))


def test_what_the_twin_says_waits_until_somebody_says_that_it_is_under_way(her, odile):
    found = brought(odile)
    open_to_space(found, by=odile, at=timezone.now())

    board = words(her.get(reverse("home:needs", args=[found.space.slug])))

    assert "médiathèque" not in board
