"""The photo of the wall: light, grey, on every screen before a word is typed, until the typed wall takes its place."""

import datetime
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from palabre.forums.broadcast.wall_html import stamps_of
from palabre.forums.day.forum_preparation import Plan
from palabre.forums.exchange import export_forums
from palabre.forums.models import WallPhoto
from palabre.forums.tests.scene import HOURS, SPOTS, as_, at, day_now, prepared, typed
from palabre.forums.wall import wall_photos
from palabre.forums.wall.wall_facts import Moment, moment_of
from palabre.people.agreements import exclusion
from palabre.people.reader import Reader
from palabre.wiki.attachments import file_store, grey_redraw
from palabre.wiki.attachments.tests.pictures_given import SECRET, a_huge_png, a_picture
from tests.builders import a_member, a_space

pytestmark = pytest.mark.django_db
TOMORROW = timezone.localdate() + datetime.timedelta(days=1)
PLAN = Plan("Comment rester bien servis ?", TOMORROW, datetime.time(9, 30), "Salle", HOURS, SPOTS)


@pytest.fixture
def scene():
    return prepared(public=True, plan=PLAN)


@pytest.fixture
def _drawn_at_once(monkeypatch):
    """Draw in this process: what these tests look at is not the drawing."""
    monkeypatch.setattr(wall_photos.file_intake, "read_apart", drawn_here)


def drawn_here(_reader, _kind, content, _sender):
    image = Image.open(io.BytesIO(content))
    head = f'{{"kind": "WEBP", "width": {image.width}, "height": {image.height}, "sizes": [{len(content)}]}}\n'
    return 0, head.encode() + content


def sent(day, client, content=None, name="mur.jpg"):
    file = SimpleUploadedFile(name, a_picture() if content is None else content)
    return client.post(at(day, "new_wall_photo"), {"file": file})


def up(day):
    return WallPhoto.objects.get(day=day, removed_at=None)


def seen_by(day, client, kind="phone"):
    """Return the addresses of photos that a living screen shows."""
    html = client.get(at(day, "state"), {"as": kind}).json()["html"]
    return {one.pk for one in WallPhoto.objects.all() if f'<img src="{at(day, "wall_photo", one.pk)}"' in html}


def test_a_photo_becomes_one_light_grey_picture_without_its_place(scene):
    day, sabine = scene
    noise, none = Image.effect_noise((2400, 1800), 90), Image.new("L", (2400, 1800))
    noisy = Image.merge("RGB", (noise, none, none))
    noisy.save(made := io.BytesIO(), "JPEG", quality=95, exif=b"Exif\0\0MM\0*\0\0\0\x08\0\0" + SECRET)

    before = set(file_store.files())
    answer = sent(day, as_(sabine), made.getvalue())

    kept = Client().get(at(day, "wall_photo", up(day).pk)).content
    assert (answer.status_code, len(kept) <= grey_redraw.MOST_BYTES, SECRET in kept) == (302, True, False)
    red, green, blue = Image.open(io.BytesIO(kept)).convert("RGB").getpixel((50, 50))
    assert max(red, green, blue) - min(red, green, blue) <= 2
    assert set(file_store.files()) - before == {file_store.path_of(up(day).digest)}


@pytest.mark.usefixtures("_drawn_at_once")
def test_every_screen_shows_it_before_a_word_is_typed(scene):
    day, sabine = scene
    before = stamps_of([day.forum_id])[day.forum_id]

    sent(day, as_(sabine))

    photo, passer_by = up(day).pk, Client()
    assert stamps_of([day.forum_id])[day.forum_id] > before
    assert [seen_by(day, passer_by, kind) for kind in ("phone", "wall", "projector")] == [{photo}] * 3
    assert "Libre. Une idée" not in passer_by.get(day.forum.get_absolute_url()).content.decode()


@pytest.mark.usefixtures("_drawn_at_once")
def test_the_typed_wall_takes_its_place_once_each_hour_has_a_sheet(scene):
    day, sabine = scene
    sent(day, as_(sabine))
    photo, passer_by, shown = up(day).pk, Client(), []
    for number in range(1, len(HOURS) + 1):
        typed(day, sabine, f"{number} Question {number}")
        shown.append(seen_by(day, passer_by))
        typed(day, sabine, f"{number} {number} A")

    assert (shown, seen_by(day, passer_by)) == ([{photo}] * len(HOURS), set())
    assert at(day, "wall_photo", photo) in passer_by.get(at(day, "wall")).content.decode()


@pytest.mark.usefixtures("_drawn_at_once")
def test_a_later_photo_replaces_the_former_and_is_shown_over_a_typed_wall(scene):
    day, sabine = scene
    client = as_(sabine)
    sent(day, client)
    former = up(day)
    for number in range(1, len(HOURS) + 1):
        typed(day, sabine, f"{number} Question {number}")
        typed(day, sabine, f"{number} {number} A")

    sent(day, client, a_picture(width=50))

    assert seen_by(day, Client()) == {up(day).pk} != {former.pk}
    assert Client().get(at(day, "wall_photo", former.pk)).status_code == 404
    client.post(at(day, "wall_photo_return", former.pk))  # the undo of the later one
    assert up(day) == former


