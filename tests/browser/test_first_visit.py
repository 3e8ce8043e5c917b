"""The first ten minutes: minutes are given, read, looked at, and taken away again."""

import re

import pytest
from playwright.sync_api import expect

from palabre.minutes.imports.tests.documents import a_docx
from tests.browser.minutes import give, said

SHELVES = [
    "Questions",
    "Groupes",
    "Réunions",
    "Rythme",
    "On recherche",
    "Besoins",
    "À faire",
]
FOLDED = ["Pistes (5)", "Organisations (9)"]
PARAGRAPHS = (
    "Réunion du four à pain",
    "Mardi 6 octobre 2026",
    "Présents : Aïcha Le Goff, Bruno Sauvage",
    "À faire",
    "Nettoyer la sole du four (Bruno)",
)


def test_each_kind_of_thing_has_its_page(enter):
    page = enter()
    give(page)
    links = {name: shelf(page, name).get_by_role("link").first.get_attribute("href") for name in SHELVES}
    for name in FOLDED:
        page.get_by_text(name, exact=True).click()
        links[name] = page.locator("details[open]").last.get_by_role("link").first.get_attribute("href")

    answers = {name: page.goto(link) for name, link in links.items()}

    assert [name for name, answer in answers.items() if answer.status != 200] == []


def test_a_thing_leads_to_the_line_it_was_read_in_and_back(enter):
    page = enter()
    give(page)

    shelf(page, "Besoins").get_by_role("link", name=re.compile("^ligne")).first.click()

    expect(page.locator(":target")).to_be_in_viewport()
    expect(page.locator(":target + .gap + .understood a[href*='/needs/']")).to_have_count(1)


@pytest.mark.long
def test_in_the_page_of_the_minutes_each_thing_is_a_link(enter):
    page = enter()
    give(page)

    page.get_by_role("link", name="La page du compte rendu").click()

    links = page.locator(".written-page a").evaluate_all("links => links.map(link => link.pathname.split('/')[3])")
    assert {"questions", "groups", "meetings", "needs", "actions", "calls", "series"} <= set(links)


@pytest.mark.long
def test_an_import_is_undone_in_one_gesture(enter):
    page = enter()
    give(page)

    page.get_by_role("button", name="Annuler cette lecture").click()

    expect(page.get_by_role("status")).to_contain_text("C’est annulé")
    expect(page.locator(".slip.group")).to_have_count(0)


def test_a_document_that_is_dropped_is_read(enter):
    page = enter()
    page.goto("/minutes/")
    page.locator("[name=document]").set_input_files(
        {"name": "four.docx", "mimeType": "application/octet-stream", "buffer": a_docx(*PARAGRAPHS)}
    )
    page.locator("[name=space_name]").fill("Le four de Brennes")
    page.locator("[name=your_name]").fill("Aïcha Le Goff")

    page.get_by_role("button", name="Lire ce texte").click()

    assert said(page) == "Réunion du four à pain"
    expect(shelf(page, "À faire")).to_contain_text("Nettoyer la sole du four")


@pytest.mark.long
def test_what_was_typed_is_still_there_after_a_refusal(enter):
    page = enter()

    give(page, "Quelques mots de trop. " * 50_000)

    expect(page.get_by_role("alert")).to_be_visible()
    assert page.locator("[name=text]").input_value().startswith("Quelques mots de trop.")
    assert page.locator("[name=your_name]").input_value() == "Odile Tanneguy"


def shelf(page, name):
    return page.locator(".row").filter(has=page.get_by_role("heading", name=name, exact=True))
