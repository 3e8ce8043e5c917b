"""Head of the minutes: title, day of the meeting, place, and day of the forum that it follows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import chain

from palabre.pure.dates import FoundDate, find_dates
from palabre.pure.minutes.days import YEAR, Days, bears_year, found_day
from palabre.pure.minutes.text.blocks import Block
from palabre.pure.minutes.text.folded_lines import fold
from palabre.pure.minutes.text.inline import plain_words
from palabre.pure.minutes.text.lexicon import kind_of_label, split_label
from palabre.pure.minutes.text.normalisation import Source
from palabre.pure.minutes.text.section_names import MEETING
from palabre.pure.minutes.text.sections import Section

MINUTES_WORD = re.compile(
    rf"\b(?:comptes?[- ]rendus?|cr|c\.r\.|proces[- ]verbal|pv|releve|minutes|meeting notes|notes|{MEETING})\b"
)
CALLED = re.compile(
    r"^(?:comptes?[- ]rendus?|cr|pv|proces[- ]verbal|releve|prise de notes|notes|minutes)\b.{0,60} (?:du|de|of) "
)
A_MEETING = re.compile(rf"^{MEETING} ")
GREETING = re.compile(r"^(?:bonjour|bonsoir|cher|chere|hello|hi|dear|salut|coucou|voici|merci|ci-joint|present)\b")
NOT_THE_MEETING = re.compile(
    r"(?:forum(?: ouvert)?(?: [«\"“][^«»\"“”]{1,80}[»\"”],?)?|"
    r"publie|mis en ligne|redige|valide|approuve|diffuse|version|maj|mise a jour|"
    r"modifie|envoye|imprime|"
    r"convocation|approbation (?:du|des) (?:compte|pv|proces)[^.]{0,40}|prochaine?[^.]{0,40}|"
    r"suite (?:a|au|du)[^.]{0,30}|depuis|updated|"
    r"on se (?:retrouve|revoit|voit|reverra|retrouvera)|nous nous (?:retrouv|revoy|reverr)\w+|"
    r"published|posted|next [^.]{0,30}|minutes of the [^.]{0,20}of|ordre du jour|jusqu'au|avant)"
    r"(?: (?:le|du|au|de|des|on|of|the|qui s'est tenu|de la reunion|lundi|mardi|mercredi|jeudi|"
    r"vendredi|samedi|dimanche)){0,4}\s*:?\s*$"
)
TO_COME = re.compile(r"^(?:le )?(?:rdv|rendez[- ]vous)(?: le)?\s*$")
FORUM = re.compile(r"forum(?: ouvert)?(?: (?:du|de|le|des|of|on))*\s*$")
OF_THE_MEETING = re.compile(
    r"\b(?:reunie?s?|(?:s'est|se sont|nous nous sommes) (?:reunie?s?|tenue?s?|retrouvee?s?|vue?s?)|met|held|tenue?|"
    rf"{MEETING} (?:[a-z' -]{{0,30}} )?(?:du|de ce|le|of|on))\b[^.;:]{{0,25}}$"
)
CONTINUES = re.compile(r"^(?:d[eu]s?|d'|de la|sur|pour|et|of|for|on|about)\b")
CONTENT = {
    "present",
    "excused",
    "agenda",
    "objectives",
    "tasks",
    "decisions",
    "next_meeting",
    "updates",
    "both",
    "done",
    "needs",
    "future_agenda",
}
BEFORE_A_DAY = re.compile(r"[\s,;:(–—-]{0,9}(?:\b(?:du|le|au|on|of))?\s{0,9}$")
A_RECORD = re.compile(
    r"(?:comptes?[- ]rendus?|cr|c\.r\.|proc[eè]s[- ]verbal|pv|relevé(?: de (?:décisions|conclusions))?|notes?|minutes)"
    r"(?![\w'’])[\s:–—-]{0,9}(?:de la |de l['’]|d['’]|du |des |de |of (?:the )?)?",
    re.IGNORECASE,
)
LATEST = 300  # days from a meeting to the publication of its minutes
FULL_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
TITLE_LINES, PREAMBLE_LINES, LONGEST_TITLE, SHORT_TITLE = 8, 12, 200, 40


def read_title(source: Source, sections: list[Section], days: Days) -> str | None:
    """Return the title: front matter or mail subject, else first heading, else « Objet : », else first lines."""
    if source.front.get("title", ("", 0))[0]:
        return plain_words(source.front["title"][0])
    heading = _first_heading(sections, days)
    if heading is not None:
        return _named_before(sections, days) or heading
    subject = next((section for section in sections[:20] if section.kind == "subject"), None)
    if subject is not None and subject.blocks:
        return subject.blocks[0].text
    return _first_line(sections, days)


def what_meets(title: str, day: date | None) -> str:
    """Return what met on this day by the title of its minutes: « CR du bureau, 12 mai » → « bureau »; "" if untold.

    The day is looked for at the head of a long title: each one that is found writes the title anew.
    """
    title, rest = title[:LONGEST_TITLE], title[LONGEST_TITLE:]
    for found in reversed(find_dates(title, on=day) if day else []):
        if found.kind in ("date", "datetime") and found_day(found) == day:
            after = title[found.end :].lstrip(" )]")
            between = " " if after and after[0].isalnum() else ""
            title = BEFORE_A_DAY.sub("", title[: found.start]) + between + after
    title = (title + rest).strip(" ,;:–—-")
    record = A_RECORD.match(title)
    return title[record.end() :].strip(" ,;:–—-") if record else title


def _named_before(sections: list[Section], days: Days) -> str | None:
    """Return a line before the first heading that calls itself minutes of a day: « Compte rendu du CA du 3 mai »."""
    for section in sections[:3]:
        if 1 <= section.level <= 6:
            return None
        for line in (section.title, *(block.text for block in section.blocks[:2] if block.kind == "line")):
            if len(line) <= LONGEST_TITLE and CALLED.match(fold(line)) and days.days(line):
                return line.rstrip(" :")
    return None


def read_place(sections: list[Section]) -> str | None:
    for section in sections:
        if section.kind == "place" and section.blocks and len(section.blocks[0].text) <= 200:
            return section.blocks[0].text.rstrip(" .") or None
    return None


def read_day(source: Source, sections: list[Section], locale: str, on: date | None) -> date | None:
    """Return the day of the meeting; that of publication only where no other is written; never of a post."""
    published = _front_day(source, locale, on)
    base = published or on
    free, bound = Days(None, locale), Days(base, locale)
    fronts = (source.front.get(key, ("", 0))[0] for key in ("title", "description"))
    heads = (*(told for told in fronts if MINUTES_WORD.search(fold(told))), *_where_the_day_is(sections))
    told = ((text, found) for text in heads for found in free.days(text))
    for text, found in chain(told, _told_days(sections, free)):
        if not _is_another_day(text, found):
            day = found_day(found) or _with_year(found, text, bound, base)
            if published and day and not bears_year(found) and not _is_just_before(day, published):
                continue
            if day is not None:
                return day
    return None if source.front.get("layout", ("", 0))[0] == "post" else published


def looks_older(source: Source, on: date | None) -> bool:
    """Return whether every year that the text names is long past: today's year is not its own."""
    years = [int(year) for line in source.lines for year in FULL_YEAR.findall(line.text)]
    return on is not None and bool(years) and max(years) < on.year - 1


