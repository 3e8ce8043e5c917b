"""Kinds of needs to choose among: those that are shipped, or the lines that a space wrote in its settings.

A line that is the name of a shipped kind, in any language, is that kind: it is read in the language of the reader.
"""

from __future__ import annotations

import functools
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from palabre.groups.models import Need, NeedKind
from palabre.groups.models.needs import KIND_LENGTH
from palabre.groups.needs.need_labels import KINDS
from palabre.groups.typed_values import line_of
from palabre.refusal import Refusal
from palabre.spaces.models import Space

MOST = 20  # kinds of a space: beyond, nobody would choose

type Choice = tuple[str, str]


def kinds_in(space: Space, *, also: str = "") -> list[Choice]:
    """Return the kinds to choose among, each with its name; `also` is the value of one that a need has already."""
    names = {str(key): str(name) for key, name in KINDS}
    keys = keys_of_names()
    values = [keys.get(line.casefold(), line) for line in space.need_kinds.splitlines()] or list(names)
    if also and also != NeedKind.OTHER:
        values.append(also)
    return [(value, names.get(value, value)) for value in dict.fromkeys(values)]


def value_of(need: Need) -> str:
    """Return what a form sends for the kind of the need."""
    return need.kind_words or need.kind


def kind_fields(value: str) -> dict[str, Any]:
    """Return the fields of a need of the kind that a form sent; another kind, or none, is words of the space."""
    if value in NeedKind.values:
        return {"kind": value, "kind_words": ""}
    return {"kind": NeedKind.OTHER.value, "kind_words": line_of(value, most=KIND_LENGTH)}


def lines_of_kinds(space: Space) -> str:
    """Return the kinds to choose among, a line each: what the settings show."""
    return "\n".join(name for _value, name in kinds_in(space))


def checked_kinds(typed: str) -> str:
    """Return the lines that a space keeps, each once; "" for those that are shipped."""
    lines = {line.casefold(): line for one in typed.splitlines() if (line := line_of(one, most=KIND_LENGTH))}
    if len(lines) > MOST:
        raise Refusal(_("There are a great many kinds here."), instead=_("Give another name to one of them."))
    is_shipped = [keys_of_names().get(line) for line in lines] == [str(key) for key, _name in KINDS]
    return "" if is_shipped else "\n".join(lines.values())


@functools.cache
def keys_of_names() -> dict[str, str]:
    """Return the key of each shipped kind by its name, in small letters, in each language."""
    found: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {str(name).casefold(): str(key) for key, name in KINDS}
    return found
