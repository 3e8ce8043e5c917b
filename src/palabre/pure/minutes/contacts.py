"""The possible contact of the institution that supports the groups: asked, never concluded.

The ground is narrow: others brought questions to the meeting, one person brought none, nobody else is of their
institution, and the text says more than once that this institution supports what is done.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from palabre.pure.minutes.document import Sheet, sentences
from palabre.pure.minutes.found import Contact, Participant
from palabre.pure.minutes.text.folded_lines import fold

LEAST_HOSTS = 2  # people who brought a question: the others of a list are then not the institution's by chance
MOST_OTHERS = 5  # people without a question: more of them are guests, or another kind of list
LEAST_SAID = 2  # sentences that say that the institution supports
LONGEST = 400  # characters of a sentence that is looked at
ACRONYM = re.compile(r"\b[A-ZÀ-Ý]{3,12}\b")
LISTED = ("present", "excused", "absent", "invited")
SUPPORTS = re.compile(
    r"\b(?:referent|parrain|marrain|correspondant|interlocut|contacts?\b|accompagn|appui|appuyer|soutien|soutenir|"
    r"support|epaul|coup de main|contribut|intervenant|aider?\b|liaison|backing|sponsor)"
)


def read_contacts(sheet: Sheet, people: list[Participant]) -> list[Contact]:
    """Return the one person who may be the institution's contact, or nothing."""
    hosts = sum(bool(one.questions) for one in people)
    others = [one for one in people if not one.questions and one.presence == "present"]
    if hosts < LEAST_HOSTS or len(others) > MOST_OTHERS:
        return []
    named = Counter(name for one in people for name in set(ACRONYM.findall(one.organisation or "")))
    found = [contact for one in others if (contact := _contact(one, named, sheet)) is not None]
    return found if len(found) == 1 else []


def _contact(one: Participant, named: Counter[str], sheet: Sheet) -> Contact | None:
    match = ACRONYM.search(one.organisation or "")
    if match is None or named[match[0]] > 1:
        return None
    said = list(islice(_told_to_support(match[0], sheet), LEAST_SAID))
    if len(said) < LEAST_SAID:
        return None
    return Contact(text=one.name, lines=one.lines, sure=False, institution=match[0], said=said[0])


def _told_to_support(institution: str, sheet: Sheet) -> Iterator[str]:
    """Yield the sentences that say that the institution supports, in the order of the text."""
    for sentence in _sentences_of(sheet):
        is_named = len(sentence) <= LONGEST and institution in ACRONYM.findall(sentence)
        if is_named and SUPPORTS.search(fold(sentence)):
            yield sentence


def _sentences_of(sheet: Sheet) -> Iterable[str]:
    """Yield what is said outside the lists of people: an agenda and aims are sentences too."""
    for section in sheet.sections:
        if section.kind not in LISTED:
            for block in section.blocks:
                yield from sentences(block.text)
