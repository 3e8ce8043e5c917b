"""The pages of the printed kit of a day, as data that `pure.documents.kit` sets. Only “Today” bears today’s address."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from palabre.forums.ballots.day_dots import vote_of
from palabre.forums.kit.kit_words import law, principles
from palabre.forums.models import ForumDay, WallPlace, WallSlot
from palabre.forums.wall.sheets import PRINTED
from palabre.web import dates_in_words

PARTS = {
    "poster": gettext_lazy("The theme and the principles, A3"),
    "sheet": gettext_lazy("The sheets, numbered 1 to 40"),
    "stickers": gettext_lazy("A sticker for each hour and place"),
    "heads": gettext_lazy("The heads of the wall, A3"),
    "report": gettext_lazy("The report sheet, to be copied"),
    "going_on": gettext_lazy("The “Who goes on?” sheet, to be copied"),
    "ballots": gettext_lazy("Cards for the dots, to be cut out"),
    "table_number": gettext_lazy("The numbers of the tables"),
    "today": gettext_lazy("“Today”, A3: to be printed on the very morning"),
    "cards": gettext_lazy("Cards to take home"),
    "run_sheet": gettext_lazy("The run sheet of who hosts"),
}
STICKERS, HEADS = 18, 12  # on one page
TABLES = 12


@dataclasses.dataclass(frozen=True, slots=True)
class Here:
    """The facts of this server that the kit prints: the address of today, the code and its square, the wifi.

    Without a code, `letters` and `square` are empty. `lasting` is the address that stays once the day is over.
    """

    door: str = ""
    letters: str = ""
    square: str = ""
    wifi: str = ""
    lasting: str = ""


def parts_of(day: ForumDay) -> list[str]:
    """Return the parts that a kit of this day may have: cards for its dots only if it has some."""
    return [part for part in PARTS if part != "ballots" or vote_of(day) is not None]


def pages_of(day: ForumDay, parts: Sequence[str], here: Here) -> list[dict[str, Any]]:
    """Return the pages of these parts, in the order of the kit: two queries."""
    slots, places = list(day.slots.order_by("position")), list(day.places.order_by("position"))
    made: dict[str, Callable[[], Iterable[dict[str, Any]]]] = {
        "poster": lambda: poster(day),
        "sheet": lambda: sheets(here),
        "stickers": lambda: stickers(slots, places),
        "heads": lambda: heads(slots, places),
        "report": lambda: [{}],
        "going_on": lambda: [{}],
        "ballots": lambda: ballots(day),
        "table_number": lambda: ({"mark": one.letter, "name": one.name, "access": one.access} for one in places),
        "today": lambda: today(day, here),
        "cards": lambda: [{"address": here.lasting}],
        "run_sheet": lambda: run_sheet(day, slots),
    }
    return [{"kind": part} | page for part in PARTS if part in parts for page in made[part]()]


def pages_of_tables() -> list[dict[str, Any]]:
    """Return a report sheet to be copied, and the numbers of the tables of a day that has no wall."""
    numbers = [{"kind": "table_number", "mark": str(one), "name": "", "access": ""} for one in range(1, TABLES + 1)]
    return [{"kind": "report"}, *numbers]


def when_of(day: ForumDay) -> str:
    said = dates_in_words.in_full(day.forum.held_on) if day.forum.held_on else ""
    return said[:1].upper() + said[1:]


def poster(day: ForumDay) -> Iterator[dict[str, Any]]:
    yield {"when": when_of(day), "theme": day.forum.theme, "principles": principles(), "law": law()}


def sheets(here: Here) -> Iterator[dict[str, Any]]:
    """Yield a sheet for each printed number. Its square says the code and the number: it bears no address."""
    for number in range(1, PRINTED + 1):
        letters = f"{here.letters} {number}"
        square = {"text": letters.replace(" ", "-"), "letters": letters, "alt": _("The code of this sheet")}
        reserved = _("Number %(number)s is kept for this sheet.") % {"number": number}
        yield {"number": number, "reserved": reserved, "square": square if here.letters else None}


def stickers(slots: Sequence[WallSlot], places: Sequence[WallPlace]) -> Iterator[dict[str, Any]]:
    made = [
        {
            "hour": dates_in_words.hour(slot.starts),
            "place": place.name,
            "access": place.access,
            "mark": f"{slot.position} {place.letter}",
        }
        for place in places
        for slot in slots
    ]
    yield from ({"stickers": made[at : at + STICKERS]} for at in range(0, len(made), STICKERS))


def heads(slots: Sequence[WallSlot], places: Sequence[WallPlace]) -> Iterator[dict[str, Any]]:
    """Yield the heads of the rows, then those of the columns."""
    rows = [{"mark": f"{one.position}", "name": dates_in_words.hour(one.starts), "access": ""} for one in slots]
    columns = [{"mark": one.letter, "name": one.name, "access": one.access} for one in places]
    for title, made in ((_("The hours of the wall"), rows), (_("The places of the wall"), columns)):
        yield from ({"title": title, "heads": made[at : at + HEADS]} for at in range(0, len(made), HEADS))


def today(day: ForumDay, here: Here) -> Iterator[dict[str, Any]]:
    steps = [{"label": _("The wifi, if there is one"), "words": here.wifi}]
    steps += [{"label": _("The address, in the browser"), "words": here.door}]
    if here.letters:
        steps += [{"label": _("The code"), "words": here.letters}]
    square = {"text": here.square, "letters": "", "alt": _("The square to scan")} if here.square else None
    name = day.by.first_name if day.by else _("who hosts the forum")
    paper = _("Sheets, markers, the wall. A question about the day: %(name)s, at the entrance.") % {"name": name}
    yield {"when": when_of(day), "theme": day.forum.theme, "steps": steps, "square": square, "paper": paper}


def ballots(day: ForumDay) -> Iterator[dict[str, Any]]:
    """Yield a page of cards: each has as many boxes as a person has dots."""
    vote = vote_of(day)
    if vote is not None:
        words = ngettext("%(each)s box, %(each)s dot.", "%(each)s boxes, %(each)s dots.", vote.each)
        yield {"each": vote.each, "boxes": words % {"each": vote.each}}


def run_sheet(day: ForumDay, slots: Sequence[WallSlot]) -> Iterator[dict[str, Any]]:
    """Yield the run sheet. Hours that nobody said are left blank."""
    first = dates_in_words.hour(day.at) if day.at else ""
    lines = [
        (before(day.at, 60), _("Computer, printer, “Today” printed and hung up. Sheets and markers in the middle.")),
        (before(day.at, 30), _("Welcome. A name on a paper badge; nobody is on a list.")),
        (first, _("The circle. The theme, the principles. Whoever wants writes a question and says it aloud.")),
        ("", _("Each takes a sticker and puts sheet and sticker on the wall. You type: 12 How do we…, then 12 2 B.")),
        *((dates_in_words.hour(one.starts), session_words(one)) for one in slots),
        (dates_in_words.hour(slots[-1].ends) if slots else "", _("Everybody reads the wall, in silence.")),
        ("", _("“Who goes on?” Those who carry stand up with their sheet; people walk to them. The sheet goes round.")),
        ("", _("The closing circle. Screens are dark.")),
        ("", _("Cards to take home. Then “Close the day”: it can be undone for thirty days.")),
        (_("The next day"), _("Type the sheets: reports, “Who goes on?”. Nothing is late.")),
    ]
    yield {"lines": [{"hour": hour, "words": words} for hour, words in lines]}


def session_words(slot: WallSlot) -> str:
    said = {"number": slot.position, "ends": dates_in_words.hour(slot.ends)}
    return _("Sessions %(number)s, until %(ends)s. Where to go is on the wall and the projector.") % said


def before(at: datetime.time | None, minutes: int) -> str:
    if at is None or at.hour * 60 + at.minute < minutes:
        return ""
    left = at.hour * 60 + at.minute - minutes
    return dates_in_words.hour(datetime.time(left // 60, left % 60))
