"""An answer about minutes that one member prepares changes nothing of a meeting that others read."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.meetings.models import Attendance, Meeting, Presence
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.models import Doubt
from palabre.minutes.tests.scene import HEAD, KNOWN, NEWS, OTHER, TAIL, sent
from palabre.people.models import Audience
from tests.builders import a_group, a_meeting, a_member, entered

pytestmark = pytest.mark.django_db
DAY = datetime.date(2023, 4, 28)


def answered(by, text, kind, **answer):
    reading = sent(by, text)
    doubt = Doubt.objects.get(reading=reading, kind=kind)
    return entered(Client(), by).post(reverse("minutes:answer", args=[by.space.slug, reading.pk, doubt.pk]), answer)


def test_nobody_was_elsewhere_than_others_read(space, malo):
    meeting, clarisse = a_meeting(space, "Réunion de tous", on=DAY), a_member(space, "Clarisse")
    meeting.attendances.create(person=clarisse, presence=Presence.PRESENT)
    news = NEWS.format(who="Karim", said="Rien.") + "\nClarisse\n\n- Un atelier.\n"

    answered(malo, f"{HEAD}- **Karim Belkacem**, *{KNOWN}*{TAIL}{news}", "speaker_not_listed", choice="news")

    assert Attendance.objects.get(meeting=meeting).presence == Presence.PRESENT


@pytest.mark.parametrize("is_public", [True, False])
def test_who_was_at_a_meeting_of_others_is_asked_once_the_minutes_are_open(space, malo, is_public):
    a_meeting(space, on=DAY, audience=(Audience.everybody if is_public else Audience.of_space)(space))
    news = NEWS.format(who="Karim", said="Rien.") + "\nClarisse\n\n- Un atelier.\n"
    reading = sent(malo, f"{HEAD}- **Karim Belkacem**, *{KNOWN}*{TAIL}{news}")
    doubt = Doubt.objects.get(reading=reading, kind="speaker_not_listed")
    before = screens_of(reading, doubt)

    refused = entered(Client(), malo).post(
        reverse("minutes:answer", args=[space.slug, reading.pk, doubt.pk]), {"choice": "there"}
    )
    open_to_space(reading, by=malo, at=timezone.now())

    after = screens_of(reading, doubt)
    assert [one.count("mais n’est pas dans la liste") for one in before] == [0, 0]
    assert ["Clarisse était là" in one for one in before + after] == [False, False, True, True]
    assert (refused.status_code, "Cette page est encore en préparation" in refused.text) == (409, True)
    said = "que tout le monde lit, dira qui était là"
    assert [before[0].count(said), refused.text.count(said), said in after[0]] == [is_public] * 3


def screens_of(reading, doubt):
    """Return the page of what was read, and that of the lines of its page, as the importer sees them."""
    client = entered(Client(), reading.by)
    lines = reverse("wiki:lines", args=[reading.space.slug, reading.page.slug])
    return [client.get(reading.get_absolute_url(), {"doubt": doubt.pk}).text, client.get(lines).text]


def test_nor_is_a_meeting_of_others_moved_because_the_text_names_it_by_its_day(space, malo):
    group = a_group(space, convened_by=(a_member(space, "Bastien Lorrimer"),))
    meeting = a_meeting(space, on=datetime.date(2023, 5, 2), group=group)
    there = f"- **Bastien Lorrimer**, *{KNOWN}*\n- **Karim Belkacem**, *{OTHER}*"
    news = NEWS.format(who="Bastien", said="Rencontre mardi suivant (8 personnes)")

    said = {"choice": "other", "on": "2023-06-06"}
    answered(malo, f"{HEAD}{there}{TAIL}{news}", "relative_date", **said)

    assert Meeting.objects.get(pk=meeting.pk).on == datetime.date(2023, 5, 2)