def read_forum_day(title: str | None, days: Days) -> date | None:
    """Return the day in « du forum ouvert du 14 septembre » of the title: the last one before the meeting."""
    if not title:
        return None
    for found in days.days(title):
        if FORUM.search(fold(title[: found.start])):
            day = found_day(found)
            if day is not None and days.on is not None and not bears_year(found) and day > days.on:
                day = _same_day(day, day.year - 1)
            return day
    return None


def _is_just_before(day: date, published: date) -> bool:
    """Return whether minutes of this day may be published on that one; a yearless day after it is to come."""
    return -1 <= (published - day).days <= LATEST


def _first_heading(sections: list[Section], days: Days) -> str | None:
    headings = [(at, section) for at, section in enumerate(sections) if 1 <= section.level <= 6][:4]
    for at, section in headings:
        if at > 6 or any(one.kind in CONTENT and one.blocks for one in sections[:at]):
            return None
        if kind_of_label(section.title) in CONTENT or _is_only_a_day(section.title, days):
            continue
        if section.level > 2 and kind_of_label(section.title):
            return None
        if sections[0].blocks and section.level > 1 and not MINUTES_WORD.search(fold(section.title)):
            return None
        after = sections[at + 1] if at + 1 < len(sections) and not section.blocks else None
        return _with_the_next(section, after)
    return None


def _with_the_next(section: Section, after: Section | None) -> str:
    if after is not None and 1 <= after.level <= 6 and CONTINUES.match(fold(after.title)):
        return f"{section.title} {after.title}"
    return section.title


def _first_line(sections: list[Section], days: Days) -> str | None:
    lines = [line for line in _preamble(sections) if 2 < len(line) <= LONGEST_TITLE and not _is_only_a_day(line, days)]
    lines = [line for line in lines[:TITLE_LINES] if not GREETING.match(fold(line))]
    titles = [line for line in lines if MINUTES_WORD.search(fold(line)) and not line.endswith((".", ",", "!"))]
    if titles:
        return _named_beside(titles[0], lines, days).rstrip(" :")
    return lines[0] if lines and _heads(lines[0]) else None


