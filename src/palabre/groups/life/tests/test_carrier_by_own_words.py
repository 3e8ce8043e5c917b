"""Nobody decides for a group that others carry by having written, in minutes of their own, that they carry it too."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.group_access import may_decide
from palabre.groups.models import Group
from palabre.groups.questions.question_access import looks_after
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.models import Import
from palabre.minutes.tests.scene import sent
from palabre.wiki.models import Page
from tests.builders import a_group, a_member, a_person, a_question, a_space, entered
from tests.stewards import given_care

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


def brought_and_opened(person):
    entered(Client(), person).post(reverse("minutes:new_import", args=[person.space.slug]), {"text": WORDS})
    open_to_space(Import.objects.get(), by=person, at=timezone.now())


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

    brought_and_opened(malo)

    assert group.memberships.held().carrying().filter(person=malo).exists()


def test_in_preparation_they_take_the_say_from_nobody_over_a_group_that_no_member_carries():
    space = a_space()
    malo, zoe = a_member(space, "Malo Kersauze"), a_member(space, "Zoé Petit")
    group = a_group(space, "Une bibliothèque sans murs", convened_by=(a_person(space, "Bastien Lorrimer"),))

    entered(Client(), malo).post(reverse("minutes:new_import", args=[space.slug]), {"text": WORDS})

    assert Import.objects.get().opened_at is None
    assert "Kersauze" not in entered(Client(), zoe).get(group.get_absolute_url()).content.decode()
    assert may_decide(zoe, group)


def test_the_minutes_of_somebody_else_still_say_who_carries():
    space = a_space()
    bastien, malo = a_member(space, "Bastien Lorrimer"), a_member(space, "Malo Kersauze")
    group = a_group(space, "Une bibliothèque sans murs", convened_by=(bastien,))

    brought_and_opened(bastien)

    assert may_decide(malo, group)


def test_nor_does_one_s_own_correction_of_the_minutes_of_somebody_else():
    space = a_space()
    bastien, malo = a_member(space, "Bastien Lorrimer"), a_member(space, "Malo Kersauze")
    group = a_group(space, "Une bibliothèque sans murs", convened_by=(bastien,))
    theirs, alone = entered(Client(), bastien), WORDS.replace("Bastien et Malo", "Bastien")
    theirs.post(reverse("minutes:new_import", args=[space.slug]), {"text": alone.replace("- **Malo", "- **Odile")})
    open_to_space(Import.objects.get(), by=bastien, at=timezone.now())

    sent(malo, WORDS)

    assert Import.objects.filter(corrects__isnull=False).exists()
    assert not may_decide(malo, group)


@pytest.mark.parametrize("is_brought_by_them", [True, False])
def test_one_s_own_minutes_once_open_to_all_give_no_say_over_the_question_of_another(is_brought_by_them):
    space = a_space()
    ines, malo = a_member(space, "Inès Carvalho"), a_member(space, "Malo Kersauze")
    hers = a_question(space, "Comment lire au bord de l'eau ?")
    a_group(space, "Une bibliothèque sans murs", convened_by=(ines,), carrying=(hers,))
    brings = malo if is_brought_by_them else ines
    alone = WORDS.replace("Bastien et Malo", "Malo").replace(
        "- **Bastien Lorrimer**, *Comment lire au bord de l'eau ?*\n", ""
    )

    entered(Client(), brings).post(reverse("minutes:new_import", args=[space.slug]), {"text": alone})
    open_to_space(Import.objects.get(), by=brings, at=timezone.now())

    assert looks_after(malo, hers) is not is_brought_by_them
    assert looks_after(ines, hers)


@pytest.mark.parametrize("named", ["a member", "somebody who never came", "who left the role"])
def test_nor_do_they_add_somebody_else_to_those_who_carry_a_group(named):
    space = a_space()
    bastien, zoe = a_member(space, "Bastien Lorrimer"), a_member(space, "Zoé Petit")
    malo = a_person(space, "Malo Kersauze") if named == "somebody who never came" else a_member(space, "Malo Kersauze")
    group = a_group(space, "Une bibliothèque sans murs", convened_by=(bastien,))
    if named == "who left the role":
        group.welcome(malo, role="convener").end(timezone.localdate())

    entered(Client(), zoe).post(reverse("minutes:new_import", args=[space.slug]), {"text": WORDS})
    open_to_space(Import.objects.get(), by=zoe, at=timezone.now())

    assert [role.person for role in group.memberships.held().carrying()] == [bastien]


def test_a_steward_still_brings_minutes_that_say_who_carries():
    space = a_space()
    bastien, malo = a_member(space, "Bastien Lorrimer"), a_member(space, "Malo Kersauze")
    odile = given_care(a_member(space, "Odile Morvan"))
    group = a_group(space, "Une bibliothèque sans murs", convened_by=(bastien,))

    brought_and_opened(odile)

    assert may_decide(malo, group)
