"""Score the dates engine on a table of sentences with their right answers.

    python tools/score_dates.py src/palabre/pure/dates/tests/independent_a.jsonl [--misses]

One JSON object a line: {"text", "on", "expect": [{"text", "kind", "value", "until", "rrule"}]}; a list in place of a
value holds every answer that is right. The conventions stand beside the tables, in INDEPENDENT.md.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from palabre.pure.dates import FoundDate

DAY = len("2025-03-04")
LEFT_OUT_OF_RULES = frozenset(["INTERVAL=1", "WKST=MO"])
HOURS_OF_RULES = ("BYHOUR=", "BYMINUTE=", "BYSECOND=")


Wanted = dict[str, Any]


def main(arguments: list[str] | None = None) -> int:
    from palabre.pure.dates import find_dates  # late: the scorer's own tests do without the engine

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path)
    parser.add_argument("--misses", action="store_true", help="show each wrong line, what was wanted and found")
    options = parser.parse_args(arguments)
    rows = read(options.table)
    answers = [find_dates(row["text"], on=date.fromisoformat(row["on"])) for row in rows]
    for line in report(rows, answers, misses=options.misses):
        print(line)
    return 0


def read(table: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in table.read_text(encoding="utf-8").split("\n") if line.strip()]


def report(rows: list[dict[str, Any]], answers: Sequence[Sequence[FoundDate]], *, misses: bool) -> Iterator[str]:
    """The misses if wanted, then one line: right/total."""
    right = 0
    for number, (row, found) in enumerate(zip(rows, answers, strict=True), start=1):
        if is_right(row["text"], row["expect"], found):
            right += 1
        elif misses:
            yield f"{number}  {row['on']}  {row['text']!r}"
            yield from (f"    wanted  {shown(wanted)}" for wanted in row["expect"])
            yield from (f"    found   {shown(vars_of(one))}" for one in found)
    yield f"{right}/{len(rows)} right ({100 * right / max(len(rows), 1):.1f} %)"


def is_right(text: str, expected: Sequence[Wanted], found: Sequence[FoundDate]) -> bool:
    """Each expected item has a found one of its own; what is left over is vague."""
    if not expected:
        return all(one.kind == "vague" for one in found)
    first, *others = expected
    return any(
        is_right(text, others, [*found[:place], *found[place + 1 :]])
        for place, one in enumerate(found)
        if touches(text, first["text"], one) and agrees(first, one)
    )


def touches(text: str, core: str, one: FoundDate) -> bool:
    places = [place.start() for place in re.finditer(re.escape(core), text)]
    return any(one.start < place + len(core) and place < one.end for place in places)


def agrees(wanted: Wanted, one: FoundDate) -> bool:
    if "recurrence" in choices(wanted["kind"]):
        return one.kind == "recurrence" and same_rhythm(wanted, one)
    if one.kind == "datetime" and has_hours(wanted["until"]):
        return one.value in choices(wanted["value"]) and one.until in (None, *choices(wanted["until"]))
    return all(getattr(one, name) in choices(wanted[name]) for name in ("kind", "value", "until", "rrule"))


def same_rhythm(wanted: Wanted, one: FoundDate) -> bool:
    """The first time is read only where the rhythm names a weekday; hours, and an end on that same day, are not."""
    day = (one.value or "")[:DAY]
    if wanted["value"] is not None and day not in choices(wanted["value"]):
        return False
    if wanted["until"] is None and one.until is not None and one.until[:DAY] != day:
        return False
    if wanted["until"] is not None and one.until not in choices(wanted["until"]):
        return False
    return rule(one.rrule) in [rule(choice) for choice in choices(wanted["rrule"])]


def rule(rrule: str | None) -> frozenset[str] | None:
    """A rule in a form that compares: `BYDAY=TH;BYSETPOS=1` is `BYDAY=1TH`, order and INTERVAL=1 do not count."""
    if rrule is None:
        return None
    parts = dict(part.partition("=")[::2] for part in rrule.upper().split(";") if part)
    days = parts.get("BYDAY", "").split(",")
    if len(days) == 1 and days[0].isalpha() and re.fullmatch(r"-?\d", parts.get("BYSETPOS", "")):
        days = [parts.pop("BYSETPOS") + days[0]]
    if "BYDAY" in parts:
        parts["BYDAY"] = ",".join(sorted(day.lstrip("+") for day in days))
    kept = (f"{name}={value}" for name, value in parts.items())
    return frozenset(part for part in kept if part not in LEFT_OUT_OF_RULES and not part.startswith(HOURS_OF_RULES))


def choices(wanted: Any) -> list[Any]:
    return wanted if isinstance(wanted, list) else [wanted]


def has_hours(moment: Any) -> bool:
    return isinstance(moment, str) and len(moment) > DAY


def vars_of(one: FoundDate) -> Wanted:
    return {name: getattr(one, name) for name in ("text", "kind", "value", "until", "rrule")}


def shown(item: Wanted) -> str:
    rest = [str(item[name]) for name in ("kind", "value", "until", "rrule") if item[name] is not None]
    return f"{item['text']!r}  {'  '.join(rest)}"


if __name__ == "__main__":
    sys.exit(main())
