"""The texts of a homecoming, without the names that were removed from its space: read before anything is locked.

Where a name was removed, each text is searched, which takes far longer than to write it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from palabre.forums.homecoming.carried_forum import CarriedForum, CarriedThing
from palabre.people.erasures.refused_names import refused_digests, without_refused_names
from palabre.pure.french import on_one_line
from palabre.spaces.models import Space


class CleanTexts:
    """Serves as the function that takes removed names off a text. `known` are the texts read so far."""

    def __init__(self, space: Space) -> None:
        self.space, self.refused = space, refused_digests(space)
        self.known: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        if not self.refused:
            return text
        if text not in self.known:
            self.known[text] = without_refused_names(self.space, text)
        return self.known[text]

    def line(self, text: str) -> str:
        """Return the text on one line, without removed names."""
        return on_one_line(self(text))

    def read(self, said: Any) -> None:
        """Read all the texts of a JSON value, of a row or of a forum."""
        if not self.refused:
            return
        if isinstance(said, str):
            self(said)
        elif isinstance(said, CarriedForum | CarriedThing):
            self.read(said.in_json())
        elif isinstance(said, Mapping | list):
            for one in said.values() if isinstance(said, Mapping) else said:
                self.read(one)

    def now(self) -> CleanTexts:
        """Return itself, or another one where names were removed since. The space is locked."""
        other = CleanTexts(self.space)
        return self if other.refused == self.refused else other
