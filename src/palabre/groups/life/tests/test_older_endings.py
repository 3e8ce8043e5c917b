"""What somebody said of the end of a group is not destroyed by who opened the form before."""

import pytest
from django.test import Client
from django.urls import reverse

from palabre.groups.models import Ending
from palabre.journal.models import Entry
from tests.builders import a_group, a_member, a_space, entered

pytestmark = pytest.mark.django_db
LONG = "\n\n".join(f"Paragraphe {number} : ce que nous avons appris." for number in range(40))


@pytest.fixture
def carriers():
    space = a_space()
    return [a_member(space, name) for name in ("Cléo Marzin", "Bob Tanguy")]


@pytest.fixture
def cleo(carriers):
    return entered(Client(), carriers[0])


@pytest.fixture
def bob(carriers):
    return entered(Client(), carriers[1])


@pytest.fixture
def door(carriers):
    group = a_group(carriers[0].space, convened_by=tuple(carriers))
    return reverse("groups:ending", args=[group.space.slug, group.pk])


def shown(client, door):
    form = client.get(door).context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def test_an_older_form_is_refused_with_both_texts_and_goes_once_they_were_shown(cleo, bob, door):
    older = shown(bob, door) | {"harvest": "Bob : on a fini."}
    cleo.post(door, shown(cleo, door) | {"harvest": LONG, "thanks": "Merci à Rose."})

    refused = bob.post(door, older)
    page = refused.content.decode()

    assert (refused.status_code, Ending.objects.get().harvest) == (409, LONG)
    assert ("Paragraphe 39" in page, "Bob : on a fini." in page) == (True, True)
    bob.post(door, older | {"shown": refused.context["form"]["shown"].value()})
    assert (Ending.objects.get().harvest, Ending.objects.get().thanks) == ("Bob : on a fini.", "")


def test_the_older_form_of_who_adds_a_word_keeps_those_of_the_other(cleo, bob, door):
    older = shown(bob, door) | {"thanks": "Merci à Rose."}
    cleo.post(door, shown(cleo, door) | {"harvest": LONG})

    bob.post(door, older)

    ending = Ending.objects.get()
    assert (ending.harvest, ending.thanks) == (LONG, "Merci à Rose.")
    assert ("Paragraphe 39" in ending.body_html, "Merci à Rose." in ending.body_html) == (True, True)


def test_who_mends_what_they_alone_wrote_is_not_asked(cleo, door):
    form = shown(cleo, door)

    answers = [cleo.post(door, form | {"harvest": words}).status_code for words in ("Un mot", "Deux mots")]

    assert (answers, Ending.objects.get().harvest) == ([302, 302], "Deux mots")


def test_the_words_that_were_mended_are_read_and_written_again(cleo, bob, door):
    cleo.post(door, shown(cleo, door) | {"harvest": LONG})
    bob.post(door, shown(bob, door) | {"harvest": "Rien."})

    change = Entry.objects.get(verb="group.ending_mended")

    assert cleo.get(door, {"former": change.pk}).context["form"]["harvest"].value() == LONG
    assert f"?former={change.pk}" in cleo.get(door).content.decode()


def test_the_older_form_of_who_adds_a_word_leaves_the_question_as_the_other_said(cleo, bob, door):
    older = shown(bob, door) | {"thanks": "Merci à Rose."}
    cleo.post(door, shown(cleo, door) | {"question": "settled"})

    bob.post(door, older)

    ending = Ending.objects.get()
    assert (ending.thanks, ending.question_is_open) == ("Merci à Rose.", False)
