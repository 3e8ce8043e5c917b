"""The archive of a large space: made by the worker, a piece at a time, and given to who asked alone."""

import datetime
import io
import stat
import zipfile

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.forums.models import WallPhoto
from palabre.home.archive import export_files, export_maker, export_requests, space_archive, space_removal
from palabre.home.models import Export
from palabre.journal.models import Entry
from palabre.journal.worker import work_once
from palabre.people.access import keys
from palabre.people.agreements import space_deletion
from palabre.people.models import Audience, Erasure, Person
from palabre.wiki.attachments import file_store
from tests.builders import a_day, a_forum, a_member, a_page, a_person, a_space, entered
from tests.erasing import erase

pytestmark = pytest.mark.django_db
PAUSE = export_requests.PAUSE
DAY, SECOND = datetime.timedelta(days=1), datetime.timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _large(monkeypatch, settings, tmp_path):
    """Every space is large; its data folder is empty; no export of another test is under way."""
    cache.clear()
    settings.DATA = tmp_path
    monkeypatch.setattr(export_requests, "FEW_ENTRIES", -1)
    monkeypatch.setattr(export_maker, "under_way", [])


@pytest.fixture
def her():
    space = a_space()
    a_page(space, "Un four à pain")
    return a_member(space, "Inès Carvalho")


@pytest.fixture
def client(her):
    return entered(Client(), her)


def url_of(person, name="export"):
    return reverse(f"home:{name}", args=[person.space.slug])


def asked(client, person):
    """Ask for the archive, and return the row of the latest."""
    assert client.post(url_of(person)).status_code == 302
    return Export.objects.order_by("pk").last()


def made(client, person):
    export = asked(client, person)
    work_through(timezone.now())
    return Export.objects.get(pk=export.pk)


def work_through(now):
    while export_maker.make_some(now):
        pass


def texts_given(client, person):
    """Return the files of the archive that this visitor is given; None where they are led elsewhere."""
    answer = client.get(url_of(person, "export_file"))
    if answer.status_code != 200:
        return None
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


@pytest.mark.postgres
def test_it_is_asked_for_with_one_click_then_seen_and_given(her, client):
    asked(client, her)

    waiting = client.get(url_of(her)).content.decode()
    work_through(timezone.now())
    ready = client.get(url_of(her)).content.decode()

    assert "attend son tour" in waiting
    assert url_of(her, "export_file") in ready
    assert "pages/un-four-a-pain.md" in texts_given(client, her)


def test_it_holds_the_same_as_an_archive_made_at_once(her, client, monkeypatch):
    made(client, her)
    by_worker = texts_given(client, her)

    monkeypatch.setattr(export_requests, "FEW_ENTRIES", 1000)
    answer = client.post(url_of(her))
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        at_once = {name: archive.read(name).decode() for name in archive.namelist()}

    assert by_worker == at_once


def test_the_page_says_how_far_it_is_and_the_worker_does_other_things_between(her, client):
    asked(client, her)

    seen = []
    while export_maker.make_some(timezone.now()):
        seen.append(Export.objects.get().step)
        page = client.get(url_of(her)).content.decode() if len(seen) == 5 else ""
        assert not page or f"Étape {seen[-1]} sur {space_archive.STEPS}" in page

    assert seen[1:] == sorted(seen[1:])
    assert set(seen[1:]) == set(range(1, space_archive.STEPS + 1))


def test_the_worker_makes_it(her, client):
    asked(client, her)

    work_once()

    assert texts_given(client, her) is not None


@pytest.mark.postgres
def test_two_clicks_make_one(her, client):
    export = asked(client, her)
    again = asked(client, her)
    work_through(timezone.now())
    soon = asked(client, her)

    assert export.pk == again.pk == soon.pk
    assert Export.objects.get().begun == 1


def test_it_is_made_again_when_asked_again_later(her, client, django_capture_on_commit_callbacks):
    first = made(client, her)
    Export.objects.update(asked_at=first.asked_at - 2 * PAUSE)

    with django_capture_on_commit_callbacks(execute=True):
        second = made(client, her)

    assert first.pk != second.pk
    assert [path.name for path in export_files.files()] == [second.file]


def test_of_one_visitor_no_more_than_six_in_an_hour(her, client):
    for _time in range(6):
        made(client, her)
        Export.objects.update(asked_at=timezone.now() - 2 * PAUSE)

    answer = client.post(url_of(her))

    assert (answer.status_code, texts_given(client, her) is not None) == (429, True)


