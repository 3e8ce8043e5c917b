"""A date is asked in words, answered by link and by name on two phones, changed, closed: the meeting is there."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.house import DEMONSTRATION

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
POLL = "from palabre.meetings.models import DatePoll; poll = DatePoll.objects.order_by('-pk')[0]; "
LINK = (
    "from palabre.people.access import links; from palabre.people.models import Person; "
    "anouk = Person.objects.create(space=poll.space, name='Anouk Le Bris'); "
    "print(links.link_path(links.link_to(poll, person=anouk, by=poll.by, at=timezone.now())))"
)


@pytest.fixture
def asked(enter):
    """The page of who asked, by the three screens: two days in words, nobody in particular, and a link to pass on."""
    page = enter("Karim Belkacem")
    page.goto(f"{DEMONSTRATION}meetings/new/")
    page.get_by_label("Quel jour, à quelle heure, où").fill("mardi ou jeudi de la semaine prochaine à 14 h")
    page.get_by_role("button", name="Poser cette date").click()
    expect(page.get_by_role("checkbox", name=re.compile("14 h", re.IGNORECASE))).to_have_count(2)
    page.get_by_role("button", name="Continuer").click()
    page.get_by_role("button", name="Juste un lien à donner").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Voici ce qu’ils verront")
    page.get_by_role("button", name="Créer le lien").click()
    page.goto(page.url.removesuffix("sharing/"))
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Quand se voir"))
    return page


def choose(phone, *choices):
    """Answer the dates in their order, by touch."""
    for number, choice in enumerate(choices):
        phone.locator("fieldset.date").nth(number).get_by_role("radio", name=choice, exact=True).tap()
    phone.locator(".thumb button").tap()
    expect(phone.get_by_text("Votre réponse est notée")).to_be_visible()


def shared_address(page):
    page.get_by_role("link", name="Transmettre un lien").click()
    return page.get_by_role("textbox", name="Adresse à donner").input_value()


def close(page, poll):
    page.goto(f"{poll}closing/")
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Fermer le sondage").click()


def test_a_date_is_found_without_an_account(asked, enter, house):
    poll = asked.url
    by_link, by_name = enter(**PHONE), enter(**PHONE, java_script_enabled=False)
    by_link.goto(house.ask(POLL + LINK))
    by_name.goto(shared_address(asked))
    expect(by_link.get_by_text("Ce lien est celui d’Anouk")).to_be_visible()

    choose(by_link, "Oui", "Non")
    by_name.get_by_label("Votre prénom et votre nom").fill("Malo Quéré")
    choose(by_name, "Non", "Si besoin")
    choose(by_name, "Si besoin", "Non")  # she changes her mind, on the same phone

    asked.goto(poll)
    expect(asked.get_by_role("table")).to_contain_text("Malo Quéré")
    close(asked, poll)
    expect(asked.get_by_text("La réunion est là")).to_be_visible()
    asked.get_by_role("link", name="Voir cette réunion").click()
    expect(asked.locator("main")).to_contain_text("Anouk Le Bris")
    by_name.reload()
    expect(by_name.locator("main")).to_contain_text("Ce sondage est clos")


def test_by_keyboard_alone_one_answers_and_leaves_a_date_unanswered(asked):
    radios = asked.locator("fieldset.date").first.get_by_role("radio")
    radios.first.focus()

    asked.keyboard.press("Space")
    asked.keyboard.press("ArrowRight")
    asked.keyboard.press("Enter")

    expect(asked.get_by_text("Votre réponse est notée")).to_be_visible()
    expect(radios.nth(1)).to_be_checked()
    assert asked.locator("fieldset.date").nth(1).get_by_role("radio", checked=True).count() == 0
