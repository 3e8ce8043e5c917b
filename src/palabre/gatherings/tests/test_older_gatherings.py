"""What somebody wrote of a gathering is not destroyed by who opened its form before."""

import pytest
from django.test import Client
from django.urls import reverse

from palabre.gatherings.tests.scene import now, prepared
from palabre.journal.models import Entry
from palabre.people.hooks import record_fact
from tests.builders import a_member, entered
from tests.stewards import given_care

pytestmark = pytest.mark.django_db
LONG = "\n\n".join(f"Paragraphe {number} : pourquoi venir au lavoir." for number in range(60))


@pytest.fixture
def scene():
    """A gathering, its address for words, who began it, and who has the care of the space."""
    gathering, ines = prepared()
    record_fact("stewardship.taken_up", gathering.space, by=ines)
    bob = given_care(a_member(gathering.space, "Bob Tanguy"))
    door = reverse("gatherings:change", args=[gathering.space.slug, gathering.pk])
    return gathering, door, entered(Client(), ines), entered(Client(), bob)


def shown(client, door):
    form = client.get(door).context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def test_an_older_form_that_changed_the_title_alone_keeps_the_intention(scene):
    gathering, door, ines, bob = scene
    older = shown(bob, door) | {"title": "La fête du lavoir"}
    ines.post(door, shown(ines, door) | {"intention": LONG, "formats": "world café, cercle"})

    answer = bob.post(door, older)

    kept = now(gathering)
    assert (answer.status_code, kept.title, kept.intention) == (302, "La fête du lavoir", LONG)
    assert (kept.formats, "Paragraphe 59" in kept.body_html) == (["world café", "cercle"], True)


def test_an_older_form_that_replaces_the_intention_is_refused_with_both_texts(scene):
    gathering, door, ines, bob = scene
    older = shown(bob, door) | {"intention": "Venez !", "video_url": "https://bob.exemple.example/"}
    ines.post(door, shown(ines, door) | {"intention": LONG, "video_url": "https://ines.exemple.example/"})

    refused = bob.post(door, older)
    page = refused.content.decode()

    assert (refused.status_code, now(gathering).intention) == (409, LONG)
    assert all(words in page for words in ("Paragraphe 59", "Venez !", "https://ines.", "https://bob."))
    bob.post(door, older | {"shown": refused.context["form"]["shown"].value()})
    assert now(gathering).intention == "Venez !"


def test_the_journal_keeps_the_former_words_which_are_written_again_but_no_address_of_a_call(scene):
    _gathering, door, ines, bob = scene
    ines.post(door, shown(ines, door) | {"intention": LONG, "video_url": "https://ines.exemple.example/"})
    bob.post(door, shown(bob, door) | {"intention": "", "video_url": ""})

    change = Entry.objects.filter(verb="gathering.changed").latest("pk")

    assert ines.get(door, {"former": change.pk}).context["form"]["intention"].value() == LONG
    assert f"?former={change.pk}" in ines.get(door).content.decode()
    assert "ines.exemple" not in str(list(Entry.objects.values_list("facts", flat=True)))


def test_an_older_form_that_changed_the_title_alone_keeps_the_number_of_people(scene):
    gathering, door, ines, bob = scene
    older = shown(bob, door)
    ines.post(door, shown(ines, door) | {"capacity": "80"})

    answers = [bob.post(door, older | said).status_code for said in ({"title": "La fête"}, {"capacity": "12"})]

    assert (answers, now(gathering).title, now(gathering).roll.capacity) == ([302, 409], "La fête", 80)
