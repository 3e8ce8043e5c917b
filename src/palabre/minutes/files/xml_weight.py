"""Weight of an XML text, taken before a library builds trees of it. A DOCTYPE, which may declare entities, ends it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO
from xml.parsers import expat

FEW = 4  # attributes of one element that weigh nothing
NAMESPACE = 10  # weight of the declaration of one


class TooHeavy(ValueError):
    """The document has a DOCTYPE, or asks for more work than a reader may do."""


class Scale:
    """Adds up the elements and the characters of several parts. Raises TooHeavy above its bounds.

    `weights`: of the elements, by their name without its prefix, that cost a library more than one.
    """

    def __init__(self, *, elements: int, characters: int, weights: Mapping[str, int]) -> None:
        self.elements = elements
        self.characters = characters
        self.weights = weights

    def weigh(self, part: IO[bytes]) -> None:
        """Add a part, in any encoding. One that is no XML counts up to its first fault: no reader goes further."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._element
        parser.CharacterDataHandler = self._text
        parser.CommentHandler = parser.ProcessingInstructionHandler = self._other
        try:
            parser.ParseFile(part)
        except expat.ExpatError:
            return

    def _doctype(self, *_told: object) -> None:
        raise TooHeavy("entities")

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        declared = sum(one.startswith("xmlns") for one in attributes)
        several = max(len(attributes) - FEW, 0) + NAMESPACE * declared
        self._take(self.weights.get(name.rpartition(":")[2], 1) + several)

    def _other(self, *_told: str) -> None:
        self._take(1)

    def _take(self, weight: int) -> None:
        self.elements -= weight
        if self.elements < 0:
            raise TooHeavy("elements")

    def _text(self, text: str) -> None:
        self.characters -= len(text)
        if self.characters < 0:
            raise TooHeavy("characters")
