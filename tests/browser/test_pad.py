"""The live editor in a real Chromium, on the real server. Whatever the browser complains of fails the test."""

from threading import Event

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.writing import OFFLINE, SAVED, begin, has_text, live, paste, state, text_of

THEIRS = bytes([0, 1])  # how the frame begins that holds what a page lacks
TEXT = "La soupe du samedi.\n\n## Dedans\n\n- des **poireaux**\n- [ ] du sel\n"


@pytest.fixture
def address(enter):
    return begin(enter("Karim Belkacem"), "La soupe", TEXT)


@pytest.fixture
def karim(enter, address):
    page = enter("Karim Belkacem")
    live(page, address)
    return page


@pytest.fixture
def yasmine(enter, address):
    page = enter("Yasmine Haddad")
    live(page, address)
    return page


def type_at_the_end(page, words):
    page.locator(".cm-content").focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def test_two_people_write_at_once_and_see_each_other(karim, yasmine):
    type_at_the_end(karim, "- été à Brennes 🙂")
    yasmine.locator(".cm-content").focus()
    yasmine.keyboard.press("Control+Home")
    yasmine.keyboard.type("Ça mijote : ")

    has_text(karim, "Ça mijote : La soupe")
    has_text(yasmine, "- été à Brennes 🙂")
    assert text_of(karim) == text_of(yasmine)
    expect(karim.locator(".pad-flag")).to_have_text("Yasmine Haddad")
    expect(yasmine.locator(".pad-attendance")).to_have_text("Karim Belkacem est là aussi.")


def test_saved_is_said_once_it_is_read_on_the_page(karim):
    type_at_the_end(karim, "- trente bols")
    state(karim).to_have_text(SAVED)

    karim.get_by_role("link", name="Revenir à la page").click()

    expect(karim.locator(".written-page")).to_contain_text("trente bols")


@pytest.mark.long
def test_signs_are_hidden_where_nobody_writes(karim):
    lines = karim.locator(".cm-line")
    expect(lines.nth(2)).to_have_text("Dedans")
    expect(lines.nth(4)).to_have_text("• des poireaux")

    lines.nth(2).click()

    expect(lines.nth(2)).to_have_text("## Dedans")
    expect(lines.nth(4)).to_have_text("• des poireaux")


@pytest.mark.long
def test_a_box_is_ticked_with_the_mouse_or_the_keyboard(karim):
    karim.locator(".pad-checkbox").click()
    has_text(karim, "- [x] du sel")

    karim.locator(".cm-line").nth(5).click()
    karim.keyboard.press("Control+Enter")

    has_text(karim, "- [ ] du sel")


@pytest.mark.long
def test_tools_are_reached_by_one_stop_and_the_arrows(karim):
    type_at_the_end(karim, "La suite")
    karim.keyboard.press("Shift+Tab")
    expect(karim.get_by_role("button", name="Titre")).to_be_focused()

    karim.keyboard.press("End")
    karim.keyboard.press("ArrowRight")
    karim.keyboard.press("Enter")

    has_text(karim, "## La suite")
    expect(karim.locator(".cm-content")).to_be_focused()


def test_tab_leaves_the_text(karim):
    type_at_the_end(karim, "- du poivre")

    karim.keyboard.press("Tab")

    expect(karim.locator(".cm-content")).not_to_be_focused()
    assert text_of(karim).endswith("- du poivre")


def test_a_slash_proposes_the_tools(karim):
    type_at_the_end(karim, "\n/cit")
    option = karim.get_by_role("option", name="Citation")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(karim.locator(".cm-content")).to_have_attribute("aria-activedescendant", "pad-choix-0")

    karim.keyboard.press("Enter")
    karim.keyboard.type("C’est bon.")

    has_text(karim, "\n> C’est bon.")


def test_people_and_pages_are_proposed(karim):
    type_at_the_end(karim, "\nAvec @yas")
    karim.get_by_role("option", name="Yasmine Haddad").click()
    karim.keyboard.type(" : [[cle")
    karim.get_by_role("option", name="La clé du samedi").click()

    has_text(karim, "Avec @Yasmine Haddad : [[La clé du samedi]]")


@pytest.mark.long
def test_a_page_that_is_not_there_is_proposed_to_be_begun(karim):
    type_at_the_end(karim, "\nVoir [[Le banc du quai")

    karim.get_by_role("option", name="Le banc du quai une page à créer").click()

    has_text(karim, "Voir [[Le banc du quai]]")


@pytest.mark.long
def test_who_types_on_in_front_of_a_list_leaves_nothing_of_what_she_typed(karim):
    type_at_the_end(karim, "\nAvec @yas")
    expect(karim.get_by_role("option", name="Yasmine Haddad")).to_be_visible()
    karim.route("**/names/**", lambda _asked: None)  # the line is slow: the list is of three letters still

    karim.keyboard.type("mi")
    karim.keyboard.press("Enter")

    has_text(karim, "\nAvec @Yasmine Haddad")


@pytest.mark.long
def test_a_name_that_no_list_holds_is_kept_as_it_is_typed(karim):
    type_at_the_end(karim, "\nAvec @yas")
    expect(karim.get_by_role("option", name="Yasmine Haddad")).to_be_visible()
    karim.route("**/names/**", lambda _asked: None)  # the line is slow: nobody says yet that there is no such name

    karim.keyboard.type("sine")
    karim.keyboard.press("Enter")
    karim.keyboard.type("et les autres")

    has_text(karim, "\nAvec @yassine\net les autres")