def _named_beside(title: str, lines: list[str], days: Days) -> str:
    """Return the body that met, when the title lacks it: above « Réunion du 3 mai », or below « Compte rendu »."""
    at = lines.index(title)
    if at == 1 and days.days(title) and _heads(lines[0]):
        return lines[0]
    below = lines[1] if at == 0 and len(lines) > 1 and MINUTES_WORD.fullmatch(fold(title).strip(" :")) else ""
    found = days.days(below)
    named = below[: found[0].start].rstrip(" ,–-") if found else ""
    if not found and _heads(below) and A_MEETING.match(fold(below)):
        return f"{title} {below}"
    return named if _heads(named) else title


def _heads(line: str) -> bool:
    """Return whether the line looks like a title: short, with a capital, and not a sentence."""
    return (
        bool(line)
        and (line[0].isupper() or len(line) <= SHORT_TITLE)
        and not line.endswith((".", ",", "!", ":"))
        and len(line) <= 100
    )


def _preamble(sections: list[Section]) -> Iterator[str]:
    """Yield the lines before the first labelled list, including bold ones."""
    for section in sections:
        if section.kind in CONTENT or (section.level == 8):
            return
        if section.title and section.level in (7,) and not section.kind:
            yield section.title
        yield from (
            block.text for block in section.blocks if block.kind in ("line", "quote") and section.kind in ("", "other")
        )


def _where_the_day_is(sections: list[Section]) -> Iterator[str]:
    yield from (section.blocks[0].text for section in sections[:20] if section.kind == "date" and section.blocks)
    yield from _head_texts(sections)


def _told_days(sections: list[Section], days: Days) -> Iterator[tuple[str, FoundDate]]:
    """Yield days of sentences such as « Nous nous sommes réunis le 6 mai » near the top."""
    for section in sections[:12]:
        for block in section.blocks[:4]:
            if section.kind in ("", "other", "objectives"):
                found = days.days(block.text[:300])
                yield from ((block.text, one) for one in found if OF_THE_MEETING.search(fold(block.text[: one.start])))


def _head_texts(sections: list[Section]) -> Iterator[str]:
    """Yield titles and lines down to the first labelled list, top first."""
    for at, section in enumerate(sections[:14]):
        listed = section.kind in CONTENT - {"objectives"} and section.level < 10 and at > 0
        if listed and not split_label(section.title)[1] and not re.search(r"\d", section.title):
            return
        if section.level and section.kind != "next_meeting":
            yield section.title
        if section.kind in ("", "subject", "other"):
            yield from (
                block.text[:300]
                for block in section.blocks[:PREAMBLE_LINES]
                if block.kind != "item" and len(block.text) < 200
            )


def _is_another_day(text: str, found: FoundDate) -> bool:
    before = fold(text[: found.start])
    return NOT_THE_MEETING.search(before) is not None or TO_COME.match(before) is not None


def _with_year(found: FoundDate, text: str, bound: Days, base: date | None) -> date | None:
    """Return the day in the year of `base`, or the year before: minutes are not written before their meeting."""
    if base is None:
        return None
    same = next((one for one in bound.days(text) if one.start == found.start), None)
    day = found_day(same) if same is not None else None
    if day is None or found.kind not in ("date", "datetime") or not re.search(r"\d", found.text):
        return None
    day = _same_day(day, base.year)
    return day if day is not None and (day - base).days <= 1 else _same_day(day or base, base.year - 1)


def _same_day(day: date, year: int) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:
        return None


def _front_day(source: Source, locale: str, on: date | None) -> date | None:
    value = source.front.get("date", ("", 0))[0]
    if match := re.match(r"(\d{4})-(\d{2})-(\d{2})", value):
        try:
            return date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            return None
    found = Days(on, locale).days(value)
    return found_day(found[0]) if found else None


def _is_only_a_day(text: str, days: Days) -> bool:
    """Return whether the text holds only a date: « Mardi 3 octobre 2023, 18h30 » is no title."""
    found = days.days(text)
    if not found:
        return False
    left = text
    for one in reversed(found):
        left = left[: one.start] + left[one.end :]
    return len(re.sub(r"[\W\d_]|\b(?:le|la|du|de|à|h|at|on|from|pm|am|date|heures?|min)\b", "", left.lower())) <= 2


def is_heading_of_a_meeting(block: Block, days: Days) -> date | None:
    """Return the full day of a heading such as « Réunion du 12 septembre 2023 » or « 12/09/2023 », else None."""
    found = [one for one in days.days(block.text) if bears_year(one)] if YEAR.search(block.text) else []
    if not found or _is_another_day(block.text, found[0]):
        return None
    lead = fold(block.text[: found[0].start]).strip(" -–:#")
    lead = re.sub(
        r"\b(?:le|la|du|de|des|l'|of|the|on|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b", " ", lead
    ).strip()
    return found_day(found[0]) if not lead or MINUTES_WORD.match(lead) else None
