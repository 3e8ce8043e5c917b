"""Nobody decides for a group that others carry by having written, in minutes of their own, that they carry it too."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.group_access import may_decide
from palabre.groups.models import Group
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.models import Import
from palabre.wiki.models import Page
from tests.builders import a_group, a_member, a_person, a_space, entered

pytestmark = pytest.mark.django_db
WORDS = """# Rencontre des porteuses

28 avril 2023

### Participants

- **Bastien Lorrimer**, *Comment lire au bord de l'eau ?*
- **Malo Kersauze**, *Comment lire au bord de l'eau ?*

### Objectif de la réunion

- Donner des nouvelles

## Notes partagées

### Des nouvelles des chantiers/sujet

Bastien et Malo

- Aucun binôme à cette heure.
"""


def test_minutes_that_nobody_else_reads_make_nobody_a_carrier_who_ends_the_group_of_another():
    space = a_space()
    bastien, malo = a_member(space, "Bastien Lorrimer"), a_member(space, "Malo Kersauze")
    group = a_group(space, "Une bibliothèque sans murs", convened_by=(bastien,))
    his, ending = entered(Client(), malo), reverse("groups:ending", args=[space.slug, group.pk])
    assert his.post(ending, {"harvest": "Rien."}).status_code == 403

    his.post(reverse("minutes:new_import", args=[space.slug]), {"text": WORDS})
    his.post(ending, {"harvest": "Rien."})

    assert Group.objects.get(pk=group.pk).ended_at is None
    assert not may_decide(malo, group)


def test_nor_do_they_open_to_him_the_first_page_that_the_group_keeps():
    space = a_space()
    bastien, malo = a_member(space, "Bastien Lorrimer"), a_member(space, "Malo Kersauze")
    group = a_group(space, "Une bibliothèque sans murs", convened_by=(bastien,))
    his, theirs = entered(Client(), malo), entered(Client(), bastien)
    his.post(reverse("minutes:new_import", args=[space.slug]), {"text": WORDS})

    said = {"title": "Entre nous", "text": "Le local ferme.", "to": f"groups.group:{group.pk}"}
    theirs.post(reverse("wiki:new", args=[space.slug]), said)

    page = Page.objects.get(title="Entre nous")
    assert theirs.get(page.get_absolute_url()).status_code == 200
    assert his.get(page.get_absolute_url()).status_code == 404


def test_minutes_that_give_birth_to_a_group_make_its_carrier_of_who_brings_them():
    malo = a_member(a_space(), "Malo Kersauze")
    a_member(malo.space, "Bastien Lorrimer")

    entered(Client(), malo).post(reverse("minutes:new_import", args=[malo.space.slug]), {"text": WORDS})

    assert may_decide(malo, Group.objects.get())


def test_they_say_it_of_a_group_too_that_no_member_carries():
    space = a_space()
    malo = a_member(space, "Malo Kersauze")
    group = a_group(space, "Une bibliothèque sans murs", convened_by=(a_person(space, "Bastien Lorrimer"),))

    entered(Client(), malo).post(reverse("minutes:new_import", args=[space.slug]), {"text": WORDS})

    assert group.memberships.held().carrying().filter(person=malo).exists()


def test_the_minutes_of_somebody_else_still_say_who_carries():
    space = a_space()
    bastien, malo = a_member(space, "Bastien Lorrimer"), a_member(space, "Malo Kersauze")
    group = a_group(space, "Une bibliothèque sans murs", convened_by=(bastien,))

    entered(Client(), bastien).post(reverse("minutes:new_import", args=[space.slug]), {"text": WORDS})

    assert may_decide(malo, group)


def test_nor_does_one_s_own_correction_of_the_minutes_of_somebody_else():
    space = a_space()
    bastien, malo = a_member(space, "Bastien Lorrimer"), a_member(space, "Malo Kersauze")
    group = a_group(space, "Une bibliothèque sans murs", convened_by=(bastien,))
    theirs, alone = entered(Client(), bastien), WORDS.replace("Bastien et Malo", "Bastien")
    theirs.post(reverse("minutes:new_import", args=[space.slug]), {"text": alone.replace("- **Malo", "- **Odile")})
    open_to_space(Import.objects.get(), by=bastien, at=timezone.now())

    entered(Client(), malo).post(reverse("minutes:new_import", args=[space.slug]), {"text": WORDS})

    assert Import.objects.filter(corrects__isnull=False).exists()
    assert not may_decide(malo, group)
