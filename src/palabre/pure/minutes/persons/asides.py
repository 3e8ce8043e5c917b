"""Details written beside a name: a role, an organisation, a late arrival, initials."""

from __future__ import annotations

import re
from dataclasses import replace

from palabre.pure.minutes.found import Participant
from palabre.pure.minutes.persons.person_names import (
    EXCUSED,
    FULL_CAPS,
    UPPER,
    is_name,
    is_role,
    names_an_organisation,
    tells_presence,
)
from palabre.pure.minutes.text.folded_lines import fold

BRACKET = re.compile(r"\s*[(\[]([^()\[\]]{0,200})[)\]]?")
TAIL = re.compile(
    r"\s+(?=(?:à partir d|arriv[ée]+|parti[es]?\b|jusqu|départ\b|quitte|rejoint|"
    r"en (?:visio|ligne|distanciel|présentiel|retard)|"
    r"à distance|par (?:téléphone|visio)|au téléphone|absent|excus|until\b|from \d|online\b|remotely\b|left\b))"
)
DASH = re.compile(r"\s+[–—-]\s+|\s*\|\s*|\s*[–—]\s+|\t+| {3,}|\s+/\s+|\s*:\s+")
INITIAL = re.compile(r" \w\.$")
NAME_WORDS = re.compile(r"[\s'’.-]+")
WITHIN = re.compile(r"(?:departement d|laboratoire|chaire|faculte|ufr\b|partenariat|ecole doctorale|unite|programme)")
UNIVERSITY = re.compile(r"universite")
TIGHT = re.compile(rf"(?<=[{UPPER}]{{2}})-(?=[{UPPER}][a-zà-ÿ]+ (?:d['’]|[a-zà-ÿ]))")
LONGEST_INITIALS = 5


def with_asides(person: Participant, asides: list[str]) -> Participant:
    """Return the person with the details of the asides; the first one of each kind wins."""
    for aside in (part.strip(" .,*") for one in asides for part in _parts(one)):
        if not aside or "@" in aside or aside.isdigit() or are_initials(aside, person.name):
            continue
        if is_role(aside):
            person = replace(person, role=person.role or aside)
        elif tells_presence(aside):
            person = replace(person, presence="excused") if EXCUSED.search(fold(aside)) else person
        elif aside[0].isupper() or names_an_organisation(aside):
            person = replace(person, organisation=_outermost(person.organisation, aside))
    return person


def _outermost(known: str | None, aside: str) -> str:
    """Return the first organisation told; the university rather than a department of it."""
    if known is None or (WITHIN.match(fold(known)) and UNIVERSITY.match(fold(aside))):
        return aside
    return known


def are_initials(letters: str, name: str) -> bool:
    """Return whether the letters are the initials of the name: « SdH » for Ségolène d'Harvières."""
    wanted = re.sub(r"[.-]", "", fold(letters))
    if not 2 <= len(wanted) <= LONGEST_INITIALS or " " in wanted:
        return False
    firsts = iter(fold(word)[0] for word in NAME_WORDS.split(name) if fold(word))
    return fold(name)[:1] == wanted[0] and all(letter in firsts for letter in wanted)


def says_something(words: str, person: Participant) -> bool:
    """Return whether words of a list are a role or an organisation of the person just named."""
    if is_role(words) or (tells_presence(words) and not is_name(words)):
        return True
    return (not is_name(words) and names_an_organisation(words)) or (
        FULL_CAPS.match(words) is not None and " " in person.name and not FULL_CAPS.match(person.name.split()[-1])
    )


def name_and_asides(piece: str) -> tuple[str, list[str]]:
    """Split « Ana Gil (mairie) – élue » into ("Ana Gil", ["élue", "mairie"])."""
    asides = [aside for aside in BRACKET.findall(piece) if aside]
    name, *rest = DASH.split(BRACKET.sub("", piece).strip())
    name, *tail = TAIL.split(name.strip(" *-–"), maxsplit=1)
    rest = [*tail, *rest]
    return name if INITIAL.search(name) else name.strip("."), [one for one in rest if one.strip()] + asides


def brackets_of(text: str, after: list[str]) -> list[str]:
    """Return the asides in brackets; one that belongs to a role stays with it: « résident (céramique) »."""
    found = []
    for match in BRACKET.finditer(text):
        before = text[: match.start()]
        if after and before.endswith(after[-1]) and (is_role(after[-1]) or not tells_presence(match[1])):
            after[-1] = f"{after[-1]}{match[0]}".strip()
        elif match[1]:
            found.append(match[1])
    return found


def _parts(aside: str) -> list[str]:
    """Split « directrice, CHU » in two; « Ville, ports et plages » is one organisation."""
    pieces = re.split(r",\s+|\s+[–—-]\s+|\s+/\s+|\s*;\s+", aside)
    return pieces if any(is_role(one) or tells_presence(one) for one in pieces) else [aside]
