"""Who is invited to a page writes in it by her link, alone or with others, and comes into nothing else."""

import pytest
from django.test import Client
from django.utils import timezone
from pycrdt import Doc, Text

from palabre.live.lib0 import piece
from palabre.live.live_visitors import LiveVisitor
from palabre.live.visitor_rights import Right
from palabre.notes.live.note_rights import rights_of_visitors
from palabre.notes.models import Note, Revision
from palabre.people.access import links
from palabre.people.models import Audience, Link, Person
from palabre.refusal import Refusal
from palabre.wiki.readers.page_invitations import MOST, invite
from tests.builders import a_member, a_page, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def malo():
    return a_member(a_space(), "Malo Tanguy")


@pytest.fixture
def page(malo):
    return a_page(malo.space, "Le jardin", "Bonjour")


@pytest.fixture
def link(page, malo):
    return invite(page, "Inès Carvalho", by=malo, at=timezone.now())


@pytest.fixture
def hers(client, link):
    client.get(links.link_path(link))
    return client


def at(link, tail=""):
    return f"/opened/{link.pk}/{tail}"


def test_the_same_invitation_twice_is_one(page, malo, link):
    again = invite(page, "inès  carvalho", by=malo, at=timezone.now())

    assert (again, Person.objects.filter(name__startswith="Inès").count()) == (link, 1)


def test_the_link_shows_the_page_and_offers_to_write(hers, link):
    shown = hers.get(at(link)).content.decode()

    assert "Bonjour" in shown
    assert at(link, "text/") in shown


def test_she_writes_in_the_form_in_her_own_name(hers, link):
    hers.post(at(link, "text/"), {"text": "Bonjour à vous", "base": 1})

    last = Revision.objects.order_by("-number").first()
    assert (Note.objects.get().body_md, last.by.name) == ("Bonjour à vous", "Inès Carvalho")


def test_two_who_write_in_one_place_lose_nothing(hers, link, page, malo):
    entered(Client(), malo).post(f"{page.get_absolute_url()}text/", {"text": "Bonsoir", "base": 1, "words": ""})

    answer = hers.post(at(link, "text/"), {"text": "Bonne nuit", "base": 1})

    assert answer.status_code == 409
    assert all(words in answer.content.decode() for words in ("Bonsoir", "Bonne nuit"))


@pytest.mark.parametrize("base", ["", "x", "9" * 30])
def test_a_made_up_revision_takes_nobody_s_words_away(hers, link, page, malo, base):
    entered(Client(), malo).post(f"{page.get_absolute_url()}text/", {"text": "Bonsoir", "base": 1, "words": ""})

    answer = hers.post(at(link, "text/"), {"text": "Bonne nuit", "base": base})

    assert (answer.status_code, Note.objects.get().body_md) in [(409, "Bonsoir"), (422, "Bonsoir")]
    assert "Bonne nuit" in answer.content.decode()


def test_she_writes_live_where_no_web_socket_passes(hers, link, page):
    doc = Doc()
    doc.get("content", type=Text).insert(0, "Ici ")
    body = piece(b"\x00") + piece(doc.get_update())

    answer = hers.post(at(link, f"notes/{page.note_id}/sync/"), body, content_type="application/octet-stream")

    said = Note.objects.get().body_md
    assert (answer.status_code, "Bonjour" in said, "Ici " in said) == (200, True, True)


def test_by_her_link_she_is_a_guest_whose_form_saves_where_the_room_is_the_members(hers, link, page, malo, monkeypatch):
    monkeypatch.setattr("palabre.notes.live.visitor_quotas.GUESTS", 0)
    doc = Doc()
    doc.get("content", type=Text).insert(0, "Ici ")
    body, kind = piece(b"\x00") + piece(doc.get_update()), "application/octet-stream"

    live = hers.post(at(link, f"notes/{page.note_id}/sync/"), body, content_type=kind)
    form = hers.post(at(link, "text/"), {"text": "Bonjour à vous", "base": 1})
    member = entered(Client(), malo).post(f"/s/{malo.space.slug}/notes/{page.note_id}/sync/", body, content_type=kind)

    assert (live.status_code, form.status_code, member.status_code) == (503, 302, 200)
    assert "Bonjour à vous" in Note.objects.get().body_md


def test_her_link_opens_the_room_of_this_page_and_of_no_other(link, page):
    other = a_page(page.space, "Autre", "Texte")
    here, there = (LiveVisitor(one.note_id, link.person_id, link.pk) for one in (page, other))

    assert rights_of_visitors([here, there]) == {here: Right.WRITE, there: Right.WITHDRAWN}


def test_her_link_gives_no_other_note(hers, link, page):
    other = a_page(page.space, "Autre", "Texte")

    answer = hers.post(at(link, f"notes/{other.note_id}/sync/"), piece(b"\x00") + piece(b""), content_type="x/y")

    assert answer.status_code == 404


def test_a_link_that_was_taken_back_opens_nothing(hers, link):
    version = link.space.version
    link.revoke(timezone.now())

    assert [hers.get(at(link, tail)).status_code for tail in ("", "text/")] == [410, 410]
    link.space.refresh_from_db()
    assert link.space.version > version


def test_a_page_kept_to_a_few_stays_open_to_who_is_invited(hers, link, page, malo):
    seats = Audience.of_persons(malo)
    type(page).objects.update(audience=seats)
    Note.objects.update(audience=seats)

    assert hers.get(at(link, "text/")).status_code == 200


def test_without_the_link_the_page_does_not_open(link):
    assert [Client().get(at(link, tail)).status_code for tail in ("", "text/")] == [410, 410]


def test_who_has_come_by_herself_is_not_passed_for(page, malo):
    made = invite(page, "Malo Tanguy", by=malo, at=timezone.now())

    assert made.person != malo


def test_who_may_not_write_invites_nobody(page):
    answer = Client().post(f"{page.get_absolute_url()}invitation/", {"name": "Inès"})

    assert (answer.status_code, Link.objects.count()) == (404, 0)


def test_an_invitation_leads_to_the_link_to_give(page, malo):
    answer = entered(Client(), malo).post(f"{page.get_absolute_url()}invitation/", {"name": "Inès"}, follow=True)

    assert links.link_path(Link.objects.get()) in answer.content.decode()


def test_there_is_an_end_to_invitations(page, malo):
    for number in range(MOST):
        invite(page, f"Personne {number}", by=malo, at=timezone.now())

    with pytest.raises(Refusal):
        invite(page, "Une de trop", by=malo, at=timezone.now())
