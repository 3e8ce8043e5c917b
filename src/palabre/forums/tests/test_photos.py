"""Photos of paper: bounded, drawn anew, filed under a number; those of “Who goes on?” are for hosts alone."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from palabre.forums.exchange import export_forums
from palabre.forums.models import SheetPhoto
from palabre.forums.outcome import photos
from palabre.forums.outcome.photos import delete_removed, remove_photo
from palabre.forums.tests.scene import AT, as_, at, prepared, written
from palabre.people.models import Audience
from palabre.people.reader import Reader
from palabre.wiki.attachments import file_store
from palabre.wiki.attachments.tests.pictures_given import a_jpeg, a_picture
from tests.builders import a_member

pytestmark = pytest.mark.django_db
MOST = 2  # instead of six: each is drawn anew, in a process of its own


@pytest.fixture
def scene():
    day, sabine = prepared(public=True)
    return day, sabine, written(day, sabine, 12, "Qui conduit ?")


@pytest.fixture
def _few(monkeypatch):
    monkeypatch.setattr(photos, "MOST", MOST)


def sent(day, client, content=None, name="feuille.jpg", **said):
    file = SimpleUploadedFile(name, a_jpeg() if content is None else content)
    return client.post(at(day, "new_photo", 12), {"file": file} | said)


def bytes_of(day, client, photo):
    answer = client.get(at(day, "photo", 12, photo.pk))
    return answer.content if answer.status_code == 200 else answer.status_code


def test_a_photo_of_a_report_is_in_the_proceedings_without_its_place(scene):
    day, sabine, _sheet = scene
    content = a_jpeg()

    answer = sent(day, as_(sabine), content)

    photo, stranger = SheetPhoto.objects.get(), Client()
    assert (answer.status_code, b"Exif" in content, b"Exif" in bytes_of(day, stranger, photo)) == (302, True, False)
    assert at(day, "photo", 12, photo.pk) in stranger.get(day.forum.get_absolute_url()).content.decode()


def test_a_sheet_that_went_round_is_seen_by_hosts_alone(scene):
    day, sabine, _sheet = scene
    sent(day, as_(sabine), is_round="1")
    photo = SheetPhoto.objects.get()
    others = [Client(), as_(a_member(day.forum.space, "Hugo"))]

    assert isinstance(bytes_of(day, as_(sabine), photo), bytes)
    assert [bytes_of(day, one, photo) for one in others] == [404, 404]
    for one in (*others, as_(sabine)):
        assert "/12/photos/" not in one.get(day.forum.get_absolute_url()).content.decode()
    assert "/12/photos/" not in others[1].get(at(day, "sheet", 12)).content.decode()


def test_once_typed_it_is_removed_put_back_and_deleted_with_its_bytes_a_day_later(scene):
    day, sabine, _sheet = scene
    client = as_(sabine)
    sent(day, client, is_round="1")
    photo = SheetPhoto.objects.get()

    client.get(at(day, "sheet", 12))  # says what was done, with its undo
    client.post(at(day, "photo_removal", 12, photo.pk))
    removed = "/removal/" in client.get(at(day, "sheet", 12)).content.decode()
    client.post(at(day, "photo_return", 12, photo.pk))
    back = "/removal/" in client.get(at(day, "sheet", 12)).content.decode()
    remove_photo(photo, by=sabine, at=AT)
    delete_removed(AT + datetime.timedelta(hours=23))
    kept = SheetPhoto.objects.exists()
    delete_removed(AT + datetime.timedelta(days=2))

    assert (removed, back, kept, SheetPhoto.objects.exists()) == (False, True, True, False)
    assert not file_store.path_of(photo.digest).exists()


def test_a_name_typed_in_passing_files_no_photo_and_no_member_one_on_the_sheet_of_others(scene):
    day, _sabine, _sheet = scene
    phone = Client()
    phone.post(at(day, "proposal"), {"text": "Et le car ?", "who": "Zoé", "form_token": "z", "proposal_token": "p"})

    for client in (phone, Client(), as_(a_member(day.forum.space, "Hugo"))):
        assert sent(day, client).status_code == 403
    assert "Photographier" not in phone.get(at(day, "sheet", 41)).content.decode()


def test_a_member_who_asked_files_the_report_and_no_round_sheet(scene):
    day, _sabine, sheet = scene
    hugo = a_member(day.forum.space, "Hugo")
    sheet.asked_by = hugo
    sheet.save()

    assert sent(day, as_(hugo), is_round="1").status_code == 403
    assert sent(day, as_(hugo)).status_code == 302
    assert SheetPhoto.objects.get().by == hugo


@pytest.mark.parametrize(("content", "status"), [(b"", 415), (b"bonjour", 415), (b"%PDF-1.4 ", 422)])
def test_what_is_no_picture_is_refused(scene, content, status):
    day, sabine, _sheet = scene

    assert sent(day, as_(sabine), content).status_code == status
    assert not SheetPhoto.objects.exists()


@pytest.mark.usefixtures("_few")
def test_a_few_photos_of_one_sheet_are_kept_and_the_same_one_once(scene):
    day, sabine, _sheet = scene
    client = as_(sabine)
    answers = [sent(day, client, a_picture(width=20 + nth), "p.png").status_code for nth in range(MOST + 1)]
    again = sent(day, client, a_picture(width=20), "p.png").status_code

    assert (answers, again, SheetPhoto.objects.count()) == ([302] * MOST + [409], 302, MOST)


def test_reports_are_taken_away_with_the_space_and_no_sheet_that_went_round(scene):
    day, sabine, _sheet = scene
    sent(day, as_(sabine), a_picture(width=20), "a.png")
    sent(day, as_(sabine), a_picture(width=30), "b.png", is_round="1")
    report = SheetPhoto.objects.get(is_round=False)

    files = [name for name, _content in export_forums(Reader.here(day.forum.space, sabine))]

    assert [name for name in files if name.startswith("sheets/")] == [f"sheets/{report.pk}.png"]


def test_a_photo_is_seen_by_those_who_read_its_question(scene):
    day, sabine, sheet = scene
    sent(day, as_(sabine))
    sheet.question.audience = Audience.of_space(day.forum.space)
    sheet.question.save()

    assert bytes_of(day, Client(), SheetPhoto.objects.get()) == 404


@pytest.fixture
def asker(scene):
    """Return the member who asked question 12."""
    day, _sabine, sheet = scene
    sheet.asked_by = a_member(day.forum.space, "Hugo")
    sheet.save()
    return sheet.asked_by


def test_a_photo_that_is_sent_again_stays_that_of_who_filed_it(scene, asker):
    day, sabine, _sheet = scene
    sent(day, as_(sabine), a_picture(width=20))
    photo, hers = SheetPhoto.objects.get(), as_(asker)

    sent(day, hers, bytes_of(day, hers, photo))
    answer = hers.post(at(day, "photo_removal", 12, photo.pk))

    photo.refresh_from_db()
    assert (answer.status_code, photo.by, photo.removed_at) == (409, sabine, None)


def test_what_a_host_removes_is_put_back_by_hosts(scene, asker):
    day, sabine, _sheet = scene
    hers, host = as_(asker), as_(sabine)
    sent(day, hers, a_picture(width=20))
    photo = SheetPhoto.objects.get()
    host.post(at(day, "photo_removal", 12, photo.pk))

    answers = [hers.post(at(day, "photo_return", 12, photo.pk)), sent(day, hers, a_picture(width=20))]
    photo.refresh_from_db()
    removed = photo.removed_at is not None
    host.post(at(day, "photo_return", 12, photo.pk))

    photo.refresh_from_db()
    assert ([one.status_code for one in answers], removed, photo.removed_at) == ([409, 409], True, None)


def test_who_removed_a_photo_brings_it_back(scene, asker):
    day, _sabine, _sheet = scene
    hers = as_(asker)
    for back in (lambda one: hers.post(at(day, "photo_return", 12, one)), lambda _one: sent(day, hers, a_picture())):
        sent(day, hers, a_picture())
        photo = SheetPhoto.objects.get()
        hers.post(at(day, "photo_removal", 12, photo.pk))
        assert back(photo.pk).status_code == 302
        photo.refresh_from_db()
        assert photo.removed_at is None


@pytest.mark.usefixtures("_few")
def test_putting_back_photos_keeps_their_bound(scene):
    day, sabine, sheet = scene
    client = as_(sabine)
    sent(day, client, a_picture(width=20))
    photo = SheetPhoto.objects.get()
    client.post(at(day, "photo_removal", 12, photo.pk))
    facts = {"content_type": "image/png", "width": 1, "height": 1, "at": AT, "space": day.forum.space}
    SheetPhoto.objects.bulk_create(SheetPhoto(sheet=sheet, digest=str(one), **facts) for one in range(MOST))

    assert client.post(at(day, "photo_return", 12, photo.pk)).status_code == 409
