"""How fast the engines are, beside our own goals: `python bench/engines.py`. Nothing fails on a slow machine."""

import random
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import cycle
from pathlib import Path
from statistics import median

from palabre.pure.affinity import closest
from palabre.pure.dates import find_dates
from palabre.pure.french import stems, typeset
from palabre.pure.minutes import read_minutes

PURE = Path(__file__).resolve().parent.parent / "src" / "palabre" / "pure"
ON = date(2020, 9, 29)
FIFTY_KB = 50_000
WHO = ["Le collectif", "Chaque équipe", "La commune", "Une habitante", "Le second groupe", "L'association du pont"]
DOES = ["compte ses lanternes", "demande conseil", "a voté pour le verger", "propose de partager les clés"]
WITH = ["sans bruit", "avec ses voisins", "malgré la pluie", "en riant", "pour que l'eau reste claire"]
ABOUT = ["la cantine", "le verger", "les berges", "la coopération", "l'école", "les anciens", "le bac", "les digues"]
ASKED = ["Comment partager", "Faut-il réparer", "Qui veut faire vivre", "Comment financer", "Que raconter sur"]
ENDS_THE_READING = re.compile(r"^.*a écrit\s?:\s*$|\b(?:19|20)\d\d\b", re.MULTILINE)
NEIGHBOURHOODS = [first + last for first in ("Plou", "Ker", "Tré", "Lan") for last in ("vic", "gat", "men", "ouan")]


@dataclass(frozen=True)
class Figure:
    """One measure in milliseconds: the middle of the runs, the worst, and the goal if there is one."""

    what: str
    middle: float
    worst: float
    goal: float | None = None

    def __str__(self) -> str:
        goal = f"{self.goal:9.2f}" if self.goal else " " * 8 + "–"
        verdict = "" if self.goal is None else ("reached" if self.middle <= self.goal else "MISSED")
        return f"{self.what:<58}{self.middle:10.3f}{self.worst:10.3f}{goal}  {verdict}"


def main() -> None:
    print(f"{'milliseconds':<58}{'middle':>10}{'worst':>10}{'goal':>9}")
    minutes, prose = some_minutes(), some_prose()
    print(measured(f"minutes, {size(minutes)}", lambda: read_minutes(minutes, on=ON), goal=100))
    print(one_date())
    print(measured(f"dates, {size(prose)} of prose without any", lambda: find_dates(prose, on=ON)))
    questions = some_questions(300)
    print(measured("affinity, the 10 closest of 300 questions", lambda: closest(questions, top=10), runs=5))
    print(measured("affinity, every pair of 300 questions", lambda: closest(questions), runs=5))
    print(measured(f"french: stems, {size(prose)}", lambda: stems(prose), runs=5))
    print(measured(f"french: typeset, {size(prose)}", lambda: typeset(prose), runs=5))
    print(started("start of Python alone (python -c pass)", [sys.executable, "-c", "pass"]))
    command = str(Path(sys.executable).with_name("palabre"))
    print(started("palabre dates, whole process", [command, "dates", "mardi", "--on", ON.isoformat()], goal=300))


def measured(what: str, act: Callable[[], object], *, goal: float | None = None, runs: int = 10) -> Figure:
    """The first run, which fills the caches, is left out."""
    act()
    return figure(what, [timed(act) for _ in range(runs)], goal=goal)


def figure(what: str, times: list[float], *, goal: float | None) -> Figure:
    return Figure(what, median(times), max(times), goal)


def timed(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000


def one_date() -> Figure:
    """The middle and the worst over the expressions, each by the middle of its own runs."""
    expressions = some_expressions(100)
    each = [measured(text, lambda text=text: find_dates(text, on=ON), runs=21).middle for text in expressions]
    return figure(f"dates, one expression of {len(expressions)}", each, goal=0.1)


def started(what: str, command: list[str], *, goal: float | None = None) -> Figure | str:
    try:
        ended = subprocess.run(command, capture_output=True, check=False)
    except FileNotFoundError:
        return f"{what:<58}   the command is not there"
    if ended.returncode:
        return f"{what:<58}   failed: {ended.stderr.decode(errors='replace').strip().splitlines()[-1:]}"
    return measured(what, lambda: subprocess.run(command, capture_output=True, check=True), goal=goal)


def some_minutes() -> str:
    """The invented minutes of the corpus one after the other, each round under other numbers.

    Without what would end the reading: the head of a quoted mail, and the years, which part older meetings.
    """
    corpus = sorted([*PURE.glob("minutes/tests/corpus/*.md"), *PURE.glob("minutes/tests/corpus/*.txt")])
    text = ""
    for number, path in enumerate(cycle(corpus or [PURE / "minutes" / "tests" / "twin.md"])):
        if len(text.encode()) >= FIFTY_KB:
            return cut(ENDS_THE_READING.sub("", text))
        text += f"\n\n# Réunion {number + 1}\n\n{path.read_text(encoding='utf-8')}"
    return text


def some_prose() -> str:
    pick = random.Random(1)
    sentences = [f"{pick.choice(WHO)} {pick.choice(DOES)} {pick.choice(WITH)}." for _ in range(1500)]
    return cut("\n".join(sentences))


def some_questions(number: int) -> list[tuple[str, str]]:
    pick = random.Random(2)
    asked = [
        f"{pick.choice(ASKED)} {pick.choice(ABOUT)} et {pick.choice(ABOUT)}, {pick.choice(WITH)} ? "
        f"{pick.choice(WHO)} {pick.choice(DOES)} {pick.choice(WITH)} ({pick.choice(NEIGHBOURHOODS)})"
        for _ in range(number)
    ]
    return [(str(place), text) for place, text in enumerate(asked)]


def some_expressions(number: int) -> list[str]:
    """Expressions taken at equal steps from the table that the dates are tested with."""
    lines = (PURE / "dates" / "tests" / "expressions.txt").read_text(encoding="utf-8").splitlines()
    expressions = [line.split(" | ")[0].strip() for line in lines if line and not line.startswith("#")]
    return expressions[:: max(1, len(expressions) // number)][:number]


def cut(text: str) -> str:
    return text.encode()[:FIFTY_KB].decode(errors="ignore")


def size(text: str) -> str:
    return f"{len(text.encode()) / 1000:.0f} KB"


if __name__ == "__main__":
    main()
