"""A tree of a text in the syntax of YesWiki, to be pasted there.

Titles `======`, bold `**`, italic `//`, struck `@@`, code `##` and `%%`, links `[[address words]]`, lists by
indentation, tables `[| … |]`. What a text says that YesWiki would take for a sign stands between `""`.
"""

from __future__ import annotations

import re

from palabre.pure.documents.tree import Block, Inline, plain_inlines

MARKS = {"strong": "**", "em": "//", "strike": "@@"}
TITLES = {2: "=====", 3: "====", 4: "==="}
# Pairs of signs, and words like « MotWiki », which would become links; the `//` of an address is none.
SIGNS = re.compile(r"\*\*|(?<!:)//|@@|##|%%|\[\[|\]\]|\{\{|\}\}|__|££|={2,}|-{4,}|\[\||\|\]|\b[A-Z][a-z]+[A-Z]\w*")
BEGINS = re.compile(r"^(?:[-*|]|\d+[.)]|[a-zA-Z]\))")


def as_yeswiki(title: str, blocks: list[Block]) -> str:
    """Return the text, its title first."""
    return "\n\n".join([f"======{literal(title)}======", *written_blocks(blocks)]).strip() + "\n"


def written_blocks(blocks: list[Block]) -> list[str]:
    return [text for text in map(block, blocks) if text]


def block(one: Block) -> str:
    kind = one["kind"]
    if kind == "heading":
        signs = TITLES.get(one["level"], "==")
        return f"{signs}{literal(plain_inlines(one['words']))}{signs}"
    if kind == "list":
        return "\n".join(items(one, depth=1))
    if kind == "table":
        return "\n".join(["[|", *(row(cells) for cells in [*one["head"], *one["rows"]]), "|]"])
    if kind == "quote":
        return "\n".join(f"\t{line}" for text in written_blocks(one["blocks"]) for line in text.split("\n"))
    if kind == "code":
        return f"%%\n{one['text'].replace('%%', '% %')}\n%%"
    return "----" if kind == "rule" else begun(inline(one["words"]))


def begun(text: str) -> str:
    """Keep the first sign of a paragraph from making a list of it."""
    found = None if text.startswith("**") else BEGINS.match(text)
    return f'""{found[0]}""{text[found.end() :]}' if found else text


def items(one: Block, *, depth: int) -> list[str]:
    lines = []
    for number, item in enumerate(one["items"], start=one["start"]):
        sign = f"{number})" if one["is_ordered"] else "-"
        own = [part for part in item if part["kind"] != "list"]
        words = " ".join(" ".join(text.split("\n")) for text in written_blocks(own)) or ""
        lines.append(f"{' ' * depth}{sign} {words}")
        for part in item:
            lines += items(part, depth=depth + 1) if part["kind"] == "list" else []
    return lines


def row(cells: list[list[Inline]]) -> str:
    said = (inline(cell).replace("|", "¦").replace("\n", " ") for cell in cells)
    return f"| {' | '.join(said)} |"


def inline(words: list[Inline]) -> str:
    return "".join(map(one_inline, words))


def one_inline(one: Inline) -> str:
    kind = one["kind"]
    if kind == "text":
        return literal(one["text"])
    if kind == "break":
        return "\n"
    if kind == "code":
        return f"##{literal(one['text'])}##"
    if kind == "picture":
        return link(one["url"], one["alt"]) if one["url"] else literal(one["alt"])
    return (
        link(one["url"], plain_inlines(one["words"])) if kind == "link" else marked(MARKS[kind], inline(one["words"]))
    )


def marked(sign: str, text: str) -> str:
    """Signs touch their words: blanks at the ends stand outside."""
    inner = text.strip()
    if not inner:
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{sign}{inner}{sign}{after}"


def link(url: str, words: str) -> str:
    address = url.replace(" ", "%20").replace("[", "%5B").replace("]", "%5D").replace("\n", "")
    label = " ".join(words.replace("[[", "[ [").replace("]]", "] ]").replace("]", ")").replace("[", "(").split())
    return f"[[{address} {label}]]" if label else f"[[{address}]]"


def literal(text: str) -> str:
    """Write words so that YesWiki reads them as they are."""
    parted = text.replace('""', '"\u200b"')
    return SIGNS.sub(lambda found: f'""{found[0]}""', parted)
