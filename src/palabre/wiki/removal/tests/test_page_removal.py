"""A page is removed by who writes it, leaves every list, says so at its address, and comes back as it was."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.journal.models import Entry, record
from palabre.minutes.models import Import
from palabre.notes.models import Note
from palabre.people.access.links import link_path
from palabre.people.models import Audience
from palabre.people.reader import Reader
from palabre.refusal import Refusal
from palabre.search.models import Document
from palabre.wiki.exchange import export_pages
from palabre.wiki.models import Attachment, Page
from palabre.wiki.page_text import save_page_text
from palabre.wiki.readers.page_invitations import invite
from palabre.wiki.removal import page_removal
from palabre.wiki.removal.page_removal import delete_removed_pages, remove_page, restore_page
from tests.builders import a_meeting, a_member, a_page, a_person, a_space, entered
from tests.indexed import follow_to_the_end

pytestmark = pytest.mark.django_db

NAME = "Le four à pain"


@pytest.fixture
def space():
    return a_space(public=True)


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def hers(client, ines):
    return entered(client, ines)


@pytest.fixture
def page(space, ines):
    page = a_page(space, NAME, "Un four banal.", html="<p>Un four banal.</p>", audience=Audience.everybody(space))
    record("page.begun", page, by=ines)
    return page


def gone(page, *, by, at=None):
    assert remove_page(page, by=by, at=at or timezone.now()) is True
    page.refresh_from_db()
    return page


def kept_to(page, *persons):
    audience = Audience.of_persons(*persons)
    for row in (Page.objects.filter(pk=page.pk), Note.objects.filter(pk=page.note_id)):
        row.update(audience=audience)
    page.refresh_from_db()
    return audience


def at(name, space, *more):
    return reverse(f"wiki:{name}", args=[space.slug, *more])


def test_a_removed_page_leaves_lists_search_feeds_and_exports_and_comes_back_to_all_of_them(hers, page, space, ines):
    follow_to_the_end(space)
    home = space.get_absolute_url()
    screens = [at("pages", space), at("feed", space), f"{home}search/?q=banal"]
    everywhere = [NAME in hers.get(screen).content.decode() for screen in screens]

    hers.post(at("removal", space, page.slug))
    hers.get(at("pages", space))  # says so, once
    nowhere = [NAME in hers.get(screen).content.decode() for screen in screens]
    files = dict(export_pages(Reader.here(space, ines)))
    hers.post(at("restored_page", space, page.slug))

    assert everywhere == [True, True, True]
    assert nowhere == [False, False, False]
    assert f"pages/{page.slug}.md" not in files
    assert [NAME in hers.get(screen).content.decode() for screen in screens] == everywhere
    assert hers.get(page.get_absolute_url()).status_code == 200


def test_its_address_says_who_removed_it_and_offers_to_put_it_back(hers, page, space, ines):
    former = page.get_absolute_url()
    page.be_called("Le four banal")
    gone(page, by=ines)

    answers = [hers.get(address) for address in (former, page.get_absolute_url(), at("revisions", space, page.slug))]

    assert [answer.status_code for answer in answers] == [410, 410, 410]
    for answer in answers:
        assert "Inès Courtois" in answer.content.decode()
        assert at("restored_page", space, page.slug) in answer.content.decode()
        assert "no-store" in answer["Cache-Control"]


def test_a_passer_by_reads_that_it_was_removed_and_neither_its_title_nor_by_whom(page, ines):
    gone(page, by=ines)

    answer = Client().get(page.get_absolute_url())

    assert answer.status_code == 410
    for word in ("four", "Inès", "restored", "removal/undoing"):
        assert word not in answer.content.decode().replace(page.get_absolute_url(), "")


def test_what_somebody_was_writing_meanwhile_is_shown_to_be_copied(hers, page, space, ines):
    gone(page, by=ines)

    answer = hers.post(at("text", space, page.slug), {"text": "Il faudrait du bois sec.", "base": 1})

    assert answer.status_code == 410
    assert "Il faudrait du bois sec." in answer.content.decode()


def test_a_restricted_page_comes_back_to_the_same_people_and_is_nothing_to_others(page, space, ines):
    malo = a_member(space, "Malo Guern")
    audience = kept_to(page, ines)
    other = entered(Client(), malo)
    gone(page, by=ines)

    seen = [other.get(page.get_absolute_url()).status_code, other.post(at("removal", space, page.slug)).status_code]
    seen.append(other.post(at("restored_page", space, page.slug)).status_code)
    listed = other.get(at("removed_pages", space)).content.decode()
    with pytest.raises(Refusal):
        restore_page(page, by=malo)

    assert seen == [404, 404, 404]
    assert NAME not in listed
    assert restore_page(page, by=ines) is True
    page.refresh_from_db()
    assert (page.audience, page.note.audience) == (audience, audience)
    assert other.get(page.get_absolute_url()).status_code == 404


def test_neither_a_guest_nor_a_reader_nor_a_neighbour_removes_a_page(page, space, ines):
    reader = a_member(space, "Lou Tanguy")
    kept_to(page, ines, reader).seats.filter(person=reader).update(may_write=False)
    for person in (reader, a_person(space, "Chloé"), a_member(a_space("Ailleurs"), "Yves")):
        with pytest.raises(Refusal):
            remove_page(page, by=person, at=timezone.now())

    assert entered(Client(), reader).post(at("removal", space, page.slug)).status_code == 403
    assert Client().get(at("removed_pages", space)).status_code in (302, 403)


def test_any_member_who_could_write_it_puts_it_back_and_twice_is_once(page, space, ines):
    malo = a_member(space, "Malo Guern")
    gone(page, by=ines)

    assert remove_page(page, by=malo, at=timezone.now()) is False
    assert [restore_page(page, by=malo), restore_page(page, by=malo)] == [True, False]

    told = list(Entry.objects.order_by("pk").values_list("verb", "by__name"))
    assert told == [
        ("page.begun", "Inès Courtois"),
        ("page.removed", "Inès Courtois"),
        ("page.put_back", "Malo Guern"),
    ]
    assert not Audience.objects.filter(kind="seats").exists()


def test_its_news_are_hidden_meanwhile_and_that_it_was_removed_stays_told(page, space, ines):
    gone(page, by=ines)

    seen = Entry.objects.visible_to(a_member(space, "Malo")).values_list("verb", flat=True)

    assert list(seen) == ["page.removed"]


def test_the_text_the_files_the_places_and_the_links_are_there_again(page, space, ines):
    above, facts = a_page(space, "Le bourg"), {"name": "plan.pdf", "content_type": "application/pdf", "size": 1}
    page.stand_under(above)
    file = Attachment.objects.create(space=space, audience=page.audience, page=page, digest="0" * 64, **facts)
    under = a_page(space, "Le bois", parent=page)
    save_page_text(page, "Un four banal, et son bois.", base=1, by=ines)

    gone(page, by=ines)
    restore_page(page, by=ines)

    page.refresh_from_db()
    file.refresh_from_db()
    under.refresh_from_db()
    assert (page.parent, under.parent, file.audience) == (above, page, page.audience)
    assert (page.note.body_md, page.note.revision) == ("Un four banal, et son bois.", 2)


def test_an_invitation_to_write_in_it_opens_nothing_meanwhile(page, ines):
    path = link_path(invite(page, "Solveig", by=ines, at=timezone.now()))
    gone(page, by=ines)

    closed = Client().get(path, follow=True).status_code
    restore_page(page, by=ines)

    assert (closed, Client().get(path, follow=True).status_code) == (410, 200)


def test_nothing_is_destroyed_before_thirty_days_and_all_of_it_after(page, space, ines):
    now = timezone.now()
    follow_to_the_end(space)
    under = a_page(space, "Le bois", parent=page)
    gone(page, by=ines, at=now)

    delete_removed_pages(now + datetime.timedelta(days=29))
    still = Page.objects.filter(pk=page.pk).exists()
    delete_removed_pages(now + page_removal.KEPT)

    assert still is True
    assert not Page.objects.filter(pk=page.pk).exists()
    assert not Note.objects.filter(pk=page.note_id).exists()
    assert not Document.objects.filter(kind="wiki.page", number=page.pk).exists()
    assert not Entry.objects.filter(subject_kind="wiki.page", subject_id=page.pk).exists()
    under.refresh_from_db()
    assert under.parent is None


@pytest.mark.parametrize("stands", ["meeting", "import"])
def test_minutes_are_not_removed_here_and_the_page_does_not_offer_it(hers, page, space, ines, stands):
    offered = at("removal", space, page.slug) in hers.get(page.get_absolute_url()).content.decode()
    if stands == "meeting":
        a_meeting(space, minutes=page)
    else:
        Import.objects.create(space=space, audience=page.audience, by=ines, digest="0" * 64, text="", page=page)

    answer = hers.post(at("removal", space, page.slug))

    assert offered is True
    assert at("removal", space, page.slug) not in hers.get(page.get_absolute_url()).content.decode()
    assert answer.status_code == 409
    assert hers.get(page.get_absolute_url()).status_code == 200
