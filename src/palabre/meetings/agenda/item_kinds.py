"""The kinds of points, in the words of a community: one word, and the same word is read in a template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from palabre.meetings.models import ItemKind
from palabre.pure.french import fold

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

WORDS: dict[str, _StrPromise] = {
    ItemKind.INFORM: _("inform"),
    ItemKind.WEATHER: _("weather"),
    ItemKind.EXCHANGE: _("free exchange"),
    ItemKind.CIRCLE: _("circle"),
    ItemKind.EXPLORE: _("explore"),
    ItemKind.DECIDE: _("decide"),
    ItemKind.ACT: _("to do"),
}
LANGUAGES = ("fr", "en")


def word_of(kind: str) -> str:
    """Return the word of a kind, "" where nobody said one."""
    return str(WORDS[kind]) if kind in WORDS else ""


def kind_called(word: str) -> str | None:
    """Return the kind that this word names, in one of our languages; None when it names none."""
    wanted = fold(word).strip(" .")
    for language in LANGUAGES:
        with translation.override(language):
            for kind, said in WORDS.items():
                if fold(str(said)) == wanted:
                    return kind
    return wanted if wanted in WORDS else None
