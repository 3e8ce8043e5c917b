"""Says what a reading of conveners' minutes lacks, against a list written by a person.

The list knows the shape of conveners' minutes: people with the questions they carry, rewordings, news of each group,
meetings with the number of people expected, needs, to-dos under headings, merges. Questions are named by an `id`
there ("Q1"); what the engine finds names them by their index. Needs are told by `words` that must occur in one of
them, or by the `lines` that they must cover.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

Facts = dict[str, Any]


def missing_from(found: Facts, expected: Facts) -> list[str]:
    """One sentence for each expected thing that was not found; empty when all is there."""
    checks: dict[str, Callable[[Facts, Facts], Iterator[str]]] = {
        "title": _title,
        "date": _date,
        "participants": _participants,
        "questions": _questions,
        "reformulations": _reformulations,
        "objectives": _objectives,
        "agenda_count": _agenda_count,
        "agenda_first": _agenda_first,
        "updates": _updates,
        "meetings": _meetings,
        "series": _series,
        "needs": _needs,
        "tasks": _tasks,
        "merges": _merges,
        "carried_on": _carried_on,
        "links": _links,
    }
    return [lack for key in expected for lack in checks[key](found, expected)]


def _title(found: Facts, expected: Facts) -> Iterator[str]:
    if not _same(found["title"], expected["title"]):
        yield f"title: {expected['title']!r}, found {found['title']!r}"


def _date(found: Facts, expected: Facts) -> Iterator[str]:
    if found["date"] != expected["date"]:
        yield f"date: {expected['date']}, found {found['date']}"


def _participants(found: Facts, expected: Facts) -> Iterator[str]:
    for person in expected["participants"]:
        match = _first(found["participants"], lambda one, name=person["name"]: _same(one["name"], name))
        if match is None:
            yield f"participant: {person['name']}"
            continue
        if not _same(match["organisation"], person["organisation"]):
            yield f"organisation of {person['name']}: found {match['organisation']!r}"
        carried = [found["questions"][index]["text"] for index in match["questions"]]
        if not _same_set(carried, _texts_of(expected, person["questions"])):
            yield f"questions of {person['name']}: {person['questions']}, found {carried}"


def _questions(found: Facts, expected: Facts) -> Iterator[str]:
    for question in expected["questions"]:
        match = _first(found["questions"], lambda one, text=question["text"]: _same(one["text"], text))
        if match is None:
            yield f"question {question['id']}"
        elif not _same_set(match["hosts"], question["hosts"]):
            yield f"hosts of {question['id']}: found {match['hosts']}"


def _reformulations(found: Facts, expected: Facts) -> Iterator[str]:
    for wanted in expected["reformulations"]:
        match = _first(found["reformulations"], lambda one, text=wanted["as"]: _same(one["text"], text))
        if match is None:
            yield f"reformulation: {wanted['as']!r}"
            continue
        of = [found["questions"][index]["text"] for index in match["of"]]
        if not _same_set(of, _texts_of(expected, wanted["of"])):
            yield f"reformulation of {wanted['of']}: found {of}"
        if not _same(match["by"], wanted["by"]):
            yield f"reformulation by {wanted['by']}: found {match['by']}"


def _objectives(found: Facts, expected: Facts) -> Iterator[str]:
    for text in expected["objectives"]:
        if not any(_same(one["text"], text) for one in found["objectives"]):
            yield f"objective: {text!r}"


def _agenda_count(found: Facts, expected: Facts) -> Iterator[str]:
    if len(found["agenda"]) != expected["agenda_count"]:
        yield f"agenda: {expected['agenda_count']} items, found {len(found['agenda'])}"


def _agenda_first(found: Facts, expected: Facts) -> Iterator[str]:
    first = found["agenda"][0]["text"] if found["agenda"] else None
    if not _same(first, expected["agenda_first"]):
        yield f"agenda begins with {expected['agenda_first']!r}, found {first!r}"


def _updates(found: Facts, expected: Facts) -> Iterator[str]:
    for update in expected["updates"]:
        match = _first(found["updates"], lambda one, who=update["who"]: _same_set(one["who"], who))
        if match is None:
            yield f"update of {update['who']}"
            continue
        if len(match["points"]) != update["points"]:
            yield f"update of {update['who']}: {update['points']} points, found {len(match['points'])}"
        leads = sum(len(point["children"]) for point in match["points"])
        if leads != update.get("leads", leads):
            yield f"update of {update['who']}: {update['leads']} leads, found {leads}"


def _meetings(found: Facts, expected: Facts) -> Iterator[str]:
    for meeting in expected["meetings"]:
        match = _first(found["meetings"], lambda one, meeting=meeting: _same_meeting(one, meeting))
        if match is None:
            yield f"meeting on {meeting['date']} of {meeting['who']}"
        elif not _counts(match["expected"], meeting["expected"]):
            yield f"meeting on {meeting['date']}: {meeting['expected']} people, found {match['expected']}"


def _same_meeting(one: Facts, wanted: Facts) -> bool:
    return (one["when"] or "")[:10] == wanted["date"] and _same_set(one["who"], wanted["who"])


def _counts(bounds: list[int] | None, number: int | None) -> bool:
    if bounds is None or number is None:
        return bounds is number
    return bounds[0] <= number <= bounds[1]


def _series(found: Facts, expected: Facts) -> Iterator[str]:
    rules = [one["rrule"] for one in found["series"]]
    yield from (f"series {one['rrule']}, found {rules}" for one in expected["series"] if one["rrule"] not in rules)


def _needs(found: Facts, expected: Facts) -> Iterator[str]:
    """Each need of the list, by its words or its lines, told by the people who have it where they are named."""
    for need in expected["needs"]:
        matches = [one for one in found["needs"] if _has_words(one, need) or _has_lines(one, need)]
        told = need.get("words") or f"lines {need.get('lines')}"
        uncovered = [line for line in need.get("lines", []) if not any(_covers(one, line) for one in matches)]
        if not matches or uncovered:
            yield f"need: {told}"
        elif need.get("who") and not any(_same_set(one["who"], need["who"]) for one in matches):
            yield f"need of {need['who']}: {told}, found {[one['who'] for one in matches]}"


def _has_words(one: Facts, need: Facts) -> bool:
    text = " ".join(_words(one["text"]))
    return bool(need.get("words")) and all(" ".join(_words(word)) in text for word in need["words"])


def _has_lines(one: Facts, need: Facts) -> bool:
    return any(_covers(one, line) for line in need.get("lines", []))


def _covers(one: Facts, line: int) -> bool:
    return one["lines"][0] <= line <= one["lines"][1]


def _tasks(found: Facts, expected: Facts) -> Iterator[str]:
    for task in expected["tasks"]:
        match = _first(found["tasks"], lambda one, text=task["text"]: _same(one["text"], text))
        if match is None:
            yield f"task: {task['text']!r}"
            continue
        if not _same(match["heading"], task["heading"]):
            yield f"task {task['text']!r}: heading {task['heading']!r}, found {match['heading']!r}"
        if not _same_set(match["children"], task.get("children", [])):
            yield f"task {task['text']!r}: children {task.get('children', [])}, found {match['children']}"
        if match["done"]:
            yield f"task {task['text']!r}: found done"


def _merges(found: Facts, expected: Facts) -> Iterator[str]:
    """The group that welcomes may be told by the first name alone, as in the text."""
    for merge in expected["merges"]:
        first_name = _words(merge["into_group_of"])[0]
        source = set(_words(merge["source"]))
        if not any(source <= set(_words(one["what"])) and first_name in _words(one["into"]) for one in found["merges"]):
            yield f"merge: {merge['source']} into {merge['into_group_of']}"


def _carried_on(found: Facts, expected: Facts) -> Iterator[str]:
    for text in expected["carried_on"]:
        if not any(set(_words(text)) <= set(_words(one["text"])) for one in found["carried_on"]):
            yield f"carried on: {text}"


def _links(found: Facts, expected: Facts) -> Iterator[str]:
    yield from (f"link: {link}" for link in expected["links"] if link not in found["links"])


def _texts_of(expected: Facts, ids: list[str]) -> list[str]:
    texts = {question["id"]: question["text"] for question in expected["questions"]}
    return [texts[one] for one in ids]


def _first(items: list[Facts], matches: Callable[[Facts], bool]) -> Facts | None:
    return next((item for item in items if matches(item)), None)


def _same_set(ours: list[str], theirs: list[str]) -> bool:
    return sorted(map(_words, ours)) == sorted(map(_words, theirs))


def _same(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return one is other
    return _words(one) == _words(other)


def _words(text: str) -> list[str]:
    """The words in order, without case, accents, markup nor punctuation."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return re.findall(r"[a-z0-9]+", "".join(sign for sign in decomposed if not unicodedata.combining(sign)))
