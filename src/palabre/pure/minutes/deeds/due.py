"""By when a task is due: the words that say so, and the day that they mean when they mean one."""

from __future__ import annotations

import re

from palabre.pure.dates import FoundDate
from palabre.pure.minutes.days import Days
from palabre.pure.minutes.deeds.state import is_done_cell
from palabre.pure.minutes.text.folded_lines import fold

UNTIL = re.compile(
    r"^(?:avant|d'ici|pour|au plus tard|by|before|fin|mi-|debut|courant|until|jusqu|end of|des|dans|"
    r"within|in|sous|demain|tomorrow|cette semaine|"
    r"semaine prochaine|this week|next week|due|no later)\b"
)
BEFORE = re.compile(
    r"(?:\b(?:avant|d'ici|d'ici a|pour|au plus tard|by|before|until|jusqu'a|echeance|deadline|due|"
    r"delai|limite|quand|for|faire|le|on)|[(\[,:→–-])(?: le| la| l'| au| the| end of| fin)?\s*:?\s*$"
)
WITHIN = re.compile(r"\b(?:du|de|des|d'|de la|depuis|of|from|since|a partir du)(?: le| la| l')?\s*$")
VAGUE = re.compile(
    r"\b(?:d'ici (?:à )?|avant |pour |by |before )(?:la |le |the |notre |l['’])?(?:prochaine?|"
    r"next)\s(?:[\w'’]+)(?:\s(?:meeting|CA|AG))?"
    r"|\bd'ici là\b|\bdès que possible\b|\bau plus vite\b|\basap\b|\b(?:d'ici|avant|pour) (?:la |le |"
    r"l['’]|les )(?:rentrée|été|vacances|hiver|printemps|automne|AG)\b(?: (?:de |d['’]|"
    r"prochain)[\wéèû]*)?",
    re.IGNORECASE,
)


# « S49 » and « dernière semaine de juin » name no day: their words stand for them.
RANKED = r"(?:premi[èe]re|derni[èe]re|deuxi[èe]me|troisi[èe]me)"
WEEK = re.compile(rf"\bS ?\d{{1,2}}\b|\b(?:la )?{RANKED} (?:semaine|quinzaine) d(?:e |['’])\w+")
COUNTED_WEEK = re.compile(WEEK.pattern + "$")
HOUR = re.compile(r"(?:à |a |at |vers |dès )?\d{1,2} ?(?:h|:|heures?|[ap]\.?m)\.? ?(?:\d\d)?$", re.IGNORECASE)
EVENT = re.compile(
    r"\b(?:avant|d'ici|before) (?:le |la |l['’]|les |notre |nos |the |our )[\w'’-]+(?: [\w'’-]+){0,3}(?=[.\s)]*$)"
)
HABIT = re.compile(
    r"^(?:le |les |on )?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|"
    r"wednesday|thursday|friday|saturday|sunday)s?$"
)
FIRM = re.compile(r"\b(?:avant|d'ici|pour|au plus tard|by|before|until|echeance|deadline|due|on)\W*$")
DAY_AND_MONTH = re.compile(r"^\d{1,2}[/.]\d{1,2}$")
MIDDLE = re.compile(r"\bmi[- ]")
ASIDES = re.compile(r"\(([^()]{2,40})\)")
HEAD = re.compile(
    r"^[\s,;:.–—→(\[-]*(?:(?:échéance|délai|deadline|due|date|pour|avant|d'ici|by|quand)\s*:?\s*)?", re.IGNORECASE
)


def due_in(text: str, days: Days) -> tuple[str | None, str | None]:
    """(ISO day or None, the literal words or None) of a task."""
    for found in days.find(text):
        if HOUR.match(found.text) or COUNTED_WEEK.match(found.text):
            continue
        if found.kind in ("date", "datetime", "range", "vague") and _is_due(text, found):
            return _day(found), found.text.strip(" ()")
    for inside in ASIDES.findall(text):
        whole = next((one for one in days.find(inside) if len(one.text.strip()) >= len(inside.strip()) - 2), None)
        if whole is not None and not COUNTED_WEEK.match(whole.text.strip()):
            return _day(whole), whole.text.strip()
    match = VAGUE.search(text) or WEEK.search(text) or EVENT.search(text[-120:])
    return (None, match[0]) if match else (None, None)


def due_of_cell(words: str, days: Days) -> tuple[str | None, str | None]:
    """The day of a column of due dates, where « 15/12 » and any words stand for one."""
    if is_done_cell(words):
        return None, None
    day, _ = due_in(f"le {words}" if DAY_AND_MONTH.match(words) else f"({words})", days)
    return day, words if re.search(r"\w", words) else None


def is_only_due(words: str, days: Days) -> bool:
    """Does a tail such as « ; échéance : 31 mars » say when, and nothing else?"""
    _, due = due_in(f"({words.strip()})", days)
    return due is not None and len(HEAD.sub("", words).strip(" .)]")) - len(HEAD.sub("", due)) <= 2


def _is_due(text: str, found: FoundDate) -> bool:
    before = fold(text[: found.start])
    if UNTIL.match(fold(found.text)):
        return found.kind != "vague" or not WITHIN.search(before)
    if WITHIN.search(before) or (HABIT.match(fold(found.text)) and not FIRM.search(before)):
        return False
    return BEFORE.search(before) is not None or not text[found.end :].strip(" .)!") or not before.strip()


def _day(found: FoundDate) -> str | None:
    if MIDDLE.search(fold(found.text)):
        return None  # « mi-janvier » is no day
    early = re.match(r"(?:avant|before)\b", fold(found.text))
    value = found.until if found.kind == "range" and found.until and not early else found.value
    return value[:10] if value else None
