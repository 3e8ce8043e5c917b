"""Words of minutes that people took out of their page, or said otherwise: nothing says them again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from palabre.groups.models import Group, Membership
from palabre.meetings.models import Meeting
from palabre.minutes.imports.withdrawn_words import KIND, Withdrawn
from palabre.minutes.plan.plan import Lines, Plan, Wanted
from palabre.notes.markdown.holes import without_holes
from palabre.notes.markdown.prepared_text import prepare
from palabre.people.models import Organisation, Person
from palabre.pure.french import fold
from palabre.pure.minutes.text import withdrawal
from palabre.wiki.lines.line_edits import retold
from palabre.wiki.lines.own_sentences import OwnSentences
from palabre.wiki.lines.said_runs import runs_saying

NAMED = (Organisation, Person)  # they stand in many lines, and say none of them
UNTITLED: dict[type[Model], Callable[[], str]] = {Group: lambda: _("A group"), Meeting: lambda: _("A meeting")}
LONG_WORD = re.compile(r"\w{4,}")
LONGEST = 200  # characters of such a title
SAYING = ("text", "words", "title")  # the field that says a row, the first that it has


@dataclass(frozen=True, slots=True)
class Unsaid:
    """Words of a text that its page says no longer: the words of today `instead`, by the number of their first line.

    These are None for a line that was taken out. `withdrawn` are words that an answer took out.
    """

    words: dict[int, str]
    instead: dict[int, str | None]
    withdrawn: Withdrawn

    @classmethod
    def of(cls, text: str, said: OwnSentences, withdrawn: Withdrawn) -> Unsaid:
        words = {run.first: run.words for run in runs_saying(text.split("\n"), said.gone)}
        return cls(words, {at: said.words_now(one, said.there) for at, one in words.items()}, withdrawn)

    def rows(self, plan: Plan) -> dict[str, Wanted | None]:
        """Return the rows of the plan that say such words, by key, as they are to be made now; None for not at all."""
        found = dict[str, Wanted | None]()
        for key, words in self.moods(plan):
            found[key] = without_words(found.get(key) or plan.wanted[key], words)
        for one in plan if self.instead else ():
            for line in self.lines_of(one):
                if (now := found.get(one.key, one)) is not None:
                    found[one.key] = told_otherwise(now, self.words[line], self.instead[line])
        return found | dict(first_wordings(found, plan))

    def lines_of(self, wanted: Wanted) -> Iterator[int]:
        """Yield the lines of which the row is made, where the page says them no longer."""
        if wanted.lines is None or wanted.is_tie or wanted.model in NAMED:
            return
        first, last = wanted.lines
        for line in self.instead:
            if first <= line <= (first if wanted.model in UNTITLED else last):
                yield line

    def moods(self, plan: Plan) -> Iterator[tuple[str, str]]:
        """Yield the keys of the rows in which the plan reads words that an answer took out, and these words."""
        for doubt in plan.doubts if self.withdrawn.words else ():
            if doubt.kind == KIND and doubt.words in self.withdrawn.words:
                roles = [one.key for one in plan if one.model is Membership]
                keys = {key for key, _field in doubt.facts.get("rows", [])}
                yield from ((key, doubt.words) for key in (*keys, *roles) if key in plan.wanted)

    def holds(self, lines: Lines | None) -> bool:
        return lines is not None and any(lines[0] <= line <= lines[1] for line in self.instead)

    def without_doubts(self, plan: Plan) -> Plan:
        """Return the plan, asking nothing about these lines."""
        return replace(plan, doubts=[doubt for doubt in plan.doubts if not self.holds(doubt.lines)])


def told_otherwise(wanted: Wanted, old: str, new: str | None) -> Wanted | None:
    """Return the row with the words of a line as they are now; None where it says the line in a way of its own."""
    if wanted.model in UNTITLED:
        return retitled(wanted, old, new)
    own = next((name for name in SAYING if wanted.fields.get(name)), "")
    own_words = str(wanted.fields.get(own, ""))
    fields = {
        name: retold(value, old, new) if isinstance(value, str) else value for name, value in wanted.fields.items()
    }
    if own and fields[own] and (fields[own] != wanted.fields[own] or fields[own] in (new or "")):
        return with_fields(wanted, fields)
    return None if wanted.lines is None or wanted.lines[0] == wanted.lines[1] or says(own_words, old) else wanted


def retitled(wanted: Wanted, old: str, new: str | None) -> Wanted:
    """Return a group or a meeting, of which others say things, under its title of today, or without one."""
    title = UNTITLED[wanted.model]() if new is None else retold(wanted.fields["title"], old, new)
    return replace(wanted, fields=wanted.fields | {"title": title[:LONGEST]})


def says(text: str, line: str) -> bool:
    """Return whether a text read in several lines says this one: half of the words of one are in the other."""
    one, other = (set(LONG_WORD.findall(fold(words))) for words in (text, line))
    return 2 * len(one & other) >= min(len(one), len(other))


def without_words(wanted: Wanted, words: str) -> Wanted:
    said = {name: value for name, value in wanted.fields.items() if isinstance(value, str)}
    return with_fields(wanted, wanted.fields | {name: withdrawal.without(value, words) for name, value in said.items()})


def with_fields(wanted: Wanted, fields: dict[str, Any]) -> Wanted:
    if "body_html" in fields:
        fields["body_html"] = without_holes(prepare(fields["text"]).html)
    return replace(wanted, fields=fields)


def first_wordings(rows: dict[str, Wanted | None], plan: Plan) -> Iterator[tuple[str, Wanted]]:
    """Yield the first wording of each of these questions, in its words."""
    for key, row in rows.items():
        wording = plan.wanted.get(f"wording:{key}")
        if wording is not None and row is not None:
            yield wording.key, with_fields(wording, wording.fields | {"text": row.fields["text"]})
