"""A role that the person confirmed is her own word: no corrected text takes it from her."""

from contextlib import suppress

import pytest
from django.utils import timezone

from palabre.groups.models import Group, Membership
from palabre.groups.roles.convener_answers import YES, answer_as_convener
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.tests.scene import A_DAY, TWO, given
from palabre.minutes.undo.import_undo import undo_import
from palabre.people.models import Person
from palabre.refusal import Refusal
from tests.builders import a_member, a_space

pytestmark = pytest.mark.django_db


@pytest.fixture
def odile():
    return a_member(a_space(), "Odile Morvan")


@pytest.fixture
def reading(odile):
    found = given(odile.space, TWO, by=odile, on=A_DAY)
    open_to_space(found, by=odile, at=timezone.now())
    return found


@pytest.fixture
def hers(reading):
    her = Person.objects.get(name="Mado Kersauze")
    role = Membership.objects.select_related("group").get(person=her)
    answer_as_convener(role.group, YES, by=her, at=timezone.now())
    return role


@pytest.mark.parametrize("act", ["corrected", "undone"])
def test_a_role_that_she_confirmed_stays_with_its_group(act, odile, reading, hers):
    malo = a_member(odile.space, "Malo Riou")

    if act == "corrected":
        without = "\n".join(line for line in TWO.split("\n") if "Mado" not in line)
        given(odile.space, without, by=malo, on=A_DAY)
    else:
        with suppress(Refusal):
            undo_import(reading, by=malo)

    assert Membership.objects.filter(pk=hers.pk, confirmed_at__isnull=False).exists()
    assert Group.objects.filter(pk=hers.group_id).exists()
