"""People present, excused or invited: lists, one name per line, tables; with role or organisation when written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from palabre.pure.french import name_key
from palabre.pure.minutes.found import Lines, Participant
from palabre.pure.minutes.persons.asides import BRACKET, DASH, brackets_of, name_and_asides, says_something, with_asides
from palabre.pure.minutes.persons.participant_tables import (
    from_table,
    has_people,
    is_a_table_of_lists,
    lists_in,
    with_names,
)
from palabre.pure.minutes.persons.person_names import (
    CIVILITY,
    FULL_CAPS,
    HANDLE,
    is_name,
    is_nickname,
    is_role,
    names_an_organisation,
    tells_presence,
)
from palabre.pure.minutes.text.blocks import Block
from palabre.pure.minutes.text.inline import emphasised, plain_words, without_emphasised
from palabre.pure.minutes.text.lexicon import split_label
from palabre.pure.minutes.text.sections import Section
from palabre.pure.minutes.text.tables import tables_of

PRESENCE_OF = {"present": "present", "excused": "excused", "absent": "excused", "invited": "invited"}
SPLIT = re.compile(r"\s*[;,]\s*|\s+(?:et|and|ainsi que)\s+|\s*&\s*|\s+\+\s+")
HARD_SPLIT = re.compile(r"\s*;\s*")
MAIL = re.compile(r"\s*[<(]?[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+[>)]?")
QUESTION = re.compile(
    r"\b(?:Comment|Quel(?:\.?le)?(?:\.?s)?|Pourquoi|Qu['’]est|En quoi|Où|How|What|Why|Which|À quoi|Par où)\b"
)
SEVERAL = re.compile(r"^(?:MM\.?|Mmes|Messieurs|Mesdames)\s+")
LONGEST = 5000


def read_people(sections: list[Section]) -> list[Participant]:
    """Return every person of the labelled lists, once each; the first mention wins."""
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
    listed = section.kind in PRESENCE_OF
    for table in tables_of(section.blocks):
        if is_a_table_of_lists(table):
            for column, cell, row in lists_in(table):
                for text in plain_words(MAIL.sub("", cell).replace("\v", " ; ")).split(" ; "):
                    yield from _several(text, column, row.lines)
        elif has_people(named := with_names(table) if listed else table, listed=listed):
            yield from from_table(named, presence)
    if section.kind in PRESENCE_OF:
        yield from _from_lines([block for block in section.blocks if block.kind != "row"], presence)


def _from_lines(blocks: list[Block], presence: str) -> Iterator[Participant]:
    """Read lists and lines; most labels that name organisations make all of them organisations, else categories."""
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
    return plain_words(MAIL.sub("", _without_questions(block.rich))).rstrip(" .:")


def _from_line(text: str, block: Block, presence: str, *, alone: bool) -> Iterator[Participant]:
    entries = HARD_SPLIT.split(text) if ";" in text else [text]
    one_each = len(entries) > 1 or not is_a_list_of_names(text, item=block.kind == "item", alone=alone)
    for entry in entries:
        yield from (_one if one_each else _several)(entry, presence, block.lines)


def is_a_list_of_names(text: str, *, item: bool, alone: bool) -> bool:
    """Return whether the line is a list of people rather than one person with a role and an organisation.

    `item`: it is one of a list; `alone`: its section holds nothing else.
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
    """Return whether the label is a category of people, not a person: « Parents élus : Mme X, M. Y ».

    `among_others`: other lines of the list have such labels, so this one is a category too.
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
    """Yield the people of a list of names; a piece that is no name describes the person before it."""
    last: Participant | None = None
    pieces = [name_and_asides(piece) for piece in _pieces(text)]
    if len(pieces) == 2 and is_name(pieces[0][0]) and _is_called(pieces[1][0]):
        pieces = [(pieces[0][0], [*pieces[0][1], pieces[1][0], *pieces[1][1]])]
    nicknames = sum(is_name(name) for name, _ in pieces) * 2 >= len(pieces) > 1
    for name, asides in pieces:
        if last is not None and says_something(name, last):
            last = with_asides(last, [name, *asides])
            continue
        if last is not None:
            yield last
        known = is_name(name) or (nicknames and is_nickname(name))
        last = _person(name, asides, presence, lines) if known else None
    if last is not None:
        yield last


def _is_called(words: str) -> bool:
    """Return whether the words after one name and a comma are an organisation: « Les Amis du lac »."""
    return " " in words and words[:1].isupper() and not is_name(words) and not tells_presence(words)


def _pieces(text: str) -> list[str]:
    """Split the list at commas and « et », except within brackets; « @a @b » are two."""
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


def _one(text: str, presence: str, lines: Lines) -> Iterator[Participant]:
    """Read one person per line: « Nom, Org », « Nom – ORG (mail) », « Nom (rôle) », « ORG – Prénom NOM »."""
    bare = BRACKET.sub("", text).strip()
    pieces = [piece.strip(" .*") for piece in re.split(r"\s*,\s+", bare, maxsplit=1)]
    head = [one.strip(" .*") for one in DASH.split(pieces[0]) if one.strip(" .*")]
    after = [*head[1:], *pieces[1:]] if head else []
    if not head:
        return
    name = head[0]
    if after and not is_role(after[0]) and _is_swapped(name, after[0]):
        name, after = after[0], [name, *after[1:]]
    brackets = brackets_of(text, after)
    for one in _names_in(name):
        yield _person(one, [*after, *brackets], presence, lines)


def _names_in(name: str) -> list[str]:
    """Return one name, or the two of a couple: « Ana et Zoé »."""
    if is_name(name) or is_nickname(name):
        return [name]
    both = [one.strip() for one in SPLIT.split(name) if one.strip()]
    return both if len(both) > 1 and all(is_name(one) for one in both) else []


def _is_swapped(first: str, second: str) -> bool:
    """Return whether the organisation comes first, then the person: « CD 99 – Ana ROUX »."""
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
    return with_asides(Participant(text=name, name=name, presence=presence, lines=lines), asides)


def _without_questions(rich: str) -> str:
    """Remove the questions carried by the person of the line: in italics, or from the first question word."""
    if any(len(words.split()) >= 3 for words in emphasised(rich)):
        return without_emphasised(rich).split("\n")[0].rstrip(" ,:;–-")
    if (match := QUESTION.search(rich)) and match.start() > 5:
        return rich[: match.start()].rstrip(' ,:;–-«"')
    return rich
