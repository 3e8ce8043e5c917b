"""Removed names in the ids of headings, which are slugs, and in links to them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from palabre.pure.french import slug
from palabre.pure.french.spellings import INSTEAD, Name

ANCHOR = re.compile(r'((?: id="|href="[^"#]*#))([^"]*)(")')


def over_anchors(html: str, names: re.Pattern[str]) -> str:
    """Return the HTML without these names in its anchors."""
    return ANCHOR.sub(lambda found: f"{found[1]}{names.sub(slug(INSTEAD), found[2])}{found[3]}", html)


def anchors_of(gone: Iterable[str]) -> re.Pattern[str] | None:
    """Return a pattern of these names in the id of a heading, which is a slug; None for no name."""
    names = [Name.of(one) for one in gone]
    found = {"-".join(words) for one in names for words in one.orders}
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(sorted(found))})(?![a-z0-9])") if found else None
