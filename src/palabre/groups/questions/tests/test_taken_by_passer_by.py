"""A passer-by who types a name and takes a question holds no member off, and writes nothing for a group."""

import pytest
from django.test import Client
from django.urls import reverse

from palabre.groups.group_access import may_decide
from palabre.groups.models import Role
from palabre.groups.questions.question_access import looks_after
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


def test_a_passer_by_who_carries_beside_a_member_decides_nothing_for_the_two_of_them():
    space = a_space(public=True)
    question, odile = a_question(space), a_member(space, "Odile Tanneguy")
    address = reverse("groups:carrying", args=[space.slug, question.pk])
    Client().post(address, {"who": "Malo", "form_token": "x" * 24})
    group, guest = question.groups.get(), Person.objects.get(name="Malo")
    before = (may_decide(guest, group), looks_after(guest, question))

    group.welcome(odile, role=Role.CO_CONVENER)

    assert before == (True, True)
    assert (may_decide(guest, group), looks_after(guest, question)) == (False, False)


def test_nor_does_he_by_having_asked_the_question():
    space = a_space(public=True)
    question = a_question(space)
    a_group(space, convened_by=(a_member(space, "Odile Tanneguy"),), carrying=(question,))
    guest = Person.objects.create(space=space, name="Malo", is_self_named=True)

    question.wordings.update(by=guest)

    assert not looks_after(guest, question)


@pytest.mark.parametrize("carried", ["a part", "the question"])
def test_he_does_not_undo_the_split_of_a_question_that_a_member_carries_since(carried):
    space, device = a_space(public=True), Client()
    question, odile = a_question(space, WORDS), a_member(space, "Odile Tanneguy")
    device.post(reverse("groups:carrying", args=[space.slug, question.pk]), {"who": "Malo", "form_token": "x" * 24})
    device.post(reverse("home:parts", args=[space.slug, question.pk]), {"text": "Par où ?\nPour qui ?"})
    edge = question.leads_to.order_by("pk").first()
    a_group(space, convened_by=(odile,), carrying=(edge.target if carried == "a part" else question,))

    device.post(reverse("home:untying", args=[space.slug, edge.pk]))

    edge.refresh_from_db()
    assert edge.undone_at is None
