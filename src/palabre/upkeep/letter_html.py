"""HTML beside the text of a message: the same words, with links that are words. No picture, no colour, no tracking.

Without colours of its own it follows the light or dark scheme of the mail program.
"""

from __future__ import annotations

import dataclasses
import re
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import get_language

ADDRESS = re.compile(r"https?://[^\s<>«»\"]*[\w/=&%#~-]")
FRENCH_SPACE = re.compile(r"(?<=«) | (?=[»?!;:])")  # a line never ends within it
ITEMS = ("- ", "– ")
OF_THE_SERVER = {"Auto-Submitted": "auto-generated"}


@dataclasses.dataclass(frozen=True, slots=True)
class Piece:
    """Words, and the address to which they lead, if any."""

    words: str
    address: str = ""

    @property
    def is_in_words(self) -> bool:
        return bool(self.address) and self.words != self.address


@dataclasses.dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a list when each of its lines is an item."""

    lines: list[list[Piece]]
    is_list: bool = False

    @property
    def is_call(self) -> bool:
        """Return whether it is one link alone, in words: the act for which the message is written."""
        return not self.is_list and len(self.lines) == len(self.lines[0]) == 1 and self.lines[0][0].is_in_words


def compose_message(
    subject: str, template: str, facts: dict[str, Any], *, to: str, community: str
) -> EmailMultiAlternatives:
    """Return a message of the server itself, to which nobody replies, in text and HTML."""
    message = EmailMultiAlternatives(subject, render_to_string(template, facts), to=[to], headers=OF_THE_SERVER)
    add_html(message, community=community)
    return message


def add_html(message: EmailMultiAlternatives, *, community: str = "", origin: str = "") -> None:
    """Attach the HTML of the message's own text, headed by the name of the community that writes.

    Addresses of this server, at `origin`, hide behind the words before them; those that people typed stay visible.
    """
    text = FRENCH_SPACE.sub("\N{NO-BREAK SPACE}", str(message.body))
    facts = {"blocks": blocks(text, origin=origin), "community": community, "language": get_language()}
    html = render_to_string("upkeep/letter.html", facts | {"subject": message.subject})
    message.attach_alternative(html, "text/html")


def blocks(text: str, *, origin: str = "") -> list[Block]:
    """Return the paragraphs of a plain text, which blank lines separate."""
    found = [part.strip("\n").split("\n") for part in re.split(r"\n[ \t]*\n", text) if part.strip()]
    return [block(lines, origin) for lines in found]


def block(lines: list[str], origin: str) -> Block:
    is_list = all(line.startswith(ITEMS) for line in lines)
    return Block([pieces(line[len(ITEMS[0]) :] if is_list else line, origin=origin) for line in lines], is_list)


def pieces(line: str, *, origin: str = "") -> list[Piece]:
    """Return « Say yes: https://… » of this server as a link of these words, other addresses as links of themselves."""
    label, _colon, last = line.strip().rpartition(": ")
    if label and origin and last.startswith(f"{origin}/") and ADDRESS.fullmatch(last):
        return [Piece(label.rstrip(), last)]
    found_pieces, end = [], 0
    for address in ADDRESS.finditer(line):
        found_pieces += [Piece(line[end : address.start()]), Piece(address[0], address[0])]
        end = address.end()
    return [piece for piece in [*found_pieces, Piece(line[end:])] if piece.words]
