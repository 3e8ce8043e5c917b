"""Texts of the letters to people named in minutes, in the language of the minutes.

Plain text, ninety words, four answers that can be understood alone. They are a first draft, which the sender edits.
"""

from __future__ import annotations

import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from palabre.minutes.letters.named_people import Named
from palabre.minutes.models import Import
from palabre.post.letter_placeholders import line
from palabre.pure.french import shortened
from palabre.pure.minutes.document import guess_language
from palabre.web import dates_in_words

LONGEST_QUESTION = 300  # characters; a longer one is cut between two words


def letter_to(named: Named, reading: Import, *, by: str, today: datetime.date, first_on: str = "") -> tuple[str, str]:
    """Return the letter's subject and text, from `by`; `first_on` is the day of the first letter, for a reminder."""
    with translation.override(guess_language(reading.text)):
        asks = question_owner_text if named.carries else named_person_text
        subject, said = asks(named, reading, today)
        again = [_("I wrote to you on %(day)s. Here is my message once more; I won’t ask again.") % {"day": first_on}]
        parts = [_("Hello %(name)s,") % {"name": named.person.first_name}, *(again if first_on else []), *said]
        return subject, "\n\n".join([*parts, by, foot()]) + "\n"


def question_owner_text(named: Named, reading: Import, today: datetime.date) -> tuple[str, list[str]]:
    """Ask the person who carries a question whether they still do."""
    hers = {"name": named.person.first_name}
    if reading.meeting is not None and reading.meeting.forum_id is not None:
        subject = _("%(name)s, are you still hosting your question from the forum?") % hers
    else:
        subject = _("%(name)s, are you still hosting your question?") % hers
    says = _("%(minutes)s say that you are hosting this question:") % {"minutes": minutes(reading, today)}
    question = _("“%(question)s”") % {"question": shortened_question(named.question)}
    ask = _("Is that right? Choose the sentence that fits. Every answer is a good one.")
    return subject, [f"{says}\n{question}", ask, "\n".join(answers())]


def answers() -> list[str]:
    """Return four links that can be understood alone, one on each line."""
    return [
        line(_("Yes, I’m hosting it"), "yes"),
        line(_("I’d like to co-host it"), "share"),
        line(_("I’d rather support it"), "accompany"),
        line(_("It’s no longer me"), "no"),
    ]


def named_person_text(named: Named, reading: Import, today: datetime.date) -> tuple[str, list[str]]:
    """Tell a person who is only named which minutes do: the link of a letter may be one that others hold too.

    Such a link opens no sentence about them. Another one also leads to these.
    """
    subject = _("%(name)s, your name is in some minutes") % {"name": named.person.first_name}
    what = {"minutes": minutes(reading, today), "space": reading.space.name}
    says = _("%(minutes)s mention you. I have put them in our space, “%(space)s”.") % what
    return subject, [says, line(_("See which minutes these are"))]


def foot() -> str:
    """Return the reason for the letter, and the link to have one's name removed."""
    why = _("I am writing because these minutes mention you. You don’t need an account.")
    return "\n".join([why, line(_("Remove my name"), "remove"), line(_("Who keeps this data"), "data")])


def minutes(reading: Import, today: datetime.date) -> str:
    """Return « Le compte rendu du 29 septembre »."""
    if reading.meeting is not None and reading.meeting.on is not None:
        return _("The minutes of %(day)s") % {"day": dates_in_words.plain_day(reading.meeting.on, today=today)}
    return _("The minutes of our meeting")


def shortened_question(question: str) -> str:
    return shortened(question, LONGEST_QUESTION)
