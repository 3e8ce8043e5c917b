"""The rows of an archive as Markdown files to be read: an index, a file for each group, and lists.

Rows are those of the JSON files beside: `number` identifies a row within its kind, `group` refers to a group.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from palabre.pure.french import shortened, slug

type Row = dict[str, Any]
type Tables = dict[str, list[Row]]
type Named = tuple[str, str]  # a title or a name, and the name or the text of a file
type Words = dict[str, str]  # headings in the language of the reader, by the name of a table

LISTS = ("questions", "needs", "actions", "decisions", "meetings")
OF_A_GROUP = ("needs", "actions", "decisions", "meetings", "news")
SIGNS = re.compile(r"([\\`*_\[\]<>#|])")
TITLE = 120  # characters


def markdown_files(space: Row, tables: Tables, pages: Iterable[Named], words: Words) -> Iterator[Named]:
    """Yield the name and the text of each file. `pages` are pairs of a title and the name of the page's own file."""
    groups = tables.get("groups", [])
    yield "index.md", index(space, groups, list(pages), words, [name for name in LISTS if tables.get(name)])
    answers = answers_by_need(tables)
    for group in groups:
        yield file_of(group), group_text(group, tables, answers, words)
    for name in LISTS:
        if rows := tables.get(name):
            lines = [line for row in rows for line in lines_of(name, row, answers)]
            yield f"{name}.md", document(words[name], lines)


def index(space: Row, groups: list[Row], pages: list[Named], words: Words, lists: list[str]) -> str:
    said = [space.get("sentence", ""), space.get("supporters", ""), *space.get("partners", "").splitlines()]
    lines = [line for words_said in said if words_said.strip() for line in (escaped(words_said), "")]
    lines += part(words["groups"], [f"- {link(group['title'], file_of(group))}" for group in groups])
    lines += [f"- {link(words[name], f'{name}.md')}" for name in lists] + [""] * bool(lists)
    lines += part(words["pages"], [f"- {link(title, name)}" for title, name in pages])
    return document(space["name"], lines)


def group_text(group: Row, tables: Tables, answers: dict[int, list[Row]], words: Words) -> str:
    carried = [row for row in tables.get("questions", []) if row["number"] in group["questions"]]
    lines = [line for row in carried for line in (f"> {escaped(row['text'])}", "")]
    lines += part(words["members"], [f"- {escaped(one['person'])}" for one in group["members"] if one["person"]])
    for name in OF_A_GROUP:
        rows = [row for row in tables.get(name, []) if row.get("group") == group["number"]]
        lines += part(words[name], [line for row in rows for line in lines_of(name, row, answers)])
    to_read = [line for line in (group.get("to_read") or "").splitlines() if line.strip()]
    lines += part(words["to_read"], [f"- {escaped(line)}" for line in to_read])
    return document(group["title"], lines)


def lines_of(name: str, row: Row, answers: dict[int, list[Row]]) -> list[str]:
    """Return one row in a line, with the answers below a need."""
    facts = [row.get(one) for one in ("on", "said_on", "place", "owner", "due_words", "done_on") if row.get(one)]
    told = row.get("text") or row.get("title") or ""
    line = f"- {escaped(told)}{f' ({", ".join(escaped(str(fact)) for fact in facts)})' if facts else ''}"
    if name != "needs":
        return [line]
    return [line, *(f"  - {escaped(one['text'])}{by(one)}" for one in answers.get(row["number"], []))]


def by(answer: Row) -> str:
    """Return who gave the answer, and who reported it, where somebody else did."""
    names = [answer[name] for name in ("given_by", "by") if answer.get(name)]
    return f" ({escaped(' / '.join(names))})" if names else ""


def answers_by_need(tables: Tables) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in tables.get("answers", []):
        found.setdefault(row["need"], []).append(row)
    return found


def part(title: str, lines: list[str]) -> list[str]:
    """Return a heading and its lines; nothing without lines."""
    return [f"## {title}", "", *lines, ""] if lines else []


def document(title: str, lines: list[str]) -> str:
    return "\n".join([f"# {escaped(title)}", "", *lines]).rstrip() + "\n"


def file_of(group: Row) -> str:
    return f"groups/{group['number']}-{slug(group['title'])}".rstrip("-") + ".md"


def link(words: str, name: str) -> str:
    return f"[{escaped(shortened(words, TITLE))}]({name})"


def escaped(words: str) -> str:
    """Return the words on one line, without signs that Markdown would read."""
    return SIGNS.sub(r"\\\1", " ".join(words.split()))
