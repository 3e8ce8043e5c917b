"""Words that no answer makes anything of: they are left as they are."""

from __future__ import annotations

from django.utils.translation import gettext as _

from palabre.minutes.doubts.doubt_kind import Choice, Family
from palabre.minutes.doubts.doubt_texts import QUESTIONS
from palabre.minutes.doubts.settlement import Settlement
from palabre.minutes.models import Doubt


def ask(doubt: Doubt) -> str:
    return str(QUESTIONS.get(doubt.kind, _("What is this?")))


def choices(doubt: Doubt) -> list[Choice]:
    return [Choice("leave", _("Leave it"))]


def act(settlement: Settlement, answer: str) -> None:
    """Nothing is made: it is only not asked any more."""


def done(doubt: Doubt) -> str:
    return _("Left as it is.")


FAMILY = Family(ask, choices, act, done)
