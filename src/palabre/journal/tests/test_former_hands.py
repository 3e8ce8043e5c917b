"""Former words that are shown once there are many: those that replaced what another person wrote, text by text."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from palabre.groups.corrections.corrections import VERBS, correct, undo_correction
from palabre.groups.models import Need
from palabre.groups.outputs import deliverables
from palabre.groups.outputs.deliverables import OutputDetails
from palabre.journal.word_changes import former_words
from palabre.people.reader import Reader
from tests.builders import a_group, a_member, a_need, a_person, a_space, an_output, entered

pytestmark = pytest.mark.django_db


def test_a_change_of_another_field_first_drives_out_no_words_of_another():
    space = a_space()
    ana, bob = a_member(space, "Ana Le Goff"), a_member(space, "Bob Tanguy")
    group = a_group(space, convened_by=(ana, bob))
    need = a_need(space, "Une salle", group=group, audience=group.audience)
    correct(need, by=ana, text="Une salle de quarante places")
    correct(need, by=bob, text="Une salle de quarante places", kind_words="un lieu")

    for number in range(9):
        correct(need, by=bob, text=f"Un préau, {number}", kind_words="un lieu")

    former = former_words(need, VERBS[Need], Reader(space, ana, datetime.date(2026, 10, 13)), names=["text"])
    assert "Une salle de quarante places" in [one.texts["text"] for one in former]


def test_who_is_no_member_reads_again_what_they_said_and_nothing_else():
    space = a_space(public=True)
    ana, gil = a_member(space, "Ana Le Goff"), a_person(space, "Gil Perrot")
    group = a_group(space, convened_by=(ana,))
    need = a_need(space, "Une salle", group=group, audience=group.audience, by=gil)
    for by, text in ((ana, "Ce que Karim a confié"), (gil, "Une grande salle"), (ana, "Un préau")):
        correct(need, by=by, text=text)

    former = former_words(need, VERBS[Need], Reader(space, gil, datetime.date(2026, 10, 13)), names=["text"])

    assert [one.texts["text"] for one in former] == ["Une grande salle"]


def test_nor_do_they_bring_back_what_others_replaced():
    space = a_space(public=True)
    ana, gil = a_member(space, "Ana Le Goff"), a_person(space, "Gil Perrot")
    group = a_group(space, convened_by=(ana,))
    need = a_need(space, "Une salle", group=group, audience=group.audience, by=gil)
    hers = [correct(need, by=ana, text=text) for text in ("Ce que Karim a confié", "Un préau")]

    undo_correction(need, hers[-1].pk, by=gil)
    need.refresh_from_db()
    kept = need.text
    own = correct(need, by=gil, text="Une grande salle")
    undo_correction(need, own.pk, by=gil)

    need.refresh_from_db()
    assert (kept, need.text) == ("Un préau", "Un préau")


def test_gestures_on_an_output_drive_out_no_words_of_another(client):
    space = a_space()
    ana, bob = a_member(space, "Ana Le Goff"), a_member(space, "Bob Tanguy")
    output = an_output(a_group(space, convened_by=(ana, bob)), "Le fanzine", by=ana)
    for by, about in ((ana, "Seize pages pliées"), (bob, "Un carnet")):
        deliverables.reword(output, OutputDetails("Le fanzine", about=about), by=by, today=datetime.date(2026, 12, 1))

    for number in range(7):
        deliverables.show(output, f"https://exemple.example/{number}", by=bob, at=timezone.now())

    page = entered(client, ana).get(reverse("groups:output_words", args=[space.slug, output.pk]))
    assert "Seize pages pliées" in page.text
