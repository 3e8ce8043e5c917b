"""Pseudonyms written in brackets after the names of a list: « Ana Gil (mouette) », « Luc Roc (Rivage) »."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from palabre.pure.minutes.found import Participant
from palabre.pure.minutes.persons.person_names import is_nickname, names_an_organisation

BRACKETED = re.compile(r"\(@?([\w.-]{2,25})\)")
SHARE = 4  # one word in brackets out of so many, in lower case, tells that the others are pseudonyms too


def without_pseudonyms(people: Sequence[Participant], lines: Sequence[str]) -> list[Participant]:
    """Return the people, those words no longer taken for organisations where the list has such pseudonyms."""
    words = [word for line in lines for word in BRACKETED.findall(line)]
    plain = [word for word in words if is_nickname(word) and not names_an_organisation(word)]
    if not plain or len(plain) * SHARE < len(words):
        return list(people)
    pseudonyms = {word for word in words if not names_an_organisation(word)}
    return [replace(one, organisation=None) if one.organisation in pseudonyms else one for one in people]
