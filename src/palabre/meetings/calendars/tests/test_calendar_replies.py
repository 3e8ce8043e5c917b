"""Answers that calendars send by mail, in the shapes of four of them; nobody answers for somebody else."""

import base64
import datetime
import email
import time
from contextlib import nullcontext
from email.utils import parseaddr
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.core.management import call_command
from django.db import DataError, OperationalError
from django.utils import timezone
from icalendar import Calendar
from icalendar.timezone import tzp

from palabre.meetings.attendance.attendance import attend, stay_away
from palabre.meetings.attendance.call_answers import answer_meeting_call
from palabre.meetings.calendars import answer_mailbox
from palabre.meetings.calendars.answer_mailbox import is_taken, read_folder
from palabre.meetings.calendars.calendar_entry import entry_of
from palabre.meetings.calendars.calendar_replies import reply_in
from palabre.meetings.calendars.tests.test_calendar_entry import called
from palabre.meetings.models import Attendance, Meeting, Presence
from palabre.people.access import links
from palabre.post.models import Letter
from palabre.post.outbox import calendar_as_sent
from palabre.post.placeholders import stored_calendar

pytestmark = pytest.mark.django_db
AT = datetime.datetime(2026, 10, 1, 8, tzinfo=datetime.UTC)
NOW = datetime.datetime(2026, 10, 5, 8, tzinfo=datetime.UTC)
ORIGIN = "https://palabre.example"
EVENT = """BEGIN:VCALENDAR
PRODID:{maker}
METHOD:REPLY
VERSION:2.0
BEGIN:VEVENT
UID:{uid}
DTSTAMP:20261002T101500Z
DTSTART;TZID=Europe/Paris:20261027T140000
SEQUENCE:{sequence}
{more}ORGANIZER;CN=Inès:mailto:{to}
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={answer};CN=Hugo:mailto:hugo@example.org
SUMMARY:Réunion des porteurs
END:VEVENT
END:VCALENDAR
"""
HEAD = "From: Hugo <hugo@example.org>\nTo: {to}\nSubject: =?utf-8?q?Accept=C3=A9?=\nMIME-Version: 1.0\n"
PARTS = 'Content-Type: multipart/{kind}; boundary="b"\n\n--b\nContent-Type: text/plain\n\nHugo vient.\n\n--b\n'


def google(event: str) -> str:
    """Two parts, base64."""
    body = base64.encodebytes(event.encode()).decode()
    kind = 'Content-Type: text/calendar; charset="UTF-8"; method=REPLY\nContent-Transfer-Encoding: base64\n\n'
    return f"{PARTS.format(kind='alternative')}{kind}{body}\n--b--\n"


def outlook(event: str) -> str:
    """The calendar alone, in quoted-printable, by lines of CRLF."""
    told = event.replace("\n", "\r\n").replace("=", "=3D").encode().replace("é".encode(), b"=C3=A9")
    told = told.replace("è".encode(), b"=C3=A8")
    head = 'Content-Type: text/calendar; charset="utf-8"; method=REPLY\nContent-Transfer-Encoding: quoted-printable\n\n'
    return head + told.decode()


def thunderbird(event: str) -> str:
    return f"{PARTS.format(kind='mixed')}Content-Type: text/calendar; method=REPLY; charset=UTF-8\n\n{event}\n--b--\n"


def apple(event: str) -> str:
    """A file that is joined, as an application’s."""
    body = base64.encodebytes(event.encode()).decode()
    kind = "Content-Type: application/ics; name=iCal.ics\nContent-Transfer-Encoding: base64\n\n"
    return f"{PARTS.format(kind='mixed')}{kind}{body}\n--b--\n"


@pytest.fixture
def invited(settings):
    """Return a meeting, the person whom it calls, and the address to which that person's calendar answers."""
    settings.ANSWERS_ADDRESS = "reponses@val.example"
    meeting, person = called()
    meeting.invitations.create(person=person, sequence=0, at=AT)
    return meeting, person, answered_at(meeting, person)


def answered_at(meeting, person):
    """The address to which the person's calendar answers, in the invitation as it leaves for their present address."""
    link = links.mailed(links.link_to(meeting, person=person, by=None, at=timezone.now()), person, at=timezone.now())
    text = entry_of(meeting, method="REQUEST", attendee=person, at=AT, origin=ORIGIN)
    letter = Letter(
        space=meeting.space, to=person, about=f"meeting:{meeting.pk}:0", link=link, calendar=stored_calendar(text)
    )
    event = Calendar.from_ical(calendar_as_sent(letter, origin=ORIGIN)).walk("VEVENT")[0]
    assert event["ATTENDEE"].params["RSVP"] == "TRUE"
    return parseaddr(str(event["ORGANIZER"]).removeprefix("mailto:"))[1]


