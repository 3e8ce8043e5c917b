"""Within the day of a removed name, a letter to who is no member does not say it."""

import datetime

import pytest
from django.utils import timezone

from palabre.people.erasures.name_erasure import erase
from palabre.post import outbox
from palabre.post.letter_queue import post_one
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
