"""A reading list typed as text: one line for each thing to read, with a title, an address, or both."""

from __future__ import annotations

import dataclasses
import re

ADDRESS = re.compile(r"https?://[^\s<>\"]{1,2000}", re.IGNORECASE)
CLOSING = ".,;:!?»”)]"
AROUND = " \t-–—:,·*•"
CUT = ("…", "...")  # what a mail program leaves of a long address


@dataclasses.dataclass(frozen=True, slots=True)
class ToRead:
    """`title` is the address itself where none was typed; `address` is "" for a title alone."""

    title: str
    address: str
    is_cut: bool = False  # the address seems truncated


def to_read(text: str) -> list[ToRead]:
    """Return the things to read, in order."""
    return [line_read(line) for line in text.splitlines() if line.strip(AROUND)]


def line_read(line: str) -> ToRead:
    found = ADDRESS.search(line)
    if found is None:
        return ToRead(line.strip(AROUND), "")
    whole = found[0]
    is_cut = whole.endswith(CUT)
    address = whole if is_cut else whole.rstrip(CLOSING)
    before, after = line[: found.start()].strip(AROUND), line[found.start() + len(address) :].strip(AROUND)
    title = " ".join(f"{before} {after}".split())
    return ToRead(title if any(char.isalnum() for char in title) else address, address, is_cut)
