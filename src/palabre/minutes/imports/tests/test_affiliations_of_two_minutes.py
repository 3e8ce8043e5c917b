"""Who belongs to a public organisation is said as long as published minutes say it, whichever said it first."""

import pytest
from django.utils import timezone

from palabre.minutes.imports.import_publication import publish, unpublish
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.imports.minutes_import import import_minutes
from palabre.minutes.models import Import
from palabre.minutes.tests.scene import A_DAY, TAIL, again
from palabre.people.agreements.space_visibility import publish as publish_space
from palabre.people.agreements.space_visibility import unpublish as unpublish_space
from palabre.people.models import Affiliation, Audience
from palabre.spaces.models import Space
from tests.builders import a_member, a_space, an_organisation

pytestmark = pytest.mark.django_db
DAYS = ("28 avril 2023", "5 mai 2023")


@pytest.fixture
def berthe():
    return a_member(a_space("Val", public=True), "Berthe Loric")


@pytest.fixture
def town(berthe):
    return an_organisation(berthe.space, "Mairie de Brennes", audience=Audience.everybody(berthe.space))


def given(day, by):
    people = "- **Bastien Lorrimer**, Mairie de Brennes\n- **Ana Tual**, *Comment tenir le four ?*"
    text = f"# Réunion du {day}\n\n{day}\n\n### Participants\n\n{people}\n{TAIL}"
    answers = dict.fromkeys(Import.objects.values_list("pk", flat=True), False)
    reading = import_minutes(by.space, text, by=by, on=A_DAY, answers=answers)
    open_to_space(reading, by=by, at=timezone.now())
    return reading


@pytest.mark.parametrize("is_first_kept_first", [True, False])
def test_it_goes_with_the_last_of_them(town, berthe, is_first_kept_first):
    readings = [given(day, berthe) for day in DAYS]
    seen = [Affiliation.objects.count()]
    for one in readings:
        publish(again(one), by=berthe)
    seen.append(Affiliation.objects.count())
    for one in readings if is_first_kept_first else readings[::-1]:
        unpublish(again(one), by=berthe)
        seen.append(Affiliation.objects.count())

    assert seen == [0, 1, 1, 0]


def test_a_correction_made_while_the_space_is_closed_takes_it_back(town, berthe):
    reading = given(DAYS[0], berthe)
    publish(again(reading), by=berthe)
    unpublish_space(town.space, by=berthe, at=timezone.now())

    text = f"{reading.text}\n- Parler du four\n"
    said = {reading.pk: True}
    correction = import_minutes(Space.objects.get(), text, by=again(reading).by, on=A_DAY, answers=said)
    seen = [Affiliation.objects.count()]
    publish_space(Space.objects.get(), by=berthe, at=timezone.now())
    seen.append(Affiliation.objects.count())
    publish(again(correction), by=berthe)

    assert [*seen, Affiliation.objects.count()] == [0, 0, 1]
