"""Those present, excused or invited: lists, one name per line, tables; with role or organisation when written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from palabre.pure.french import name_key
from palabre.pure.minutes.blocks import Block
from palabre.pure.minutes.folding import fold
from palabre.pure.minutes.found import Lines, Participant
from palabre.pure.minutes.inline import emphasised, plain, without_emphasised
from palabre.pure.minutes.lexicon import split_label
from palabre.pure.minutes.names import (
    CIVILITY,
    EXCUSED,
    FULL_CAPS,
    HANDLE,
    NICKNAME,
    STOP,
    is_name,
    is_role,
    names_an_organisation,
    tells_presence,
)
from palabre.pure.minutes.sections import Section
from palabre.pure.minutes.tables import Table, tables_of

PRESENCE_OF = {"present": "present", "excused": "excused", "absent": "excused", "invited": "invited"}
BRACKET = re.compile(r"\s*[(\[]([^()\[\]]{0,200})[)\]]?")
SPLIT = re.compile(r"\s*[;,]\s*|\s+(?:et|and|ainsi que)\s+|\s*&\s*|\s+\+\s+")
HARD_SPLIT = re.compile(r"\s*;\s*")
DASH = re.compile(r"\s+[–—-]\s+|\s*\|\s*|\s*[–—]\s+|\t+| {3,}|\s+/\s+|\s*:\s+")
MAIL = re.compile(r"\s*[<(]?[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+[>)]?")
QUESTION = re.compile(
    r"\b(?:Comment|Quel(?:\.?le)?(?:\.?s)?|Pourquoi|Qu['’]est|En quoi|Où|How|What|Why|Which|À quoi|Par où)\b"
)
INITIAL = re.compile(r" \w\.$")
SEVERAL = re.compile(r"^(?:MM\.?|Mmes|Messieurs|Mesdames)\s+")
LONGEST = 5000


def read_people(sections: list[Section]) -> list[Participant]:
    """Everyone that the labelled lists name, once each; the first mention wins."""
    found: dict[tuple[str, ...], Participant] = {}
    for section in sections:
        for person in _people_of(section):
            key = name_key(person.name) or (person.name,)
            known = found.get(key)
            found[key] = person if known is None else _richer(known, person)
    return list(found.values())


def _richer(known: Participant, other: Participant) -> Participant:
    return replace(known, organisation=known.organisation or other.organisation, role=known.role or other.role)


def _people_of(section: Section) -> Iterator[Participant]:
    presence = PRESENCE_OF.get(section.kind, "present")
    for table in tables_of(section.blocks):
        if table.has("name") and (section.kind in PRESENCE_OF or table.has("present") or table.has("excused")):
            yield from _from_table(table, presence)
        elif not table.has("name") and table.has("present") and table.has("excused"):
            yield from _from_columns(table)
    if section.kind in PRESENCE_OF:
        yield from _from_lines([block for block in section.blocks if block.kind != "row"], presence)


def _from_lines(blocks: list[Block], presence: str) -> Iterator[Participant]:
    """Lists and lines; their labels are organisations when most of them are, else categories of people."""
    kept = [block for block in blocks if len(block.text) <= LONGEST]
    pairs = [split_label(block.text) for block in kept]
    several = sum(_is_category(label, names) for label, names in pairs) > 1
    labels = [label for label, names in pairs if _is_category(label, names, among_others=several)]
    organisations = [label for label in labels if names_an_organisation(label)]
    by_organisation = len(organisations) * 2 > len(labels)
    for block in kept:
        label, names = split_label(_without_mails(block))
        if not _is_category(label, names, among_others=several):
            yield from _from_line(_without_mails(block), block, presence, alone=len(blocks) == 1)
            continue
        organisation = label if by_organisation and (names_an_organisation(label) or " " in label) else None
        for person in _from_line(names, block, presence, alone=True):
            yield replace(person, organisation=person.organisation or organisation)


def _without_mails(block: Block) -> str:
    return plain(MAIL.sub("", _without_questions(block.rich))).rstrip(" .:")


def _from_line(text: str, block: Block, presence: str, *, alone: bool) -> Iterator[Participant]:
    entries = HARD_SPLIT.split(text) if ";" in text else [text]
    one_each = len(entries) > 1 or not is_a_list_of_names(text, item=block.kind == "item", alone=alone)
    for entry in entries:
        yield from (_one if one_each else _several)(entry, presence, block.lines)


def is_a_list_of_names(text: str, *, item: bool, alone: bool) -> bool:
    """Is the line a list of people rather than one person with her role and organisation?

    `item`: it is one of a list; `alone`: nothing else stands in its section.
    """
    bare = BRACKET.sub("", text)
    pieces = [piece for piece in SPLIT.split(bare) if piece]
    if len(pieces) < 2:
        return bare.count("@") > 1
    people = [piece for piece in pieces if is_name(piece) and not is_role(piece) and not names_an_organisation(piece)]
    if item and not alone:
        return len(people) >= 3 and len(people) * 3 >= len(pieces) * 2
    if alone or not DASH.search(bare):
        return len(people) >= 2 or alone
    return len(people) >= 3


def _is_category(label: str, names: str, *, among_others: bool = False) -> bool:
    """« Parents élus : Mme X, M. Y » : is the label that of several people, not one person's name?

    `among_others`: other lines of the list are labelled so, and this one is too.
    """
    first = SPLIT.split(BRACKET.sub("", names))[0].strip()
    if not label or len(label) > 70 or not (is_name(first) or HANDLE.match(first)):
        return False
    if names_an_organisation(label) or is_role(label):
        return True
    if names_an_organisation(first) or is_role(first):
        return False
    return among_others or not is_name(label) or len(label.split()) == 1 or len(SPLIT.split(names)) > 1


def _several(text: str, presence: str, lines: Lines) -> Iterator[Participant]:
    """A list of names; what follows one and is no name says something about her."""
    last: Participant | None = None
    pieces = [_name_and_asides(piece) for piece in _pieces(text)]
    nicknames = sum(is_name(name) for name, _ in pieces) * 2 >= len(pieces) > 1
    for name, asides in pieces:
        if last is not None and _says_something(name, last):
            last = _with_asides(last, [name, *asides])
            continue
        if last is not None:
            yield last
        known = is_name(name) or (nicknames and _is_nickname(name))
        last = _person(name, asides, presence, lines) if known else None
    if last is not None:
        yield last


def _says_something(words: str, person: Participant) -> bool:
    """In a list, is it a role or an organisation of the person just named?"""
    if is_role(words) or (tells_presence(words) and not is_name(words)):
        return True
    return (not is_name(words) and names_an_organisation(words)) or (
        FULL_CAPS.match(words) is not None and " " in person.name and not FULL_CAPS.match(person.name.split()[-1])
    )


def _is_nickname(word: str) -> bool:
    return (
        NICKNAME.match(word) is not None and fold(word) not in STOP and not is_role(word) and not tells_presence(word)
    )


def _pieces(text: str) -> list[str]:
    """The list cut at commas and « et », not within brackets; « @a @b » are two."""
    kept: list[str] = []
    held = re.sub(r"[(\[][^()\[\]]{0,200}[)\]]?", lambda match: _hold(match[0], kept), text)
    pieces = SPLIT.split(held)
    if len(pieces) == 1 and text.count("@") > 1:
        pieces = text.split()
    return [
        re.sub("\x00(\\d+)\x00", lambda match: kept[int(match[1])], piece).strip() for piece in pieces if piece.strip()
    ]


def _hold(words: str, kept: list[str]) -> str:
    kept.append(words)
    return f"\x00{len(kept) - 1}\x00"


def _name_and_asides(piece: str) -> tuple[str, list[str]]:
    asides = [aside for aside in BRACKET.findall(piece) if aside]
    name, *rest = DASH.split(BRACKET.sub("", piece).strip())
    name = name.strip(" *-–")
    return name if INITIAL.search(name) else name.strip("."), [one for one in rest if one.strip()] + asides


def _one(text: str, presence: str, lines: Lines) -> Iterator[Participant]:
    """One person per line: « Nom, Org », « Nom – ORG (mail) », « Nom (rôle) », « ORG – Prénom NOM »."""
    bare = BRACKET.sub("", text).strip()
    pieces = [piece.strip(" .*") for piece in re.split(r"\s*,\s+", bare, maxsplit=1)]
    head = [one.strip(" .*") for one in DASH.split(pieces[0]) if one.strip(" .*")]
    after = [*head[1:], *pieces[1:]] if head else []
    if not head:
        return
    name = head[0]
    if after and not is_role(after[0]) and _is_swapped(name, after[0]):
        name, after = after[0], [name, *after[1:]]
    brackets = _brackets_of(text, after)
    for one in _names_in(name):
        yield _person(one, [*after, *brackets], presence, lines)


def _names_in(name: str) -> list[str]:
    """One name, or two of a couple: « Ana et Zoé »."""
    if is_name(name) or _is_nickname(name):
        return [name]
    both = [one.strip() for one in SPLIT.split(name) if one.strip()]
    return both if len(both) > 1 and all(is_name(one) for one in both) else []


def _brackets_of(text: str, after: list[str]) -> list[str]:
    """Asides in brackets; one that belongs to a role stays with it: « résident (céramique) »."""
    found = []
    for match in BRACKET.finditer(text):
        before = text[: match.start()]
        if after and before.endswith(after[-1]) and (is_role(after[-1]) or not tells_presence(match[1])):
            after[-1] = f"{after[-1]}{match[0]}".strip()
        elif match[1]:
            found.append(match[1])
    return found


def _is_swapped(first: str, second: str) -> bool:
    """The organisation first, then the person: « CD 99 – Ana ROUX »."""
    if not is_name(second) or names_an_organisation(second):
        return False
    if names_an_organisation(first):
        return True
    given, surname = second.split()[0], second.split()[-1]
    shouted = FULL_CAPS.match(surname) is not None and not FULL_CAPS.match(given)
    civil = re.match(CIVILITY, second) is not None
    return (shouted or civil) and (not is_name(first) or FULL_CAPS.match(first) is not None)


def _person(name: str, asides: list[str], presence: str, lines: Lines) -> Participant:
    name = SEVERAL.sub("", name)
    return _with_asides(Participant(text=name, name=name, presence=presence, lines=lines), asides)


def _with_asides(person: Participant, asides: list[str]) -> Participant:
    for aside in (part.strip(" .,*") for one in asides for part in _parts(one)):
        if not aside or "@" in aside or aside.isdigit():
            continue
        if is_role(aside):
            person = replace(person, role=person.role or aside)
        elif tells_presence(aside):
            person = replace(person, presence="excused") if EXCUSED.search(fold(aside)) else person
        elif aside[0].isupper() or names_an_organisation(aside):
            person = replace(person, organisation=person.organisation or aside)
    return person


def _parts(aside: str) -> list[str]:
    """« CHU, cheffe de service » says two things; « Ville, ports et plages » is one organisation."""
    pieces = re.split(r",\s+", aside)
    return pieces if any(is_role(one) or tells_presence(one) for one in pieces[1:]) else [aside]


def _without_questions(rich: str) -> str:
    """The line of a person without the questions that she carries, which are in italics or asked outright."""
    if any(len(words.split()) >= 3 for words in emphasised(rich)):
        return without_emphasised(rich).split("\n")[0].rstrip(" ,:;–-")
    if (match := QUESTION.search(rich)) and match.start() > 5:
        return rich[: match.start()].rstrip(' ,:;–-«"')
    return rich


def _from_table(table: Table, presence: str) -> Iterator[Participant]:
    for row in table.rows:
        name = " ".join(filter(None, (table.cell(row, "first_name"), table.cell(row, "name"))))
        if not is_name(name):
            continue
        yield Participant(
            text=name,
            name=name,
            lines=row.lines,
            organisation=_worded(table.cell(row, "organisation")),
            role=_worded(table.cell(row, "role")),
            presence=_presence_in(table, row, presence),
        )


def _worded(cell: str) -> str | None:
    """A cell's words; a dash says nothing."""
    return cell if re.search(r"\w", cell) else None


def _from_columns(table: Table) -> Iterator[Participant]:
    """Columns « Présents » and « Excusés » that hold lists of names."""
    for row in table.rows:
        for column in ("present", "excused"):
            cell = row.cells[table.columns[column]] if table.columns[column] < len(row.cells) else ""
            for text in plain(MAIL.sub("", cell).replace("\v", " ; ")).split(" ; "):
                yield from _several(text, column, row.lines)


def _presence_in(table: Table, row: Block, presence: str) -> str:
    signed = table.cell(row, "present").strip().casefold()
    if table.cell(row, "excused").strip(" -–"):
        return "excused"
    if table.has("present") and table.has("excused"):
        return "present" if signed.strip(" -–") else "unknown"
    if EXCUSED.search(fold(signed)) or signed in ("e", "exc", "exc.", "non", "no", "abs", "a"):
        return "excused"
    return presence if signed.strip(" -–") or not table.has("present") else "unknown"