@pytest.mark.usefixtures("_drawn_at_once")
def test_a_host_takes_it_down_and_puts_it_up_again_then_it_is_deleted_with_its_bytes(scene):
    day, sabine = scene
    client = as_(sabine)
    sent(day, client)
    photo = up(day)

    client.post(at(day, "wall_photo_removal", photo.pk))
    down, link = seen_by(day, Client()), Client().get(at(day, "wall_photo", photo.pk)).status_code
    client.post(at(day, "wall_photo_return", photo.pk))
    back = seen_by(day, Client())
    client.post(at(day, "wall_photo_removal", photo.pk))
    wall_photos.delete_removed(timezone.now() + datetime.timedelta(days=2))

    assert (down, link, back) == (set(), 404, {photo.pk})
    assert (WallPhoto.objects.exists(), file_store.path_of(photo.digest).exists()) == (False, False)


@pytest.mark.usefixtures("_drawn_at_once")
def test_a_photo_that_is_sent_again_after_it_was_taken_down_is_of_now(scene):
    day, sabine = scene
    client = as_(sabine)
    sent(day, client)
    for number in range(1, len(HOURS) + 1):
        typed(day, sabine, f"{number} Question {number}")
        typed(day, sabine, f"{number} {number} A")
    client.post(at(day, "wall_photo_removal", up(day).pk))

    sent(day, client)

    assert seen_by(day, Client()) == {up(day).pk}


@pytest.mark.usefixtures("_drawn_at_once")
def test_the_same_photo_sent_twice_is_one_and_its_undo_takes_it_down(scene):
    day, sabine = scene
    client = as_(sabine)
    sent(day, client)
    sent(day, client)

    page = client.get(at(day, "wall")).content.decode()

    assert WallPhoto.objects.count() == 1
    assert at(day, "wall_photo_removal", up(day).pk) in page


@pytest.mark.usefixtures("_drawn_at_once")
def test_those_who_do_not_host_send_none_and_take_none_down(scene):
    day, sabine = scene
    sent(day, as_(sabine))
    hers, photo = as_(a_member(day.forum.space, "Hugo")), up(day)
    stranger = as_(a_member(a_space("Ailleurs"), "Yuna"))

    for client, status in ((hers, 403), (Client(), 403), (stranger, 403)):
        assert sent(day, client, a_picture(width=60)).status_code == status
        assert client.post(at(day, "wall_photo_removal", photo.pk)).status_code == status
    assert up(day) == photo


@pytest.mark.usefixtures("_drawn_at_once")
def test_it_is_for_those_who_read_the_day(scene):
    day, sabine = prepared(plan=PLAN)
    sent(day, as_(sabine))
    hall = Client()
    hall.post("/forum/", {"code": day_now(day.forum).code})

    clients = (as_(sabine), hall, Client(), as_(a_member(a_space("Ailleurs"), "Yuna")))
    statuses = [one.get(at(day, "wall_photo", up(day).pk)).status_code for one in clients]

    assert statuses == [200, 200, 404, 404]
    assert seen_by(day, hall) == {up(day).pk}


@pytest.mark.usefixtures("_drawn_at_once")
def test_a_host_who_was_put_out_sends_none(scene):
    day, sabine = scene
    client = as_(sabine)
    exclusion.put_out(sabine, by=None, at=timezone.now())

    assert sent(day, client).status_code == 403
    assert not WallPhoto.objects.exists()


HEIC = b"\0\0\0\x18ftypheic"


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "pas une image"), (b"bonjour", "pas une image"), (b"%PDF-1.4 ", "JPEG"), (HEIC, "HEIC")],
)
def test_what_is_no_picture_is_refused_on_its_page(scene, content, words):
    day, sabine = scene

    answer = sent(day, as_(sabine), content)

    assert (answer.status_code in (415, 422), words in answer.content.decode()) == (True, True)
    assert as_(sabine).post(at(day, "new_wall_photo")).status_code == 409
    assert not WallPhoto.objects.exists()


def test_a_huge_picture_is_refused_and_nothing_of_it_stays(scene):
    day, sabine = scene
    before = set(file_store.files())

    assert sent(day, as_(sabine), a_huge_png(), "mur.png").status_code == 413
    assert (WallPhoto.objects.exists(), set(file_store.files())) == (False, before)


@pytest.mark.usefixtures("_drawn_at_once")
def test_a_closed_day_takes_no_photo_and_lets_it_be_taken_down(scene):
    day, sabine = scene
    client = as_(sabine)
    sent(day, client)
    client.post(at(day, "closing"))

    assert sent(day, client, a_picture(width=50)).status_code == 409
    assert client.post(at(day, "wall_photo_removal", up(day).pk)).status_code == 302
    assert not WallPhoto.objects.filter(removed_at=None).exists()


@pytest.mark.usefixtures("_drawn_at_once")
def test_a_photo_ends_the_circle_of_the_screens(scene):
    day, sabine = scene
    in_circle = timezone.make_aware(datetime.datetime.combine(TOMORROW, datetime.time(9, 40)))
    before = moment_of(day, now=in_circle)[0]

    sent(day, as_(sabine))

    assert (before, moment_of(day, now=in_circle)[0]) == (Moment.CIRCLE, Moment.WALL)


@pytest.mark.usefixtures("_drawn_at_once")
def test_it_is_taken_away_with_the_space(scene):
    day, sabine = scene
    sent(day, as_(sabine))

    files = [name for name, _content in export_forums(Reader.here(day.forum.space, sabine))]

    assert f"walls/{day.forum_id}.webp" in files


@pytest.mark.usefixtures("_drawn_at_once")
def test_a_wall_with_its_photo_costs_two_queries(scene, django_assert_num_queries):
    day, sabine = scene
    sent(day, as_(sabine))
    for number in range(1, 6):
        typed(day, sabine, f"{number} Question {number}")

    with django_assert_num_queries(2):
        shown = wall_photos.shown_photo(day, [1, 2])

    assert shown.is_first
