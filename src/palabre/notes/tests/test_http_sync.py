"""Writing together by plain HTTP: the same log, the same rights."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone
from pycrdt import Decoder, Doc, Text

from palabre.live.lib0 import piece
from palabre.notes.live import visitor_quotas
from palabre.notes.models import Note, Update
from palabre.notes.yjs import update_log
from palabre.notes.yjs.client_owners import keep_owners
from palabre.notes.yjs.epochs import begin_anew
from palabre.notes.yjs.late_logs import catch_up_the_late
from palabre.people.models import Audience, Person
from tests.builders import a_member, a_page, a_person, a_space, entered


@pytest.fixture
def page(db):
    return a_page(a_space(), "Notes", "Bonjour")


@pytest.fixture
def ines(page):
    return a_member(page.space, "Inès")


class Browser:
    def __init__(self, page, person=None):
        self.client = entered(Client(), person) if person else Client()
        self.address = f"/s/{page.space.slug}/notes/{page.note_id}/sync/"
        self.doc = Doc()
        self.text = self.doc.get("content", type=Text)
        self.theirs = self.doc.get_state()

    def body(self):
        return piece(self.doc.get_state()) + piece(self.doc.get_update(self.theirs))

    def exchange(self):
        answer = self.client.post(self.address, self.body(), content_type="application/octet-stream")
        if answer.status_code == 200:
            decoder = Decoder(answer.content)
            self.doc.apply_update(decoder.read_message())
            self.theirs = decoder.read_message()
            self.told = tuple(decoder.read_var_uint() for _ in range(3))
        return answer.status_code


def test_a_browser_gets_the_text_and_gives_what_it_typed(page, ines):
    browser = Browser(page, ines)
    browser.exchange()

    browser.text += " é🙂"
    status = browser.exchange()

    note = Note.objects.get()
    assert (status, note.body_md, browser.told) == (200, "Bonjour é🙂", (2, 0, 1))


def test_two_browsers_end_with_the_same_text(page, ines):
    one, other = Browser(page, ines), Browser(page, ines)
    one.exchange(), other.exchange()

    one.text.insert(0, "ici ")
    other.text += " là"
    for browser in (one, other, one):
        browser.exchange()

    assert str(one.text) == str(other.text) == Note.objects.get().body_md == "ici Bonjour là"


def begun_again(monkeypatch):
    """The process that knew whose number is whose is another one now."""
    for name in ("_shares", "_in_use"):
        monkeypatch.setattr(visitor_quotas, name, type(getattr(visitor_quotas, name))())


@pytest.mark.parametrize("restarts", [False, True])
def test_nobody_writes_under_the_number_of_another_who_writes_so(page, ines, monkeypatch, restarts):
    """What she types next would have the clocks of these words: it would be dropped, and said to be saved."""
    browser, malo = Browser(page, ines), Browser(page, a_member(page.space, "Malo"))
    browser.exchange()
    browser.text += " un"
    browser.exchange(), malo.exchange()
    if restarts:
        begun_again(monkeypatch)
    forger = Doc(client_id=browser.doc.client_id)
    forger.apply_update(malo.doc.get_update())
    malo.doc, malo.text = forger, forger.get("content", type=Text)
    malo.text += " faux mots"

    refused = malo.exchange()
    browser.text += " deux"

    assert (refused, browser.exchange(), Note.objects.get().body_md) == (503, 200, "Bonjour un deux")


def test_nor_under_one_that_has_no_words_yet(page, ines, monkeypatch):
    """She opened the note, lost the network, and types her first words."""
    browser, malo = Browser(page, ines), Browser(page, a_member(page.space, "Malo"))
    browser.exchange(), malo.exchange()
    keep_owners([(page.note_id, ((browser.doc.client_id, ines.pk),))])
    begun_again(monkeypatch)
    malo.doc, before = Doc(client_id=browser.doc.client_id), malo.doc.get_update()
    malo.doc.apply_update(before)
    malo.text = malo.doc.get("content", type=Text)
    malo.text += " faux"

    assert malo.exchange() == 503


def test_who_was_merged_since_keeps_their_number(page, ines, monkeypatch):
    double = a_member(page.space, "Inès C.")
    browser = Browser(page, double)
    browser.exchange()
    browser.text += " un"
    browser.exchange()
    Person.objects.filter(pk=double.pk).update(same_as=ines)
    begun_again(monkeypatch)
    browser.client = entered(Client(), ines)
    browser.text += " deux"

    assert (browser.exchange(), Note.objects.get().body_md) == (200, "Bonjour un deux")


def test_numbers_are_known_as_long_as_the_text_is_not_begun_anew(page, ines):
    browser = Browser(page, ines)
    browser.exchange()
    browser.text += " un"
    browser.exchange()
    before = dict(page.note.client_owners.values_list("client", "person"))
    begin_anew(Note.objects.get())

    assert (before, page.note.client_owners.exists()) == ({browser.doc.client_id: ines.pk}, False)


def test_asking_twice_for_nothing_writes_nothing(page, ines):
    browser = Browser(page, ines)

    browser.exchange(), browser.exchange()

    assert (Update.objects.count(), Note.objects.get().revision) == (0, 1)


def test_who_holds_a_document_of_before_is_told_so_and_changes_nothing(page, ines):
    browser = Browser(page, ines)
    browser.exchange()
    begin_anew(Note.objects.get())

    browser.text += "x"

    assert (browser.exchange(), Note.objects.get().body_md) == (409, "Bonjour")


def test_a_passer_by_and_who_has_no_seat_do_not_write(page, ines):
    other = a_member(page.space, "Malo")
    seats = Audience.of_persons(other)
    type(page).objects.update(audience=seats)
    Note.objects.update(audience=seats)

    assert [Browser(page, who).exchange() for who in (None, ines, other)] == [404, 404, 200]


def test_who_may_only_read_gets_the_text_and_gives_nothing(page):
    space = page.space
    space.publish(timezone.now())
    Note.objects.update(audience=Audience.everybody(space))
    browser = Browser(page, a_person(space, "Paul"))
    browser.exchange()
    browser.text += "x"

    assert (browser.exchange(), Note.objects.get().body_md, browser.told[2]) == (200, "Bonjour", 0)


@pytest.mark.parametrize("body", [b"\x00", b"\x05ab", piece(b"\xff\xff") + piece(b"\x01\x05zz"), b"\xff" * 40])
def test_bytes_that_say_nothing_are_refused(page, ines, body):
    browser = Browser(page, ines)

    answer = browser.client.post(browser.address, body, content_type="application/octet-stream")

    assert (answer.status_code, Note.objects.get().body_md) == (400, "Bonjour")


def test_too_long_a_text_is_refused_and_not_kept(page, ines):
    browser = Browser(page, ines)
    browser.exchange()
    browser.text += "a" * 199_999

    assert (browser.exchange(), Note.objects.get().body_md) == (413, "Bonjour")


def test_what_a_killed_process_left_is_written_down(page, ines):
    live = update_log.open_live(page.note)
    before = live.doc.get_state()
    live.text += "!"
    update_log.append(page.note, [(live.doc.get_update(before), ines.pk)], origin="killed")

    catch_up_the_late(timezone.now() + datetime.timedelta(minutes=1))

    assert Note.objects.get().body_md == "Bonjour!"


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_what_is_not_said_to_be_bytes_is_not_read(page, ines, kind):
    browser = Browser(page, ines)

    answer = browser.client.post(browser.address, browser.body(), content_type=kind)

    assert (answer.status_code, Note.objects.get().is_live) == (415, False)


def test_what_hangs_on_words_that_are_not_here_is_sent_again_and_not_kept(page, ines):
    browser = Browser(page, ines)
    browser.exchange()
    known = browser.theirs
    browser.text += " un"
    browser.theirs = browser.doc.get_state()
    browser.text += " deux"

    first = (browser.exchange(), Update.objects.count())
    browser.theirs = known

    assert (first, browser.exchange(), Note.objects.get().body_md) == ((503, 0), 200, "Bonjour un deux")


def test_structs_without_words_are_refused_here_too(page, ines):
    swept = piece(b"\0") + piece(b"\1\1\7\0\0\1\0")
    browser = Browser(page, ines)

    answer = browser.client.post(browser.address, swept, content_type="application/octet-stream")

    assert (answer.status_code, Update.objects.count()) == (400, 0)


def test_one_visitor_brings_only_so_many_clients(page, ines):
    many, more = Browser(page, ines), Browser(page, ines)
    for browser, count in ((many, 150), (more, 150)):
        for _one in range(count):
            other = Doc()
            other.get("content", type=Text).insert(0, "x")
            browser.doc.apply_update(other.get_update())

    assert (many.exchange(), more.exchange()) == (200, 503)
    assert len(update_log.opened(Note.objects.get()).said) == 150 + len("Bonjour")


def test_a_document_that_would_be_too_large_is_begun_anew_from_its_text(page, ines, monkeypatch):
    monkeypatch.setattr("palabre.notes.live.document_size.MOST_CLIENTS", 1)
    browser = Browser(page, ines)
    browser.exchange()
    browser.text += "!"

    answer, note = browser.exchange(), Note.objects.get()

    assert (answer, note.epoch, note.body_md, Browser(page, ines).exchange()) == (409, 1, "Bonjour", 200)
