"""A text cut at its headings: blocks and headings are added to it without reading it again."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator

from palabre.meetings.note.heading_insertion import known_as, parts_of
from palabre.pure.minutes.text.lexicon import kind_of_label


@dataclasses.dataclass(eq=False, slots=True)
class Section:
    """The lines from a heading to the next one, whatever its level; level 0 is what stands before the first heading.

    `title` is as `known_as` returns it, `kind` as `kind_of_label` does; `following` is the section below in the text.
    """

    lines: list[str]
    level: int = 0
    title: str = ""
    kind: str = ""
    following: Section | None = None

    def whole(self) -> Iterator[Section]:
        """Yield this section, then those under its heading."""
        yield self
        one = self.following
        while one is not None and one.level > self.level:
            yield one
            one = one.following

    def end_with_content(self) -> None:
        """Remove the blank lines at the end."""
        while self.lines and not self.lines[-1].strip():
            self.lines.pop()

    def end_with_blank(self) -> None:
        """Keep one blank line before the next heading, if there is content here and a next heading."""
        self.end_with_content()
        if self.lines and self.following is not None:
            self.lines.append("")


class SectionedText:
    """`str` returns the text. It ends with one line feed once something was added."""

    def __init__(self, text: str) -> None:
        lines = text.split("\n")
        parts = parts_of(lines)
        ends = [*(part.start for part in parts[1:]), len(lines)]
        self.opening = last = Section(lines[: parts[0].start] if parts else lines)
        self.by_title: defaultdict[str, list[Section]] = defaultdict(list)
        self.has_grown = False
        for part, end in zip(parts, ends, strict=False):
            last = self.insert(last, Section(lines[part.start : end], part.level, part.title))

    def __str__(self) -> str:
        text = "\n".join(line for section in self.opening.whole() for line in section.lines)
        return text.rstrip("\n") + "\n" if self.has_grown else text

    def titled(self, titles: Iterable[str]) -> list[Section]:
        """Return the sections with these headings, in the order of the titles."""
        return [section for title in titles for section in self.by_title.get(known_as(title), ())]

    def of_kinds(self, kinds: Container[str], title: str = "") -> list[Section]:
        """Return the sections of these kinds, and those with this heading, in the order of the text."""
        wanted = known_as(title)
        return [
            one for one in self.opening.whole() if one.level and (one.kind in kinds or (title and one.title == wanted))
        ]

    def add(self, section: Section, block: str) -> None:
        """Add a block at the end of the section, above the headings under it; a list goes on the list before it."""
        section.end_with_content()
        goes_on = block.startswith("- ") and section.lines[-1].lstrip().startswith("- ")
        section.lines += [*([] if goes_on else [""]), *block.split("\n")]
        section.end_with_blank()
        self.has_grown = True

    def open(self, words: str, level: int, above: Section) -> Section:
        """Add a heading below the lines of `above`, and return its section, to which lines are to be added."""
        made = self.insert(above, Section([f"{'#' * level} {words}"], level, known_as(words)))
        above.end_with_blank()
        return made

    def insert(self, above: Section, section: Section) -> Section:
        section.kind, section.following, above.following = kind_of_label(section.title), above.following, section
        self.by_title[section.title].append(section)
        return section
