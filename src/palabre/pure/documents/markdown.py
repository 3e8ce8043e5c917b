"""The blocks of a tree as Markdown: every word is escaped, so that nobody’s text becomes a mark."""

from __future__ import annotations

import re

from palabre.pure.documents.tree import Block, Inline, plain_inlines

MARKS = re.compile(r"([\\`*_~\[\]<>#|])")
AT_THE_BEGINNING = re.compile(r"^([0-9]{1,9})([.)])|^([-+=])", re.MULTILINE)


def as_markdown(blocks: list[Block]) -> str:
    """Return the blocks as Markdown, a blank line between two of them."""
    return "\n\n".join(filter(None, (of_block(one) for one in blocks))) + "\n"


def of_block(block: Block) -> str:
    match block["kind"]:
        case "heading":
            return f"{'#' * block['level']} {of_inlines(block['words'])}"
        case "paragraph":
            return escaped_beginning(of_inlines(block["words"]))
        case "list":
            return "\n".join(hung(mark, as_markdown(item)) for mark, item in marked(block))
        case "quote":
            return "\n".join(f"> {line}".rstrip() for line in as_markdown(block["blocks"]).rstrip().split("\n"))
        case "code":
            return f"```\n{block['text']}\n```"
        case "table":
            return of_table(block)
    return "---"


def of_table(block: Block) -> str:
    """Return a table. Without a head, Markdown knows none: its rows are lines."""
    head, rows = block.get("head", []), block["rows"]
    if not head:
        return "\n\n".join(" · ".join(plain(cell) for cell in row) for row in rows)
    lines = [[plain(cell) for cell in row] for row in [*head, *rows]]
    ruled = [lines[0], ["---"] * len(lines[0]), *lines[1:]]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in ruled)


def marked(block: Block) -> list[tuple[str, list[Block]]]:
    """Return the items of a list, each with its mark."""
    first = block.get("start", 1)
    return [(f"{first + nth}." if block["is_ordered"] else "-", item) for nth, item in enumerate(block["items"])]


def hung(mark: str, item: str) -> str:
    first, *others = item.rstrip().split("\n")
    return "\n".join([f"{mark} {first}", *(f"{' ' * (len(mark) + 1)}{line}".rstrip() for line in others)])


def plain(words: list[Inline]) -> str:
    return escaped(plain_inlines(words))


def of_inlines(words: list[Inline]) -> str:
    return "".join(of_inline(one) for one in words)


def of_inline(one: Inline) -> str:
    match one["kind"]:
        case "strong":
            return f"**{of_inlines(one['words'])}**"
        case "em":
            return f"*{of_inlines(one['words'])}*"
        case "link":
            return f"[{of_inlines(one['words'])}](<{one['url']}>)"
        case "picture":
            return f"![{escaped(one['alt'])}](<{one['url']}>)"
        case "break":
            return "  \n"
        case "strike":
            return of_inlines(one["words"])
    return escaped(one["text"])


def escaped(words: str) -> str:
    return MARKS.sub(r"\\\1", words)


def escaped_beginning(words: str) -> str:
    """Escape what would begin a list, underline a heading or indent a piece of code, on each line."""
    lines = "\n".join(line.lstrip() for line in words.split("\n"))
    return AT_THE_BEGINNING.sub(lambda at: f"{at[1]}\\{at[2]}" if at[1] else f"\\{at[3]}", lines)
