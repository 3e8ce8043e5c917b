"""Clean and bound typed texts, and parse days said in words."""

from __future__ import annotations

import datetime
import re

from django.db import models
from django.utils.translation import gettext as _

from palabre.groups.models import WORDS_LENGTH
from palabre.pure.dates import find_dates
from palabre.pure.french import on_lines, on_one_line
from palabre.refusal import Refusal

LONGEST = 4000  # characters of a text
LONGEST_LINE = 200  # characters of a title, or of words that say when
TOKEN_LENGTH = 60  # of a column
FARTHEST = datetime.timedelta(days=10 * 366)
# The usual first day of each season (month, day), for what people put off until then.
SEASONS = {
    "printemps": (3, 20),
    "été": (6, 21),
    "rentrée": (9, 1),
    "automne": (9, 22),
    "hiver": (12, 21),
    "spring": (3, 20),
    "summer": (6, 21),
    "autumn": (9, 22),
    "winter": (12, 21),
}


def checked_markdown(typed: str, *, empty: object = "") -> str:
    """Return Markdown stripped. Raise a Refusal if it is too long, or if it is empty and `empty` is given."""
    text = on_lines(typed)
    if not text and empty:
        raise Refusal(empty, instead=_("A few words are enough."))
    if len(text) > LONGEST:
        raise Refusal(
            _("This is longer than %(most)s characters.") % {"most": LONGEST},
            instead=_("Keep the main point here: the rest can go on a page."),
        )
    return text


def line_of(typed: str, *, most: int = LONGEST_LINE, empty: object = "") -> str:
    """Return the text on one line, stripped, with the same checks."""
    line = on_one_line(typed)
    if not line and empty:
        raise Refusal(empty, instead=_("A few words are enough."))
    if len(line) > most:
        raise Refusal(
            _("These words are longer than %(most)s characters.") % {"most": most}, instead=_("Shorten them.")
        )
    return line


def short_words(typed: str) -> str:
    """Return a sentence on one line; it may be empty. Raise a Refusal if it is too long."""
    words = on_one_line(typed)
    if len(words) > WORDS_LENGTH:
        raise Refusal(
            _("This is longer than %(most)s characters.") % {"most": WORDS_LENGTH},
            instead=_("Keep a sentence or two: the rest can wait until you meet."),
        )
    return words


def form_token_of(typed: str, *within: models.Model) -> str | None:
    """Return the form token as rows keep it; None without token.

    A column of tokens is unique on the whole server, and a form is looked for `within` one space, group or person:
    their ids come first, so that a token sent to two of them is two.
    """
    form_token = typed.replace("\x00", "")
    return ":".join([*(str(one.pk) for one in within), form_token])[:TOKEN_LENGTH] if form_token else None


def day_meant(words: str, *, today: datetime.date) -> datetime.date | None:
    """Return the last day that the words allow (“d’ici fin mars”); None if they mean no day (“un jour”)."""
    found = next((one for one in find_dates(words, on=today) if one.value), None)
    if found is None or found.value is None:
        return None
    value = found.until if found.kind == "range" and found.until else found.value
    day = value[: len("2026-01-01")]
    return datetime.date.fromisoformat(day) if len(day) == len("2026-01-01") else None


def next_season(words: str, *, today: datetime.date) -> datetime.date | None:
    """Return the next first day of the season named in the words (“au printemps”)."""
    named = next((SEASONS[word] for word in re.findall(r"\w+", words.casefold()) if word in SEASONS), None)
    if named is None:
        return None
    begins = datetime.date(today.year, *named)
    return begins if begins > today else begins.replace(year=today.year + 1)


def day_to_come(words: str, *, today: datetime.date) -> datetime.date | None:
    """Parse a future day from the words; None for no words. Raise a Refusal if they mean no future day."""
    words = line_of(words)
    if not words:
        return None
    how = _("Write it as you would say it: “in three months”, “at the end of March”.")
    day = day_meant(words, today=today) or next_season(words, today=today)
    if day is None:
        raise Refusal(_("We cannot read a day in these words."), instead=how)
    if not today < day <= today + FARTHEST:
        raise Refusal(_("This day has gone by, or is very far off."), instead=how)
    return day
