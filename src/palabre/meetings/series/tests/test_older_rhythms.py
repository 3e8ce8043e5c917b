"""What somebody said of a rhythm is not replaced by who opened its form before."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.meetings.models import Series
from palabre.meetings.series.cadence import Wish, begin_series
from tests.builders import a_member, a_space, entered

pytestmark = pytest.mark.django_db
MALO = {"words": "toutes les semaines", "at": "18:30", "lasts": "45", "skips_august": "on", "template_key": "circle"}


@pytest.fixture
def scene():
    """A rhythm, the address of its form, who began it, and another member."""
    space, today = a_space(), timezone.localdate()
    ines, malo = (a_member(space, name) for name in ("Inès Cardoso", "Malo Riou"))
    wish = Wish("tous les 15 jours", on=today + datetime.timedelta(3), at=datetime.time(14), title="Le levain")
    series = begin_series(space, wish, by=ines, today=today)
    return reverse("meetings:keeping", args=[space.slug, series.pk]), entered(Client(), ines), entered(Client(), malo)


def fields(answer):
    form = answer.context["form"]
    values = {name: form[name].value() for name in form.fields}
    said = {name: f"{one:%H:%M}" if isinstance(one, datetime.time) else str(one) for name, one in values.items() if one}
    return {name: one.replace("True", "on") for name, one in said.items()}


def rhythm():
    now = Series.objects.get()
    return now.rrule, f"{now.at:%H:%M}", now.lasts, now.skips_august, now.template_key


def test_who_mends_the_title_alone_brings_back_no_rhythm_hour_or_choice_of_before(scene):
    door, ines, malo = scene
    older = fields(ines.get(door)) | {"title": "L’atelier"}
    malo.post(door, fields(malo.get(door)) | MALO)
    told = rhythm()

    answer = ines.post(door, older)

    assert (answer.status_code, rhythm(), told[1:]) == (302, told, ("18:30", 45, True, "circle"))
    assert (Series.objects.get().title, told[0]) == ("L’atelier", "FREQ=WEEKLY")
    assert "Tous les quinze jours" in {one.texts["words"] for one in ines.get(door).context["former"]}


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ({"words": "le premier jeudi du mois"}, "Chaque semaine"),
        ({"at": "20:00"}, "18:30"),
        ({"lasts": "5"}, "45"),
    ],
)
def test_what_both_changed_is_refused_with_both_and_goes_once_it_was_shown(scene, mine, theirs):
    door, ines, malo = scene
    older = fields(ines.get(door)) | mine
    malo.post(door, fields(malo.get(door)) | MALO)
    told = rhythm()

    refused = ines.post(door, older)

    assert (refused.status_code, rhythm()) == (409, told)
    assert [text for _field, text in refused.context["form"].written_meanwhile()] == [theirs]
    again = ines.post(door, fields(refused))
    kept = rhythm()
    assert (again.status_code, sum(one != was for one, was in zip(kept, told, strict=True))) == (302, 1)


def test_of_a_choice_that_both_made_the_last_one_stands(scene):
    door, ines, malo = scene
    older = fields(ines.get(door)) | {"template_key": "group"}
    malo.post(door, fields(malo.get(door)) | MALO)

    ines.post(door, older)

    assert rhythm()[1:] == ("18:30", 45, True, "group")


def test_who_goes_back_in_the_browser_changes_their_own_rhythm_again(scene):
    door, ines, _malo = scene
    form = fields(ines.get(door))

    answers = [
        ines.post(door, form | {"words": "toutes les semaines", "at": at}).status_code for at in ("9:00", "10:00")
    ]

    assert (answers, rhythm()[:2]) == ([302, 302], ("FREQ=WEEKLY", "10:00"))