def test_a_forwarded_link_gives_nobody_else_hers(her, client):
    made(client, her)
    other, guest, elsewhere = (
        entered(Client(), one)
        for one in (a_member(her.space, "Malo"), a_person(her.space, "Rozenn"), a_member(a_space("Ailleurs"), "Zoé"))
    )

    answers = [one.get(url_of(her, "export_file")) for one in (other, guest, elsewhere, Client())]

    assert [answer.status_code for answer in answers] == [302, 404, 404, 404]
    assert answers[0].url == url_of(her)
    assert "Étape" not in other.get(url_of(her)).content.decode()


def test_a_passer_by_of_a_public_space_is_given_nothing(client):
    her = a_member(a_space("Ouvert", public=True))
    made(entered(Client(), her), her)

    assert [Client().get(url_of(her, name)).status_code for name in ("export", "export_file")] == [403, 403]


def test_who_is_let_in_by_one_square_is_given_only_what_both_read(her, client):
    malo = a_member(her.space, "Malo Kersauze")
    a_page(her.space, "Entre nous", "Un secret", audience=Audience.of_persons(her))
    made(client, her)
    phone = Client()
    phone.post(keys.key_path(keys.key_shown_to(her, by=malo, at=timezone.now())))

    before = texts_given(phone, her)
    made(phone, her)

    assert before is None
    assert "Un secret" not in "".join(texts_given(phone, her).values())
    assert "Un secret" in "".join(texts_given(client, her).values())


@pytest.fixture
def private(her):
    return a_page(her.space, "Entre nous", "Un secret", audience=Audience.of_persons(her, a_member(her.space, "Malo")))


def lose_the_seat(her, private):
    private.audience.seats.filter(person=her).delete()


def narrow(her, private):
    page = her.space.page_set.get(title="Un four à pain")
    page.audience = Audience.of_persons(a_member(her.space, "Odile"))
    page.save()


def remove_a_name(her, private):
    erase(a_person(her.space, "Zéphyrine Tournebride"), at=timezone.now())


@pytest.mark.postgres
@pytest.mark.parametrize("lose", [lose_the_seat, narrow, remove_a_name])
def test_what_was_lost_meanwhile_is_not_given(her, client, private, lose):
    made(client, her)

    lose(her, private)

    assert texts_given(client, her) is None
    page = client.get(url_of(her)).content.decode()
    assert (url_of(her, "export_file") in page, "a changé" in page) == (False, True)


def test_what_was_lost_while_it_was_made_is_not_given(her, client, private, monkeypatch):
    monkeypatch.setattr(export_maker, "PIECE", 1)
    asked(client, her)
    for _round in range(5):
        export_maker.make_some(timezone.now())

    lose_the_seat(her, private)
    work_through(timezone.now())

    assert texts_given(client, her) is None


def test_a_name_that_leaves_the_texts_of_others_keeps_it_from_being_given(her, client):
    erasure = Erasure.objects.create(space=her.space, at=timezone.now(), due_at=timezone.now() + DAY)
    made(client, her)

    erasure.end()

    assert texts_given(client, her) is None


def test_what_was_added_meanwhile_changes_nothing(her, client):
    made(client, her)
    a_page(her.space, "Une autre")

    assert "pages/une-autre.md" not in texts_given(client, her)


@pytest.mark.parametrize("when", ["before it is made", "once it is made"])
def test_who_is_a_member_no_longer_is_given_nothing(her, client, when):
    asked(client, her)
    if when == "once it is made":
        work_through(timezone.now())
    Person.objects.filter(pk=her.pk).update(joined_at=None)
    work_through(timezone.now())

    assert client.get(url_of(her, "export_file")).status_code == 404
    assert Export.objects.exists() == (when == "once it is made")


@pytest.mark.postgres
def test_a_worker_that_dies_loses_nothing(her, client, monkeypatch):
    monkeypatch.setattr(export_maker, "PIECE", 2)
    export, now = asked(client, her), timezone.now()
    for _round in range(4):
        export_maker.make_some(now)
    dead = export_maker.under_way.pop()  # what a process holds goes with it; its file stays, half written

    leased = export_maker.make_some(now + SECOND)
    work_through(now + export_maker.LEASE + SECOND)

    assert leased == 0
    assert (Export.objects.get().pk, Export.objects.get().begun) == (export.pk, 2)
    assert "pages/un-four-a-pain.md" in texts_given(client, her)
    dead.close()


