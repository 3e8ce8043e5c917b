"""A table in the live editor: gone through by keys and by taps, pasted from a spreadsheet, written by two at once."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import ALL, AXE_AT_HAND, load_axe, overflow, violations
from tests.browser.writing import begin, has_text, live, paste, text_of

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}
TABLE = "| Jour | Qui |\n| --- | --- |\n| lundi | Zoé |\n| mardi |  |"
TEXT = f"Le four.\n\n{TABLE}\n\nAprès.\n"
CALC = """<html><head><style>body { font-family: "Liberation Sans" }</style></head><body>
<table cellspacing="0" border="0"><colgroup width="85"></colgroup><colgroup width="85"></colgroup>
<tr><td height="17" align="left"><b>Jour</b></td><td align="left"><b>Combien</b></td><td><br></td></tr>
<tr><td height="17" align="left">lundi</td><td align="right" sdval="12" sdnum="1036;">12</td><td><br></td></tr>
<tr><td height="17"><br></td><td><br></td><td><br></td></tr></table></body></html>"""


@pytest.fixture
def address(enter):
    return begin(enter("Karim Belkacem"), "Le four", TEXT)


@pytest.fixture
def karim(enter, address):
    page = enter("Karim Belkacem")
    live(page, address)
    return page


def cell(page, row, column):
    return page.locator(".pad-row").nth(row).locator(".pad-cell").nth(column)


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def test_tab_and_enter_go_from_cell_to_cell_and_add_a_row(karim):
    cell(karim, 1, 0).click()
    press(karim, "Tab", "Shift+Tab", "Tab", "Home", "End")
    karim.keyboard.type(" et Malo")
    press(karim, "Enter")
    karim.keyboard.type("Inès | Kim")
    press(karim, "Tab")
    karim.keyboard.type("jeudi")
    press(karim, "ArrowUp", "ArrowUp", "End")
    karim.keyboard.type(" !")

    has_text(karim, "| lundi ! | Zoé et Malo |\n| mardi | Inès \\| Kim |\n| jeudi |  |\n\nAprès.")


@pytest.mark.long
def test_enter_in_an_empty_row_leaves_the_table(karim):
    cell(karim, 2, 0).click()
    press(karim, "Enter", "Enter")
    karim.keyboard.type("Voilà.")

    has_text(karim, "| mardi |  |\nVoilà.\n\nAprès.")


def test_escape_then_tab_leaves_the_text(karim):
    cell(karim, 1, 0).click()
    expect(karim.locator("#pad-aide")).to_contain_text("Échap puis Tab quitte le texte")

    press(karim, "Escape", "Tab")

    expect(karim.get_by_role("button", name="Case suivante")).to_be_focused()
    assert text_of(karim) == TEXT


def test_two_people_in_one_table_lose_no_word(karim, enter, address):
    yasmine = enter("Yasmine Haddad")
    live(yasmine, address)
    cell(yasmine, 2, 1).click()
    cell(karim, 1, 0).click()

    yasmine.context.set_offline(True)
    yasmine.keyboard.type("Malo, le soir")
    karim.get_by_role("button", name="+ colonne").click()
    karim.keyboard.type("8 h")
    karim.get_by_role("button", name="+ ligne").click()
    karim.keyboard.type("jeudi")
    yasmine.context.set_offline(False)

    wanted = (
        "| Jour |  | Qui |\n| --- | --- | --- |\n| lundi | 8 h | Zoé |\n| jeudi |  |  |\n| mardi |  | Malo, le soir |\n"
    )
    has_text(yasmine, wanted)
    has_text(karim, wanted)
    expect(karim.locator(".pad-cell .pad-flag")).to_have_text("Yasmine Haddad")


@pytest.mark.long
def test_a_line_of_cells_becomes_a_table(karim):
    karim.locator(".cm-content").focus()
    press(karim, "Control+End")
    karim.keyboard.type("| Quoi | Où |")
    press(karim, "Enter")
    karim.keyboard.type("le four")

    has_text(karim, "Après.\n| Quoi | Où |\n| --- | --- |\n| le four |  |")


@pytest.mark.long
def test_backspace_and_delete_keep_what_parts_two_cells(karim):
    cell(karim, 1, 0).click()
    press(karim, "Home", "Backspace", "Home", *["ArrowRight"] * 5, "Delete")
    karim.keyboard.type("-")

    has_text(karim, "| lundi- | Zoé |")


@pytest.mark.long
def test_rows_and_columns_are_taken_away(karim):
    cell(karim, 1, 1).click()
    karim.get_by_role("button", name="− colonne").click()
    karim.get_by_role("button", name="− ligne").click()

    has_text(karim, "| Jour |\n| --- |\n| mardi |\n\nAprès.")
    karim.locator(".cm-content").focus()
    press(karim, "Control+z", "Control+z")
    has_text(karim, TABLE)


def test_what_a_spreadsheet_gives_becomes_a_table(karim):
    karim.locator(".cm-content").focus()
    press(karim, "Control+End")
    paste(karim, CALC, "Jour\tCombien\t\nlundi\t12\t\n\t\t\n")
    press(karim, "Control+End", "Enter")
    karim.keyboard.type("\n")
    paste(karim, "", "Nom\tÂge\nZoé\t9\n")

    has_text(karim, "| **Jour** | **Combien** |\n| --- | --- |\n| lundi | 12 |")
    has_text(karim, "| Nom | Âge |\n| --- | --- |\n| Zoé | 9 |")


@pytest.mark.long
def test_lines_pasted_in_a_cell_stay_in_it_and_rows_go_below(karim):
    cell(karim, 2, 1).click()
    paste(karim, "", "Malo\net Kim | Inès\n")
    paste(karim, "", "jeudi\tTom\nvendredi\tLou\n")

    has_text(karim, "| mardi | Malo et Kim \\| Inès |\n| jeudi | Tom |\n| vendredi | Lou |\n\nAprès.")


def test_a_phone_goes_through_a_table_by_taps(enter, address):
    phone = enter("Karim Belkacem", **PHONE)
    phone.context.add_init_script(AXE_AT_HAND)
    live(phone, address)
    cell(phone, 1, 0).tap()

    phone.get_by_role("button", name="Case suivante").tap()
    phone.keyboard.type(" et Malo")
    phone.get_by_role("button", name="+ ligne").tap()
    phone.keyboard.type("jeudi")

    has_text(phone, "| lundi | Zoé et Malo |\n| jeudi |  |\n| mardi |  |")
    load_axe(phone)
    assert [*violations(phone, ALL, "tables"), *overflow(phone, 320, 360, 1280)] == []
