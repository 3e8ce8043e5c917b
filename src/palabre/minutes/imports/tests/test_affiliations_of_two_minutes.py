"""Who belongs to a public organisation is said as long as published minutes say it, whichever said it first."""

import pytest
from django.utils import timezone

from palabre.minutes.imports.import_publication import publish, unpublish
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.imports.minutes_import import import_minutes
from palabre.minutes.models import Import
from palabre.minutes.tests.scene import A_DAY, TAIL, again
from palabre.people.models import Affiliation, Audience
from tests.builders import a_member, a_space, an_organisation

pytestmark = pytest.mark.django_db
DAYS = ("28 avril 2023", "5 mai 2023")


def given(day, by):
    people = "- **Bastien Lorrimer**, Mairie de Brennes\n- **Ana Tual**, *Comment tenir le four ?*"
    text = f"# Réunion du {day}\n\n{day}\n\n### Participants\n\n{people}\n{TAIL}"
    answers = dict.fromkeys(Import.objects.values_list("pk", flat=True), False)
    reading = import_minutes(by.space, text, by=by, on=A_DAY, answers=answers)
    open_to_space(reading, by=by, at=timezone.now())
    return reading


@pytest.mark.parametrize("is_first_kept_first", [True, False])
def test_it_goes_with_the_last_of_them(is_first_kept_first):
    space = a_space("Val", public=True)
    berthe = a_member(space, "Berthe Loric")
    town = an_organisation(space, "Mairie de Brennes")
    type(town).objects.update(audience=Audience.everybody(space))
    readings = [given(day, berthe) for day in DAYS]
    seen = [Affiliation.objects.count()]
    for one in readings:
        publish(again(one), by=berthe)
    seen.append(Affiliation.objects.count())
    for one in readings if is_first_kept_first else readings[::-1]:
        unpublish(again(one), by=berthe)
        seen.append(Affiliation.objects.count())

    assert seen == [0, 1, 1, 0]
