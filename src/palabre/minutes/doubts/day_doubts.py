"""A day said in words, or that does not agree with itself."""

from __future__ import annotations

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.groups.models import Action
from palabre.minutes.doubts.doubt_kind import Choice, Family
from palabre.minutes.doubts.settlement import Settlement
from palabre.minutes.models import Doubt
from palabre.pure.dates import find_dates
from palabre.pure.french import capitalised
from palabre.refusal import Refusal
from palabre.web import dates_in_words

LONGEST = 100  # characters of what is typed
FARTHEST = 100  # years
HOW = gettext_lazy("Write it as you would say it: “6 October 2026”.")


def ask(doubt: Doubt) -> str:
    return _("“%(words)s”: which day is that?") % {"words": doubt.words}


def choices(doubt: Doubt) -> list[Choice]:
    found = [Choice("same", capitalised(doubt_day_in_words(doubt.facts["day"])))] if doubt.facts.get("day") else []
    return [*found, Choice("other", _("Another date"), asks_day=True), Choice("keep", _("Keep these words"))]


def act(settlement: Settlement, answer: str) -> None:
    """Give the day to the meetings and actions of this line, or leave them the words alone."""
    facts = settlement.doubt.facts
    on = {"same": doubt_day(facts.get("day", "")), "other": settlement.on, "keep": None}[answer]
    for row in [settlement.row(key) for key in facts.get("rows", [])]:
        settlement.change(row, **{"due_on" if isinstance(row, Action) else "on": on})


def done(doubt: Doubt) -> str:
    day = {"same": doubt.facts.get("day"), "other": doubt.undo.get("said")}.get(doubt.answer)
    return _("It is %(day)s.") % {"day": doubt_day_in_words(day)} if day else _("The words stay, without a day.")


def doubt_day_in_words(day: str) -> str:
    return dates_in_words.near(datetime.date.fromisoformat(day), today=timezone.localdate())


def doubt_day(day: str) -> datetime.date | None:
    return datetime.date.fromisoformat(day) if day else None


def day_typed(words: str, *, today: datetime.date) -> datetime.date:
    """Read a day as a browser's field gives it, or as people write it. Raises a Refusal when it is none."""
    on: datetime.date | None
    try:
        on = datetime.date.fromisoformat(words.strip())
    except ValueError:
        found = {one.value for one in find_dates(words[:LONGEST], on=today) if one.kind == "date" and one.value}
        on = datetime.date.fromisoformat(found.pop()) if len(found) == 1 else None
    if on is None or abs(on.year - today.year) > FARTHEST:
        raise Refusal(_("We cannot read a day in “%(words)s”.") % {"words": words[:LONGEST]}, instead=HOW)
    return on


def quotes(doubt: Doubt) -> list[str]:
    """Return the sentence in which the day is said, when it says more."""
    said = doubt.facts.get("said", "")
    return [said] if said != doubt.words and said else []


FAMILY = Family(ask, choices, act, done, quotes)
