"""Files of a page: who gives them, who reads them, how they are shown, and when they go."""

import datetime

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from palabre.people.models import Audience
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.wiki import page_text
from palabre.wiki.attachments import file_deletion, file_store, page_attachments
from palabre.wiki.attachments.tests.pictures_given import a_jpeg, a_picture
from palabre.wiki.models import Attachment
from tests.builders import a_file, a_member, a_page, a_space, entered, readers_of

pytestmark = pytest.mark.django_db
WEEK = datetime.timedelta(days=8)


@pytest.fixture(autouse=True)
def _a_new_hour():
    cache.clear()


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès")


@pytest.fixture
def page(space, ines):
    return page_text.begin_page(space, "Puits", "Un texte.", audience=readers_of(space), by=ines)


@pytest.fixture
def hers(client, ines):
    return entered(client, ines)


def door(page, tail="new/"):
    return f"{page.get_absolute_url()}attachments/{tail}"


def given(name="vue.jpg", content=None, **said):
    return {"file": SimpleUploadedFile(name, a_jpeg() if content is None else content)} | said


def test_a_picture_given_in_the_form_is_kept_and_its_reference_shown(hers, page):
    answer = hers.post(door(page), given(alt="Le puits du haut"), follow=True)

    file = Attachment.objects.get()
    assert (file.name, file.width, file.alt) == ("vue.jpg", 1200, "Le puits du haut")
    assert f"![Le puits du haut]({file.get_absolute_url()})" in answer.content.decode()


def test_an_editor_is_answered_in_json(hers, page):
    json = {"headers": {"Accept": "application/json"}}
    kept = hers.post(door(page), given(decorative="on"), **json)
    refused = hers.post(door(page), given(), **json)

    assert (kept.status_code, kept.json()) == (201, {"markdown": Attachment.objects.get().reference})
    assert (refused.status_code, set(refused.json())) == (422, {"why", "instead"})


def test_the_same_file_given_twice_is_one_attachment(hers, page):
    for alt in ("Un puits", "Le puits du haut"):
        hers.post(door(page), given(alt=alt))

    assert Attachment.objects.get().alt == "Le puits du haut"


def test_the_same_file_given_by_another_keeps_its_description(hers, space, page):
    hers.post(door(page), given(alt="Le puits du haut"))

    entered(Client(), a_member(space, "Malo Riou")).post(door(page), given(alt="Un trou"))

    assert Attachment.objects.get().alt == "Le puits du haut"


def test_what_is_refused_is_said_in_the_form_with_what_was_typed(hers, page):
    answer = hers.post(door(page), given("plan.svg", b"<svg/>", alt="Un plan"))

    assert (answer.status_code, Attachment.objects.count()) == (415, 0)
    assert 'value="Un plan"' in answer.content.decode()


@pytest.mark.parametrize("tail", ["new/", "1/showing/", "1/removal/", "1/return/"])
def test_who_may_only_read_a_page_neither_gives_nor_removes(space, ines, tail):
    page = a_page(space, audience=Audience.of_persons(ines))
    page.audience.seats.create(person=a_member(space, "Malo"), may_write=False)
    file = a_file(page)

    answer = entered(Client(), page.audience.seats.get(may_write=False).person).post(
        door(page, tail.replace("1", str(file.pk))), given()
    )

    assert answer.status_code == 403


@pytest.mark.parametrize(("kind", "statuses"), [("public", (200, 200)), ("space", (404, 200)), ("seats", (404, 404))])
def test_who_reads_the_page_reads_its_files(kind, statuses):
    space = a_space(public=True)
    kinds = {"public": Audience.everybody, "space": Audience.of_space}
    audience = kinds[kind](space) if kind in kinds else Audience.of_persons(a_member(space, "Malo"))
    file = a_file(a_page(space, audience=audience))
    Attachment.objects.update(audience=Audience.everybody(space))  # out of step: the page alone decides

    clients = (Client(), entered(Client(), a_member(space, "Inès")))
    assert tuple(one.get(file.get_absolute_url()).status_code for one in clients) == statuses


def test_nothing_runs_in_a_file_and_only_pictures_and_pdf_open_in_the_browser(hers, page):
    hers.post(door(page), given(decorative="on"))
    pictures, texts = (hers.get(one.get_absolute_url()) for one in (Attachment.objects.get(), a_file(page)))

    assert pictures["Content-Disposition"].startswith("inline")
    assert texts["Content-Disposition"] == 'attachment; filename="plan.txt"'
    assert {answer["X-Content-Type-Options"] for answer in (pictures, texts)} == {"nosniff"}
    assert all("default-src 'none'" in one["Content-Security-Policy"] for one in (pictures, texts))
    assert all(one["Content-Security-Policy"].endswith("sandbox") for one in (pictures, texts))
    assert texts.content == b"Un plan."


