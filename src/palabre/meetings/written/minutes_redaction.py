"""Words withdrawn from minutes for good: a text composed later leaves them out too."""

from __future__ import annotations

import dataclasses
import math
import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import takewhile
from typing import Any

from palabre.meetings.written.minutes_completion import MeetingOutcome
from palabre.people.name_forms import Forms, Searched, forms_in, names_in, unnamed
from palabre.pure.minutes.text.withdrawal import without
from palabre.spaces.models import Space
from palabre.wiki.models import Page

PERSON, MOOD, NUMBER, MAIL, LINK = "look.person", "look.mood", "look.number", "look.mail", "look.link"
FIGURE = "look.figure"
KINDS = (PERSON, MOOD, NUMBER, FIGURE, MAIL, LINK)
KEEP, WITHDRAW = "keep", "withdraw"


def told_without(told: MeetingOutcome, page: Page) -> MeetingOutcome:
    """Return the outcome without the words that somebody withdrew from this page."""
    taken = list(page.asked.filter(kind__in=KINDS, answer=WITHDRAW).order_by("pk").values_list("kind", "words"))
    if not taken:
        return told
    names = {words for kind, words in taken if kind == PERSON}
    told = dataclasses.replace(told, present=tuple(one for one in told.present if one.name not in names))
    lists: dict[str, Any] = {
        part.name: getattr(told, part.name) for part in dataclasses.fields(told) if part.name != "next_one"
    }
    texts = [text for some in lists.values() for one in some for text in texts_of(one).values()]
    forms: dict[str, list[Forms]] = defaultdict(list)
    for name, found in not_come(page.space, "\n".join(texts), only=names) if names else ():
        forms[name].append(found)

    def said(text: str) -> str:
        for kind, words in taken:
            text = without_names(text, forms[words]) if kind == PERSON else without_words(text, kind, words)
        return text

    def kept(one: Any) -> Any:
        return dataclasses.replace(one, **{name: said(text) for name, text in texts_of(one).items()})

    return dataclasses.replace(told, **{name: tuple(map(kept, some)) for name, some in lists.items()})


def texts_of(one: Any) -> dict[str, str]:
    """Return the fields of one part of an outcome that are texts."""
    facts = {part.name: getattr(one, part.name) for part in dataclasses.fields(one)}
    return {name: value for name, value in facts.items() if isinstance(value, str)}


def not_come(
    space: Space, text: str | Searched, *, only: Collection[str] = (), but: Collection[str] = (), most: float = math.inf
) -> Iterator[tuple[str, Forms]]:
    """Yield the names in `text` of persons who never came themselves, with their forms; of these names `only`, if any.

    Beyond `most` seconds of processor, no more of them are looked for.
    """
    rows = space.persons.filter(came_at=None, erased_at=None, same_as=None).order_by("pk")
    named = rows.filter(name__in=only) if only else rows
    until = time.thread_time() + most
    names = [name for name in named.values_list("name", flat=True) if name not in but]
    in_time = takewhile(lambda _name: time.thread_time() <= until, names)
    return forms_in(text, in_time, among=names_in(space))


def text_without(text: str, kind: str, words: str, space: Space) -> str:
    if kind == PERSON:
        return without_names(text, [forms for _name, forms in not_come(space, text, only=[words])])
    return without_words(text, kind, words)


def without_names(text: str, names: Iterable[Forms]) -> str:
    for forms in names:
        text = unnamed(text, forms)
    return text


def without_words(text: str, kind: str, words: str) -> str:
    if kind == MOOD:
        return without(text, words)
    return "\n".join(line.replace(words, "…") for line in text.split("\n"))