@pytest.mark.postgres
def test_who_lost_the_lease_does_not_say_that_it_is_made(her, client, monkeypatch):
    monkeypatch.setattr(export_maker, "PIECE", 2)
    asked(client, her)
    now = timezone.now()
    for _round in range(4):
        export_maker.make_some(now)
    slow = export_maker.under_way.pop()
    export_maker.make_some(now + export_maker.LEASE + SECOND)

    assert not slow.advance(now)
    slow.close()
    work_through(now)
    assert texts_given(client, her) is not None


def test_what_kills_each_worker_is_given_up(her, client):
    asked(client, her)
    Export.objects.update(begun=export_maker.MOST_BEGUN)

    work_through(timezone.now())

    assert "n’a pas pu être faite" in client.get(url_of(her)).content.decode()


def test_a_space_that_is_too_large_is_said(her, client, monkeypatch):
    monkeypatch.setattr(space_archive, "LARGEST", 10)
    asked(client, her)

    work_through(timezone.now())

    assert "trop grand" in client.get(url_of(her)).content.decode()
    export_files.delete_old_exports(timezone.now())
    assert Export.objects.exists()  # and says why; nothing of the file is left
    assert list(export_files.files()) == []


def test_the_file_is_for_the_owner_alone_and_goes_after_a_day(her, client):
    export = made(client, her)
    path = export_files.path_of(export)
    modes = [stat.S_IMODE(one.stat().st_mode) for one in (path, path.parent)]

    export_files.delete_old_exports(export.asked_at + DAY - SECOND)
    kept = path.exists()
    export_files.delete_old_exports(export.asked_at + DAY + SECOND)

    assert (modes, kept, path.exists(), Export.objects.exists()) == ([0o600, 0o700], True, False, False)


def test_it_goes_with_the_space(her, client, django_capture_on_commit_callbacks):
    now = timezone.now()
    made(client, her)
    space_deletion.delete_space_later(her.space, by=None, at=now - DAY)

    while_it_ends = texts_given(client, her)
    with django_capture_on_commit_callbacks(execute=True):
        space_removal.delete(her.space.pk, at=now)

    assert while_it_ends is not None
    assert (list(export_files.files()), Export.objects.exists()) == ([], False)


@pytest.mark.postgres
def test_finished_ones_make_room_once_they_could_be_fetched(her, client, monkeypatch):
    first = made(client, her)
    monkeypatch.setattr(export_files, "ROOM", first.size - 1)
    other = a_member(her.space, "Malo")
    asked(entered(Client(), other), other)

    work_through(first.made_at)
    waits = Export.objects.get(person=other).made_at
    work_through(first.made_at + export_files.AT_LEAST + SECOND)

    assert (waits, Export.objects.get().person) == (None, other)


def test_photos_of_paper_make_a_space_large(her, client, monkeypatch):
    monkeypatch.setattr(export_requests, "FEW_ENTRIES", 1000)
    monkeypatch.setattr(export_requests, "FEW_BYTES", 1000)
    day = a_day(a_forum(her.space), by=her)
    facts = {"space": her.space, "by": her, "at": timezone.now(), "content_type": "image/webp", "digest": "ab" * 32}
    assert export_requests.is_small(her.space)

    WallPhoto.objects.create(day=day, width=1, height=1, **facts)
    file_store.store_file("ab" * 32, bytes(1001))

    assert not export_requests.is_small(her.space)
    assert asked(client, her).person == her


def test_nothing_is_said_of_it_in_the_logs_or_the_journal(her, client, caplog):
    before = Entry.objects.count()

    made(client, her)
    texts_given(client, her)

    assert (caplog.text, Entry.objects.count()) == ("", before)


@pytest.mark.parametrize("count", [1, 4])
def test_each_screen_costs_the_same_for_four_pages_as_for_one(her, client, count, django_assert_max_num_queries):
    for number in range(count):
        a_page(her.space, f"Page {number}")

    with django_assert_max_num_queries(14):
        asked(client, her)
    with django_assert_max_num_queries(3):
        client.get(url_of(her))
    work_through(timezone.now())
    with django_assert_max_num_queries(60):
        client.get(url_of(her, "export_file")).close()
