"""Score the minutes engine on a folder of minutes, each with what a careful reader would claim from it.

    python tools/score_minutes.py src/palabre/pure/minutes/tests/corpus [--misses]

Beside each `NN-slug.md` or `.txt` stands `NN-slug.expected.json`; a key that is absent there is not scored.
Only sure findings count. Figures are micro-averaged: every item of every file weighs the same.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

Facts = dict[str, Any]
Reader = Callable[[str, Facts], Facts]

GATED = (
    "title",
    "date",
    "participants",
    "organisation",
    "presence",
    "agenda",
    "objectives",
    "decisions",
    "tasks",
    "owners",
    "due",
    "next meeting",
)
OPEN_THOUGH_DONE = "open though done"
FIELDS = (*GATED, OPEN_THOUGH_DONE, "needs", "questions")
LISTS_OF_TEXTS = ("agenda", "objectives", "decisions", "needs", "questions")
CIVILITIES = frozenset(
    ["m", "mr", "mme", "mlle", "mrs", "ms", "miss", "dr", "madame", "monsieur", "the", "le", "la", "les"]
)
LINKING = frozenset(["and", "avec", "pour", "with"])
ENOUGH = 0.85


@dataclass
class Tally:
    """Counts of one field: `hits` right, `missed` expected but absent, `wrong` found but not expected."""

    hits: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        found = self.hits + len(self.wrong)
        return self.hits / found if found else 1.0

    @property
    def recall(self) -> float:
        expected = self.hits + len(self.missed)
        return self.hits / expected if expected else 1.0

    def add(self, other: Tally) -> None:
        self.hits += other.hits
        self.missed += other.missed
        self.wrong += other.wrong

    def compare(self, expected: str | None, found: str | None, *, same: bool) -> None:
        """One expected value against one found; None on either side says that there is none."""
        if same:
            self.hits += expected is not None
            return
        if expected is not None:
            self.missed.append(f"{expected!s}  (found: {found})")
        if found is not None:
            self.wrong.append(f"{found!s}  (expected: {expected})")


Tallies = dict[str, Tally]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--misses", action="store_true", help="list what was missed or wrongly found, per file")
    options = parser.parse_args(arguments)
    by_file = score_folder(options.folder, read_with_palabre)
    if options.misses:
        print(misses(by_file))
    print(table(total(by_file.values())))
    return 0


def score_folder(folder: Path, reader: Reader) -> dict[str, Tallies]:
    """The tallies of each file of the folder, by its name."""
    return {path.name: score(reader(path.read_text(), facts), facts) for path, facts in cases(folder)}


def cases(folder: Path) -> list[tuple[Path, Facts]]:
    """Each minutes file of a folder with its expected facts."""
    texts = sorted(path for path in folder.iterdir() if path.suffix in {".md", ".txt"})
    return [(path, json.loads(path.with_suffix(".expected.json").read_text())) for path in texts]


def read_with_palabre(text: str, facts: Facts) -> Facts:
    """What the engine finds, told the day and the language only where the case gives them."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
    from palabre.pure import minutes

    told: Facts = {"on": date.fromisoformat(facts["on"])} if "on" in facts else {}
    if "locale" in facts:
        told["locale"] = facts["locale"]
    found = minutes.as_json(minutes.read_minutes(text, **told))
    return json.loads(found) if isinstance(found, str) else found


def total(tallies: Iterable[Tallies]) -> Tallies:
    summed = {name: Tally() for name in FIELDS}
    for one in tallies:
        for name, tally in one.items():
            summed[name].add(tally)
    return summed


def table(tallies: Tallies) -> str:
    lines = [f"{'field':<18}{'precision':>10}{'recall':>8}{'hits':>6}{'missed':>8}{'wrong':>7}"]
    for name, tally in tallies.items():
        figures = f"{tally.precision:>10.3f}{tally.recall:>8.3f}{tally.hits:>6}"
        if name == OPEN_THOUGH_DONE:
            figures = f"{'':>10}{'':>8}{'':>6}"
        lines.append(f"{name:<18}{figures}{len(tally.missed):>8}{len(tally.wrong):>7}")
    return "\n".join(lines)


def misses(by_file: dict[str, Tallies]) -> str:
    lines = []
    for name, tallies in by_file.items():
        told = [f"  {field_} - {text}" for field_, tally in tallies.items() for text in tally.missed]
        told += [f"  {field_} + {text}" for field_, tally in tallies.items() for text in tally.wrong]
        lines += [name, *told] if told else []
    return "\n".join(lines)


def score(found: Facts, expected: Facts) -> Tallies:
    """The tallies of one file, for the keys that `expected` has."""
    tallies = {name: Tally() for name in FIELDS}
    if "title" in expected:
        _score_title(tallies["title"], found.get("title"), expected["title"])
    if "date" in expected:
        pair = (expected["date"], found.get("date"))
        tallies["date"].compare(*pair, same=pair[0] == pair[1])
    if "participants" in expected:
        _score_participants(tallies, _sure(found, "participants"), expected["participants"])
    for name in LISTS_OF_TEXTS:
        if name in expected:
            texts = [item["text"] for item in _sure(found, name)]
            pairs = _paired(expected[name], texts, _alike_but_brackets)
            _count_pairs(tallies[name], pairs, str)
    if "tasks" in expected:
        _score_tasks(tallies, _sure(found, "tasks"), expected["tasks"])
    if "next_meetings" in expected:
        pairs = _paired(expected["next_meetings"], _sure(found, "next_meetings"), _same_moment)
        _count_pairs(tallies["next meeting"], pairs, lambda item: f"{item['when']} {item.get('text', '')}")
    _score_open_though_done(tallies[OPEN_THOUGH_DONE], _sure(found, "tasks"), expected)
    return tallies


