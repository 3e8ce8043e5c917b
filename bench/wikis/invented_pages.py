"""The invented French pages that every wiki under measure holds: the same words, headings and links."""

from __future__ import annotations

import random

TEXT = "le four du village se rallume samedi avec la farine du moulin et le bois de la commune"
WORDS = TEXT.split()
LINKS = 3


def title_of(number: int) -> str:
    return f"Feuille {number}"


def parts_of(number: int, many: int) -> tuple[list[str], str]:
    """Return the paragraphs of a page, and a line of links to others of so many."""
    dice = random.Random(number)
    links = " ".join(f"[[{title_of(dice.randrange(many))}]]" for _link in range(LINKS))
    return ["\n".join(sentence(dice) for _line in range(6)) for _part in range(4)], links


def sentence(dice: random.Random) -> str:
    return " ".join(dice.choices(WORDS, k=14)).capitalize() + "."


def in_markdown(number: int, many: int) -> str:
    parts, links = parts_of(number, many)
    return f"# {title_of(number)}\n\n" + "\n\n## Suite\n\n".join(parts) + f"\n\n- {links}"


def in_dokuwiki(number: int, many: int) -> str:
    parts, links = parts_of(number, many)
    return f"====== {title_of(number)} ======\n\n" + "\n\n===== Suite =====\n\n".join(parts) + f"\n\n  * {links}"
