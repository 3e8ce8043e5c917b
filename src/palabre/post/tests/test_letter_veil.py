"""Within the day of a removed name, a letter to who is no member does not say it."""

import datetime

import pytest
from django.utils import timezone

from palabre.people.erasures.name_erasure import erase
from palabre.post import outbox
from palabre.post.letter_queue import post_one
from palabre.post.letter_veil import veil_letter
from palabre.post.models import Letter
from tests.builders import a_letter, a_member, a_person, a_space

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2026, 11, 24, 12, tzinfo=timezone.get_default_timezone())  # a Tuesday
SAID = "Zoé Quilliou présente le four"
FOLDED = f"BEGIN:VEVENT\r\nDESCRIPTION:{'-' * 60} Zoé Quil\r\n liou présente\r\nEND:VEVENT\r\n"


@pytest.fixture
def odile(settings):
    settings.MAIL_IS_CONFIGURED = True
    return a_member(a_space(), "Odile Morvan")


def sent(odile, to, mailoutbox):
    """Return the parts of the mail, whose letter is about what Zoé presents, once she removed her name."""
    to.may_be_reached_at("lui@exemple.example", by=None)
    words = {
        "body": f"{SAID} : {{address}}",
        "html": f"<p>{SAID}</p>",
        "calendar": FOLDED,
        "calendar_method": "REQUEST",
    }
    letter = a_letter(to, SAID, by=odile, about="x", **words)
    outbox.approve(letter, by=odile, at=NOON, origin="https://val.example")
    erase(a_member(odile.space, "Zoé Quilliou"), at=NOON)
    post_one(NOON)
    (mail,) = mailoutbox
    parts = [one for one in mail.message().walk() if not one.is_multipart()]
    texts = [one.get_payload(decode=True).decode().replace("\r\n ", "") for one in parts]
    return [mail.subject, *texts]


def test_it_is_said_neither_in_the_subject_nor_in_the_words_nor_in_the_calendar(odile, mailoutbox):
    found = sent(odile, a_person(odile.space, "Paul Ster"), mailoutbox)

    assert [text for text in found if "Quilliou" in text or "présente" not in text] == []
    assert "https://val.example/" in found[1]
    assert Letter.objects.get().sent_at is not None


def test_a_member_reads_it_as_on_the_pages(odile, mailoutbox):
    found = sent(odile, a_member(odile.space, "Tom Riou"), mailoutbox)

    assert [text for text in found if "Quilliou" not in text] == []


ADDRESSED = (
    "BEGIN:VEVENT\r\n"
    'ATTENDEE;CN="Paul Quilliou";RSVP=FALSE:mailto:paul.quilliou@exemple.example\r\n'
    'ORGANIZER;CN="Zoé Quilliou":mailto:zoe.quilliou@val.example\r\n'
    "UID:zoe-quilliou\r\n"
    "SUMMARY:Zoé Quilliou présente\r\n"
    "LOCATION:Chez Zoé Quilliou\r\n"
    "DESCRIPTION:https://val.example/s/zoe-quilliou/\\nZoé Quilliou\r\n"
    "URL:{address}\r\nEND:VEVENT"
)


def test_the_words_of_a_calendar_are_veiled_and_no_address_that_opens_something_is(odile, settings):
    settings.PALABRE_MAIL_FROM = "Palabre <zoe.quilliou@val.example>"
    paul = a_person(odile.space, "Paul Ster")
    paul.may_be_reached_at("paul.quilliou@exemple.example", by=None)
    prose = "Zoé Quilliou, paul.quilliou@exemple.example : https://val.example/s/zoe-quilliou/ {address}?answer=yes"
    html = f'<p>{prose} <a href="https://val.example/s/zoe-quilliou/">Zoé Quilliou</a></p>'
    facts = {"body": prose, "html": html, "calendar": ADDRESSED, "origin": "https://val.example"}
    letter = a_letter(paul, "Zoé Quilliou", by=odile, about="x", **facts)
    erase(a_member(odile.space, "Zoé Quilliou"), at=NOON)

    veil_letter(letter)

    whole = "\n".join([letter.subject, letter.body, letter.html, letter.calendar])
    assert "Zoé Quilliou" not in whole
    assert letter.body.endswith(
        "paul.quilliou@exemple.example : https://val.example/s/zoe-quilliou/ {address}?answer=yes"
    )
    assert 'href="https://val.example/s/zoe-quilliou/"' in letter.html
    lines = letter.calendar.split("\r\n")
    assert [line.rpartition(":")[2] for line in lines[1:4]] == [
        "paul.quilliou@exemple.example",
        "zoe.quilliou@val.example",
        "zoe-quilliou",
    ]
    assert lines[7] == "URL:{address}"
    assert "DESCRIPTION:https://val.example/s/zoe-quilliou/" in lines[6]


def test_an_address_elsewhere_that_begins_as_ours_is_veiled(odile):
    words = "https://val.example.evil.example/zoe-quilliou \ue000"
    letter = a_letter(a_person(odile.space, "Paul Ster"), words, by=odile, about="x", origin="https://val.example")
    erase(a_member(odile.space, "Zoé Quilliou"), at=NOON)

    veil_letter(letter)

    assert ("quilliou" in letter.subject, "\ue000" in letter.subject) == (False, True)
