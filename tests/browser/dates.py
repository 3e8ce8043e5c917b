"""Screens of a date poll that some have answered, and whose link one person holds."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from playwright.sync_api import Page

from tests.browser.house import DEMONSTRATION, House

type Reach = Callable[[Page, House], None]

SHE = "Linh Nguyen"
TABLE = ",mardi 2 mars 2027,jeudi 4 mars 2027,\n,14h,18h,\nAnouk,Oui,Non,\nMalo,Si nécessaire,Oui,"
MAKE = """
import datetime
from palabre.meetings.polls import poll_answers
from palabre.meetings.polls import date_poll
from palabre.meetings.polls import poll_closure
from palabre.meetings.polls.date_options import slots_in
from palabre.people.access import links
from palabre.people.models import Person
from palabre.spaces.models import Space
space, at, today = Space.objects.get(is_demonstration=True), timezone.now(), timezone.localdate()
her = Person.objects.get(space=space, name="Linh Nguyen")
slots = slots_in("mardi ou jeudi de la semaine prochaine de 18 h à 20 h\\nsamedi à 10 h", today=today)
told = {"by": her, "at": at, "today": today}
asked = date_poll.PollDraft("Comité des dates", "On se dit où en est chaque groupe.", "au foyer", deadline=today)
poll = date_poll.open_poll(space, asked, slots, **told, form_token="screens")
options = list(poll.options.order_by("on"))
people = Person.objects.filter(space=space, joined_at__isnull=False).exclude(pk=her.pk).order_by("pk")[:4]
for person, said in zip(people, ("yes no yes", "if_need_be yes no", "no yes yes", "yes yes yes")):
    choices = {option.pk: choice for option, choice in zip(options, said.split())}
    typed_by = her if said[0] == "n" else None
    poll_answers.answer_poll(poll, choices, by=person, at=at, words="Plutôt le soir", typed_by=typed_by)
bernadette = Person.objects.filter(space=space, name="Bernadette Pons").first()
bernadette = bernadette or Person.objects.create(space=space, name="Bernadette Pons")
done = date_poll.open_poll(space, date_poll.PollDraft("Comité passé"), slots, **told, form_token="screens, closed")
poll_closure.close_poll(done, done.options.order_by("on").first(), by=her, at=at)
hers, anybody = (links.link_to(poll, person=one, by=her, at=at) for one in (bernadette, None))
print(poll.get_absolute_url(), done.get_absolute_url(), links.link_path(hers), links.link_path(anybody))
"""


@cache
def paths(house: House) -> list[str]:
    """The poll, one that is closed, a link of one person's, and one for whoever holds it."""
    return house.ask(MAKE).split()


def at(number: int, tail: str = "") -> Reach:
    return lambda page, house: go(page, paths(house)[number] + tail)


def go(page: Page, path: str) -> None:
    page.goto(path)


def read_in_words(page: Page, house: House) -> None:
    go(page, f"{DEMONSTRATION}polls/new/")
    page.locator("[name=dates]").fill("mardi ou jeudi prochain à 14 h")
    page.locator("[name=go][value=read]").click()
    page.locator("details summary").first.click()


def whom_to_ask(page: Page, house: House) -> None:
    read_in_words(page, house)
    page.locator("[name=go][value=people]").click()


def as_they_will_see_it(page: Page, house: House) -> None:
    whom_to_ask(page, house)
    page.locator("[name=others]").fill("Le gardien du gymnase")
    page.locator("[name=go][value=preview]").click()
    page.locator("details summary").first.click()


def asked_badly(page: Page, house: House) -> None:
    go(page, f"{DEMONSTRATION}polls/new/")
    page.locator("[name=go][value=people]").click()


def no_name(page: Page, house: House) -> None:
    """The form of whoever holds the link, sent without a name."""
    go(page, paths(house)[3])
    page.locator("[name=who]").evaluate("field => field.required = false")
    page.locator(".thumb button").click()


def table_read(page: Page, house: House) -> None:
    go(page, f"{DEMONSTRATION}polls/table/")
    page.locator("[name=text]").fill(TABLE)
    page.locator("main form .primary").click()


POLL_SCREENS: dict[str, tuple[str, Reach]] = {
    "dates in words": (SHE, read_in_words),
    "dates, none to ask": (SHE, asked_badly),
    "people of a poll": (SHE, whom_to_ask),
    "preview of a poll": (SHE, as_they_will_see_it),
    "date poll": (SHE, at(0)),
    "date poll, closed": (SHE, at(1)),
    "date poll by her link": ("", at(2)),
    "date poll by a link": ("", at(3)),
    "date poll by a link, no name": ("", no_name),
    "date poll, elsewhere": (SHE, at(0, "?zone=Indian/Reunion")),
    "date to choose": (SHE, at(0, "closing/")),
    "dates to add": (SHE, at(0, "dates/")),
    "question of a poll": (SHE, at(0, "question/")),
    "letters of a poll": (SHE, at(0, "letters/")),
    "link to a poll": (SHE, at(0, "sharing/")),
    "answer for somebody": (SHE, at(0, "somebody/")),
    "poll from a table": (SHE, table_read),
}
