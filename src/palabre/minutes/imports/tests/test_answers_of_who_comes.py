"""Somebody's own answer to a meeting is theirs: no corrected text takes it away."""

import datetime

import pytest
from django.utils import timezone

from palabre.meetings.attendance.attendance import attend
from palabre.meetings.models import Attendance, Presence
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.tests.scene import given
from palabre.people.models import Person
from palabre.web.dates_in_words import in_full
from tests.builders import a_member, a_space

pytestmark = pytest.mark.django_db
WORDS = """# Rencontre des porteuses

{day}

### Participants

- **Karim Belkacem**, *Comment aller chez le médecin sans voiture ?*

### Excusés

- Mado Kersauze

### Objectif de la réunion

- Donner des nouvelles
"""


def test_who_was_excused_and_comes_after_all_stays_though_a_correction_names_her_no_more():
    odile = a_member(a_space(), "Odile Morvan")
    today = timezone.localdate()
    words = WORDS.format(day=in_full(today + datetime.timedelta(days=1)))
    reading = given(odile.space, words, by=odile, on=today)
    open_to_space(reading, by=odile, at=timezone.now())
    mado = Person.objects.get(name="Mado Kersauze")
    assert Attendance.objects.get(person=mado).presence == Presence.EXCUSED
    attend(reading.meeting, by=mado, at=timezone.now())

    given(
        odile.space,
        words.replace("- Mado Kersauze\n", "- Rose Anne\n"),
        by=a_member(odile.space, "Malo Riou"),
        on=today,
    )

    assert Attendance.objects.filter(person=mado, presence=Presence.COMING).exists()
