"""A calendar answers with no more voice than the link in its invitation, and no longer than it is open."""

import contextlib
import socket
import ssl
import subprocess
import threading

import pytest
from django.test import Client
from django.utils import timezone

from palabre.meetings.attendance.attendance import attend
from palabre.meetings.calendars import answer_mailbox
from palabre.meetings.calendars.answer_mailbox import is_taken
from palabre.meetings.calendars.tests.test_calendar_replies import AT, NOW, answered_at, invited, mail, presence_of
from palabre.meetings.models import Presence
from palabre.people.access import links
from palabre.people.models import Link, Person
from tests.builders import a_member, a_page

pytestmark = pytest.mark.django_db
__all__ = ["invited"]


def noted_by_malo(meeting, person):
    """The address to which the calendar of a member answers, who noted an address of their own beside this person."""
    person.may_be_reached_at("malo@riou.example", by=a_member(person.space, "Malo Riou"))
    return answered_at(meeting, person)


@pytest.mark.parametrize("answer", ["DECLINED", "ACCEPTED"])
def test_an_address_that_a_member_noted_changes_nothing_that_the_person_said(invited, answer):
    meeting, person, _to = invited
    person.join(AT)
    person.enter(AT)  # they have a device of their own
    attend(meeting, by=person, at=AT)

    taken = is_taken(mail(meeting, noted_by_malo(meeting, person), answer=answer), NOW)

    assert (taken, presence_of(person)) == (False, Presence.COMING)


def test_it_shows_no_full_name_outside_but_still_answers_what_was_not_answered(invited):
    meeting, person, _to = invited
    Person.objects.filter(pk=person.pk).update(name="Hugo Tanneguy")
    meeting.space.public_at = timezone.now()
    meeting.space.save()
    page = a_page(meeting.space, "Le préau", html="<p>Hugo Tanneguy ferme le soir.</p>")
    to = noted_by_malo(meeting, person)

    taken = is_taken(mail(meeting, to), NOW)

    assert (taken, presence_of(person)) == (True, Presence.COMING)
    assert "Tanneguy" not in Client().get(page.get_absolute_url()).content.decode()


def test_the_day_on_which_somebody_first_came_is_ours(invited):
    meeting, person, to = invited

    is_taken(mail(meeting, to).replace(b"20261002T101500Z", b"20010101T000000Z"), NOW)

    person.refresh_from_db()
    assert person.came_at == NOW


def test_a_new_address_closes_the_invitation_that_left_for_the_former_one(invited):
    meeting, person, _to = invited
    to = noted_by_malo(meeting, person)

    person.may_be_reached_at("hugo@val.example", by=a_member(person.space, "Inès Carvalho"))

    assert not is_taken(mail(meeting, to), NOW)


@pytest.mark.parametrize("how", ["withdrawn", "renewed", "too old"])
def test_an_invitation_whose_link_is_closed_answers_by_no_calendar(invited, how):
    meeting, _person, to = invited
    link = Link.objects.get()
    match how:
        case "withdrawn":
            link.revoke(timezone.now())
        case "renewed":
            links.renew(link)
        case _:
            Link.objects.update(expires_at=timezone.now())

    assert not is_taken(mail(meeting, to), NOW)


def test_a_link_to_something_else_answers_no_invitation(invited):
    meeting, _person, to = invited

    Link.objects.update(thing_kind="groups.group")

    assert not is_taken(mail(meeting, to), NOW)


def heard_by_a_stranger(listening, context, heard):
    """Serve IMAP until the first thing that is said after the greeting and the capabilities."""
    plain, _address = listening.accept()
    with contextlib.suppress(OSError), plain, context.wrap_socket(plain, server_side=True) as box:
        box.sendall(b"* OK IMAP4rev1\r\n")
        tag = box.recv(999).split()[0]
        box.sendall(b"* CAPABILITY IMAP4rev1\r\n" + tag + b" OK done\r\n")
        heard.append(box.recv(999))


def test_the_secret_of_the_mailbox_is_given_to_no_server_without_a_known_certificate(tmp_path):
    key, made = tmp_path / "key.pem", tmp_path / "made.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", made]
    subprocess.run([*command, "-days", "1", "-subj", "/CN=elsewhere.example"], check=True, capture_output=True)
    context, heard = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), []
    context.load_cert_chain(made, key)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        serving = threading.Thread(target=heard_by_a_stranger, args=(listening, context, heard))
        serving.start()
        with pytest.raises(ssl.SSLCertVerificationError):
            answer_mailbox.read_imap(f"imaps://name:secret@127.0.0.1:{listening.getsockname()[1]}/INBOX", NOW)
        serving.join()

    assert b"secret" not in b"".join(heard)
