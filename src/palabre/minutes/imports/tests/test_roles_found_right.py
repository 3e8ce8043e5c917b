"""A role of which its person said « C'est juste », or whose words they chose, is their own word."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.models import Membership
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.tests.scene import A_DAY, TWO, given
from palabre.people.models import Person
from tests.builders import a_member, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("gesture", ["confirm", "correct"])
def test_a_role_that_she_found_right_stays_when_another_corrects_the_minutes(gesture):
    odile = a_member(a_space(), "Odile Morvan")
    malo, mado = a_member(odile.space, "Malo Riou"), a_member(odile.space, "Mado Kersauze")
    open_to_space(given(odile.space, TWO, by=odile, on=A_DAY), by=odile, at=timezone.now())
    role = Membership.objects.get(person=mado)
    Membership.objects.filter(pk=role.pk).update(words="porte la question")
    said = {"gesture": gesture, "sentence": f"role-{role.pk}", "words": "porte la question, jusqu'en juin"}
    answer = entered(Client(), mado).post(reverse("you:said", args=[odile.space.slug]), said)
    assert answer.status_code == 302

    without = "\n".join(line for line in TWO.split("\n") if "Mado" not in line)
    given(odile.space, without, by=malo, on=A_DAY)

    assert Membership.objects.filter(pk=role.pk).exists()


def carried_by_mado():
    """Open minutes that give a group to a member, who confirmed nothing; and another member."""
    odile = a_member(a_space(), "Odile Morvan")
    malo, mado = a_member(odile.space, "Malo Riou"), a_member(odile.space, "Mado Kersauze")
    open_to_space(given(odile.space, TWO, by=odile, on=A_DAY), by=odile, at=timezone.now())
    group = Membership.objects.get(person=mado).group
    address = reverse("groups:telling_news", args=[odile.space.slug, group.pk])
    assert entered(Client(), mado).post(address, {"text": "Le local est trouvé."}).status_code == 302
    return malo, group


def test_nobody_takes_the_group_of_a_member_by_correcting_her_out_of_the_minutes():
    malo, group = carried_by_mado()
    ending = reverse("groups:ending", args=[malo.space.slug, group.pk])
    his = entered(Client(), malo)
    assert his.get(ending).status_code == 403

    without = "\n".join(line for line in TWO.split("\n") if "Mado" not in line)
    his.post(reverse("minutes:new_import", args=[malo.space.slug]), {"text": without})

    assert his.get(ending).status_code in (403, 404)


def test_nobody_takes_the_place_of_a_carrier_by_putting_his_name_in_a_correction():
    malo, group = carried_by_mado()

    his = entered(Client(), malo)
    for _twice in range(2):
        his.post(
            reverse("minutes:new_import", args=[malo.space.slug]), {"text": TWO.replace("Mado Kersauze", "Malo Riou")}
        )

    assert not Membership.objects.held().carrying().filter(group=group, person=malo).exists()


def test_a_carrier_goes_on_reading_what_her_group_keeps_when_another_corrects_her_out_of_the_minutes():
    malo, group = carried_by_mado()
    hers = entered(Client(), Person.objects.get(name="Mado Kersauze"))
    said = {"title": "Entre nous", "text": "Le local ferme.", "to": f"groups.group:{group.pk}"}
    page = hers.post(reverse("wiki:new", args=[malo.space.slug]), said).url
    assert hers.get(page).status_code == 200

    without = "\n".join(line for line in TWO.split("\n") if "Mado" not in line)
    entered(Client(), malo).post(reverse("minutes:new_import", args=[malo.space.slug]), {"text": without})

    assert hers.get(page).status_code == 200


@pytest.mark.parametrize("acted", [True, False])
def test_the_importer_takes_back_a_role_misread_where_nobody_acted_on_it(acted):
    odile = a_member(a_space(), "Odile Morvan")
    mado = a_member(odile.space, "Mado Kersauze")
    open_to_space(given(odile.space, TWO, by=odile, on=A_DAY), by=odile, at=timezone.now())
    role = Membership.objects.get(person=mado)
    if acted:
        address = reverse("groups:telling_news", args=[odile.space.slug, role.group_id])
        assert entered(Client(), mado).post(address, {"text": "Le local est trouvé."}).status_code == 302

    without = "\n".join(line for line in TWO.split("\n") if "Mado" not in line)
    given(odile.space, without, by=odile, on=A_DAY)

    assert Membership.objects.filter(pk=role.pk).exists() is acted
