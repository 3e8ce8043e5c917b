"""An answer of one member takes no other from the list of a meeting, nor adds any once its minutes were given."""

import pytest
from django.urls import reverse
from django.utils import timezone

from palabre.meetings.models import Attendance, Presence, Publication
from palabre.minutes.doubts.doubt_answers import reopen, settle_doubt
from palabre.minutes.doubts.tests.test_answers_in_preparation import DAY
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.models import Doubt
from palabre.minutes.tests.scene import HEAD, KNOWN, NEWS, TAIL, sent
from palabre.people.models import Audience
from palabre.refusal import Refusal
from tests.builders import a_meeting, a_member, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def clarisse(space):
    return a_member(space, "Clarisse")


@pytest.fixture
def meeting(space):
    return a_meeting(space, "Réunion de tous", on=DAY)


@pytest.fixture
def doubt(meeting, clarisse, malo):
    """Clarisse speaks in an open text of that day, without being in its list."""
    news = NEWS.format(who="Karim", said="Rien.") + "\nClarisse\n\n- Un atelier.\n"
    reading = sent(malo, f"{HEAD}- **Karim Belkacem**, *{KNOWN}*{TAIL}{news}")
    open_to_space(reading, by=malo, at=timezone.now())
    return Doubt.objects.get(reading=reading, kind="speaker_not_listed")


def presences(meeting):
    return list(Attendance.objects.filter(meeting=meeting, person__name="Clarisse").values_list("presence", flat=True))


def give(meeting):
    Publication.objects.update_or_create(meeting=meeting, defaults={"given_at": timezone.now()})


@pytest.mark.parametrize("own", [{}, {"answered_at": timezone.now()}])
def test_who_was_there_or_answered_is_not_said_to_have_been_elsewhere(meeting, clarisse, doubt, malo, own):
    said = Presence.NEWS if own else Presence.PRESENT
    meeting.attendances.create(person=clarisse, presence=said, **own)

    with pytest.raises(Refusal):
        settle_doubt(doubt, "there" if own else "news", by=malo, at=timezone.now())

    assert presences(meeting) == [said]


def test_once_the_minutes_were_given_no_answer_adds_a_member_nor_takes_one_away(meeting, clarisse, doubt, malo):
    meeting.attendances.create(person=clarisse, presence=Presence.INVITED)
    settled = settle_doubt(doubt, "there", by=malo, at=timezone.now())
    give(meeting)

    with pytest.raises(Refusal):
        reopen(settled, by=malo, at=timezone.now())
    kept = presences(meeting)
    Attendance.objects.filter(person=clarisse).delete()
    with pytest.raises(Refusal):
        settle_doubt(Doubt.objects.get(pk=doubt.pk), "news", by=malo, at=timezone.now())

    assert (kept, presences(meeting)) == ([Presence.PRESENT], [])


def test_who_was_seen_there_since_stays_when_the_answer_is_taken_back(meeting, clarisse, doubt, malo):
    meeting.attendances.create(person=clarisse, presence=Presence.INVITED)
    settled = settle_doubt(doubt, "there", by=malo, at=timezone.now())
    meeting.attendances.get(person=clarisse).mark(Presence.PRESENT, by=malo)

    reopen(settled, by=malo, at=timezone.now())

    assert presences(meeting) == [Presence.PRESENT]


@pytest.mark.parametrize("is_public", [True, False])
def test_the_question_says_beforehand_that_everybody_will_read_the_answer(client, meeting, doubt, malo, is_public):
    kind = Audience.everybody if is_public else Audience.of_space
    meeting.audience = kind(meeting.space)
    meeting.save()
    entered(client, malo)
    reading = doubt.reading

    asked = client.get(reading.get_absolute_url(), {"doubt": doubt.pk}).text
    beside = client.get(reverse("wiki:lines", args=[meeting.space.slug, reading.page.slug])).text

    assert ["que tout le monde lit, dira qui était là" in told for told in (asked, beside)] == [is_public] * 2
