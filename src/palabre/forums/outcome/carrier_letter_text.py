"""The letter to who carries a question: its words, who comes and with what energy, their link, what is next."""

from __future__ import annotations

import dataclasses
import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from palabre.groups.models import Energy
from palabre.people.models import Person
from palabre.post.letter_placeholders import line
from palabre.pure.french import shortened
from palabre.questions.models import Forum
from palabre.spaces.models import Space
from palabre.web import dates_in_words
from palabre.web.dates_in_words import listed

LONGEST_QUESTION = 300  # characters; a longer one is cut between two words
MOST_NAMES = 12  # in a letter; the group shows the others
ENERGIES = {
    Energy.SMALL: gettext_lazy("just to see"),
    Energy.MEDIUM: gettext_lazy("an hour now and then"),
    Energy.LARGE: gettext_lazy("wholeheartedly"),
}


@dataclasses.dataclass(frozen=True, slots=True)
class LetterFacts:
    """`carrying` are the first names of those who carry the group too; `coming` those who come along, and how.

    `is_alone`: there are no others, named here or not.
    """

    forum: Forum
    question: str
    title: str
    carrying: list[str]
    coming: list[tuple[str, str]]
    is_alone: bool


def carrier_letter_text(
    to: Person, facts: LetterFacts, *, by: Person | Space, at: datetime.datetime
) -> tuple[str, str]:
    """Return the subject and the text: plain, short, to be read aloud."""
    subject = _("%(name)s, your question from the forum goes on") % {"name": to.first_name}
    hello, question = _("Hello %(name)s,") % {"name": to.first_name}, quoted_question(facts.question)
    parts = [hello, f"{said_there(facts.forum, at)}\n{pgettext('letter', '“%(question)s”') % {'question': question}}"]
    parts += [*who_is_there(facts), group_and_link(facts), what_is_next(facts), by.name, why_written()]
    return subject, "\n\n".join(parts) + "\n"


def quoted_question(question: str) -> str:
    return shortened(question, LONGEST_QUESTION)


def said_there(forum: Forum, at: datetime.datetime) -> str:
    if forum.held_on is None:
        return _("At the forum, you said that you host this question:")
    day = dates_in_words.plain_day(forum.held_on, today=timezone.localdate(at))
    return _("At the forum of %(day)s, you said that you host this question:") % {"day": day}


def who_is_there(facts: LetterFacts) -> list[str]:
    said = []
    if facts.carrying:
        said.append(_("You host it with %(names)s.") % {"names": listed(facts.carrying[:MOST_NAMES])})
    if facts.coming:
        names = "\n".join(f"– {coming_in_words(name, energy)}" for name, energy in facts.coming[:MOST_NAMES])
        more = f"\n{_('– and others')}" if len(facts.coming) > MOST_NAMES else ""
        said.append(f"{_('They said “I’m coming”:')}\n{names}{more}")
    return [_("Nobody else has said “I’m coming” yet. That often comes later.")] if facts.is_alone else said


def coming_in_words(name: str, energy: str) -> str:
    if energy not in ENERGIES:
        return name
    return _("%(name)s, %(energy)s") % {"name": name, "energy": ENERGIES[Energy(energy)]}


def group_and_link(facts: LetterFacts) -> str:
    named = _("Your group is called “%(title)s”.") % {"title": facts.title}
    link = _("This link, which is yours alone, asks first whether you still host your question, then opens the group")
    return f"{named}\n{line(link)}"


def what_is_next(facts: LetterFacts) -> str:
    if not facts.is_alone:
        first = _("What comes next: write a word to each of them, with two possible dates. Nothing else presses.")
    else:
        first = _("What comes next: speak of it to one person. Nothing else presses.")
    return f"{first}\n{line(_('If it is no longer you, say so here'), 'no')}"


def why_written() -> str:
    """Return why the person is written to, and how to stop it."""
    why = _("I am writing because you gave this address. You don’t need an account.")
    return "\n".join([why, line(_("Remove my name"), "remove"), line(_("Who keeps this data"), "data")])
