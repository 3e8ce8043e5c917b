"""The proceedings are taken away as Markdown, ODT or PDF, as the reader reads them; one page shows some of them."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from palabre.forums.models import Report
from palabre.forums.outcome import proceedings
from palabre.forums.outcome.closure import close_day
from palabre.forums.outcome.reports import join_sheet, report_nothing, report_text
from palabre.forums.outcome.sheet_pledges import pledge_for
from palabre.forums.tests.scene import AT, as_, at, prepared, typed, written
from palabre.people.models import Audience
from palabre.wiki.attachments.tests.pictures_given import a_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    day, sabine = prepared(public=True)
    sheets = [
        written(day, sabine, number, text)
        for number, text in ((4, "Qui conduit ?"), (9, "Et le *car* ?"), (12, "Où ?"))
    ]
    typed(day, sabine, "9 1 A")
    report_text(sheets[0], "On a dessiné.\nLa suite : appeler.", by=sabine, at=AT)
    report_nothing(sheets[1], by=sabine, at=AT)
    join_sheet(sheets[2], sheets[0], by=sabine, at=AT)
    pledge_for(sheets[0], "Nadège", by=sabine, at=AT, carries=True)
    close_day(day, {}, by=sabine, at=AT)
    return day, sabine


def taken(day, client, kind):
    answer = client.get(at(day, "proceedings_file", kind))
    assert answer.status_code == 200
    return answer.content


def test_the_markdown_follows_the_wall_and_says_where_each_goes_on(scene):
    day, sabine = scene

    said = taken(day, as_(sabine), "markdown").decode().replace("\xa0", " ").replace("\u202f", " ")

    order = [said.index(words) for words in ("## 9. Et le \\*car\\*", "## 4. Qui conduit", "## 12. Où")]
    assert order == sorted(order)
    for words in ("10 h 30, Table 1", "Pas de compte rendu", "On a dessiné.", "Nadège", "/groups/"):
        assert words in said


def test_the_page_shows_the_first_reports_where_all_of_them_are_long(scene, monkeypatch):
    """Made for who passes, such a page would take ten seconds of processor."""
    monkeypatch.setattr(proceedings, "MOST_ON_A_PAGE", 20)
    day, sabine = scene
    report_text(day.sheets.get(number=9), "Il passe à huit heures.", by=sabine, at=AT)

    page, copy = (
        Client().get(day.forum.get_absolute_url()).content.decode(),
        taken(day, as_(sabine), "markdown").decode(),
    )

    assert ("On a dessiné." in page, "Il passe à" in page, page.count("Lire son compte rendu")) == (False, False, 2)
    assert "Il passe à" in Client().get(at(day, "sheet", 9)).content.decode()
    assert all(words in copy for words in ("On a dessiné.", "Il passe à"))


@pytest.mark.long
def test_a_pdf_and_an_odt_are_made_with_the_photo_of_a_report(scene):
    day, sabine = scene
    client = as_(sabine)
    file = SimpleUploadedFile("feuille.png", a_picture(width=60))
    client.post(at(day, "new_photo", 9), {"file": file})

    pdf, odt = (taken(day, client, kind) for kind in ("pdf", "odt"))

    names = zipfile.ZipFile(io.BytesIO(odt)).namelist()
    assert (pdf.startswith(b"%PDF-"), any("Pictures/" in name for name in names)) == (True, True)


def test_a_question_kept_to_others_is_in_no_file(scene):
    day, _sabine = scene
    question = day.sheets.get(number=9).question
    question.audience = Audience.of_space(day.forum.space)
    question.save()

    said = taken(day, Client(), "markdown").decode()

    assert ("Qui conduit" in said, "Et le" in said) == (True, False)


def test_names_are_masked_outside_as_on_the_page(scene):
    day, sabine = scene
    day.sheets.get(number=4).pledges.get().person.is_written("Nadège Kervella")
    Report.objects.filter(sheet__number=4).update(text="Nadège Kervella apporte les chaises.")

    inside, outside = (taken(day, one, "markdown").decode() for one in (as_(sabine), Client()))

    assert ("Nadège Kervella apporte" in inside, "Kervella" in outside) == (True, False)


def test_another_kind_of_file_does_not_exist(scene):
    day, sabine = scene

    assert as_(sabine).get(at(day, "proceedings_file", "exe")).status_code == 404
