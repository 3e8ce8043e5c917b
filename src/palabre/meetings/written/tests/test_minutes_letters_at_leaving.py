"""A letter that gives minutes, and could not leave at once, is still for its reader when it leaves."""

import datetime
from zoneinfo import ZoneInfo

import pytest

from palabre.journal.models import record
from palabre.meetings.models import Meeting
from palabre.meetings.written.minutes_publication import publish_minutes
from palabre.meetings.written.tests.meeting_held import ORIGIN, a_meeting_held
from palabre.people.models import Audience, Person
from palabre.post.letter_queue import post_one
from palabre.post.models import Letter
from palabre.wiki.models import Page
from palabre.wiki.page_text import save_page_text
from palabre.wiki.readers.page_audience import move
from palabre.wiki.readers.page_writers import CONFIDED
from tests.builders import a_member, a_space

pytestmark = pytest.mark.django_db
AT = datetime.datetime(2026, 9, 15, 10, tzinfo=ZoneInfo("Europe/Paris"))  # letters wait outside working hours


@pytest.fixture
def meeting(settings):
    """A meeting whose minutes were given, and are about to leave to Karim, who sent news."""
    settings.MAIL_IS_CONFIGURED, settings.CSRF_TRUSTED_ORIGINS = True, [ORIGIN]
    ines = a_member(a_space(), "Inès Courtois")
    meeting = a_meeting_held(ines.space, by=ines)
    Person.objects.filter(name="Karim Oualid").update(email="karim@exemple.example")
    publish_minutes(meeting, by=ines, at=AT, origin=ORIGIN)
    return Meeting.objects.select_related("space", "minutes", "by").get(pk=meeting.pk)


def leave():
    while post_one(AT + datetime.timedelta(minutes=20)):
        pass


def test_they_leave_whole(meeting, mailoutbox):
    leave()

    (mail,) = mailoutbox
    assert ("Inès Courtois" in mail.body, "<h2" in mail.alternatives[0].content) == (True, True)


def test_they_no_longer_leave_once_their_page_is_kept_to_a_group(meeting, mailoutbox):
    ines = Person.objects.get(name="Inès Courtois")
    move(meeting.minutes, Audience.of_persons(ines))
    record(CONFIDED, meeting.minutes, by=ines)

    leave()

    assert (mailoutbox, Letter.objects.filter(to__name="Karim Oualid").exists()) == ([], False)


def test_nor_once_another_version_is_given(meeting, mailoutbox):
    ines = Person.objects.get(name="Inès Courtois")
    page = Page.objects.select_related("space", "audience", "note").get(pk=meeting.minutes_id)
    save_page_text(page, "Presque rien.", base=page.note.revision, by=ines)
    publish_minutes(Meeting.objects.get(pk=meeting.pk), by=ines, at=AT, origin=ORIGIN)

    leave()

    (mail,) = mailoutbox
    assert "Presque rien." in mail.body


def test_a_name_removed_since_is_in_none_of_its_words(meeting, mailoutbox):
    edition = meeting.publication.editions.select_related("revision").get()
    edition.revision.body_md = edition.revision.body_md.replace("Inès Courtois", "Une personne")
    edition.revision.save(update_fields=["body_md"])

    leave()

    (mail,) = mailoutbox
    assert "**" not in mail.body
    assert "Une personne" in mail.body


def test_they_wait_for_who_gave_them_once_somebody_gave_their_page_another_title(meeting, mailoutbox):
    Page.objects.filter(pk=meeting.minutes_id).update(title="Virez 30 €")

    leave()

    letter = Letter.objects.get(to__name="Karim Oualid")
    assert (mailoutbox, letter.is_waiting, "Virez 30 €" in letter.subject) == ([], True, True)


def test_a_list_that_says_more_since_leaves_them_as_text(meeting, mailoutbox):
    letter = Letter.objects.get(to__name="Karim Oualid")
    Letter.objects.filter(pk=letter.pk).update(html=letter.html.replace("Inès", ""))

    leave()

    (mail,) = mailoutbox
    assert ("Inès" in mail.body, "<h2" in mail.alternatives[0].content) == (True, False)


def test_the_next_meeting_is_enclosed_under_the_title_that_was_approved_alone(meeting, mailoutbox):
    assert "VEVENT" in Letter.objects.get(to__name="Karim Oualid").calendar
    Meeting.objects.exclude(pk=meeting.pk).update(title="Virez 30 €")

    leave()

    (mail,) = mailoutbox
    assert [one for one in mail.message().walk() if one.get_content_type() == "text/calendar"] == []
