"""Those who registered are told by a real mail server, with the day for their calendar."""

import datetime

import icalendar
import pytest

from palabre.gatherings import gathering_announcement, gathering_day, gathering_preparation
from palabre.gatherings.gathering_preparation import GatheringDetails
from palabre.gatherings.tests.scene import AT, DAY, announced, come, minutes_later, now
from palabre.people.access.links import link_path, opened_by
from palabre.post.address_letters import last_letter
from palabre.post.calendar_enclosure import Mail
from palabre.post.letter_queue import PATIENCE, post_one
from palabre.post.models import Letter
from palabre.post.tests.mail_server import a_mail_server, free_port, given_to
from palabre.pure.slots import Slot
from palabre.registrations import enrolment, registration_letters, retention
from palabre.registrations.models import Registration

pytestmark = pytest.mark.django_db
HALF_PAST_TWO = Slot(DAY, datetime.time(14, 30), 60)


@pytest.fixture
def server(settings):
    with a_mail_server(settings) as server:
        yield server


def posted(at):
    while post_one(at):
        pass


def letter_to(row):
    return last_letter(row.space, registration_letters.about(row))


def calendar_in(mail):
    """Return the method and the event of the calendar that a mail encloses; None for one without."""
    parts = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    if not parts:
        return None
    found = icalendar.Calendar.from_ical(parts[0].get_content())
    return str(found["METHOD"]), found.walk("VEVENT")[0]


def test_a_place_is_confirmed_with_the_day_and_a_link_that_cancels(server):
    gathering, _ines = announced()
    row = come(gathering)

    posted(AT)

    (mail,) = server.received
    method, event = calendar_in(mail)
    body = mail.get_body(("plain",)).get_content()
    assert (mail["To"], method, event["DTSTART"].dt.date()) == (row.email, "REQUEST", DAY)
    link = registration_letters.link_to_registration(row, at=AT)
    assert link_path(link) in body
    assert opened_by(link_path(link).split("/")[2]).thing_id == row.pk
    assert "11 janvier 2027" in body


def test_who_waits_is_told_so_without_a_calendar_then_that_a_place_is_hers(server):
    gathering, _ines = announced(capacity=1)
    odile, _tarek = come(gathering, "Odile"), come(gathering, "Tarek")
    posted(AT)
    enrolment.cancel_registration(odile, at=minutes_later(5))

    posted(minutes_later(60))

    told = [(mail["To"].partition("@")[0], (calendar_in(mail) or ["none"])[0]) for mail in server.received]
    assert told == [("odile", "REQUEST"), ("tarek", "none"), ("odile", "CANCEL"), ("tarek", "REQUEST")]


def while_it_leaves(monkeypatch, act):
    """Have `act` done once, in the very instant in which the next message is on its way."""
    send = Mail.send

    def sending(mail):
        monkeypatch.setattr(Mail, "send", send)
        send(mail)
        act()

    monkeypatch.setattr(Mail, "send", sending)


def test_who_is_given_a_place_while_she_is_told_to_wait_is_told_of_it_next(server, monkeypatch):
    gathering, _ines = announced(capacity=1)
    odile = come(gathering, "Odile")
    posted(AT)
    come(gathering, "Tarek")
    while_it_leaves(monkeypatch, lambda: enrolment.cancel_registration(odile, at=minutes_later(1)))

    posted(minutes_later(2))
    posted(minutes_later(60))

    subjects = [mail["Subject"].split(":")[0].strip() for mail in server.received if mail["To"].startswith("tarek")]
    assert subjects == ["En liste d’attente", "Une place est à vous"]


def test_a_move_while_a_message_leaves_is_told_by_another(server, monkeypatch):
    gathering, ines = announced()
    come(gathering)
    while_it_leaves(monkeypatch, lambda: gathering_day.set_day(now(gathering), HALF_PAST_TWO, by=ines, at=AT))

    posted(AT)
    posted(minutes_later(15))

    assert [calendar_in(mail)[1]["DTSTART"].dt.hour for mail in server.received] == [14, 14]
    assert [calendar_in(mail)[1]["DTSTART"].dt.minute for mail in server.received] == [0, 30]


