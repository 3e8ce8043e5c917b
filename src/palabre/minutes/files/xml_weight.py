"""Weight of an XML text, taken before a library builds trees of it. A DOCTYPE, which may declare entities, ends it."""

from __future__ import annotations

from typing import IO
from xml.parsers import expat


class TooHeavy(ValueError):
    """The document has a DOCTYPE, or asks for more work than a reader may do."""


class Scale:
    """Adds up the elements and the characters of several parts. Raises TooHeavy above its bounds."""

    def __init__(self, *, elements: int, characters: int) -> None:
        self.elements = elements
        self.characters = characters

    def weigh(self, part: IO[bytes]) -> None:
        """Add a part, in any encoding. One that is no XML counts up to its first fault: no reader goes further."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._element
        parser.CharacterDataHandler = self._text
        try:
            parser.ParseFile(part)
        except expat.ExpatError:
            return

    def _doctype(self, *_told: object) -> None:
        raise TooHeavy("entities")

    def _element(self, _name: str, _attributes: dict[str, str]) -> None:
        self.elements -= 1
        if self.elements < 0:
            raise TooHeavy("elements")

    def _text(self, text: str) -> None:
        self.characters -= len(text)
        if self.characters < 0:
            raise TooHeavy("characters")
