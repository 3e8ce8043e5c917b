"""Fields in which words are typed in a room, with their bounds.

They stand in the part of the page that lives, made for many phones at once: the tag `words_field` writes them, in a
sixth of the time of a bound field of Django, and `WordsForm` reads them.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from django.utils.translation import gettext_lazy as _

from palabre.groups.models import WORDS_LENGTH
from palabre.groups.needs import need_answers
from palabre.groups.typed_values import LONGEST_LINE
from palabre.meetings.decisions import decision_adoption, decision_objections, decision_proposals, review_dates
from palabre.meetings.room.circle import LONGEST_QUESTION, LONGEST_SENTENCE
from palabre.people.models import NAME_LENGTH


@dataclasses.dataclass(frozen=True, slots=True)
class Words:
    """A field: `box` begins its id, `form` is the form that sends it, `rows` its height, 0 for one line."""

    label: Any
    box: str
    longest: int  # characters
    form: str = "parole"
    rows: int = 0
    help: Any = ""


WORDS = {
    "name": Words(_("Add a name"), "ajouter-nom", NAME_LENGTH, form="ajout"),
    "question": Words(
        _("The question of the circle"),
        "question-du-cercle",
        LONGEST_QUESTION,
        help=_("Say it aloud first: does everyone want it? Nothing will be noted but its length."),
    ),
    "text": Words(
        _("Your sentence"),
        "phrase-laissee",
        LONGEST_SENTENCE,
        rows=2,
        help=_("Only this sentence goes into the minutes. You may also leave nothing."),
    ),
    "answer": Words(_("The answer, in a line"), "reponse", need_answers.LONGEST),
    "reason": Words(_("What harm would it do?"), "raison", decision_objections.LONGEST, rows=2),
    "review": Words(
        _("Look at it again when, if you wish"),
        "revoir",
        review_dates.LONGEST,
        help=_("In your words: “in six months”, “on 15 September”."),
    ),
    "wording": Words(_("The proposal"), "redite", decision_proposals.LONGEST, rows=2),
    "why": Words(_("Why, if you wish"), "pourquoi", decision_adoption.LONGEST),
    "proposal": Words(_("What is proposed"), "proposition", decision_proposals.LONGEST, rows=2),
    "with": Words(_("With whom, if you wish"), "avec", LONGEST_LINE),
    "words": Words(_("Where the project is"), "mots", WORDS_LENGTH, form="projet", rows=1),
    "next_step": Words(_("What comes next"), "suite", WORDS_LENGTH, form="projet", rows=1),
}


def name_of_words(field: str, key: int | str = "") -> str:
    """Return the name of the HTML field: that of a row ends with its key."""
    return f"{field}-{key}" if key else field