def test_a_move_is_told_with_a_higher_sequence_of_the_same_entry(server):
    gathering, ines = announced()
    come(gathering)
    posted(AT)

    gathering_day.set_day(now(gathering), HALF_PAST_TWO, by=ines, at=minutes_later(1))
    posted(minutes_later(5))
    posted(minutes_later(15))

    first, second = (calendar_in(mail)[1] for mail in server.received)
    assert first["UID"] == second["UID"]
    assert (second["SEQUENCE"] > first["SEQUENCE"], second["DTSTART"].dt.hour) == (True, 14)


def test_a_change_that_is_undone_within_ten_minutes_is_told_to_nobody(server):
    gathering, ines = announced()
    come(gathering)
    posted(AT)

    gathering_announcement.cancel(gathering, by=ines, at=minutes_later(1))
    gathering_announcement.restore_gathering(gathering, by=ines, at=minutes_later(2))
    posted(minutes_later(30))

    assert len(server.received) == 1


def test_that_it_does_not_take_place_is_told_to_those_who_registered_as_a_cancelled_entry(server):
    gathering, ines = announced()
    come(gathering)
    posted(AT)

    gathering_announcement.cancel(gathering, by=ines, at=minutes_later(1))
    posted(minutes_later(30))

    method, event = calendar_in(server.received[-1])
    assert (method, str(event["STATUS"])) == ("CANCEL", "CANCELLED")


def test_the_place_is_said_and_a_change_of_place_is_told(server):
    gathering, ines = announced()
    come(gathering)
    posted(AT)

    gathering_preparation.change_gathering(
        now(gathering), GatheringDetails(gathering.title, place="Au lavoir"), by=ines, at=minutes_later(1)
    )
    posted(minutes_later(30))

    assert str(calendar_in(server.received[-1])[1]["LOCATION"]) == "Au lavoir"


def test_a_server_that_asks_to_come_back_is_asked_again_and_one_that_refuses_is_not(server):
    gathering, _ines = announced()
    row = come(gathering)
    server.answers = ["451 later", "550 5.1.1 unknown"]

    posted(AT)
    again = letter_to(row).attempts
    posted(AT + datetime.timedelta(hours=2))

    assert (again, bool(letter_to(row).refused), letter_to(row).to_email) == (1, True, "")
    assert Registration.objects.get(pk=row.pk).why == ""


def test_who_could_not_be_written_to_is_told_of_the_next_change(server):
    gathering, ines = announced()
    row = come(gathering)
    server.answers = ["550 5.1.1 unknown"]
    posted(AT)

    gathering_day.set_day(now(gathering), HALF_PAST_TWO, by=ines, at=minutes_later(1))
    posted(minutes_later(15))

    (mail,) = server.received
    assert (mail["To"], letter_to(row).came_back) == (row.email, False)


def test_what_no_server_takes_for_days_is_given_up(settings):
    given_to(settings, free_port())
    gathering, _ines = announced()
    row = come(gathering)
    posted(AT)
    tried = registration_letters.not_reached(gathering.roll, [row])

    posted(AT + PATIENCE)

    given_up = registration_letters.not_reached(gathering.roll, [row])
    assert (tried, given_up, Registration.objects.get(pk=row.pk).why) == (set(), {row.pk}, "")


def test_neither_the_words_nor_the_link_are_kept_before_it_leaves_nor_after(server):
    gathering, _ines = announced()
    row = come(gathering)
    before = letter_to(row)

    posted(AT)

    after = letter_to(row)
    assert [(one.subject, one.body, one.calendar) for one in (before, after)] == [("", "", "")] * 2
    assert (before.to_email, after.to_email) == (row.email, "")


def test_letters_are_forgotten_with_the_registration_whether_they_left_or_not(server):
    gathering, _ines = announced()
    come(gathering, "Odile")
    posted(AT)
    come(gathering, "Tarek")
    Registration.objects.update(forget_on=DAY - datetime.timedelta(days=60))

    retention.delete_due_registrations(AT)

    assert Letter.objects.count() == 0
    posted(AT)
    assert len(server.received) == 1
