"""A text made ready to be kept: cleaned, within bounds, rendered. Done before any lock is taken."""

from __future__ import annotations

import dataclasses
import re

from django.utils.translation import gettext as _

from palabre.notes.markdown.html_render import render
from palabre.notes.markdown.parser_bounds import HEAVIEST, weight
from palabre.refusal import Refusal

LONGEST = 1_000_000  # characters
LINE_ENDS = re.compile("\r\n?")
NO_TEXT = re.compile("[\x00\ud800-\udfff]")


class TooLong(Refusal):
    """The text is beyond what one note holds."""

    status = 413


@dataclasses.dataclass(frozen=True, slots=True)
class Prepared:
    """A clean Markdown text with its HTML."""

    markdown: str
    html: str


def prepare(text: str | Prepared) -> Prepared:
    """Clean and render `text`. Raises TooLong; a text that is ready already is returned as it is."""
    if isinstance(text, Prepared):
        return text
    markdown = clean(text)
    return Prepared(markdown, render(markdown))


def clean(text: str) -> str:
    """Return `text` with line feeds only, without what is no character. Its lines keep their numbers."""
    if len(text) > LONGEST:
        raise TooLong(
            _("This text is too long: a page holds one million characters."),
            instead=_("Split it into several pages. What you wrote is still here."),
        )
    cleaned = NO_TEXT.sub("", LINE_ENDS.sub("\n", text))
    if weight(cleaned) > HEAVIEST:
        raise TooLong(
            _("This text is too long for one page."),
            instead=_("Split it into several pages. What you wrote is still here."),
        )
    return cleaned