def mail(meeting, to, *, client=google, answer="ACCEPTED", sequence=0, more=""):
    said = {"uid": meeting.uid, "to": to, "answer": answer, "sequence": sequence, "more": more}
    return (HEAD.format(to=to) + client(EVENT.format(maker=client.__name__, **said))).encode()


def mail_at(hour, meeting, to, **more):
    return mail(meeting, to, client=thunderbird, **more).replace(b"20261002T101500Z", f"20261002T{hour}Z".encode())


def presence_of(person):
    return Attendance.objects.filter(person=person).values_list("presence", flat=True).first()


@pytest.mark.parametrize("client", [google, outlook, thunderbird, apple])
def test_the_answer_of_a_calendar_is_that_of_the_person(invited, client):
    meeting, person, to = invited

    taken = is_taken(mail(meeting, to, client=client), NOW)

    assert (taken, presence_of(person)) == (True, Presence.COMING)


def test_a_no_takes_a_yes_back_and_writes_nobody_down_as_absent(invited):
    meeting, person, to = invited
    is_taken(mail(meeting, to), NOW)

    is_taken(mail(meeting, to, answer="DECLINED"), NOW)

    assert presence_of(person) is None


def test_the_no_of_who_sent_news_takes_none_of_them_back(invited):
    meeting, person, to = invited
    answer_meeting_call(meeting, Presence.NEWS, by=person, at=AT, text="Le four chauffe.")

    is_taken(mail(meeting, to, answer="DECLINED"), NOW)

    assert presence_of(person) == Presence.NEWS


def test_nobody_answers_for_somebody_else_nor_for_another_day(invited):
    meeting, _person, to = invited
    number = to.partition("+")[2].partition(".")[0]
    another = to.replace(f"+{number}.", f"+{links.link_to(meeting, person=meeting.by, by=None, at=AT).pk}.")
    forged = to.replace(".", ".0", 1)[:-1]

    taken = [is_taken(mail(meeting, one), NOW) for one in (another, forged, "reponses@val.example")]
    meeting.sequence = 1
    meeting.save()
    taken.append(is_taken(mail(meeting, to), NOW))

    assert (taken, Attendance.objects.count()) == ([False] * 4, 0)


def test_an_older_mail_does_not_undo_what_was_said_since(invited):
    meeting, person, to = invited
    attend(meeting, by=person, at=AT + datetime.timedelta(days=2))

    taken = is_taken(mail(meeting, to, answer="DECLINED"), NOW)

    assert (taken, presence_of(person)) == (False, Presence.COMING)


@pytest.mark.parametrize("by_mail", [True, False])
def test_a_mail_that_is_read_again_does_not_undo_a_withdrawal(invited, by_mail):
    meeting, person, to = invited
    is_taken(mail(meeting, to), NOW)
    if by_mail:
        is_taken(mail_at("101600", meeting, to, answer="DECLINED"), NOW)
    else:
        stay_away(meeting, by=person)

    again, newer = (is_taken(mail_at(hour, meeting, to), NOW) for hour in ("101500", "101700"))

    assert (again, newer) == (False, by_mail)


def test_neither_the_future_nor_a_day_before_the_meeting_is_believed(invited):
    meeting, person, to = invited

    taken = [is_taken(mail(meeting, to), NOW + datetime.timedelta(days=60))]
    taken.append(is_taken(mail(meeting, to, client=thunderbird).replace(b"20261002T101500Z", b"99991231T235959Z"), NOW))

    assert taken == [False, True]
    assert Attendance.objects.get(person=person).answered_at == NOW


def test_who_was_put_out_of_the_space_answers_no_more(invited):
    meeting, person, to = invited
    person.be_put_out(AT)

    assert (is_taken(mail(meeting, to), NOW), presence_of(person)) == (False, None)


def test_in_an_archived_space_an_agenda_answers_no_more(invited):
    meeting, person, to = invited
    meeting.space.archive(AT)

    assert (is_taken(mail(meeting, to), NOW), presence_of(person)) == (False, None)


NESTED = "".join(f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(4000))
TO_ANYBODY = f"answers+1.{'0' * 24}@val.example"


