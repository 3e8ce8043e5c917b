"""From the live editor: a picture with its words, a selected sentence that becomes a need."""

import base64

import pytest
from playwright.sync_api import expect

from tests.browser.writing import SAVED, begin, has_text, live, state
from tests.lengths import short_by

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
PASTE = """png => {
  const bytes = Uint8Array.from(atob(png), sign => sign.charCodeAt(0)), given = new DataTransfer();
  given.items.add(new File([bytes], 'four.png', {type: 'image/png'}));
  const event = new ClipboardEvent('paste', {clipboardData: given, bubbles: true, cancelable: true});
  document.querySelector('.cm-content').dispatchEvent(event);
}"""
DROP = PASTE.replace(
    "new ClipboardEvent('paste', {clipboardData: given,", "new DragEvent('drop', {dataTransfer: given,"
)
SENTENCE = "Il nous faut une salle avec du réseau le lundi matin."


@pytest.fixture
def page(enter):
    opened = enter("Karim Belkacem")
    live(opened, begin(opened, "Le four", f"Bonjour.\n\n{SENTENCE}\n"))
    return opened


def test_a_picture_asks_for_its_words_before_it_is_added(page):
    page.evaluate(PASTE, PNG)
    page.get_by_role("button", name="Ajouter l’image").click()
    expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text("Dites ce qu’elle montre")

    page.get_by_label("Que montre-t-elle").fill("Le four du village")
    page.get_by_role("button", name="Ajouter l’image").click()

    has_text(page, "![Le four du village](")
    expect(page.locator(".cm-content")).to_be_focused()


@pytest.mark.parametrize("gesture", short_by([PASTE, DROP], [DROP]), ids=["pasted", "dropped"])
def test_a_picture_of_the_editor_is_shown_on_the_page(page, gesture):
    page.evaluate(gesture, PNG)
    page.get_by_label("Que montre-t-elle").fill("Le four du village")
    page.get_by_role("button", name="Ajouter l’image").click()
    has_text(page, "![Le four du village](")
    state(page).to_have_text(SAVED)

    address, shown = page.url.partition("text/")[0], page.locator(".written-page img[alt='Le four du village']")
    for _reading in range(60):  # the text is written down a moment after its last key
        page.goto(address)
        if shown.count():
            break

    page.wait_for_function("() => document.querySelector('.written-page img').naturalWidth === 1")


@pytest.mark.long
def test_a_picture_may_be_decorative(page):
    page.evaluate(PASTE, PNG)
    page.get_by_label("Décorative").check()

    page.get_by_role("button", name="Ajouter l’image").click()

    has_text(page, "![](")


def test_a_refused_file_says_why_and_stays_in_the_dialog(page):
    page.evaluate(PASTE, base64.b64encode(b"rien d'une image").decode())
    page.get_by_label("Que montre-t-elle").fill("Rien")

    page.get_by_role("button", name="Ajouter l’image").click()

    expect(page.get_by_role("dialog").get_by_role("alert")).not_to_be_empty()
    expect(page.get_by_label("Que montre-t-elle")).to_have_value("Rien")


def test_a_selected_sentence_becomes_a_need_and_stays_in_the_text(page):
    page.locator(".cm-line", has_text="Il nous faut").click(click_count=3)

    page.get_by_role("toolbar", name="En faire").get_by_role("button", name="un besoin").click()

    expect(page.locator(".pad-margin").get_by_role("link", name="besoin")).to_be_attached()
    expect(page.locator(".cm-line.need")).to_have_text(SENTENCE)
