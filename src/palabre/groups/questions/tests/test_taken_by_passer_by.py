"""A passer-by who types a name and takes a question holds no member off, and writes nothing for a group."""

import pytest
from django.test import Client
from django.urls import reverse

from palabre.people.models import Person
from tests.builders import a_group, a_member, a_question, a_space, an_output, entered

pytestmark = pytest.mark.django_db
WORDS = "Comment vendre la maison commune ?"


def test_a_question_of_the_members_is_not_a_passer_by_s_to_reword_for_good():
    space = a_space(public=True)
    founder, odile = a_member(space, "Inès Courtois"), a_member(space, "Odile Tanneguy")
    question = a_question(space, "Comment garder la maison commune ?")
    before = question.text
    stranger, hers = Client(), entered(Client(), odile)
    wording = reverse("home:wording", args=[space.slug, question.pk])

    stranger.post(reverse("groups:carrying", args=[space.slug, question.pk]), {"who": "Malo", "form_token": "x" * 24})
    stranger.post(wording, {"text": WORDS})
    mended = hers.post(wording, {"text": before}).status_code
    guest = Person.objects.get(name="Malo")
    entered(Client(), founder).post(reverse("here:departure", args=[space.slug]), {"person": guest.pk})

    question.refresh_from_db()
    guest.refresh_from_db()
    assert question.text == before, (mended, guest.put_out_at)


def test_nor_does_he_write_over_what_a_group_makes_by_saying_that_he_comes():
    space = a_space(public=True)
    output = an_output(a_group(space, convened_by=(a_member(space, "Odile Tanneguy"),)), "Un carnet de route")
    stranger = Client()

    stranger.post(reverse("groups:coming", args=[space.slug, output.group_id]), {"who": "Malo", "form_token": "x" * 24})
    stranger.post(reverse("groups:output_words", args=[space.slug, output.pk]), {"title": "Rien du tout"})

    output.refresh_from_db()
    assert output.title == "Un carnet de route"
