"""Read the « À : » line of a mail, and say whose address is whose: never wrong rather than complete.

A name matches a person when both are made of the same words, in any order, accents and capitals aside. An address
alone matches by what stands before the @: "ines.courtois", "courtois-ines", "i.courtois". Whatever could be two
persons' is nobody's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from palabre.pure.french import name_key
from palabre.pure.mail_address import normal_address

LONGEST = 30_000  # characters of a line
MOST = 500  # addresses
ADDRESS_LENGTH = 254
ADDRESS = re.compile(r"[^\s<>()\[\]\"“”«»,;:@]{1,64}@[^\s<>()\[\]\"“”«»,;:@]{1,200}")
SEPARATORS = re.compile(r"[;\n\r\t]")
QUOTED = re.compile(r"[\"“«]([^\"“”«»]*)[\"”»]\s*$")
LABEL = re.compile(r"^\s*(?:à|a|to|cc|cci|bcc|de|from)\s*:\s*", re.IGNORECASE)
EDGES = " \t\u00a0\u202f'\"“”«»,<>"
PARTS = re.compile(r"[._+\-]+")

type Name = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contact:
    """An address, and the names that may be its owner's: « Courtois, Inès » may be one name, or two."""

    address: str
    names: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.names[0]} <{self.address}>" if self.names else self.address


@dataclass(frozen=True, slots=True)
class Matching[Key]:
    """`found`: an address for each person who was recognised. `left`: the others, with those whom each may be."""

    found: dict[Key, str]
    left: dict[Contact, tuple[Key, ...]]


def is_address(text: str) -> bool:
    """Say whether this is one address, as people write them: accents are let in, spaces are not."""
    whole = ADDRESS.fullmatch(text)
    domain = text.rpartition("@")[2]
    pieces = domain.split(".")
    return whole is not None and len(text) <= ADDRESS_LENGTH and len(pieces) > 1 and all(pieces) and text[0] != "."


def contacts(line: str) -> list[Contact]:
    """Return the addresses of a line, each once, in their order, with the name that stands before each."""
    line = line[:LONGEST]
    found: dict[str, Contact] = {}
    start = 0
    for address in ADDRESS.finditer(line):
        text = address[0].strip(".'")
        if is_address(text) and len(found) < MOST:
            names = names_before(line[start : address.start()])
            known = found.get(normal_address(text))
            if known is None or not known.names:
                found[normal_address(text)] = Contact(known.address if known else text, names)
        start = address.end()
    return list(found.values())


def matched[Key](contacts: Iterable[Contact], persons: Mapping[Key, str]) -> Matching[Key]:
    """Say whose address each is. `persons` are names by any key."""
    keys = {key: name_key(name) for key, name in persons.items()}
    who = {contact: candidates(contact, keys) for contact in contacts}
    claims = defaultdict(list)
    for contact, one in who.items():
        if len(one) == 1:
            claims[one[0]].append(contact)
    found = {key: claiming[0].address for key, claiming in claims.items() if len(claiming) == 1}
    taken = {claims[key][0] for key in found}
    return Matching(found, {contact: one for contact, one in who.items() if contact not in taken})


def candidates[Key](contact: Contact, persons: Mapping[Key, Name]) -> tuple[Key, ...]:
    """Return the persons whose address it may be: by the name written beside it, else by the address itself."""
    for name in map(name_key, contact.names):
        same = [key for key, words in persons.items() if words and sorted(words) == sorted(name)]
        if same:
            return tuple(same)
    local = tuple(name_key(" ".join(PARTS.split(contact.address.partition("@")[0]))))
    beside = {word for name in contact.names for word in name_key(name)}
    return tuple(key for key, words in persons.items() if beside <= set(words) and is_written(words, local))


def is_written(name: Name, local: Name) -> bool:
    """Say whether these pieces of an address are that name: all its words in any order, or an initial and the rest."""
    if len(name) < 2 or len(local) < 2:
        return False
    initial, *rest = local
    others = [[*name[:at], *name[at + 1 :]] for at, word in enumerate(name) if word.startswith(initial)]
    return sorted(local) == sorted(name) or (len(initial) == 1 and rest in others)


def names_before(text: str) -> tuple[str, ...]:
    """Return the names that the words before <an address> may mean: all of « Courtois, Inès », then what ends them."""
    text = text.rstrip().removesuffix("mailto:").rstrip()
    if not text.endswith("<"):
        return ()
    text = text[:-1].rstrip()
    if quoted := QUOTED.search(text):
        return tuple(filter(None, [quoted[1].strip(EDGES)]))
    last = LABEL.sub("", SEPARATORS.split(text)[-1]).strip(EDGES)
    if not last:
        return ()
    after = last.rpartition(",")[2].strip(EDGES)
    return (last,) if after == last or len(name_key(after)) < 2 else (last, after)