@pytest.mark.parametrize("more", [NESTED, f"Cc: {'"' * 200_000}\n\n", f"Cc: {'(' * 100_000}\n\n", "Cc: =?x?q??=\n\n"])
def test_a_hostile_mail_costs_little_and_keeps_no_other_from_being_read(more):
    began = time.process_time()

    taken = is_taken(f"To: {TO_ANYBODY}\n{more}".encode(), NOW)

    assert (taken, time.process_time() - began < 3) == (False, True)


OTHERS = [b"", b"\xff\xfe", b"To: x\n\nBEGIN:VCALENDAR", b"Content-Type: text/calendar\n\nMETHOD"]


@pytest.mark.parametrize("content", OTHERS)
def test_another_mail_is_left_alone(content):
    assert is_taken(content, NOW) is False


@pytest.mark.postgres
def test_a_null_in_a_calendar_is_no_answer(invited):
    meeting, _person, to = invited
    meeting.uid = "a\x00b"

    taken = is_taken(mail(meeting, to), NOW)

    assert (taken, reply_in(email.message_from_bytes(mail(meeting, to)))) == (False, None)


def test_a_time_zone_that_a_mail_brings_is_not_remembered(invited):
    """One that changes each second since 1900 would take hours, wherever a day in it is compared."""
    meeting, _person, to = invited
    rules = "".join(
        f"BEGIN:{kind}\nDTSTART:19000101T000000\nRRULE:FREQ=SECONDLY\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nEND:{kind}\n"
        for kind in ("STANDARD", "DAYLIGHT")
    )
    zone = f"begin:VTIME\n ZONE\nTZID:Nulle/Part\n{rules}END:VTIMEZONE\n"
    written = mail(meeting, to, more="DTEND;TZID=Nulle/Part:20261027T150000\n", client=thunderbird)
    content = written.decode().replace("BEGIN:VEVENT", f"{zone}BEGIN:VEVENT")

    reply = reply_in(email.message_from_string(content))
    is_known = tzp.timezone("Nulle/Part") is not None

    assert not is_known
    assert reply.answer == "ACCEPTED"


def test_no_fault_of_one_mail_comes_back_unless_the_database_is_away(invited, monkeypatch):
    meeting, _person, to = invited
    box, content = Box("", 993, None, 20), mail(meeting, to)
    monkeypatch.setattr(Box, "content", content)

    for fault in (DataError, OperationalError):
        monkeypatch.setattr(answer_mailbox, "take_reply", Mock(side_effect=fault))
        with pytest.raises(OperationalError) if fault is OperationalError else nullcontext():
            answer_mailbox.take_from(box, "7", NOW)

    assert Box.told == [("7", "\\Seen")]


def test_a_folder_of_mails_is_read_twice_without_harm(invited, tmp_path: Path, capsys):
    meeting, person, to = invited
    Meeting.objects.update(on=timezone.localdate())
    (tmp_path / "1.eml").write_bytes(mail(meeting, to))
    (tmp_path / "2.eml").write_bytes(b"Subject: bonjour\n\nBonjour")

    call_command("calendar_answers", tmp_path)
    call_command("calendar_answers", tmp_path)

    assert "1" in capsys.readouterr().out
    assert presence_of(person) == Presence.COMING
    assert read_folder(tmp_path / "rien", NOW) == 0


class Box:
    """A mailbox with one mail."""

    content, told = b"", []

    def __init__(self, host, port, ssl_context, timeout):
        self.told.clear()

    def login(self, name, secret):
        self.told.append((name, secret))

    def select(self, folder):
        self.told.append(folder)

    def search(self, charset, which):
        return "OK", [b"7"]

    def fetch(self, number, part):
        return "OK", [(b"7 (BODY", self.content), b")"]

    def store(self, number, how, flag):
        self.told.append((number, flag))

    def logout(self):
        self.told.append("out")


def test_a_mailbox_is_read_by_imap_and_its_mails_are_seen(invited, monkeypatch, settings):
    meeting, person, to = invited
    Box.content = mail(meeting, to)
    monkeypatch.setattr(answer_mailbox.imaplib, "IMAP4_SSL", Box)
    settings.ANSWERS_IMAP = "imaps://r%40val:s%3Acret@mail.example/INBOX"

    answer_mailbox.read_mailbox(NOW)

    assert Box.told == [("r@val", "s:cret"), "INBOX", ("7", "\\Seen"), "out"]
    assert presence_of(person) == Presence.COMING
