"""The settings of a space: who may change them, within which bounds, with a trace, and undone."""

import html

import pytest
from django.test import Client
from django.urls import reverse

from palabre.home.settings_page import space_settings
from palabre.journal.models import Entry
from palabre.spaces.models import Space
from tests.builders import a_member, a_person, a_space, entered

pytestmark = pytest.mark.django_db

SAID = {"name": "Voisins du Val", "sentence": "On répare, on partage.", "licence": "CC BY 4.0"}
WRONG = (
    {"name": ""},
    {"name": "x" * 201},
    {"sentence": "x" * 301},
    {"licence": "", "words": ""},
    {"licence": "?"},
)


@pytest.fixture
def space():
    return a_space("Voisinages du Val", public=True)


@pytest.fixture
def her(space):
    return entered(Client(), a_member(space, "Inès Courtois"))


def address(space, *entry):
    return reverse("home:settings_undoing" if entry else "home:settings", args=[space.slug, *entry])


def now(space):
    found = Space.objects.get(pk=space.pk)
    return found.name, found.sentence, found.licence


def words(answer):
    return " ".join(html.unescape(answer.content.decode()).replace("\u202f", " ").replace("\xa0", " ").split())


def test_a_member_changes_what_everybody_reads_first_and_another_undoes_it_once(space, her):
    before = now(space)

    her.post(address(space), SAID)
    assert now(space) == ("Voisins du Val", "On répare, on partage.", "CC BY 4.0")
    assert "On répare, on partage." in words(Client().get(space.get_absolute_url()))

    entry, other = Entry.objects.get(verb="settings.changed"), entered(Client(), a_member(space, "Malo Kersauze"))
    for _twice in range(2):
        other.post(address(space, entry.pk))
    assert now(space) == before
    assert Entry.objects.filter(verb="settings.changed").count() == 2


def test_what_is_sent_twice_leaves_one_trace(space, her):
    for _twice in range(2):
        her.post(address(space), SAID)

    assert Entry.objects.filter(verb="settings.changed").count() == 1


def test_an_own_licence_is_kept_in_words(space, her):
    her.post(address(space), SAID | {"licence": "", "words": "Licence du Val"})

    assert now(space)[2] == "Licence du Val"
    assert 'value="Licence du Val"' in words(her.get(address(space)))


@pytest.mark.parametrize(
    "wrong",
    [{"name": ""}, {"name": "x" * 201}, {"sentence": "x" * 301}, {"licence": "", "words": ""}, {"licence": "?"}],
)
def test_what_is_missing_or_too_long_is_refused_and_typed_words_come_back(space, her, wrong):
    before = now(space)

    answer = her.post(address(space), SAID | {"sentence": "Mes mots."} | wrong)

    assert (answer.status_code in (409, 422), now(space)) == (True, before)
    assert "sentence" in wrong or "Mes mots." in words(answer)


def test_signs_that_nobody_sees_are_left_out_and_alone_are_no_name(space, her):
    hidden = {"name": "Voisins\u202e du\u200b Val", "sentence": "On\u2066", "licence": "", "words": "L\u200dibre"}
    her.post(address(space), hidden)

    assert now(space) == ("Voisins du Val", "On", "Libre")
    assert her.post(address(space), SAID | {"name": "\u200b\u202e"}).status_code == 409


def test_neither_a_visitor_nor_a_guest_nor_a_member_of_another_space_changes_anything(space):
    entry = space_settings.change_settings(space, **SAID, by=a_member(space, "Malo Kersauze"))
    before = now(space)
    guest, stranger = a_person(space, "Gil Le Du"), a_member(a_space("Ailleurs"), "Zoé Petit")

    for who in (Client(), entered(Client(), guest), entered(Client(), stranger)):
        assert who.get(address(space)).status_code == 403
        assert who.post(address(space), SAID).status_code == 403
        assert who.post(address(space, entry.pk)).status_code == 404
    assert now(space) == before


@pytest.mark.parametrize("name", ["groups:output_kinds", "people:organisations", "home:export", "here:deletion"])
def test_what_is_rare_is_reached_from_the_settings(name):
    member = a_member(a_space())

    page = entered(Client(), member).get(reverse("home:settings", args=[member.space.slug])).content.decode()

    assert reverse(name, args=[member.space.slug]) in page


def test_who_does_not_decide_by_two_reads_who_does_and_where_to_find_them(space, her):
    other = entered(Client(), a_member(space, "Malo Kersauze"))
    deletion, people = (reverse(f"here:{name}", args=[space.slug]) for name in ("deletion", "people"))

    shown = {"founder": words(her.get(address(space))), "other": words(other.get(address(space)))}

    assert (deletion in shown["founder"], deletion in shown["other"]) == (True, False)
    rare = shown["other"].partition("<details")[2]
    assert "parmi : Inès Courtois" in rare
    assert people in rare


def test_who_supports_it_and_its_friends_are_read_at_the_foot_of_its_home_and_undone(space, her):
    said = SAID | {
        "supporters": "La mairie prête la salle.",
        "partners": "Le fournil d’à côté https://fournil.example\nLes voisins de Brennes",
    }

    her.post(address(space), said)
    home, again = words(Client().get(space.get_absolute_url())), words(her.get(address(space)))
    her.post(address(space, Entry.objects.get(verb="settings.changed").pk))

    assert "La mairie prête la salle." in home
    assert 'href="https://fournil.example" rel="noreferrer"' in home
    assert "Les voisins de Brennes" in home
    assert "Les voisins de Brennes" in again
    assert "La mairie prête la salle." not in words(Client().get(space.get_absolute_url()))


def test_no_empty_field_is_shown_and_no_partner_runs_anything(space, her):
    before = words(Client().get(space.get_absolute_url()))
    her.post(address(space), SAID | {"partners": 'javascript:alert(1)\n<script src="x"></script>'})

    home = words(Client().get(space.get_absolute_url()))

    assert "Qui nous soutient" not in before
    assert "Nos amis" not in before
    assert 'href="javascript' not in home
    assert '<script src="x"' not in Client().get(space.get_absolute_url()).content.decode()


def test_partners_longer_than_their_bound_come_back(space, her):
    answer = her.post(address(space), SAID | {"partners": "x" * 2001, "sentence": "Mes mots."})

    assert answer.status_code in (409, 422)
    assert "Mes mots." in words(answer)
    assert Space.objects.get(pk=space.pk).partners == ""


def test_an_own_licence_that_another_wrote_comes_back_in_a_refused_form_and_stays_once_it_is_sent_again(space, her):
    def fields(answer):
        form = answer.context["form"]
        return {name: form[name].value() or "" for name in form.fields}

    other = entered(Client(), a_member(space, "Malo Kersauze"))
    her.post(address(space), fields(her.get(address(space))) | {"licence": "", "words": "Licence du Val"})
    older = fields(other.get(address(space))) | {"name": "Le Val"}
    her.post(address(space), fields(her.get(address(space))) | {"name": "Voisins", "words": "Licence des Monts"})

    other.post(address(space), fields(other.post(address(space), older)))

    assert (now(space)[0], now(space)[2]) == ("Le Val", "Licence des Monts")
