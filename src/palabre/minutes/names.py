"""Places of people's names in minutes, so that a removed name leaves no trace there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.db.models import BigIntegerField, Q, QuerySet
from django.utils import timezone

from palabre.minutes.imports.minutes_import import text_digest
from palabre.minutes.models import Doubt, Import, Imported
from palabre.minutes.people_in_preparation import in_preparation
from palabre.minutes.plan.plan import Plan
from palabre.minutes.plan.plan_choices import DROPPED, WORDS, Choices, chosen
from palabre.minutes.plan.planner import plan_of
from palabre.minutes.plan.row_matches import matches
from palabre.people.hooks import Ref, register_mentions, register_texts
from palabre.people.models import Person
from palabre.pure.minutes import read_minutes
from palabre.spaces.models import Space
from palabre.web.prepared_query import prepared
from palabre.wiki.names import refs_of


def register_minutes_names() -> None:
    register_texts(Import, "text", "choices", of="page", said_by="", redo=known_anew)
    register_texts(Doubt, "words", "facts", "undo", space="reading__space", of="reading__page")
    register_mentions(read_in_minutes, in_preparation=in_preparation)


def read_in_minutes(space: Space, numbers: list[int]) -> Iterator[Ref]:
    """Yield the minutes in which these persons were read, with all that was read there."""
    readings = readings_naming(space=space.pk, numbers=numbers)
    for _reading, page, note in readings:
        if page is not None:
            yield from refs_of(page, note)
    yield from things_read_in(readings=[reading for reading, _page, _note in readings]) if readings else ()


@prepared(space=BigIntegerField())
def readings_naming(space: Any, numbers: Any) -> QuerySet[Any, Any]:
    """Return (id, page, note) of the minutes in which these persons were read."""
    named = Q(things__thing_kind=Person._meta.label_lower, things__thing_id__in=numbers)
    return Import.objects.filter(named, space=space).distinct().values_list("pk", "page", "page__note")


@prepared()
def things_read_in(readings: Any) -> QuerySet[Any, Any]:
    return Imported.objects.filter(reading__in=readings).values_list("thing_kind", "thing_id")


def known_anew(reading: Import, values: dict[str, Any]) -> dict[str, Any]:
    """Compute the digest and the keys again from the cleaned text and choices."""
    text, day = values.get("text", reading.text), timezone.localdate(reading.at)
    choices = values.get("choices", reading.choices)
    before, after = (plan_of(read_minutes(one, on=day), one) for one in (reading.text, text))
    choices = renamed_choices(choices, matches(after, before, still=before.wanted.keys()))
    rename(reading, chosen(before, reading.choices), chosen(after, choices))
    return {"digest": text_digest(text), "choices": choices}


def renamed_choices(choices: Choices, former: dict[str, str]) -> Choices:
    """Replace the keys of the rows that were taken out, or whose words were mended. `former` keys are by new one."""
    now = {before: key for key, before in former.items()}
    said = {name: choices[name] for name in (DROPPED, WORDS) if name in choices}
    return choices | {name: {now.get(key, key): one for key, one in kept.items()} for name, kept in said.items()}


def rename(reading: Import, before: Plan, after: Plan) -> None:
    """Replace the keys: they are digests of words that held the name, and are matched to those of the new text."""
    things = {thing.key: thing for thing in reading.things.all() if thing.key in before.wanted}
    found = {former: key for key, former in matches(after, before, still=things.keys()).items()}
    changed = [thing for key, thing in things.items() if found.get(key) != key]
    names = {thing.pk: found.get(thing.key, f"nameless:{thing.pk}") for thing in changed}
    for thing in changed:  # a temporary key first: keys are unique in a reading
        Imported.objects.filter(pk=thing.pk).update(key=f"nameless:{thing.pk}")
    for number, key in names.items():
        Imported.objects.filter(pk=number).update(key=key)
    rename_in_doubts(reading, {thing.key: names[thing.pk] for thing in changed})


def rename_in_doubts(reading: Import, names: dict[str, str]) -> None:
    """Replace the keys in doubts, which find their rows by key, and in answers."""
    for doubt in reading.doubts.all():
        facts, answer = json.dumps(doubt.facts), names.get(doubt.answer, doubt.answer)
        for former, now in names.items():
            facts = facts.replace(json.dumps(former), json.dumps(now))
        Doubt.objects.filter(pk=doubt.pk).update(facts=json.loads(facts), answer=answer[:40])
