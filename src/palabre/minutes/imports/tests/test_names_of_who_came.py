"""A corrected text changes the spelling of a name that minutes gave, not that of somebody who came."""

from contextlib import suppress

import pytest
from django.utils import timezone

from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.tests.scene import A_DAY, TWO, given
from palabre.minutes.undo.import_undo import undo_import
from palabre.people.models import Person
from palabre.refusal import Refusal
from tests.builders import a_member, a_space

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("has_come", "name"), [(True, "Mado Kersauze"), (False, "Mada Kersauze")])
def test_another_member_does_not_spell_anew_the_name_of_who_came(has_come, name):
    space = a_space()
    odile, malo = a_member(space, "Odile Morvan"), a_member(space, "Malo Riou")
    reading = given(space, TWO, by=odile, on=A_DAY)
    open_to_space(reading, by=odile, at=timezone.now())
    her = Person.objects.get(name="Mado Kersauze")
    if has_come:
        her.join(timezone.now())

    given(space, TWO.replace("Mado", "Mada"), by=malo, on=A_DAY)

    her.refresh_from_db()
    assert her.name == name


@pytest.mark.parametrize("act", ["corrected", "undone"])
def test_nor_takes_away_who_came_with_the_line_that_named_her(act):
    space = a_space()
    odile, malo = a_member(space, "Odile Morvan"), a_member(space, "Malo Riou")
    reading = given(space, TWO, by=odile, on=A_DAY)
    open_to_space(reading, by=odile, at=timezone.now())
    her = Person.objects.get(name="Mado Kersauze")
    her.join(timezone.now())

    if act == "corrected":
        without = "\n".join(line for line in TWO.split("\n") if "Mado" not in line)
        given(space, without, by=malo, on=A_DAY)
    else:
        with suppress(Refusal):
            undo_import(reading, by=malo)

    assert Person.objects.filter(pk=her.pk, joined_at__isnull=False).exists()
