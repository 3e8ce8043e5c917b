"""What ends while somebody writes: a text begun anew, a right withdrawn. No word of hers is lost."""

import pytest
from playwright.sync_api import expect

from tests.browser.writing import SAVED, begin, has_text, live, state, text_of

TEXT = "La soupe du samedi.\n"
MINE, COPY = "- du laurier", "Ce que vous avez écrit, à copier"
ERASE = """
from palabre.people.erasures.name_erasure import erase; from palabre.people.models import Person
from palabre.spaces.models import Space
space = Space.objects.get(is_demonstration=True)
erase(Person.objects.create(space=space, name="Ambroisine Quillet"), at=timezone.now())
"""
CONFIDE = """
from palabre.people.models import Person; from palabre.groups.roles.group_audience import circles
from palabre.wiki.models import Page; from palabre.wiki.readers.page_audience import move
page = Page.objects.get(space__is_demonstration=True, slug={slug!r})
# He wrote in it, so that nobody keeps it from him: readers may change by other ways.
by = Person.objects.get(name="Linh Nguyen"); karim = Person.objects.get(name="Karim Belkacem")
circle = next(one for one in circles(by.space, by) if one.key not in [other.key for other in circles(by.space, karim)])
print(move(page, circle.audience()) is None)
"""


@pytest.fixture
def address(enter):
    return begin(enter("Karim Belkacem"), "La soupe", TEXT)


@pytest.fixture
def karim(enter, address):
    page = enter("Karim Belkacem")
    live(page, address)
    return page


@pytest.fixture
def unheard(enter, address):
    """Karim, whose words leave and get lost on the way."""
    page = enter("Karim Belkacem")
    lines = []
    page.route_web_socket("**/ws/**", lambda line: lines.append((line, line.connect_to_server())))
    live(page, address)
    lines[0][0].on_message(lambda _frame: None)
    return page


def type_at_the_end(page, words):
    page.locator(".cm-content").focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def test_a_text_begun_anew_gives_back_what_is_not_saved(unheard, house):
    type_at_the_end(unheard, MINE)
    house.ask(ERASE)

    expect(unheard.get_by_role("alert")).to_contain_text("Ce texte a été recommencé entre-temps.")

    expect(unheard.get_by_label(COPY)).to_have_value(f"{TEXT}{MINE}")


@pytest.mark.long
def test_she_goes_on_in_the_new_text_with_her_words_above_it(unheard, house):
    type_at_the_end(unheard, MINE)
    house.ask(ERASE)
    unheard.get_by_role("button", name="Continuer dans le nouveau texte").click()
    expect(unheard.get_by_label(COPY)).to_have_value(f"{TEXT}{MINE}")
    expect(unheard.locator(".cm-content")).to_have_text("La soupe du samedi.")

    unheard.unroute_all()
    type_at_the_end(unheard, "- du thym")
    has_text(unheard, "- du thym")
    unheard.get_by_role("button", name="Ils sont copiés").click()

    expect(unheard.get_by_label(COPY)).to_have_count(0)


@pytest.mark.long
def test_who_had_all_saved_is_taken_to_the_new_text_at_once(karim, house):
    type_at_the_end(karim, MINE)
    state(karim).to_have_text(SAVED)

    with karim.expect_navigation():
        house.ask(ERASE)
    type_at_the_end(karim, " et du thym")

    state(karim).to_have_text(SAVED)
    assert text_of(karim) == f"{TEXT}{MINE} et du thym"


def test_a_page_confided_to_others_is_read_only_and_says_so(karim, house, address):
    type_at_the_end(karim, MINE)
    state(karim).to_have_text(SAVED)

    assert house.ask(CONFIDE.format(slug=address.split("/")[-3])) == "True"
    expect(karim.get_by_role("alert")).to_contain_text("Vous ne pouvez plus écrire ici.")
    type_at_the_end(karim, " en trop")

    expect(karim.get_by_role("toolbar")).to_have_count(0)
    assert text_of(karim) == f"{TEXT}{MINE}"
    assert karim.evaluate("getSelection().selectAllChildren(document.querySelector('.cm-content'))") is None
    assert MINE.removeprefix("- ") in karim.evaluate("getSelection().toString()")
