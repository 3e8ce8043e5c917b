"""Outside, who never came by herself is called by her first name, whatever texts say of her.

Who named her knows her; who passes by does not. It is done once for each screen that is made, on its HTML: what
is between tags, and what is read aloud of a tag (`title`, `alt`…). Addresses stay: a link has to lead somewhere.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.utils.html import escape

from palabre.people.models import Person
from palabre.pure.french import flat, name_parts
from palabre.pure.french.spelling import AFTER, BEFORE, Name, Pieces
from palabre.spaces.models import Space

INLINE, CELL, OTHER = "\x01", "\x02", "\x03"  # stand for each character of a tag, by its kind
EDITED = re.compile(r"<textarea(?![^>]*\sreadonly)[^>]*>.*?</textarea>", re.DOTALL)
TYPED = re.compile(r"<textarea\b[^>]*>.*?</textarea>", re.DOTALL)
CELLS = re.compile(r"</t[dh]>\s*<t[dh][^>]*>")
WITHIN_A_LINE = re.compile(r"</?(?:a|b|br|code|em|i|mark|s|small|span|strong)\b[^>]*>")
TAG = re.compile(r"<[^>]*>")
READ_ALOUD = re.compile(r'(title|alt|aria-label|content)="([^"]*)"')
MARKS = re.compile(f"[{INLINE}{CELL}]+")
ENTITY = re.compile(r"&#?\w+;")
# As the gap of `spelling`, in HTML; possessive, since what follows is a letter.
GAP = rf"(?:[ '.\n-]|&nbsp;|&#x27;|&#39;|{INLINE}++|{CELL}++){{1,8}}+"


@dataclass(frozen=True, slots=True)
class Veil:
    """Finds full names, in both orders, and knows the first name that stands for each."""

    pattern: re.Pattern[str]
    first_names: dict[Pieces, str]

    def over_html(self, html: str, *, untouched: re.Pattern[str] = EDITED) -> str:
        aloud = READ_ALOUD.sub(lambda found: f'{found[1]}="{self.over_text(found[2])}"', html)
        return self.over_text(aloud, masked(aloud, untouched))

    def over_text(self, text: str, shown: str | None = None) -> str:
        """Return `text` with first names only. `shown` is the same text with marks in the place of its tags."""
        shown = text if shown is None else shown
        plain = flat(shown)
        lowered = plain.text.lower()
        pieces, last = [], 0
        for found in self.pattern.finditer(lowered):
            if CELL in found[0] and not stands_in_cells(lowered, *found.span()):
                continue
            start, end = plain.span(*found.span())
            pieces += [text[last:start], self.instead_of(found[0], text[start:end], shown[start:end])]
            last = end
        return "".join([*pieces, text[last:]])

    def instead_of(self, said: str, text: str, shown: str) -> str:
        """Return the first name, with the tags that stood in the name."""
        words = tuple(re.findall(r"[^\W_]+", ENTITY.sub(" ", said)))
        tags = "".join(text[slice(*mark.span())] for mark in MARKS.finditer(shown))
        return self.first_names[words] + tags


def veil(request: Any, response: HttpResponse) -> HttpResponse:
    """Veil what is shown to somebody who has not joined the space, once."""
    if getattr(response, "is_veiled", False) or not shows(response) or is_inside(request):
        return response
    found = veil_for(request)
    if found is not None:
        untouched = EDITED if response.status_code < 400 else TYPED  # a refusal gives back what was typed
        response.content = found.over_html(response.content.decode(), untouched=untouched).encode()
    return veiled(response)


def veiled_part(request: Any, part: str) -> str:
    """Veil a part of a screen that is made for one person."""
    found = veil_for(request) if part and not is_inside(request) else None
    return part if found is None else found.over_html(part)


def veiled(response: HttpResponse) -> HttpResponse:
    """Say that nothing is left to veil here."""
    response.is_veiled = True  # type: ignore[attr-defined]
    return response


def shows(response: HttpResponse) -> bool:
    return not response.streaming and response.headers.get("Content-Type", "").startswith("text/html")


def is_inside(request: Any) -> bool:
    """Members read names as they are written; so does everybody where there is no space."""
    return request.space is None or (request.person is not None and request.person.is_member)


def veil_for(request: Any) -> Veil | None:
    """Return what hides the names of this space from this reader. Her own is hers to read."""
    link = getattr(request, "link", None)
    hers = {person.pk for person in (request.person, link and link.person) if person is not None}
    return veil_over(request.space, hers=hers)


def veil_over(space: Space, *, hers: Collection[int] = ()) -> Veil | None:
    """Return what hides the names of those who never came, but these persons, in one query."""
    named = Person.objects.filter(space=space, came_at=None, erased_at=None).exclude(same_as__came_at__isnull=False)
    rows = named.order_by("pk").values_list("pk", "name")
    return veil_of(tuple(name for number, name in rows if number not in hers))


@lru_cache(maxsize=16)
def veil_of(names: tuple[str, ...]) -> Veil | None:
    """Make one pattern of all these names; None when none of them is a full one."""
    first_names: dict[Pieces, str] = {}
    for name in names:
        parts = Name.of(name)
        if parts.is_full:
            for pieces in (parts.first + parts.surname, parts.surname + parts.first):
                first_names.setdefault(pieces, str(escape(name_parts(name)[0])))
    if not first_names:
        return None
    return Veil(re.compile(f"{BEFORE}(?:{alternatives(first_names)}){AFTER}"), first_names)


def alternatives(names: Iterable[Pieces]) -> str:
    """Write the names so that one letter leads to those that begin with it, the longest first."""
    ordered = sorted(names, key=lambda pieces: (pieces[0][0], -len(pieces), pieces))
    return "|".join(
        f"{letter}(?:{'|'.join(GAP.join(pieces)[1:] for pieces in some)})"
        for letter, some in groupby(ordered, key=lambda pieces: pieces[0][0])
    )


def masked(html: str, untouched: re.Pattern[str]) -> str:
    """Return the HTML with a mark for each character of its tags, so that places stay."""
    for pattern, mark in ((untouched, OTHER), (CELLS, CELL), (WITHIN_A_LINE, INLINE), (TAG, OTHER)):
        html = pattern.sub(partial(as_marks, mark), html)
    return html


def as_marks(mark: str, found: re.Match[str]) -> str:
    return mark * len(found[0])


def stands_in_cells(shown: str, start: int, end: int) -> bool:
    """A name that goes over two cells has them for itself: « Kerouanton | Nadège »."""
    before, after = shown[:start].rstrip(), shown[end : end + 200].lstrip()
    return before[-1:] in (CELL, OTHER) and after[:1] in (CELL, OTHER)
