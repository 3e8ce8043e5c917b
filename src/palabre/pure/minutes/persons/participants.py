"""People present, excused or invited: lists, one name per line, tables; with role or organisation when written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from palabre.pure.french import name_key
from palabre.pure.minutes.found import Lines, Participant
from palabre.pure.minutes.persons.asides import (
    BRACKET,
    DASH,
    TAIL,
    TIGHT,
    brackets_of,
    name_and_asides,
    says_something,
    with_asides,
)
from palabre.pure.minutes.persons.participant_tables import (
    from_table,
    has_people,
    is_a_grid_of_names,
    is_a_table_of_lists,
    lists_in,
    with_names,
)
from palabre.pure.minutes.persons.person_names import (
    BEFORE_CIVILITY,
    CIVILITY,
    FULL_CAPS,
    HANDLE,
    TWO_NAMES,
    is_a_college,
    is_name,
    is_nickname,
    is_person,
    is_role,
    names_an_organisation,
    tells_presence,
)
from palabre.pure.minutes.persons.pseudonyms import without_pseudonyms
from palabre.pure.minutes.persons.surname_first import Turned, first_names_first, lines_with_first_names_first
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
CALLED = re.compile(r"(?:Les|La|Le|L['’]) ?[A-ZÀ-Þ]\S+ \S")  # « Les Amis du lac »
LONGEST = 5000
LEAST_DASHED, TOPS = 3, 6  # names, sections
MARK = re.compile(r"[xX✓✔☑]")
MARKED = 5  # one line out of so many that only holds a sign
FEW = 4  # lines of a list


def read_people(sections: list[Section]) -> list[Participant]:
    """Return every person of the labelled lists, once each; the first mention wins."""
    read = [person for section in sections for person in _people_of(section)] or list(_on_a_sheet(sections))
    found: dict[tuple[str, ...], Participant] = {}
    for person in read:
        key = name_key(person.name) or (person.name,)
        known = found.get(key)
        found[key] = person if known is None else _richer(known, person)
    return list(found.values())


def _on_a_sheet(sections: list[Section]) -> Iterator[Participant]:
    """Read a table « Nom, Structure » at the top of minutes that list nobody else: who signed the sheet."""
    for section in sections[:TOPS]:
        for table in tables_of(section.blocks):
            if section.kind in ("", "other") and table.has("name") and (table.has("organisation") or table.has("role")):
                yield from from_table(table, "present", _in_a_cell)
                return


def _richer(known: Participant, other: Participant) -> Participant:
    return replace(known, organisation=known.organisation or other.organisation, role=known.role or other.role)


def _people_of(section: Section) -> Iterator[Participant]:
    presence = PRESENCE_OF.get(section.kind, "present")
    listed = section.kind in PRESENCE_OF
    for table in tables_of(section.blocks):
        if is_a_table_of_lists(table):
            for column, cell, row in lists_in(table):
                for text in plain_words(MAIL.sub("", cell).replace("\v", " ; ")).split(" ; "):
                    yield from _in_a_cell(text, column, row.lines)
        elif listed and is_a_grid_of_names(table):
            for row in table.rows:
                for cell in row.cells:
                    yield from _in_a_cell(plain_words(cell.replace("\v", " ; ")), presence, row.lines)
        elif has_people(named := with_names(table) if listed else table, listed=listed):
            yield from from_table(named, presence, _in_a_cell)
    if section.kind in PRESENCE_OF:
        names = names_an_organisation(section.title) or CALLED.match(section.title)
        body = section.title if not section.own and names else None
        for person in _from_lines([block for block in section.blocks if block.kind != "row"], presence):
            yield replace(person, organisation=person.organisation or body)


def _from_lines(blocks: list[Block], presence: str) -> Iterator[Participant]:
    """Read lists and lines; most labels that name organisations make all of them organisations, else categories."""
    kept = [block for block in blocks if len(block.text) <= LONGEST]
    if sum(MARK.fullmatch(block.text) is not None for block in kept) * MARKED >= max(len(kept), MARKED * FEW):
        return  # a table that lost its columns: nobody can tell whose sign is in which
    lines = _with_first_names_first(kept)
    kept = [_turned(block, line) for block, line in zip(kept, lines)]
    if _is_one_each(kept):
        kept = [replace(block, kind="item") if block.kind == "line" else block for block in kept]
    pairs = [split_label(block.text) for block in kept]
    several = sum(_is_category(label, names) for label, names in pairs) > 1
    labels = [label for label, names in pairs if _is_category(label, names, among_others=several)]
    organisations = [label for label in labels if names_an_organisation(label) and not is_a_college(label)]
    called = [label for label in labels if label not in organisations and CALLED.match(label)]
    by_organisation = bool(organisations) and len(organisations + called) * 2 > len(labels)
    alone = len(blocks) == 1
    read = [
        [line.said(one) for one in _from_block(block, presence, (several, by_organisation), alone=alone)]
        for block, line in zip(kept, lines)
    ]
    if len(kept) >= FEW and sum(map(bool, read)) * 3 < len(kept):
        return  # most lines name nobody: it is no list of people
    yield from without_pseudonyms([person for people in read for person in people], [block.text for block in kept])


def _with_first_names_first(blocks: list[Block]) -> list[Turned]:
    """Turn the names of each list: a blank line ends one, unless each line is after one."""
    spaced = all(block.gap for block in blocks)
    starts = [at for at, block in enumerate(blocks) if at == 0 or (block.gap and not spaced)]
    texts = [_without_mails(block) for block in blocks]
    return [
        line
        for start, end in pairwise([*starts, len(blocks)])
        for line in lines_with_first_names_first(texts[start:end])
    ]


def _turned(block: Block, line: Turned) -> Block:
    return replace(block, rich=line.text, text=line.text) if line.written else block


def _is_one_each(blocks: list[Block]) -> bool:
    """Return whether most lines are « Ana Gil, Banque du Val »: two words apart, one person a line."""
    halves = [BRACKET.sub("", block.text).count(",") == 1 for block in blocks]
    return len(halves) >= FEW and sum(halves) * 3 >= len(halves) * 2


def _from_block(block: Block, presence: str, labels: tuple[bool, bool], *, alone: bool) -> Iterator[Participant]:
    """Read one line of a list. `labels`: whether several lines have one, and whether these name organisations."""
    several, by_organisation = labels
    label, names = split_label(_without_mails(block))
    each = [split_label(entry) for entry in HARD_SPLIT.split(_without_mails(block))]
    own = len(each) > 1 and sum(_is_category(*one, among_others=True) for one in each) > 1
    if own or not _is_category(label, names, among_others=several):
        yield from _from_line(_without_mails(block), block, presence, alone=alone)
        return
    named = by_organisation and not is_a_college(label) and (names_an_organisation(label) or " " in label)
    organisation = label if named else None
    for person in _from_line(names, block, presence, alone=True):
        yield replace(person, organisation=person.organisation or organisation)


def _without_mails(block: Block) -> str:
    return plain_words(MAIL.sub("", _without_questions(block.rich))).rstrip(" .:")


def _from_line(text: str, block: Block, presence: str, *, alone: bool) -> Iterator[Participant]:
    if _is_dashed_list(text):
        text = DASH.sub(", ", text)
    entries = HARD_SPLIT.split(text) if ";" in text else [text]
    one_each = len(entries) > 1 or not is_a_list_of_names(text, item=block.kind == "item", alone=alone)
    for entry in entries:
        label, names = split_label(entry)
        if len(entries) > 1 and _is_category(label, names, among_others=True):
            body = label if names_an_organisation(label) else None
            yield from (
                replace(one, organisation=one.organisation or body) for one in _several(names, presence, block.lines)
            )
        else:
            yield from (_one if one_each else _several)(entry, presence, block.lines)


def _is_dashed_list(text: str) -> bool:
    """Return whether dashes or slashes separate full names: « Ana Gil – Luc Roc – Zoé Le Du »."""
    pieces = DASH.split(BRACKET.sub("", text))
    names = [piece.strip() for piece in pieces]
    apart = "/" in text or all(" " in name for name in names)
    return len(names) >= LEAST_DASHED and apart and all(map(is_person, names))


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


def _in_a_cell(text: str, presence: str, lines: Lines) -> Iterator[Participant]:
    """Read the names of one cell of a table."""
    cell = first_names_first(text)
    yield from map(cell.said, _several(cell.text, presence, lines))


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
        known = is_person(name) or (nicknames and is_nickname(name))
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
    text = TIGHT.sub(" - ", text)
    bare = BRACKET.sub("", text).strip()
    pieces = [piece.strip(" .*") for piece in re.split(r"\s*,\s+", bare, maxsplit=1)]
    head = [one.strip(" .*") for one in DASH.split(pieces[0]) if one.strip(" .*")]
    after = [*head[1:], *pieces[1:]] if head else []
    if not head:
        return
    name, *tail = TAIL.split(head[0], maxsplit=1)
    after = [*tail, *after]
    if after and not is_role(after[0]) and _is_swapped(name, after[0]):
        name, after = after[0], [name, *after[1:]]
    brackets = brackets_of(text, after)
    for one in _names_in(name):
        yield _person(one, [*after, *brackets], presence, lines)


def _names_in(name: str) -> list[str]:
    """Return one name, or the two of a couple: « Ana et Zoé », « Ana Roux Mme Le Du »."""
    two = TWO_NAMES.match(name)
    civil = list(two.groups()) if two else [one.strip() for one in BEFORE_CIVILITY.split(name) if one.strip()]
    if len(civil) > 1 and all(is_person(one) for one in civil):
        return civil
    if is_person(name) or is_nickname(name):
        return [name]
    both = [one.strip() for one in SPLIT.split(name) if one.strip()]
    return both if len(both) > 1 and all(is_person(one) for one in both) else []


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
