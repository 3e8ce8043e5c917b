"""The initial text of a meeting's note: a heading for each point and each group.

Its labels, French or English, are those that `pure.minutes` recognises when the minutes are read. The member who writes
the minutes fills in « Participants »; the points have their own headings.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator

from django.utils.translation import gettext as _

from palabre.meetings.models import AgendaItem, ItemKind
from palabre.pure.french import capitalised, shortened
from palabre.pure.minutes.text.lexicon import kind_of_label, split_dashed, split_label
from palabre.web.dates_in_words import hour, in_full

LONGEST = 200  # characters of a heading


@dataclasses.dataclass(frozen=True, slots=True)
class News:
    """News of a person who cannot come; `group` is the title of their group, "" if none."""

    name: str
    group: str
    text: str

    @property
    def lead(self) -> str:
        return _("%(name)s cannot come, and writes:") % {"name": self.name}

    @property
    def quote(self) -> str:
        return "\n".join(f"> {line}".rstrip() for line in self.text.strip().split("\n"))


@dataclasses.dataclass(frozen=True, slots=True)
class Facts:
    """Input of the text. `groups`, `needs` and `actions` are single lines."""

    on: datetime.date | None
    at: datetime.time | None
    place: str
    items: tuple[AgendaItem, ...]
    groups: tuple[str, ...] = ()
    news: tuple[News, ...] = ()
    needs: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()


def title_of(title: str, on: datetime.date | None) -> str:
    """Return « Réunion des porteurs, mardi 13 octobre 2026 »."""
    return f"{title}, {in_full(on)}" if on else title


def note_skeleton_text(facts: Facts) -> str:
    blocks = [*opening_lines(facts), f"## {_('Participants')}"]
    if facts.items:
        listed = "\n".join(f"- {as_listed(item.words)}" for item in facts.items)
        blocks.append(f"## {_('Agenda')}\n\n{listed}")
    blocks += [block_of(facts, place) for place in range(len(facts.items))]
    return "\n\n".join(blocks) + "\n"


def opening_lines(facts: Facts) -> Iterator[str]:
    yield from filter(None, (day_line(facts.on, facts.at), place_line(facts.place)))


def day_line(on: datetime.date | None, at: datetime.time | None) -> str:
    """Return « Mardi 13 octobre 2026, 14 h »; "" without a date."""
    if on is None:
        return ""
    day = capitalised(in_full(on))
    return f"{day}, {hour(at)}" if at else day


def place_line(place: str) -> str:
    return _("Place: %(place)s") % {"place": one_line(place)} if place else ""


def block_of(facts: Facts, place: int) -> str:
    """Return the heading of one point, and its initial content."""
    item = facts.items[place]
    blocks = [f"## {headings_of(facts.items)[place]}"]
    if item.kind == ItemKind.WEATHER and place == first_of(facts.items, ItemKind.WEATHER):
        blocks += [f"{news.lead}\n\n{news.quote}" for news in facts.news if news.group not in facts.groups]
        blocks += [group_block(facts, group) for group in facts.groups]
    if item.brings and item.treated_at is None:
        blocks += [f"### {one_line(need)}" for need in facts.needs]
    if item.kind == ItemKind.ACT and facts.actions and place == first_of(facts.items, ItemKind.ACT):
        listed = "\n".join(f"- {action}" for action in facts.actions)
        blocks.append(f"### {going_on()}\n\n{listed}")
    return "\n\n".join(blocks)


def group_block(facts: Facts, group: str) -> str:
    """Return the heading of a group, with the news of its absent members."""
    told = [f"{news.lead}\n\n{news.quote}" for news in facts.news if news.group == group]
    return "\n\n".join([f"### {one_line(group)}", *told])


def going_on() -> str:
    return _("Ongoing actions")


def first_of(items: tuple[AgendaItem, ...], kind: str) -> int | None:
    return next((place for place, item in enumerate(items) if item.kind == kind), None)


def headings_of(items: tuple[AgendaItem, ...]) -> list[str]:
    """Return the heading of each point, unique: duplicates are numbered."""
    found: list[str] = []
    for item in items:
        heading, number = heading_of(item), 2
        while heading in found:
            heading, number = f"{heading_of(item)} ({number})", number + 1
        found.append(heading)
    return found


def heading_of(item: AgendaItem) -> str:
    """Return the text of the heading. A round is labelled, so that its content is recognised as news."""
    text = one_line(item.words)
    if item.kind == ItemKind.WEATHER and kind_of_label(text) != "updates":
        return _("Weather round – %(text)s") % {"text": text}
    return text


def as_listed(text: str) -> str:
    """Return a point as a line of the agenda, without « Décisions : », which would be read as a list of decisions."""
    text = one_line(text)
    for label, rest in (split_label(text), split_dashed(text)):
        if label and rest and kind_of_label(label):
            return f"{label}, {rest}"
    return text


def one_line(text: str) -> str:
    return shortened(text.strip().lstrip("#>-+ "), LONGEST)
