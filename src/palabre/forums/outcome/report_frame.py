"""The light frame of a report: what was said, what comes next, who goes on. It is one text, whose headings say it."""

from __future__ import annotations

import dataclasses

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _


@dataclasses.dataclass(frozen=True, slots=True)
class Framed:
    said: str = ""
    next_step: str = ""
    who: str = ""

    @property
    def text(self) -> str:
        """Return the report; what was said has no heading where nothing else is there."""
        parts = (self.said.strip(), self.next_step.strip(), self.who.strip())
        filled = [(name, part) for name, part in zip(headings(), parts, strict=True) if part]
        if [name for name, _part in filled] == headings()[:1]:
            return filled[0][1]
        return "\n\n".join(f"{name}\n{part}" for name, part in filled)


def headings() -> list[str]:
    return [_("What was said"), _("What comes next"), _("Who goes on")]


def framed(text: str) -> Framed:
    """Return the parts of a report, by its headings in any language of this server."""
    known: dict[str, int] = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            known |= {name: rank for rank, name in enumerate(headings())}
    parts: list[list[str]] = [[], [], []]
    rank = 0
    for line in text.split("\n"):
        if line.strip() in known and not parts[known[line.strip()]]:
            rank = known[line.strip()]
        else:
            parts[rank].append(line)
    return Framed(*("\n".join(lines).strip() for lines in parts))
