"""Screens of a day when groups open up: one that is prepared, one that is announced and full, and what links open."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from playwright.sync_api import Page

from tests.browser.house import DEMONSTRATION, House

type Reach = Callable[[Page, House], None]

SHE = "Linh Nguyen"
MAKE = """
import datetime, io
from PIL import Image
from palabre.gatherings import gathering_announcement
from palabre.gatherings.cards import card_consent
from palabre.gatherings import gathering_day
from palabre.gatherings.cards import card_pictures, group_cards
from palabre.gatherings.cards.card_pictures import Picture
from palabre.gatherings import gathering_preparation
from palabre.registrations import enrolment
from palabre.gatherings.cards.group_cards import Words
from palabre.registrations.registration_links import link_to_registration
from palabre.gatherings.models import Gathering
from palabre.gatherings.gathering_preparation import GatheringDetails
from palabre.registrations.enrolment import Coming
from palabre.groups.models import Group
from palabre.meetings.polls.date_options import Slot
from palabre.people.access import links
from palabre.people.models import Person
from palabre.spaces.models import Space
space, at = Space.objects.get(is_demonstration=True), timezone.now()
her = Person.objects.get(space=space, name="Linh Nguyen")
day = timezone.localdate() + datetime.timedelta(days=17)
begun = gathering_preparation.begin_gathering(space, "Une soirée entre voisins", by=her, at=at, form_token="begun")
one = gathering_preparation.begin_gathering(space, "Les groupes s’ouvrent", by=her, at=at, form_token="screens, opened")
if not one.is_announced:
    gathering_day.set_day(one, Slot(day, datetime.time(14), 180), by=her, at=at)
    words = "Chaque groupe montre où il en est.\\n\\n- On passe de table en table.\\n- On repart avec un nom."
    said = GatheringDetails(one.title, words, "Salle des fêtes de Brennes", "", 1, ("world café", "café pro-action"))
    gathering_preparation.change_gathering(one, said, by=her, at=at)
    gathering_announcement.announce(one, to_all=True, by=her, at=at)
    drawn = io.BytesIO()
    Image.effect_noise((1200, 675), 60).convert("RGB").save(drawn, "JPEG")
    for number, card in enumerate(one.cards.select_related("group").order_by("pk")[:3]):
        group = card.group
        group.welcome(her, role="convener")
        group_cards.write_card(card, Words(group.title, "", "Donner un coup de main, le samedi matin."), by=her)
        if number == 0:
            facts = {"alt": "Des vélos devant un hangar", "credit": "Linh Nguyen", "licence": "CC BY-SA 4.0"}
            card_pictures.show_picture(card, Picture("velos.jpg", drawn.getvalue(), **facts), by=her, at=at)
            card_consent.agree(card, by=her, at=at, shown_as="Linh N.")
        if number < 2:
            group_cards.validate(card, by=her, at=at)
one = Gathering.objects.select_related("space", "audience").get(pk=one.pk)
coming = [Coming("Odile Morvan", "odile@exemple.example"), Coming("Tarek Aziz", "tarek@exemple.example")]
rows = [enrolment.enrol(one.roll, who, at=at)[0] for who in coming]
bernadette = Person.objects.filter(space=space, name="Bernadette Pons").first()
bernadette = bernadette or Person.objects.create(space=space, name="Bernadette Pons")
first, last = one.cards.order_by("pk").first(), one.cards.order_by("-pk").first()
hers = [link_to_registration(row, at=at) for row in rows]
more = [links.link_to(one, person=None, by=her, at=at), links.link_to(first, person=bernadette, by=her, at=at)]
titles = ("Un goûter", "Une veillée")
free, off = (gathering_preparation.begin_gathering(space, title, by=her, at=at, form_token=title) for title in titles)
for each in (free, off):
    gathering_day.set_day(each, Slot(day, datetime.time(18), 120), by=her, at=at)
    gathering_announcement.announce(each, to_all=True, by=her, at=at)
hers.append(link_to_registration(enrolment.enrol(off.roll, coming[0], at=at)[0], at=at))
gathering_announcement.cancel(off, by=her, at=at)
here = [begun.get_absolute_url(), one.get_absolute_url(), one.open_address]
print(*here, first.get_absolute_url(), last.get_absolute_url(), *(links.link_path(link) for link in (*hers, *more)))
print(free.open_address, off.open_address, off.get_absolute_url())
"""


@cache
def paths(house: House) -> list[str]:
    """The two gatherings, the open page, two cards; then links: a place, a wait, a place of a day that is off, an
    invited group's card, a name; then the open pages of a day with room and of the one that is off, and that one.
    """
    return house.ask(MAKE).split()


def at(number: int, tail: str = "") -> Reach:
    return lambda page, house: go(page, paths(house)[number] + tail)


def go(page: Page, path: str) -> None:
    page.goto(path)


def none_yet(page: Page, house: House) -> None:
    paths(house)
    go(page, f"{DEMONSTRATION}gatherings/new/")


def refused(page: Page, house: House) -> None:
    """The form of who registers, sent with half an address."""
    go(page, paths(house)[2])
    page.locator("[name=name]").fill("Maud")
    page.locator("[name=email]").fill("maud@")
    page.locator("#inscription form").evaluate("form => form.noValidate = true")
    page.locator("#inscription .primary").click()


def day_refused(page: Page, house: House) -> None:
    go(page, paths(house)[0] + "day/")
    page.locator("[name=words]").fill("bientôt")
    page.locator("main form .primary").click()


def picture_refused(page: Page, house: House) -> None:
    go(page, paths(house)[4])
    page.locator("#visuel summary").click()
    page.locator("#visuel form[enctype] .button").click()


def register(phone: Page, address: str, name: str) -> None:
    phone.goto(address)
    phone.get_by_label("Votre prénom et votre nom").fill(name)
    phone.get_by_label("Votre adresse électronique").fill(f"{name.lower()}@exemple.example")
    phone.locator("#inscription .primary").tap()


OPENING_SCREENS: dict[str, tuple[str, Reach]] = {
    "gatherings": (SHE, lambda page, house: (paths(house), go(page, f"{DEMONSTRATION}gatherings/"))[1]),
    "a gathering to begin": (SHE, none_yet),
    "a gathering, begun": (SHE, at(0)),
    "a gathering, announced": (SHE, at(1)),
    "words of a gathering": (SHE, at(1, "words/")),
    "day of a gathering": (SHE, at(1, "day/")),
    "day of a gathering, not understood": (SHE, day_refused),
    "a gathering to announce": (SHE, at(1, "announcement/")),
    "other groups to invite": (SHE, at(1, "invitation/")),
    "who registered": (SHE, at(1, "registrations/")),
    "poster of a gathering": (SHE, at(1, "poster/")),
    "groups open up": ("", at(2)),
    "groups open up, refused": ("", refused),
    "card of a group": (SHE, at(3)),
    "card of a group, to fill": (SHE, at(4)),
    "card of a group, no picture": (SHE, picture_refused),
    "poster of a card": (SHE, at(3, "poster/")),
    "her registration": ("", at(5)),
    "her registration, waiting": ("", at(6)),
    "her registration, cancelled": ("", at(7)),
    "card of an invited group": ("", at(8)),
    "her name on a card": ("", at(9)),
    "groups open up, with room": ("", at(10)),
    "groups open up, cancelled": ("", at(11)),
    "a gathering, cancelled": (SHE, at(12)),
}
