"""A name that only its bearer typed may be any words: it forbids them to nobody, unless a text of another says it."""

import importlib

import pytest
from django.apps import apps
from django.db import connection

from palabre.minutes.imports.minutes_import import import_minutes
from palabre.people.erasures import refused_names
from palabre.people.erasures.refused_names import NameRefused, keep_out, without_refused_names
from palabre.people.erasures.tests.scene import NOW, entering, gone
from palabre.people.models import Audience, Person, RefusedName
from palabre.people.own_name import respell
from palabre.pure.french.spellings import Spelling
from palabre.wiki import page_text
from palabre.wiki.attachments import file_store
from tests.builders import a_file, a_member, a_page, a_person, a_space

pytestmark = pytest.mark.django_db

HERS = "Zéphyrine Quillévéré"
WORDS = {
    "La Réunion": "La réunion commence à 18 h. La Réunion d’après aussi.",
    "Compte Rendu": "# Compte rendu du 5 novembre",
    "Notre Groupe": "Notre groupe continue.",
    "Décision": "Décision : le four est à réparer.",
    "À Faire": "À faire demain.",
    "Samedi": "Samedi nous venons.",
}
MINUTES = """# Compte rendu du 5 novembre 2026

Décision : la réunion de mars est annulée.

- Décision : Notre groupe continue.
"""


@pytest.fixture
def space():
    return a_space()


@pytest.mark.parametrize(("name", "text"), WORDS.items(), ids=WORDS)
def test_words_that_somebody_took_as_a_name_are_written_as_before(space, name, text):
    gone(entering(space, name))

    keep_out(space, text)
    assert without_refused_names(space, text) == text
    assert not RefusedName.objects.exists()


@pytest.mark.parametrize("name", ["La Réunion", "Compte Rendu", "Notre Groupe", "Décision"])
def test_nor_are_minutes_read_otherwise(space, name):
    ana = a_member(space, "Ana Kerdoncuff")
    gone(entering(space, name))

    reading = import_minutes(space, MINUTES, by=ana, on=NOW.date())

    assert "une personne" not in reading.text.lower()
    assert reading.space.decision_set.count() == 2


def test_nor_do_they_become_refused_by_a_page_that_their_bearer_wrote_alone(space):
    member = entering(space, "La Réunion")
    page_text.begin_page(space, "La Réunion", "La Réunion.", audience=Audience.of_space(space), by=member)

    gone(member)

    assert not RefusedName.objects.exists()


def test_nor_beside_another_name_of_theirs_that_texts_say(space):
    member = a_member(space, HERS)
    a_page(space, "Le verger", f"Merci à {HERS}.")
    respell(member, "La Réunion", by=member)

    gone(Person.objects.get(pk=member.pk))

    keep_out(space, "La Réunion commence.")
    with pytest.raises(NameRefused):
        keep_out(space, f"Avec {HERS}.")


@pytest.mark.parametrize("where", ["page", "file"])
def test_a_typed_name_that_another_wrote_is_refused_afterwards(space, where):
    page = a_page(space, "Le verger", f"Merci à {HERS}." if where == "page" else "Merci.")
    if where == "file":
        file = a_file(page, content=f"Merci à {HERS}.".encode())
        assert file_store.path_of(file.digest).exists()

    gone(entering(space, HERS))

    for text in (f"Avec {HERS}.", f"Avec {HERS.upper()}.", "Mme Quillévéré note."):
        with pytest.raises(NameRefused):
            keep_out(space, text)
        assert "uillévéré" not in without_refused_names(space, text)


@pytest.mark.parametrize("enter", [a_member, a_person])
def test_a_name_that_others_gave_is_refused_though_no_text_says_it(space, enter):
    gone(enter(space, HERS))

    for text in (f"Avec {HERS}.", "Zéphyrine quillévéré note."):
        with pytest.raises(NameRefused):
            keep_out(space, text)


def test_nor_does_who_was_invited_by_that_name_come_back_in_minutes(space):
    gone(Person.objects.create(space=space, name=HERS, form_token="invited"))

    assert without_refused_names(space, f"Présents : {HERS}") == "Présents : une personne"


@pytest.fixture(params=["La Réunion", "Compte Rendu", "Notre Groupe", "Décision"])
def refused_before(space, request):
    """Words that were refused when any name that somebody typed was."""
    person = Person.objects.create(space=space, name="Une personne", erased_at=NOW, is_self_named=True)
    refused_names.refuse(space, Spelling.of(request.param, ()), person=person, is_typed=True)
    assert RefusedName.objects.exists()


def test_words_that_were_refused_before_are_written_in_lower_case(space, refused_before):
    for text in ("La réunion commence.", "# Compte rendu de mardi", "Notre groupe continue.", "Décision : oui."):
        keep_out(space, text)
        assert without_refused_names(space, text) == text


def test_beside_their_capitals_too():
    space = a_space()
    person = Person.objects.create(space=space, name="Une personne", erased_at=NOW, is_self_named=True)
    refused_names.refuse(space, Spelling.of("La Réunion", ()), person=person, is_typed=True)

    text = "La réunion de mars, et La Réunion d’avril."

    assert without_refused_names(space, text) == "La réunion de mars, et une personne d’avril."


@pytest.mark.postgres
@pytest.mark.parametrize("order", [(True, False), (False, True)])
def test_a_name_that_somebody_gave_is_no_typed_one(space, order):
    for is_typed in order:
        refused_names.refuse(space, Spelling.of(HERS, ()), is_typed=is_typed)

    assert set(RefusedName.objects.values_list("is_typed", flat=True)) == {False}
    with pytest.raises(NameRefused):
        keep_out(space, "Zéphyrine quillévéré note.")


def test_what_was_refused_before_and_may_be_any_words_is_a_typed_name(space):
    """As is that of which nothing tells who bore it."""
    bearers = [Person.objects.create(space=space, name="Une personne", is_self_named=one) for one in (True, False)]
    for digest, person in zip(("typed", "given", "unknown"), [*bearers, None]):
        RefusedName.objects.create(space=space, digest=digest, person=person)

    importlib.import_module("palabre.people.migrations.0006_refusals_of_before").tell_typed(
        apps, connection.schema_editor()
    )

    told = dict(RefusedName.objects.values_list("digest", "is_typed"))
    assert told == {"typed": True, "given": False, "unknown": True}
