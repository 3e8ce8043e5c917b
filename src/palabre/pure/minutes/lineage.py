"""Mergers and continuations of questions and groups, and parts added after the meeting."""

from __future__ import annotations

import re
from collections.abc import Iterator

from palabre.pure.minutes.document import Sheet, sentences
from palabre.pure.minutes.found import Addendum, Finding, Merge
from palabre.pure.minutes.persons.person_names import is_name
from palabre.pure.minutes.text.blocks import Block

ABOUT = (
    r"(?:sur|pour|concernant|à propos (?:de|du)|quant (?:à|au)|on|about|"
    r"for)\s+(?P<what>[^,;:.?!]{2,80}?)\s*[,:;–-]\s*"
)
GROUP = r"(?:(?:le|la|les|l['’]|the)\s*)?(?:groupes?|équipes?|questions?|sujets?|chantiers?|group|team)"
TARGET = r"(?P<into>[^,;.:?!()]{2,80}?)(?=\s*(?:$|[,;.:?!()]|\b(?:car|parce|puisque|pour|because|since|as)\b))"
MERGES = (
    re.compile(
        rf"^{ABOUT}(?:(?:une|la|il y a|on|nous|a)\s+)?(?:fusion(?:ne|ner|nons|née?s?)?|merge[sd]?|"
        rf"merger)\s+(?:avec|into|with)\s+{TARGET}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^(?P<what>{GROUP}\s+[^,;:.?!]{{2,60}}?)\s+(?:fusionne(?:nt|ra)?|(?:a|ont|est|"
        rf"va)\s+fusionn[ée]\w*|rejoint|merges?|joins?)\s+(?:avec\s+|into\s+|"
        rf"with\s+)?(?P<into>{GROUP}\s+[^,;.:?!()]{{2,60}}?)(?=\s*(?:$|[,;.:?!()]|\b(?:car|"
        rf"because)\b))",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^fusion\s+(?:de\s+|du\s+|entre\s+)(?P<what>{GROUP}\s+[^,;:.?!]{{2,60}}?)\s+(?:avec|et|"
        rf"dans)\s+(?P<into>{GROUP}\s+[^,;.:?!()]{{2,60}})",
        re.IGNORECASE,
    ),
)
CARRIES_ON = (
    re.compile(
        rf"^{ABOUT}(?:(?:on|nous|ça|cela|le groupe|le travail|we|it)\s+)?(?:(?:se\s+)?(?:continue|"
        rf"poursui)\w*|(?:carr(?:y|ies)|go(?:es)?)\s+on)\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^(?P<what>{GROUP}\s+[^,;:.?!]{{2,60}}?)\s+(?:(?:se\s+)(?:continue|poursui)\w*|"
        rf"continue\s+(?:tel|telle|comme|sans|avec|son|sa|ses|as)|continues\s+as|carries\s+on)\b",
        re.IGNORECASE,
    ),
)
OF_A_GROUP = re.compile(rf"^{GROUP}\s+(?:d['’]|de\s+|du\s+|of\s+)", re.IGNORECASE)
MET = re.compile(r"\b(?:avec|with|de)\s+([A-ZÀ-Ý][^,;:()]{1,60})$")


def read_merges(sheet: Sheet) -> list[Merge]:
    return [one for _, block in sheet.prose() for one in _merges_in(block, sheet)]


def read_carried_on(sheet: Sheet) -> list[Finding]:
    return [one for one, _sentence in carried_on(sheet)]


def carried_on(sheet: Sheet) -> Iterator[tuple[Finding, str]]:
    """Yield the subjects that go on, each with the sentence that says so."""
    for _, block in sheet.prose():
        for sentence in sentences(block.text):
            match = next((match for pattern in CARRIES_ON if (match := pattern.match(sentence[:400]))), None)
            if match is not None:
                yield Finding(text=match["what"].strip(), lines=block.lines), sentence


def read_addenda(sheet: Sheet) -> list[Addendum]:
    """Return the parts written after the meeting: « Après la réunion, rencontre avec X »."""
    found = []
    for section in sheet.of_kind("addendum"):
        if section.own:
            match = MET.search(section.title)
            who = match[1].strip() if match and is_name(match[1].strip()) else None
            last = section.blocks[-1].last if section.blocks else section.lines[1]
            found.append(Addendum(text=section.title, lines=(section.lines[0], last), who=who))
    return found


def _merges_in(block: Block, sheet: Sheet) -> Iterator[Merge]:
    for sentence in sentences(block.text):
        match = next((match for pattern in MERGES if (match := pattern.match(sentence[:400]))), None)
        if match is not None:
            into = OF_A_GROUP.sub("", match["into"].strip())
            known = sheet.full_name(into)
            into = known if known != into or is_name(into) else match["into"].strip()
            yield Merge(text=sentence, lines=block.lines, what=match["what"].strip(), into=into)
