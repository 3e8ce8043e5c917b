"""« Les groupes s’ouvrent », in the demonstration: its day, its cards, who registered, and who waits for a place."""

from __future__ import annotations

import datetime
from pathlib import Path

from palabre.gatherings import gathering_announcement, gathering_day, gathering_preparation
from palabre.gatherings.cards import card_consent, card_pictures, group_cards
from palabre.gatherings.cards.card_pictures import Picture
from palabre.gatherings.cards.group_cards import Words
from palabre.gatherings.gathering_preparation import GatheringDetails
from palabre.gatherings.models import Gathering
from palabre.home.example.example_life import Community
from palabre.pure.slots import Slot
from palabre.registrations import enrolment
from palabre.registrations.enrolment import Coming
from palabre.registrations.registration_letters import forget_letters
from palabre.spaces.models import Space

THREE_WEEKS = datetime.timedelta(21)
SATURDAY = 5
PLACES = 6
FRONT = Path(__file__).with_name("demonstration") / "ancienne-poste.png"
ALT = "La façade de l’ancienne poste : une tasse sur l’enseigne, un banc de chaque côté"
WORDS = """Chaque groupe tient une table et montre où il en est.

- On passe d’une table à l’autre, le temps d’une soupe.
- On repart avec un nom, une date, ou seulement une idée."""
COME = ("Odile Morvan", "Tarek Aziz", "Maud Kervella", "Bruno Saliou", "Aminata Sow", "Luis Cardoso", "Anouk Berthier")


def open_up(space: Space, *, at: datetime.datetime) -> None:
    """Announce the day to everybody; two cards are there to be read, the others fill themselves little by little."""
    here = Community(space, at)
    helene = here.people["Hélène"]
    gathering = gathering_preparation.begin_gathering(space, "Les groupes s’ouvrent", by=helene, at=at)
    day = (at + THREE_WEEKS).date()
    day += datetime.timedelta((SATURDAY - day.weekday()) % 7)
    gathering_day.set_day(gathering, Slot(day, datetime.time(14), 180), by=helene, at=at)
    said = GatheringDetails(
        gathering.title, WORDS, "halle de Villeclaire", "", PLACES, ("world café", "café pro-action")
    )
    gathering_preparation.change_gathering(gathering, said, by=helene, at=at)
    fill_cards(here, gathering)
    gathering_announcement.announce(gathering, to_all=True, by=helene, at=at)
    enrol_invented_visitors(gathering, at=at)


def fill_cards(here: Community, gathering: Gathering) -> None:
    """The people of two groups agree to be shown, and validate their card: the first one is whole."""
    for beginning, names in (("Un café", ("Hélène", "Mamadou")), ("Que font", ("Karim",))):
        card = gathering.cards.select_related("gathering", "space", "group").get(group=here.group(beginning))
        for name in names:
            card_consent.agree(card, by=here.people[name], at=here.at)
        if beginning == "Que font":
            words = Words("", "", "Une salle ouverte le samedi soir, et deux adultes qui lisent.")
            card = group_cards.write_card(card, words, by=here.people["Karim"])
        if beginning == "Un café":
            front = Picture(
                "ancienne-poste.png", FRONT.read_bytes(), ALT, credit="dessin pour l’exemple", licence="CC BY-SA 4.0"
            )
            card = card_pictures.show_picture(card, front, by=here.people["Hélène"], at=here.at)
        group_cards.validate(card, by=here.people[names[0]], at=here.at)


def enrol_invented_visitors(gathering: Gathering, *, at: datetime.datetime) -> None:
    """Six have a place, one waits. They are invented: nothing is sent to them."""
    for number, name in enumerate(COME):
        who = Coming(name, f"voisin-{number + 1}@ombrevaux.example")
        row, _is_new = enrolment.enrol(gathering.roll, who, at=at)
        forget_letters([row])
        row.expect_letter("")
