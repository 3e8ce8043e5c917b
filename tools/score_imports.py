"""Count the rows that somebody would have to remove after importing annotated minutes, and the people who came in.

    python tools/score_imports.py FOLDER [--rows]

FOLDER holds NAME.gold.json beside NAME.pdf, NAME.docx, NAME.odt, NAME.eml or NAME.md, in the form of the conventions of
the scorer that stands beside such a folder. Each text is planned as an import plans it; no database is touched. A row
is one to remove when nobody annotated what it says, not even as doubtful. Ties between rows, links, and organisations
of the excused, which annotators leave out, are not counted.
"""

from __future__ import annotations

import argparse
import difflib
import json
import os
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ORIGINALS = (".pdf", ".docx", ".odt", ".eml", ".html", ".rtf")
NEAR, NEAR_NAME, TELLING = 0.72, 0.85, 14
COMMENT = re.compile(r"\A<!--.*?-->\s*", re.DOTALL)
MARKUP = re.compile(r"<[^>]+>|[*_`~\\|]")
WORDS_OF = {  # the fields that say what a row is, and the annotations that it may stand for
    "person": ("name", ("names",)),
    "organisation": ("name", ("organisations",)),
    "action": ("text", ("tasks", "tasks_done")),
    "decision": ("text", ("decisions",)),
    "need": ("text", ("needs",)),
    "rolecall": ("words", ("needs",)),
    "agendaitem": ("text", ("agenda",)),
    "aim": ("text", ("agenda",)),
    "group": ("title", ("groups",)),
    "meeting": ("words", ("next_meeting",)),
}
LEFT_ALONE = {"resource"}  # a link says what the text says


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", action="store_true", help="show each row to remove")
    options = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palabre.settings")
    import django  # late: the options are told without it

    django.setup()
    kinds: Counter[str] = Counter()
    texts = right = wanted = 0
    for path in sorted(options.folder.glob("*.gold.json")):
        gold = annotated(json.loads(path.read_text()))
        rows = list(planned(text_beside(path)))
        false = [(kind, words) for kind, words in rows if not is_annotated(kind, words, gold)]
        came = [words for kind, words in rows if kind == "person"]
        right += sum(any(is_same_name(name, one) for one in came) for name in gold["present"])
        wanted, texts = wanted + len(gold["present"]), texts + 1
        kinds.update(kind for kind, _ in false)
        if options.rows:
            print(path.name, *(f"\n    {kind}: {words[:110]}" for kind, words in false))
    total = sum(kinds.values())
    print(f"rows to remove: {total} in {texts} texts, {total / max(texts, 1):.2f} a text  {dict(kinds)}")
    print(f"people imported: {right} of {wanted} ({right / max(wanted, 1):.2f})")
    return 0


def annotated(gold: dict[str, Any]) -> dict[str, list[str]]:
    """Return the words of the annotations, by what they annotate."""
    told = {key: [one if isinstance(one, str) else words_of(one) for one in gold.get(key) or []] for key in gold}
    told = {key: said for key, said in told.items() if isinstance(gold.get(key), list)}
    people = gold["participants"]
    present = [one["name"] for one in people]
    owners = [task["owner"] for task in gold["tasks"] if task.get("owner")]
    return told | {
        "present": present,
        "names": [*present, *gold.get("excused", []), *owners],
        "organisations": [one["org"] for one in people if one.get("org")],
    }


def words_of(annotation: dict[str, Any]) -> str:
    return str(next(annotation[key] for key in ("text", "name", "title", "raw") if annotation.get(key)))


def text_beside(gold: Path) -> str:
    from palabre.minutes.imports.document_conversion import READERS  # late: see above

    stem = str(gold).removesuffix(".gold.json")
    original = next((Path(stem + end) for end in ORIGINALS if Path(stem + end).exists()), None)
    if original is not None:
        return READERS[original.suffix](original.read_bytes())
    return COMMENT.sub("", Path(stem + ".md").read_text())


def planned(text: str) -> Iterator[tuple[str, str]]:
    """Yield the kind and the words of each row that an import of the text makes, except this meeting and mere ties."""
    from django.utils import timezone  # late: see above

    from palabre.minutes.imports.minutes_import import understood  # late: see above
    from palabre.minutes.plan.meeting_planner import THIS_MEETING  # late: see above

    plan = understood(text, on=timezone.localdate()).plan
    unknown = only_of_the_excused(plan)
    for row in plan:
        kind = row.model._meta.model_name or ""
        if row.lines is None or row.is_tie or row.key in {THIS_MEETING, *unknown} or kind in LEFT_ALONE:
            continue
        field = WORDS_OF.get(kind, ("", ()))[0]
        yield kind, str(row.fields.get(field) or row.words)


def only_of_the_excused(plan: Any) -> set[str]:
    """Return the keys of the organisations of the excused alone, which nobody annotates."""
    from palabre.meetings.models import Attendance, Presence  # late: see above
    from palabre.people.models import Affiliation  # late: see above

    seats = [row.fields for row in plan if row.model is Attendance]
    away = {seat["person"].key for seat in seats if seat["presence"] == Presence.EXCUSED}
    ties = [row.fields for row in plan if row.model is Affiliation]
    there = {tie["organisation"].key for tie in ties if tie["person"].key not in away}
    return {tie["organisation"].key for tie in ties} - there


def is_annotated(kind: str, words: str, gold: dict[str, list[str]]) -> bool:
    said = [one for key in (*WORDS_OF.get(kind, ("", ()))[1], "_doubtful") for one in gold.get(key, [])]
    if kind == "person":
        return any(is_same_name(words, one) for one in said)
    least = NEAR if kind != "organisation" else 0.6
    return any(is_near(words, one, least) for one in said)


def is_near(one: str, other: str, least: float = NEAR) -> bool:
    short, long = sorted((plain(one), plain(other)), key=len)
    if short and f" {short} " in f" {long} ":
        return len(short) >= TELLING or len(short) * 2 > len(long) or least < NEAR
    return difflib.SequenceMatcher(None, short, long, autojunk=False).ratio() >= least


def is_same_name(one: str, other: str) -> bool:
    names = [plain(name).split() for name in (one, other)]
    alike = difflib.SequenceMatcher(None, *map(" ".join, names)).ratio() >= NEAR_NAME
    return sorted(names[0]) == sorted(names[1]) or alike


def plain(text: str) -> str:
    bare = unicodedata.normalize("NFKD", MARKUP.sub(" ", text)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", " ", bare).strip()


if __name__ == "__main__":
    sys.exit(main())
