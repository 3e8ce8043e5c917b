"""Letters that give minutes read like the page, in HTML and in plain words; who was in the room may ask for one."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.meetings.models import Meeting, Presence, Room
from palabre.meetings.room import room_facilitation
from palabre.meetings.room.tests.room_of import a_guest, a_room
from palabre.meetings.written.left_addresses import leave_address
from palabre.meetings.written.minutes_publication import publish_minutes
from palabre.meetings.written.tests.meeting_held import NOW, ORIGIN, a_meeting_held
from palabre.notes.markdown.plain_text import mail_text
from palabre.notes.note_save import save_note
from palabre.people.access.links import link_path, link_to
from palabre.people.models import Audience, Person
from palabre.post.letter_queue import post_one
from palabre.post.models import Letter
from palabre.post.outbox import change_letter
from palabre.wiki.models import Page
from tests.builders import a_member, a_person, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines() -> Person:
    return a_member(a_space(), "Inès Courtois")


@pytest.fixture
def letter(ines: Person) -> Letter:
    publish_minutes(a_meeting_held(ines.space, by=ines), by=ines, at=NOW, origin=ORIGIN)
    return Letter.objects.select_related("space", "link", "to").get(to__name="Karim Oualid")


def test_the_letter_reads_like_the_page_and_shows_no_mark_of_markdown(letter: Letter) -> None:
    assert ("<h2" in letter.html, "<strong>Inès Courtois</strong>" in letter.html) == (True, True)
    assert 'href="{address}"' in letter.html
    assert 'href="/' not in letter.html
    assert [mark for mark in ("**", "## ", "\n> ", "&lt;") if mark in letter.body] == []
    assert "PARTICIPANTS" in letter.body


def test_a_letter_changed_by_hand_leaves_with_these_words_alone(letter: Letter, ines: Person) -> None:
    change_letter(letter, letter.subject, "Deux mots : {address}", by=ines, at=NOW)

    assert Letter.objects.get(pk=letter.pk).html == ""


def test_markdown_becomes_the_words_of_a_mail() -> None:
    text = (
        "## À **faire**\n\n- [ ] _Lire_ [la charte](https://a.example/c)\n- [x] Zoé\n> Oui.\n\nsnake_case [[Page|ici]]"
    )

    assert mail_text(text) == ("À FAIRE\n\n- ☐ Lire la charte (https://a.example/c)\n- ☑ Zoé\n  Oui.\n\nsnake_case ici")


def phone_of(room: Room, name: str) -> tuple[Client, str, Person]:
    link, guest = a_guest(room, name), Client()
    guest.get(link_path(link))
    assert link.person is not None
    return guest, reverse("came_in:room", args=[link.pk]), link.person


def test_a_guest_leaves_an_address_when_it_ends_and_the_minutes_come(settings, ines: Person) -> None:
    settings.MAIL_IS_CONFIGURED = True
    room = a_room(ines)
    phone, place, _zoe = phone_of(room, "Zoé")
    room_facilitation.end_meeting(room, by=ines, at=timezone.now())
    publish_minutes(room.meeting, by=ines, at=timezone.now(), origin=ORIGIN)

    asked = phone.get(place).content.decode()
    said = phone.post(f"{place}address/", {"address": "zoe@exemple.example"}, follow=True).content.decode()

    assert ("address/" in asked, "address/" in said) == (True, False)
    assert "Le compte rendu vous parviendra" in said
    assert post_one(now=timezone.now())
    assert mail.outbox[0].to == ["zoe@exemple.example"]


@pytest.mark.parametrize("typed", ["", "zoe"])
def test_an_address_that_is_incomplete_is_asked_again(ines: Person, typed: str) -> None:
    room = a_room(ines)
    phone, place, zoe = phone_of(room, "Zoé")
    room_facilitation.end_meeting(room, by=ines, at=timezone.now())

    answer = phone.post(f"{place}address/", {"address": typed})

    assert (answer.status_code, Person.objects.get(pk=zoe.pk).email) == (409, "")


@pytest.mark.parametrize("by_link", [False, True])
def test_only_a_guest_says_where_to_be_written_to(ines: Person, by_link: bool) -> None:
    """A link to the meeting may be passed on, and an address opens an account: others give theirs by a code."""
    room, hugo = a_room(ines), a_member(ines.space, "Hugo Lemaire")
    room.meeting.attendances.create(person=hugo, presence="present")
    room_facilitation.end_meeting(room, by=ines, at=timezone.now())
    client, place = entered(Client(), hugo), reverse("room:room", args=[ines.space.slug, room.meeting_id])
    if by_link:
        link = link_to(room.meeting, person=hugo, by=ines, at=timezone.now())
        client, place = Client(), reverse("came_in:room", args=[link.pk])
        client.get(link_path(link))

    shown = client.get(place).content.decode()
    answer = client.post(f"{place}address/", {"address": "autre@exemple.example"})

    assert ("address/" in shown, answer.status_code) == (False, 409)
    assert Person.objects.get(pk=hugo.pk).email == ""


def test_an_address_left_late_has_no_text_that_was_corrected_since(ines: Person, settings) -> None:
    settings.MAIL_IS_CONFIGURED = True
    meeting = a_meeting_held(ines.space, by=ines)
    zoe = a_guest_there(meeting)
    publish_minutes(meeting, by=ines, at=NOW, origin=ORIGIN)
    rewritten(meeting, by=ines)
    publish_minutes(meeting, by=ines, at=NOW, origin=ORIGIN)

    leave_address(meeting, "zoe@exemple.example", by=zoe, at=timezone.now(), origin=ORIGIN)

    assert [one.about.rpartition(":")[2] for one in zoe.letters.filter(approved_at__isnull=False)] == ["2"]


def test_nor_the_text_of_a_page_that_they_may_read_no_more(ines: Person, settings) -> None:
    settings.MAIL_IS_CONFIGURED = True
    meeting = a_meeting_held(ines.space, by=ines)
    zoe = a_guest_there(meeting)
    publish_minutes(meeting, by=ines, at=NOW, origin=ORIGIN)
    Page.objects.update(audience=Audience.of_persons(ines))

    leave_address(meeting, "zoe@exemple.example", by=zoe, at=timezone.now(), origin=ORIGIN)

    assert not zoe.letters.filter(approved_at__isnull=False).exists()


def a_guest_there(meeting: Meeting) -> Person:
    zoe = a_person(meeting.space, "Zoé")
    Person.objects.filter(pk=zoe.pk).update(is_self_named=True, came_at=NOW)
    meeting.attendances.create(person=zoe, presence=Presence.PRESENT)
    zoe.refresh_from_db()
    return zoe


def rewritten(meeting: Meeting, *, by: Person) -> None:
    page = Meeting.objects.get(pk=meeting.pk).minutes
    assert page is not None
    save_note(page.note, page.note.body_md + "\n\nUn mot de plus.", base=page.note.revision, by=by)