def alike(one: str, other: str, *, aside: Iterable[str] = ()) -> bool:
    """Same words but for markup, case, accents, tiny words and the words of the texts set `aside`."""
    left_out = {word for text in aside for word in words(text)}
    ours, theirs = _telling(words(one), left_out), _telling(words(other), left_out)
    if not ours or not theirs:
        ours, theirs = words(one), words(other)
    shared = sum((Counter(ours) & Counter(theirs)).values())
    return shared >= ENOUGH * max(len(ours), len(theirs), 1)


def words(text: str) -> list[str]:
    bare = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    decomposed = unicodedata.normalize("NFKD", bare.lower().replace("œ", "oe"))
    unaccented = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return re.findall(r"[a-z0-9]+", unaccented)


def _telling(all_words: list[str], left_out: set[str]) -> list[str]:
    tiny = {word for word in all_words if len(word) < 3 and word.isalpha()}
    return [word for word in all_words if word not in left_out | tiny | LINKING]


def _alike_but_brackets(one: str, other: str) -> bool:
    """As `alike`; a speaker or a length in brackets may be kept or not."""
    bracketed = re.compile(r"[(\[][^)\]]*[)\]]")
    return alike(one, other) or alike(bracketed.sub("", one), bracketed.sub("", other))


def _sure(found: Facts, key: str) -> list[Facts]:
    return [item for item in found.get(key) or [] if item.get("sure", True)]


def _paired(expected: list[Any], found: list[Any], same: Callable[[Any, Any], bool]) -> list[tuple[Any, Any]]:
    """Pairs (expected, found), None where one has no partner; each found item serves once."""
    left, pairs = list(found), []
    for item in expected:
        match = next((index for index, other in enumerate(left) if same(item, other)), None)
        pairs.append((item, None if match is None else left.pop(match)))
    return pairs + [(None, other) for other in left]


def _count_pairs(tally: Tally, pairs: list[tuple[Any, Any]], shown: Callable[[Any], str]) -> None:
    for expected, found in pairs:
        both = expected is not None and found is not None
        ours = None if expected is None else shown(expected)
        tally.compare(ours, None if found is None else shown(found), same=both)


def _score_title(tally: Tally, found: str | None, expected: str | list[str] | None) -> None:
    """Several wordings may be accepted, where the top of the page can be cut in several ways."""
    accepted = [expected] if isinstance(expected, str) else expected or []
    same = any(alike(one, found) for one in accepted) if found else not accepted
    tally.compare(accepted[0] if accepted else None, found, same=same)


def _score_participants(tallies: Tallies, found: list[Facts], expected: list[Facts]) -> None:
    pairs = _paired(expected, found, lambda one, other: _same_name(one["name"], other["name"]))
    _count_pairs(tallies["participants"], pairs, lambda person: person["name"])
    for ours, theirs in pairs:
        if ours is None or theirs is None:
            continue
        pair = (ours.get("organisation"), theirs.get("organisation"))
        same = alike(*pair) if all(pair) else pair[0] == pair[1]
        tallies["organisation"].compare(*pair, same=same)
        presences = (ours.get("presence", "present"), theirs.get("presence"))
        tallies["presence"].compare(*presences, same=presences[0] == presences[1])


def _same_name(one: str, other: str) -> bool:
    ours, theirs = set(words(one)) - CIVILITIES, set(words(other)) - CIVILITIES
    return ours == theirs and bool(ours)


def _score_tasks(tallies: Tallies, found: list[Facts], expected: list[Facts]) -> None:
    """A done task found done is welcome, though nobody asked; found open, it is missed and wrong."""
    for ours, theirs in _paired(expected, found, _same_task):
        if ours is None and theirs["done"]:
            continue
        both = ours is not None and theirs is not None
        shown = [None if task is None else _shown(task) for task in (ours, theirs)]
        tallies["tasks"].compare(*shown, same=both and ours.get("done", False) == theirs["done"])
        if both:
            people = _paired(ours["owners"], theirs["owners"], _same_name)
            _count_pairs(tallies["owners"], people, str)
            _score_due(tallies["due"], ours, theirs)


def _same_task(one: Facts, other: Facts) -> bool:
    aside = [*one.get("owners", []), *other["owners"], one.get("due_words") or "", other["due_words"] or ""]
    return alike(one["text"], other["text"], aside=aside)


def _shown(task: Facts) -> str:
    return f"{task['text']}{' [done]' if task.get('done') else ''}"


def _score_due(tally: Tally, ours: Facts, theirs: Facts) -> None:
    """A resolved day is compared as a day; words that give no day are compared as words."""
    expected = ours.get("due") or ours.get("due_words")
    found = theirs["due"] or theirs["due_words"]
    same = expected == found
    if not ours.get("due") and expected and found:
        inside = {*words(expected)}, {*words(found)}
        same = inside[0] <= inside[1] or inside[1] <= inside[0]
    tally.compare(expected, found, same=same)


def _same_moment(one: Facts, other: Facts) -> bool:
    """Same day, and same hour where both say one; two vague ones are the same."""
    if not one["when"] or not other["when"]:
        return one["when"] == other["when"]
    shorter = min(len(one["when"]), len(other["when"]), 16)
    return str(one["when"])[:shorter] == str(other["when"])[:shorter]


def _score_open_though_done(tally: Tally, found: list[Facts], expected: Facts) -> None:
    done = [task["text"] for task in expected.get("tasks", []) if task.get("done")]
    closed = dict.fromkeys([*expected.get("not_tasks", []), *done])
    for task in found:
        aside = [*task["owners"], task["due_words"] or ""]
        if not task["done"] and any(alike(text, task["text"], aside=aside) for text in closed):
            tally.wrong.append(task["text"])


if __name__ == "__main__":
    sys.exit(main())
