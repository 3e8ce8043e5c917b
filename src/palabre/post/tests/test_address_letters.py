"""Letters to an address of which no person is known: when they leave, what they keep, and what their writer is told."""

import datetime

import pytest
from django.utils.translation import get_language

from palabre.people.erasures import delayed_erasure, name_erasure
from palabre.post import hooks
from palabre.post.address_letters import Addressee, forget, last_letter, write_to_address, write_to_addresses
from palabre.post.calendar_enclosure import Enclosure, Mail
from palabre.post.hooks import LetterKind, always, own_words
from palabre.post.letter_queue import PATIENCE, post_one
from palabre.post.models import Letter, Trouble
from palabre.post.tests.mail_server import a_mail_server, free_port, given_to, text_of
from tests.builders import a_person, a_space

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

NIGHT = datetime.datetime(2026, 11, 22, 3, tzinfo=datetime.UTC)  # a Sunday
ABOUT, EMAIL = "coming:1", "odile@exemple.example"
CALENDAR = Enclosure("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "REQUEST")


@pytest.fixture
def server(settings):
    with a_mail_server(settings) as server:
        yield server


@pytest.fixture
def space(db):
    return a_space()


@pytest.fixture
def settled(monkeypatch):
    """What the slice that writes these letters was told, one after the other."""
    told = []
    kind = LetterKind(
        is_wanted=always,
        renew=own_words,
        is_automatic=True,
        settled=lambda letter: told.append((letter.sent_at, letter.refused)),
    )
    monkeypatch.setitem(hooks.letter_kinds, "coming", kind)
    return told


def a_letter(space, *, about=ABOUT, due_at=NIGHT, body="Vous avez une place.", **more):
    return write_to_address(EMAIL, space=space, about=about, due_at=due_at, subject="Samedi", body=body, **more)


def kept(letter):
    letter.refresh_from_db()
    return (letter.to_email, letter.subject, letter.body, letter.html, letter.calendar)


def test_it_leaves_at_any_hour_once_it_is_due_in_the_name_of_the_space(server, space, settled):
    letter = a_letter(space, enclosure=CALENDAR)

    rounds = [post_one(NIGHT - datetime.timedelta(minutes=1)), post_one(NIGHT), post_one(NIGHT)]

    (mail,) = server.received
    assert (rounds, server.recipients, mail["Subject"]) == ([False, True, False], [EMAIL], "Samedi")
    assert mail["From"] == f"{space.name} <palabre@exemple.fr>"
    assert (mail["Auto-Submitted"], mail["Message-ID"]) == ("auto-generated", f"<{letter.message_id}@exemple.fr>")
    assert [part.get_content_type() for part in mail.walk()][-3:] == ["text/html", "text/calendar", "application/ics"]
    assert settled == [(NIGHT, "")]


def test_once_it_left_it_keeps_neither_the_address_nor_its_words(server, space):
    letter = a_letter(space, enclosure=CALENDAR)

    post_one(NIGHT)

    assert kept(letter) == ("", "", "", "", "")
    assert last_letter(space, ABOUT).sent_at == NIGHT


def test_one_that_is_refused_says_why_and_keeps_no_address(server, space, settled):
    server.answers = ["550 5.1.1 No such user"]
    letter = a_letter(space)

    post_one(NIGHT)

    assert kept(letter)[0] == ""
    assert last_letter(space, ABOUT).refused == "Son serveur de courriel ne connaît pas cette adresse."
    assert settled == [(None, letter.refused)]


def test_one_that_no_server_takes_is_tried_again_then_given_up(space, settings, settled):
    given_to(settings, free_port())
    letter = a_letter(space)
    post_one(NIGHT)
    assert (last_letter(space, ABOUT).is_leaving, settled) == (True, [])

    post_one(NIGHT + PATIENCE)

    assert (last_letter(space, ABOUT).was_given_up, last_letter(space, ABOUT).trouble) == (True, Trouble.AWAY)
    assert (kept(letter)[0], settled) == ("", [(None, "")])


def test_one_that_has_not_left_is_written_over(server, space):
    a_letter(space, body="Vous attendez.")
    a_letter(space, body="Vous avez une place.")

    post_one(NIGHT)

    assert [text_of(mail) for mail in server.received] == ["Vous avez une place."]
    assert Letter.objects.count() == 1


def test_many_are_written_to_at_once_each_over_the_letter_that_has_not_left(server, space):
    a_letter(space)
    addressees = [Addressee(f"maud{number}@exemple.example", f"coming:{number}", language="fr") for number in (1, 2)]

    write_to_addresses(addressees, space=space, due_at=NIGHT)

    assert [post_one(NIGHT) for _ in range(3)] == [True, True, False]
    assert server.recipients == ["maud1@exemple.example", "maud2@exemple.example"]


def test_what_is_written_while_it_leaves_leaves_next(server, space, settled, monkeypatch):
    a_letter(space, body="Vous attendez.")
    send = Mail.send

    def sending(mail):
        monkeypatch.setattr(Mail, "send", send)
        a_letter(space, body="Vous avez une place.")
        return send(mail)

    monkeypatch.setattr(Mail, "send", sending)
    post_one(NIGHT)
    post_one(NIGHT)

    assert [text_of(mail) for mail in server.received] == ["Vous attendez.", "Vous avez une place."]
    assert len({mail["Message-ID"] for mail in server.received}) == 2
    assert settled == [(NIGHT, ""), (NIGHT, "")]


def test_it_is_composed_when_it_leaves_in_its_language_and_not_kept(server, space, monkeypatch):
    def renew(letter):
        letter.subject, letter.body = get_language(), "https://exemple.example/o/a-token"
        return True

    monkeypatch.setitem(hooks.letter_kinds, "coming", LetterKind(is_wanted=always, renew=renew))
    letter = write_to_address(EMAIL, space=space, about=ABOUT, due_at=NIGHT, language="en")

    post_one(NIGHT)

    assert (server.received[0]["Subject"], kept(letter)[2]) == ("en", "")
    assert text_of(server.received[0]) == "https://exemple.example/o/a-token"


def test_one_that_cannot_be_composed_holds_up_no_other(server, space, monkeypatch):
    monkeypatch.setitem(hooks.letter_kinds, "coming", LetterKind(is_wanted=always, renew=lambda letter: 1 / 0))
    a_letter(space)
    a_letter(space, about="x:1")

    assert [post_one(NIGHT), post_one(NIGHT)] == [True, True]
    assert (len(server.received), last_letter(space, ABOUT).is_leaving) == (1, True)


def test_one_that_has_nothing_left_to_say_is_deleted(server, space, monkeypatch):
    monkeypatch.setitem(hooks.letter_kinds, "coming", LetterKind(is_wanted=always, renew=lambda letter: False))
    a_letter(space)

    post_one(NIGHT)

    assert (server.received, last_letter(space, ABOUT)) == ([], None)


def test_one_that_is_forgotten_does_not_leave(server, space):
    a_letter(space)
    a_letter(space, about="coming:2")

    forget(space, [ABOUT])

    assert (post_one(NIGHT), post_one(NIGHT), len(server.received)) == (True, False, 1)


def test_an_address_that_held_a_name_that_is_taken_away_is_not_written_to(server, space):
    odile, later = a_person(space, "Odile Tanneguy"), NIGHT + datetime.timedelta(days=2)
    odile.may_be_reached_at(EMAIL, by=None)
    letter = a_letter(space, due_at=later, body="Bonjour Odile Tanneguy")

    name_erasure.erase(odile, at=NIGHT)
    delayed_erasure.finish_due(later)

    assert (post_one(later), server.received) == (False, [])
    assert (kept(letter)[0], "Tanneguy" in kept(letter)[2]) == ("", False)