@pytest.mark.long
def test_only_ones_own_words_are_undone(karim, yasmine):
    type_at_the_end(karim, "- du poivre")
    has_text(yasmine, "du poivre")
    type_at_the_end(yasmine, " gris")
    has_text(karim, "poivre gris")

    karim.locator(".cm-content").focus()
    karim.keyboard.press("Control+z")

    has_text(yasmine, " gris")
    assert "poivre" not in text_of(karim)


def test_words_written_without_a_network_join_the_others_later(karim, yasmine):
    karim.context.set_offline(True)
    state(karim).to_have_text(OFFLINE)
    type_at_the_end(karim, "- du laurier")
    type_at_the_end(yasmine, "- du thym")
    state(yasmine).to_have_text(SAVED)

    karim.context.set_offline(False)

    has_text(yasmine, "du laurier")
    has_text(karim, "du thym")
    state(karim).to_have_text(SAVED)


@pytest.mark.long
def test_words_typed_while_both_texts_are_compared_reach_the_others(enter, address, yasmine):
    lines, held, has_typed, karim = [], [], Event(), enter("Karim Belkacem")

    def let_through(line):
        lines.append(line)
        line.connect_to_server().on_message(lambda frame: pass_on(line, frame))

    def pass_on(line, frame):
        is_slow = len(lines) > 1 and frame[:2] == THEIRS and not has_typed.is_set()  # when she comes back
        held.append(frame) if is_slow else line.send(frame)

    karim.route_web_socket("**/ws/**", let_through)
    live(karim, address)
    karim.context.set_offline(True)
    type_at_the_end(karim, "- du laurier")
    karim.context.set_offline(False)
    karim.wait_for_function("() => document.querySelector('live-note').pad.exchange.way.hasMine")

    karim.keyboard.type(" frais")
    has_typed.set()
    for frame in held:
        lines[1].send(frame)

    has_text(yasmine, "- du laurier frais")
    state(karim).to_have_text(SAVED)


def test_what_does_not_fit_is_refused_where_she_sees_it_and_changes_nothing(enter, address):
    phone = enter("Karim Belkacem", viewport={"width": 360, "height": 500})
    live(phone, address)
    type_at_the_end(phone, "\n" * 30)

    paste(phone, "", "Une ligne collée.\n" * 20_000)

    refusal = phone.get_by_role("alert").filter(has_text="Ce texte est plein")
    expect(refusal).to_be_in_viewport()
    assert "collée" not in text_of(phone)
    phone.keyboard.type("- du laurier")
    expect(refusal).to_have_count(0)


@pytest.mark.long
def test_where_no_websocket_passes_the_text_travels_by_http(enter, address, yasmine):
    karim = enter("Karim Belkacem")
    karim.route_web_socket("**/ws/**", lambda line: line.close())
    live(karim, address)

    type_at_the_end(karim, "- du laurier")

    has_text(yasmine, "du laurier")
    state(karim).to_have_text(SAVED)


def test_a_right_that_is_withdrawn_gives_back_what_is_not_saved(enter, address):
    lines, karim = [], enter("Karim Belkacem")
    karim.route_web_socket("**/ws/**", lambda line: lines.append((line, line.connect_to_server())))
    live(karim, address)
    lines[0][1].on_message(lambda _frame: None)  # the server's word that it has them gets lost
    type_at_the_end(karim, "- du laurier")
    state(karim).to_have_text("Enregistrement…")

    lines[0][0].close(code=4403)

    expect(karim.get_by_role("alert")).to_contain_text("Vous ne pouvez plus écrire ici.")
    expect(karim.get_by_label("Ce que vous avez écrit, à copier")).to_have_value(f"{TEXT}- du laurier")


@pytest.mark.long
def test_what_a_plain_form_saves_joins_what_is_typed_live(enter, karim, address):
    plain = enter("Yasmine Haddad", java_script_enabled=False)
    plain.goto(address)
    type_at_the_end(karim, "- du laurier")
    state(karim).to_have_text(SAVED)

    plain.locator("[name=text]").fill(TEXT.replace("samedi.", "samedi, à midi."))
    plain.get_by_role("button", name="Enregistrer").click()

    has_text(karim, "samedi, à midi.")
    assert "du laurier" in text_of(karim)


def test_the_plain_field_is_a_visible_choice(karim):
    karim.get_by_role("link", name="Écrire dans un champ simple").click()
    expect(karim.locator("[name=text]")).to_be_visible()

    karim.get_by_role("link", name="Écrire à plusieurs, en direct").click()

    expect(karim.locator(".cm-content")).to_be_visible()


@pytest.mark.parametrize(("width", "light"), [(360, "dark"), pytest.param(1280, "light", marks=pytest.mark.long)])
def test_axe_finds_nothing_in_the_editor(enter, address, width, light):
    page = enter("Karim Belkacem", viewport={"width": width, "height": 800}, color_scheme=light)
    live(page, address)
    type_at_the_end(page, "\n/")
    expect(page.get_by_role("listbox")).to_be_visible()

    found = Axe().run(page)

    assert [one["id"] for one in found.response["violations"]] == []
