"""Words withdrawn from minutes for good: a text composed later leaves them out too."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
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

    def said(text: str) -> str:
        for kind, words in taken:
            text = text_without(text, kind, words, page.space)
        return text

    def kept(one: Any) -> Any:
        facts = {part.name: getattr(one, part.name) for part in dataclasses.fields(one)}
        return type(one)(**{name: said(value) if isinstance(value, str) else value for name, value in facts.items()})

    told = dataclasses.replace(told, present=tuple(one for one in told.present if one.name not in names))
    lists: dict[str, Any] = {
        part.name: getattr(told, part.name) for part in dataclasses.fields(told) if part.name != "next_one"
    }
    return dataclasses.replace(told, **{name: tuple(map(kept, some)) for name, some in lists.items()})


def not_come(space: Space, text: str | Searched, *, only: str = "") -> Iterator[tuple[str, Forms]]:
    """Yield the names in `text` of persons who never came themselves, with their forms; of this name `only`, if any."""
    rows = space.persons.filter(came_at=None, erased_at=None, same_as=None).order_by("pk")
    named = rows.filter(name=only) if only else rows
    return forms_in(text, list(named.values_list("name", flat=True)), among=names_in(space))


def text_without(text: str, kind: str, words: str, space: Space) -> str:
    if kind == PERSON:
        for _name, forms in not_come(space, text, only=words):
            text = unnamed(text, forms)
        return text
    if kind == MOOD:
        return without(text, words)
    return "\n".join(line.replace(words, "…") for line in text.split("\n"))
