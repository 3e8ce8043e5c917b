"""Read mutated minutes for a while: nothing may crash, nor be found that the text does not say.

    python tools/fuzz_minutes.py [--seconds 30] [--seed 1] [--slowest]

Texts are those of the corpus, cut, shuffled, glued and sprinkled with markup. Each reading is checked: it fits the
contract, its lines exist, the words of each finding stand in them. Exit status 1 and the text on the first failure.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from palabre.pure import minutes  # noqa: E402  (the path is set above)

FOLDER = ROOT / "src" / "palabre" / "pure" / "minutes"
LINE_END = re.compile(r"\r\n|\r|\n")
SPRINKLED = [
    "\n", "\n\n", "\r\n", "\t", "  ", " - ", "\n- ", "\n* ", "\n1. ", "\n> ", "\n# ", "\n### ", "**", "*",
    "_", "`", "~~", "|", "\n| a | b |\n", "[", "](", ")", "(", ":", " : ", ";", ",", "<br/>", "<!--", "-->",
    "<", ">", "&", "&nbsp;", "{", "}", "\u00a0", "\u202f", "\u200b", "\u0000", "\f", "…", "→", "✅", "~",
    "[x] ", "@ana", "---", "===", "```", "Présents :", "Décision :", "À faire :", "Prochaine réunion :",
    "(fait)", "31/02/2024", "99/99/99", "le 29 février", "à 25h", "😀", "ﬁ", "İ", "ß",
]  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--slowest", action="store_true", help="show the text that took longest for its length")
    options = parser.parse_args(arguments)
    texts = [path.read_text() for path in sorted((FOLDER / "tests" / "corpus").glob("*")) if path.suffix != ".json"]
    return fuzz(texts, random.Random(options.seed), options.seconds, show_slowest=options.slowest)


def fuzz(texts: list[str], chance: random.Random, seconds: float, *, show_slowest: bool) -> int:
    """Returns 0, or 1 after printing the first text that is misread."""
    schema = json.loads((FOLDER / "minutes.schema.json").read_text())
    validator = jsonschema.Draft202012Validator(schema)
    end, count, slowest = time.monotonic() + seconds, 0, (0.0, 0.0, "")
    while time.monotonic() < end:
        text = mutated(chance.choice(texts), texts, chance)
        begun = time.perf_counter()
        try:
            fault = fault_in(text, validator, chance.choice([None, date(2024, 2, 29)]))
        except Exception as error:
            fault = f"{type(error).__name__}: {error}"
        taken = time.perf_counter() - begun
        slowest = max(slowest, (taken / (len(text) + 2000), taken, text))
        count += 1
        if fault:
            print(f"after {count} texts: {fault}\n{'-' * 40}\n{text!r}")
            return 1
    print(
        f"{count} texts read, none misread; "
        f"the slowest took {slowest[1] * 1000:.0f} ms for {len(slowest[2])} characters"
    )
    if show_slowest:
        print(repr(slowest[2][:3000]))
    return 0


def mutated(text: str, texts: list[str], chance: random.Random) -> str:
    for _ in range(chance.randint(1, 6)):
        text = chance.choice(MUTATIONS)(text, texts, chance)
    return text[:60_000]


def fault_in(text: str, validator: jsonschema.Draft202012Validator, on: date | None) -> str | None:
    """What is wrong with the reading of a text, None when nothing is."""
    read = minutes.read_minutes(text, on=on)
    found: dict[str, Any] = minutes.as_json(read)
    error = next(validator.iter_errors(found), None)
    if error is not None:
        return f"{error.json_path}: {error.message[:200]}"
    last = len(LINE_END.split(text))
    for key, findings in found.items():
        for one in findings if isinstance(findings, list) else []:
            if isinstance(one, dict) and not 1 <= one["lines"][0] <= one["lines"][1] <= last:
                return f"{key}: lines {one['lines']} of {last}"
            if isinstance(one, dict) and not is_written(one, text):
                return f"{key}: not written: {one['text'][:300]!r}"
    return None


def is_written(one: dict[str, Any], text: str) -> bool:
    """Do the letters of the finding stand, in order, in its lines?"""
    first, last = one["lines"]
    source = letters("\n".join(LINE_END.split(text)[first - 1 : last]))
    at = 0
    for letter in letters(one["text"]):
        at = source.find(letter, at) + 1
        if at == 0:
            return False
    return True


def letters(text: str) -> str:
    return re.sub(r"[\W\d_]+", "", text)


def _cut(text: str, _texts: list[str], chance: random.Random) -> str:
    start = chance.randrange(len(text) + 1)
    return text[:start] + text[start + chance.randrange(1, 200) :]


def _sprinkle(text: str, _texts: list[str], chance: random.Random) -> str:
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice(SPRINKLED) * chance.choice([1, 1, 1, 2, 30]) + text[at:]
    return text


def _shuffle(text: str, _texts: list[str], chance: random.Random) -> str:
    lines = text.split("\n")
    start = chance.randrange(len(lines))
    part = lines[start : start + 12]
    chance.shuffle(part)
    return "\n".join(lines[:start] + part + lines[start + 12 :])


def _glue(text: str, texts: list[str], chance: random.Random) -> str:
    other = chance.choice(texts)
    start = chance.randrange(len(other))
    at = chance.randrange(len(text) + 1)
    return text[:at] + other[start : start + 800] + text[at:]


def _double(text: str, _texts: list[str], chance: random.Random) -> str:
    start = chance.randrange(len(text) + 1)
    piece = text[start : start + chance.randint(1, 40)]
    return text[:start] + piece * chance.choice([2, 5, 50, 400]) + text[start:]


def _without_line_feeds(text: str, _texts: list[str], chance: random.Random) -> str:
    start = chance.randrange(len(text) + 1)
    return text[:start] + text[start : start + 1500].replace("\n", " ") + text[start + 1500 :]


Mutation = Callable[[str, list[str], random.Random], str]
MUTATIONS: list[Mutation] = [_cut, _sprinkle, _sprinkle, _shuffle, _glue, _double, _without_line_feeds]

if __name__ == "__main__":
    sys.exit(main())
