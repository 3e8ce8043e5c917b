"""Minutes as the JSON of `minutes.schema.json`: the contract's keys, all of them and no other."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from palabre.pure.minutes.found import AgendaItem, Finding, Minutes, Point

BEYOND_THE_CONTRACT = {"forum_on", "votes", "addenda", "contacts", "doubts"}
BEYOND_A_FINDING = {"kind"}


LEAST_AIMS = 2


def as_json(minutes: Minutes) -> dict[str, Any]:
    """A dictionary that is valid against `minutes.schema.json`; days are ISO strings, tuples are lists.

    Listed aims are the agenda of a meeting that announces no other one.
    """
    if not minutes.agenda and len(minutes.objectives) >= LEAST_AIMS:
        aims = tuple(AgendaItem(text=aim.text, lines=aim.lines) for aim in minutes.objectives)
        minutes = replace(minutes, agenda=aims)
    return {
        part.name: _value(getattr(minutes, part.name))
        for part in fields(minutes)
        if part.name not in BEYOND_THE_CONTRACT
    }


def _value(thing: Any) -> Any:
    if isinstance(thing, tuple):
        return [_value(one) for one in thing]
    if isinstance(thing, Point):
        return {"text": thing.text, "children": list(thing.children)}
    if isinstance(thing, Finding):
        parts = [part.name for part in fields(thing) if part.name not in BEYOND_A_FINDING]
        return {name: _value(getattr(thing, name)) for name in parts}
    return thing.isoformat() if hasattr(thing, "isoformat") else thing
