"""An invented forum of forty people: what they ask, where they sit, what is said, who goes on. Tests play its day.

`Asked` with a phone are proposed there; the others are on paper. The same day has the same numbers either way: without
a sheet of paper, a question takes the next number above 40.
"""

from __future__ import annotations

from typing import NamedTuple

HOST = "Odile Tanneguy"
THEME = "Comment rester bien servis loin du bourg ?"
VENUE = "Salle des fêtes, de plain-pied"
HOURS = "10 h 30\n11 h 30\n14 h"
PLACES = "Table 1, de plain-pied\nTable 2\nTable 3, au calme\nJardin, allée de gravier"
LOST, LOST_LETTER = "Jardin", "D"


class Asked(NamedTuple):
    number: int
    text: str
    by: str
    place: str  # as it is typed: hour, letter
    has_phone: bool = False


class GoesOn(NamedTuple):
    name: str
    number: int
    carries: bool = False


QUESTIONS = (
    Asked(3, "Qui aide à remplir les papiers ?", "Marie-Jo", "1 C"),
    Asked(4, "Comment aller chez le médecin sans voiture ?", "Nadège", "1 A"),
    Asked(5, "Les salles sont fermées quand on est libres.", "Gérard", "2 C"),
    Asked(9, "Ma mère attend que je sois en congé", "Youssef", "1 D"),
    Asked(11, "Pourquoi pas les légumes du canton ?", "Hugo", "2 B"),
    Asked(12, "Qui passe voir les gens seuls l’été ?", "Éloi", "3 B"),
    Asked(41, "Où garer les vélos du marché ?", "Inès", "1 B", has_phone=True),
    Asked(42, "Qui apprend à réparer aux enfants ?", "Karim", "2 A", has_phone=True),
    Asked(43, "Le car du mercredi peut-il revenir ?", "Solène", "3 A", has_phone=True),
)
MOVED, MOVED_TO = 9, "3 C"  # its place was lost
REPORTS = {
    4: "On a dessiné les trajets.\nLa suite : appeler le cabinet.",
    43: "Le car, oui, si dix personnes le disent.",
}
NO_REPORT, TOLD_WITH = 5, (41, 43)  # 41 was told with 43

PHONES = (
    GoesOn("Inès", 43),
    GoesOn("Karim", 42, carries=True),
    GoesOn("Solène", 43, carries=True),
    GoesOn("Fatoumata", 3),
    GoesOn("Léonie", 42),
    GoesOn("Pascal", 11),
    GoesOn("Odette", 12),
    GoesOn("Basile", 43),
    GoesOn("Anouk", 4),
    GoesOn("Tarek", 42),
)
ON_PAPER = (
    GoesOn("Marie-Jo", 3, carries=True),
    GoesOn("Nadège", 4, carries=True),
    GoesOn("Hugo", 11, carries=True),
    GoesOn("Éloi", 12, carries=True),
    GoesOn("Gérard", 4),
    GoesOn("Youssef", 9),
    GoesOn("Bernadette", 9),
    *(GoesOn(name, 12) for name in ("Aimée", "Blaise", "Colette", "Denis", "Estelle", "Firmin")),
    *(GoesOn(name, 11) for name in ("Ghislaine", "Honoré", "Irma", "Jacky", "Kenza", "Lucien")),
    *(GoesOn(name, 4) for name in ("Maud", "Norbert", "Olympe", "Prosper", "Quitterie")),
    *(GoesOn(name, 3) for name in ("Raymonde", "Sylvain", "Thérèse", "Ulysse", "Viviane")),
)
PEOPLE = {HOST, *(one.name for one in (*PHONES, *ON_PAPER))}
CARRIED = {4, 3, 11, 12, 42, 43}
CARRIERS = {one.number: one.name for one in (*PHONES, *ON_PAPER) if one.carries}
WAITING = (5, 9)


def as_typed(asked: Asked) -> str:
    """Return the line that writes a question: those of phones have no number of paper."""
    return asked.text if asked.has_phone else f"{asked.number} {asked.text}"


def placings() -> list[str]:
    """Return the lines that place the sheets: “12 2 B”."""
    return [f"{one.number} {one.place}" for one in QUESTIONS]
