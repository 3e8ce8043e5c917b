"""A date is asked in words, answered by link and by name on two phones, changed, closed: the meeting is there."""

import datetime
import re
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from palabre.meetings.calendars.tests.khal import in_khal
from tests import lengths
from tests.browser.house import DEMONSTRATION

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
GUESTS = ("Malo Quéré", "Nour Haddad", "Elsa Morin", "Denis Roux")[: 4 if lengths.is_whole else 1]
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
    expect(page.get_by_role("heading", level=1)).to_have_text("Voici ce que ces personnes verront")
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


@pytest.mark.long
def test_a_date_is_found_without_an_account(asked, enter, house, tmp_path):
    """Guests, on two devices each, and one by a link of their own, to a day in their calendars."""
    poll, address, by_link = asked.url, shared_address(asked), enter(**PHONE)
    by_link.goto(house.ask(POLL + LINK))
    expect(by_link.get_by_text("Ce lien est celui d’Anouk")).to_be_visible()
    choose(by_link, "Oui", "Non")
    others = [answer_on_a_phone_and_a_computer(enter, address, name) for name in GUESTS]

    asked.goto(poll)
    expect(asked.get_by_role("table")).to_contain_text("Malo Quéré")
    close(asked, poll)
    expect(asked.get_by_text("La réunion est là")).to_be_visible()
    asked.get_by_role("link", name="Voir cette réunion").click()
    for name in ("Anouk Le Bris", *GUESTS):
        expect(asked.locator("main")).to_contain_text(name)

    files = [file_of_the_day(page) for page in others]
    events = [Calendar.from_ical(text).walk("VEVENT")[0] for text in files]
    assert len({(event["UID"], event["DTSTART"].dt) for event in events}) == 1
    assert len({event["URL"] for event in events}) == len(GUESTS)  # each leads to the guest's own answer
    days = in_khal(files[0], tmp_path, since=datetime.date.today().isoformat())
    assert [line for line in days if "|" in line]


def answer_on_a_phone_and_a_computer(enter, address, name):
    """By the address that was passed on, then by the guest's own link, where the answer is: return that second page."""
    phone, computer = enter(**PHONE, java_script_enabled=False), enter(java_script_enabled=False)
    phone.goto(address)
    phone.get_by_label("Votre prénom et votre nom").fill(name)
    choose(phone, "Oui", "Si besoin")
    computer.goto(phone.get_by_role("link", name=re.compile("^http")).get_attribute("href"))
    expect(computer.get_by_role("radio", name="Oui", exact=True).first).to_be_checked()
    return computer


def file_of_the_day(page):
    page.reload()
    expect(page.locator("main")).to_contain_text("Ce sondage est clos")
    with page.expect_download() as given:
        page.get_by_role("link", name=re.compile("Ajouter à mon agenda")).click()
    return Path(given.value.path()).read_text()


def test_by_keyboard_alone_one_answers_and_leaves_a_date_unanswered(asked):
    radios = asked.locator("fieldset.date").first.get_by_role("radio")
    radios.first.focus()

    asked.keyboard.press("Space")
    asked.keyboard.press("ArrowRight")
    asked.keyboard.press("Enter")

    expect(asked.get_by_text("Votre réponse est notée")).to_be_visible()
    expect(radios.nth(1)).to_be_checked()
    assert asked.locator("fieldset.date").nth(1).get_by_role("radio", checked=True).count() == 0