def test_who_has_the_file_is_answered_in_no_words(hers, page):
    address = a_file(page).get_absolute_url()
    tag = hers.get(address)["ETag"]

    assert hers.get(address, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize(("public", "said"), [(True, "public, max-age=60"), (False, "private, no-cache")])
def test_only_what_everybody_reads_is_kept_by_others(public, said):
    space = a_space(public=public)
    file = a_file(a_page(space, audience=Audience.everybody(space)))

    assert entered(Client(), a_member(space)).get(file.get_absolute_url())["Cache-Control"] == said


def test_a_picture_keeps_its_place_in_the_page_and_leads_to_its_smaller_one(hers, page, ines):
    hers.post(door(page), given(alt="Un puits"))
    file = Attachment.objects.get()
    hers.post(door(page, f"{file.pk}/showing/"))

    html = hers.get(page.get_absolute_url()).content.decode()

    assert 'width="1200" height="900" alt="Un puits" loading="lazy"' in html
    small = hers.get(f"{file.get_absolute_url()}?width=800")
    assert len(small.content) < file.size


def test_putting_a_file_in_the_text_twice_writes_it_once(hers, page):
    file = a_file(page)
    for _time in range(2):
        hers.post(door(page, f"{file.pk}/showing/"))

    page.note.refresh_from_db()
    assert (page.note.body_md, page.note.revision) == (f"Un texte.\n\n{file.reference}\n", 2)


def test_a_picture_of_a_page_that_she_may_not_read_is_not_shown_to_her(hers, space, page, ines):
    other = a_page(space, "Autre", audience=Audience.of_persons(a_member(space, "Malo")))
    file = a_file(other, "vue.txt")
    Attachment.objects.update(width=40, height=30)
    page_text.save_page_text(page, f"![Vue]({file.get_absolute_url()})", base=1, by=ines)

    assert "<img src=" not in str(hers.get(page.get_absolute_url()).context["body"])


def test_a_removed_file_is_read_by_nobody_and_comes_back_for_a_week(hers, page):
    file = a_file(page)
    hers.post(door(page, f"{file.pk}/removal/"))
    gone = hers.get(file.get_absolute_url()).status_code
    hers.post(door(page, f"{file.pk}/return/"))

    assert (gone, hers.get(file.get_absolute_url()).status_code) == (404, 200)


def test_the_clock_deletes_what_was_removed_a_week_ago_and_keeps_what_is_needed(page, ines):
    kept, gone = a_file(page, content=b"reste"), a_file(page, content=b"part")
    now = timezone.now()
    page_attachments.remove(gone, by=ines, at=now)
    for days in (WEEK, 2 * WEEK):
        file_deletion.clear(now + days)

    there = [file_store.path_of(file.digest).exists() for file in (kept, gone)]
    assert (there, list(Attachment.objects.all())) == ([True, False], [kept])


@pytest.mark.usefixtures("screens_not_compared")
def test_a_kept_list_of_files_offers_nothing_that_the_clock_deleted(hers, page, ines, settings):
    settings.KEEP_SCREENS = True
    page_attachments.remove(a_file(page, "vue.txt"), by=ines, at=timezone.now())
    elsewhere = Space.objects.get(pk=a_page(a_space("Ailleurs")).space_id).version
    before = hers.get(door(page, "")).content.decode()

    file_deletion.clear(timezone.now() + WEEK)

    after = hers.get(door(page, "")).content.decode()
    assert ("vue.txt" in before, "vue.txt" in after) == (True, False)
    assert Space.objects.get(name="Ailleurs").version == elsewhere


def test_a_full_space_and_a_hurried_hand_are_stopped(page, ines, monkeypatch):
    a_file(page)
    said = {"alt": "", "is_decorative": True, "by": ines, "at": timezone.now()}
    monkeypatch.setattr(page_attachments, "MOST_IN_A_SPACE", 10)
    with pytest.raises(Refusal) as full:
        page_attachments.attach(page, "vue.png", a_picture(), **said)
    monkeypatch.setattr(page_attachments, "MOST_IN_AN_HOUR", 0)
    with pytest.raises(Refusal) as hurried:
        page_attachments.attach(page, "vue.png", a_picture(), **said)

    assert (full.value.status, hurried.value.status) == (507, 429)


def test_refused_files_count_among_those_of_an_hour(hers, page, monkeypatch):
    monkeypatch.setattr(page_attachments, "MOST_IN_AN_HOUR", 2)

    answers = [hers.post(door(page), given("plan.svg", b"<svg/>")).status_code for _time in range(3)]

    assert answers == [415, 415, 429]


def test_a_full_disk_leaves_nothing_half_written(hers, page, monkeypatch):
    def full(descriptor):
        raise OSError(28, "No space left on device")

    before = set(file_store.files())
    monkeypatch.setattr(file_store.os, "fsync", full)
    answer = hers.post(door(page), given("a.pdf", b"%PDF- plein"), headers={"Accept": "application/json"})

    assert (answer.status_code, set(answer.json())) == (507, {"why", "instead"})
    assert (set(file_store.files()), Attachment.objects.count()) == (before, 0)


def test_a_large_file_is_read_while_it_is_sent(hers, page):
    content = b"%PDF-" + bytes(200_000)
    hers.post(door(page), given("a.pdf", content))

    answer = hers.get(Attachment.objects.get().get_absolute_url())

    assert answer.streaming
    assert b"".join(answer.streaming_content) == content
    assert answer["Content-Disposition"] == 'inline; filename="a.pdf"'
    answer.close()


@pytest.mark.parametrize("count", [1, 5])
def test_the_list_of_files_costs_as_many_queries_however_long(hers, page, count, django_assert_num_queries):
    for number in range(count):
        a_file(page, content=str(number).encode())

    with django_assert_num_queries(4):  # the person, the page, its files, those that were removed
        assert len(hers.get(door(page, "")).context["files"]) == count
