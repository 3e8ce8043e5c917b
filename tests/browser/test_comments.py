"""A passage commented on a phone, answered, settled: with a script, without one, by the keyboard, and as it is seen."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import ALL, AXE_AT_HAND, load_axe, overflow, violations
from tests.browser.writing import begin, live

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}
LINES = "\n\n".join(f"Ligne {number} de ce qui a été dit." for number in range(40))
TEXT = f"## Le four\n\nOn chauffe le **lundi**, puis le samedi.\n\n{LINES}\n\nIl nous faut deux personnes.\n"
SELECT = """([from, words]) => {
    const walker = document.createTreeWalker(document.querySelector(".written-page"), NodeFilter.SHOW_TEXT);
    const held = [...function*() { while (walker.nextNode()) yield walker.currentNode; }()];
    const first = held.find(node => node.data.includes(from)), last = held.find(node => node.data.includes(words));
    const range = document.createRange();
    range.setStart(first, first.data.indexOf(from));
    range.setEnd(last, last.data.indexOf(words) + words.length);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
}"""


@pytest.fixture
def address(enter):
    return begin(enter("Karim Belkacem"), "Le four", TEXT).removesuffix("text/")


@pytest.fixture
def karim(enter, address):
    page = enter("Karim Belkacem", **PHONE)
    page.goto(address)
    return page


def offer(page):
    return page.get_by_role("button", name="Commenter ces mots")


def comment(page, quote, words):
    page.get_by_text("Commenter un passage", exact=True).click()
    page.get_by_label("Le passage").fill(quote)
    page.get_by_label("Votre commentaire").fill(words)
    page.get_by_role("button", name="Commenter", exact=True).click()


def threads(page):
    return page.locator("article.comment")


def test_selected_words_are_commented_answered_and_settled_on_a_phone(karim, enter, address):
    karim.evaluate(SELECT, ["chauffe", ", puis"])
    offer(karim).tap()
    expect(karim.get_by_label("Le passage")).to_have_value("chauffe le lundi, puis")
    expect(karim.get_by_label("Votre commentaire")).to_be_focused()
    karim.keyboard.type("Et le dimanche ?")
    karim.get_by_role("button", name="Commenter", exact=True).tap()
    expect(threads(karim)).to_contain_text("Et le dimanche")

    yasmine = enter("Yasmine Haddad", **PHONE)
    yasmine.goto(karim.url)
    threads(yasmine).get_by_role("link", name="Répondre").tap()
    yasmine.get_by_label("Votre réponse").fill("On se repose.")
    yasmine.get_by_role("button", name="Répondre").tap()
    threads(yasmine).get_by_role("button", name="C’est réglé").tap()

    expect(yasmine.locator(".settled")).to_contain_text("Commentaires réglés")
    expect(threads(yasmine)).to_be_hidden()
    yasmine.get_by_role("button", name="Annuler").tap()
    expect(threads(yasmine)).to_contain_text("On se repose.")


@pytest.mark.long
def test_the_quote_leads_to_its_passage_and_the_passage_to_the_comment(karim):
    comment(karim, "deux personnes", "Trois, plutôt.")
    expect(threads(karim)).to_contain_text("Trois, plutôt.")

    threads(karim).get_by_role("link", name="deux personnes", exact=True).click()
    expect(karim.get_by_text("Il nous faut deux personnes.")).to_be_in_viewport()
    karim.get_by_role("link", name="commentaire : Trois").click()

    expect(threads(karim)).to_be_in_viewport()


def test_the_keyboard_reaches_the_button_of_selected_words(karim):
    karim.evaluate(SELECT, ["deux", "personnes"])
    expect(offer(karim)).to_be_visible()

    offer(karim).focus()
    karim.keyboard.press("Enter")

    expect(karim.get_by_label("Le passage")).to_have_value("deux personnes")
    expect(karim.get_by_label("Votre commentaire")).to_be_focused()


def test_without_a_script_the_words_are_typed(enter, address):
    plain = enter("Karim Belkacem", java_script_enabled=False, **PHONE)
    plain.goto(address)

    comment(plain, "deux personnes", "Trois, plutôt.")

    expect(threads(plain)).to_contain_text("Trois, plutôt.")
    threads(plain).get_by_role("button", name="Retirer").click()
    expect(threads(plain)).to_have_count(0)
    plain.get_by_role("button", name="Annuler").click()
    expect(threads(plain)).to_contain_text("Trois, plutôt.")


def test_words_just_written_are_commented_from_the_live_editor(karim, address):
    live(karim, f"{address}text/")
    karim.locator(".cm-content").focus()
    karim.keyboard.press("Control+End")
    karim.keyboard.type("Et **le bois** ?")
    karim.keyboard.press("Shift+Home")

    karim.get_by_role("button", name="Commenter", exact=True).tap()
    expect(karim.get_by_role("dialog").locator("blockquote")).to_have_text("Et le bois ?")
    karim.keyboard.type("Du hêtre.")
    karim.get_by_role("dialog").get_by_role("button", name="Commenter").tap()

    expect(karim.locator(".pad-margin")).to_contain_text("Du hêtre.")
    karim.goto(address)
    expect(threads(karim)).to_contain_text("Du hêtre.")
    expect(threads(karim)).to_contain_text("Et le bois")


@pytest.mark.long
def test_a_comment_that_is_refused_stays_in_its_field(karim, address):
    live(karim, f"{address}text/")
    karim.locator(".cm-content").focus()
    karim.keyboard.press("Control+End")
    karim.keyboard.press("Control+Shift+Home")
    karim.get_by_role("button", name="Commenter", exact=True).tap()

    karim.get_by_role("dialog").get_by_role("button", name="Commenter").tap()

    expect(karim.get_by_role("dialog").get_by_role("alert")).not_to_be_empty()
    expect(karim.get_by_label("Votre commentaire")).to_be_focused()
    karim.get_by_role("button", name="Annuler").tap()
    expect(karim.get_by_role("dialog")).to_have_count(0)


@pytest.mark.long
def test_who_writes_in_the_live_editor_sees_the_comment_beside_its_line(karim, enter, address):
    comment(karim, "deux personnes", "Trois, plutôt.")
    expect(threads(karim)).to_be_visible()
    yasmine = enter("Yasmine Haddad")

    live(yasmine, f"{address}text/")

    expect(yasmine.locator(".pad-margin")).to_contain_text("commentaire")


@pytest.mark.long
def test_comments_break_no_rule_and_fit_the_smallest_phone(karim):
    karim.context.add_init_script(AXE_AT_HAND)
    comment(karim, "deux personnes", "Trois, plutôt, et un mot d’une longueur qui ne se coupe pas : " + "x" * 80)
    expect(threads(karim)).to_be_visible()
    karim.reload()
    karim.get_by_text("Commenter un passage", exact=True).click()
    load_axe(karim)

    assert [*violations(karim, ALL, "page"), *overflow(karim, 320, 360, 1280)] == []
