"""« Vous voulez le même ? »: a space begun from a public one, with its structure and nobody's words or name."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.models import Group, OutputKind
from palabre.home.creation.space_model import copy_model
from palabre.meetings.models import AgendaTemplate
from palabre.people.models import Audience, Person
from palabre.spaces.models import Space
from palabre.wiki.models import Page
from tests.builders import a_group, a_member, a_page, a_person, a_space, entered

pytestmark = pytest.mark.django_db
NAMES = {"space_name": "Le Val d’Orme", "your_name": "Aïcha Le Goff", "form_token": "x"}


@pytest.fixture(autouse=True)
def _open_door(settings):
    settings.OPEN_DOOR = True


@pytest.fixture
def source():
    space = a_space("Les fournils", public=True)
    her = a_member(space, "Odile Tanneguy")
    Person.objects.filter(pk=her.pk).update(steward_since=timezone.now())
    Space.objects.filter(pk=space.pk).update(licence="CC BY 4.0")
    OutputKind.objects.create(space=space, key="tool", name="un outil partagé")
    for text in ("Comment allumer", "Demander à Odile"):
        AgendaTemplate.objects.create(space=space, key=text, title=text, points=[{"text": text, "kind": "free"}])
    a_group(space, "Le four")
    for title, text in (("Fiche de fournée", "## Bois"), ("Fiche d’Odile", "## Rien"), ("Fiche", "Voir odile.")):
        a_page(space, title, text, audience=Audience.everybody(space)).serve(True)
    a_page(space, "Fiche entre nous", "## Bois", audience=Audience.of_space(space)).serve(True)
    return space


def begun_like(space):
    client = Client()
    client.post(reverse("front:founding"), NAMES | {"like": space.slug})
    return Space.objects.get(name="Le Val d’Orme")


def words(answer):
    return " ".join(answer.content.decode().replace("\u202f", " ").replace("\xa0", " ").split())


def test_its_structure_is_copied_and_no_word_of_a_name(source):
    source.refresh_from_db()

    made = begun_like(source)

    assert made.licence == "CC BY 4.0"
    assert [kind.name for kind in made.output_kinds.all()] == ["un outil partagé"]
    assert [one.title for one in made.agenda_templates.all()] == ["Comment allumer"]
    assert [(page.title, page.is_template) for page in made.page_set.all()] == [("Fiche de fournée", True)]
    assert list(made.persons.values_list("name", flat=True)) == ["Aïcha Le Goff"]
    assert not Group.objects.filter(space=made).exists()


@pytest.mark.parametrize(
    ("name", "text", "is_copied"),
    [
        ("Bo Li", "Demander à Bo.", False),
        ("Lê Du", "Demander à Lê Du.", False),
        ("Lê Du", "Le bois vient du four.", True),
        ("le", "Le bois vient du four.", True),
        ("Anne de la Tour", "Le bois de la fournée.", True),
    ],
)
def test_a_name_of_two_letters_is_left_out_too(source, name, text, is_copied):
    a_person(source, name)
    a_page(source, "Fiche courte", text, audience=Audience.everybody(source)).serve(True)

    made = begun_like(source)

    assert Page.objects.filter(space=made, title="Fiche courte").exists() is is_copied


def test_the_same_form_sent_twice_copies_once(source):
    for _twice in range(2):
        made = begun_like(source)

    assert made.page_set.count() == 1


@pytest.mark.parametrize("state", [{"public_at": None}, {"ended_at": timezone.now()}])
def test_what_not_everybody_reads_is_no_model(source, state):
    Space.objects.filter(pk=source.pk).update(**state)

    made = begun_like(source)

    assert (made.licence, made.output_kinds.count(), made.page_set.count()) == ("CC BY-SA 4.0", 0, 0)


def test_a_visitor_is_offered_the_same_with_a_name_to_ask_and_a_member_is_not(source):
    page, hers = words(Client().get(source.get_absolute_url())), entered(Client(), source.persons.first())
    way = f"{reverse('front:founding')}?like={source.slug}"

    form = words(Client().get(way))

    assert "Vous voulez le même ?" in page
    assert "Demandez à Odile." in page
    assert way in page
    assert "« Les fournils » est fait avec Palabre" in form
    assert "Vous voulez le même" not in words(hers.get(source.get_absolute_url()))


def test_a_copy_costs_the_same_for_many_names(source, django_assert_max_num_queries):
    into = a_space("Autre")
    by = a_member(into, "Malo")
    for number in range(30):
        a_member(source, f"Membre {number}")

    with django_assert_max_num_queries(60):
        copy_model(source, into=into, by=by)
