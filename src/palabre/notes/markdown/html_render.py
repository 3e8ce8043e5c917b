"""Markdown to sanitised HTML, once, at save. What depends on the reader stays a hole (see `holes`)."""

import html
import re
from collections.abc import Sequence
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.front_matter import front_matter_plugin

from palabre.notes.markdown import parser_bounds
from palabre.notes.markdown.list_syntax import list_asked
from palabre.notes.markdown.token_transforms import shape

DEEPEST = 20  # levels of lists and quotations (a list is two); what is deeper is shown as it is written
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
HEADINGS = ("h2", "h3", "h4", "h5", "h6")
TAGS = {
    *("p", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "s", "a", "img", "br", "hr"),
    *("table", "thead", "tbody", "tr", "th", "td", "div", "span"),
    *HEADINGS,
}
ATTRIBUTES: dict[str, set[str]] = {
    "a": {"href", "title", "rel"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "div": {"tabindex", "data-list"},
    "span": {"data-f", "data-l", "data-page"},
    **{heading: {"id"} for heading in HEADINGS},
}
CLASSES = {"div": {"scroll"}, "th": {"align-end", "align-center"}, "td": {"align-end", "align-center"}}
WIKI_LINK = re.compile(r"\[\[([^\[\]|\n]{1,200})(?:\|([^\[\]\n]{1,200}))?\]\]")
INTERRUPTS = ["paragraph", "reference", "blockquote", "list"]
SCHEME = re.compile(r"([^/?#]*):")


def render(text: str) -> str:
    """Return the HTML of a clean Markdown `text` (line feeds only, no NUL)."""
    return SANITISER.clean(PARSER.render(text))


def lines_asking(text: str) -> dict[int, str]:
    """Return the lists that a clean text asks for, by the line (from 1) that is there for each."""
    if "{{" not in text:
        return {}
    return {token.map[0] + 1: token.content for token in PARSER.parse(text) if token.type == "list_asked" and token.map}


class Parser(MarkdownIt):
    """CommonMark with tables, strikethrough, bare links and wiki links; HTML in a text is text."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"html": False, "linkify": True, "breaks": True, "maxNesting": DEEPEST + 1})
        self.enable(["table", "strikethrough", "linkify"]).use(front_matter_plugin)
        self.disable(["html_block", "html_inline"])  # each asks at each line whether HTML is allowed
        self.linkify = parser_bounds.BareLinks()
        self.block.ruler.at("table", parser_bounds.table, {"alt": ["paragraph", "reference"]})
        self.inline.ruler.at("linkify", parser_bounds.bare_link)
        self.core.ruler.at("linkify", parser_bounds.bare_links)
        self.block.ruler.before("table", "too_deep", too_deep)
        self.block.ruler.before("table", "list_asked", list_asked, {"alt": INTERRUPTS})
        self.inline.ruler.before("link", "wiki_link", wiki_link)
        self.core.ruler.push("shape", shape)
        for name, rule in RENDERERS.items():
            self.add_render_rule(name, rule)

    def validateLink(self, url: str) -> bool:  # noqa: N802 — the name that markdown-it calls
        scheme = SCHEME.match(url)
        return scheme is None or scheme[1].lower() in SCHEMES


def too_deep(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Show as one paragraph what is nested beyond all reason, instead of losing it as markdown-it would."""
    if silent or state.level < DEEPEST:
        return False
    last = start + 1
    while last < end and (state.isEmpty(last) or state.sCount[last] >= state.blkIndent):
        last += 1
    state.line = last
    state.push("paragraph_open", "p", 1).map = [start, last]
    inline = state.push("inline", "", 0)
    inline.content = state.getLines(start, last, state.blkIndent, False).strip()
    inline.map, inline.children = [start, last], []
    state.push("paragraph_close", "p", -1)
    return True


def wiki_link(state: StateInline, silent: bool) -> bool:
    """Read `[[Title]]` and `[[Title|words]]`."""
    found = WIKI_LINK.match(state.src, state.pos, state.posMax)
    if found is None or not found[1].strip():
        return False
    if not silent:
        token = state.push("wiki_link", "span", 0)
        token.meta = {"title": " ".join(found[1].split())}
        token.content = " ".join((found[2] or found[1]).split())
    state.pos = found.end()
    return True


def _line_open(self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    return f'<span data-f="{tokens[at].meta["lines"]}">'


def _line_close(self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    return f'</span><span data-l="{tokens[at].meta["lines"]}"></span>'


def _wiki_link(self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    title, label = html.escape(tokens[at].meta["title"]), html.escape(tokens[at].content, quote=False)
    return f'<span data-page="{title}">{label}</span>'


def _code(self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    first, after = tokens[at].map or [0, 0]
    written = html.escape(tokens[at].content, quote=False)
    return f'<pre><code>{written}</code></pre><span data-l="{first + 1}-{max(after, first + 1)}"></span>\n'


def _list_asked(self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    line, asked = (tokens[at].map or [0])[0] + 1, html.escape(tokens[at].content)
    return f'<div data-list="{asked}"></div><span data-l="{line}-{line}"></span>\n'


def _table_open(self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    return '<div class="scroll" tabindex="0"><table>\n'


def _table_close(self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    return "</table></div>\n"


RENDERERS = {
    "line_open": _line_open,
    "line_close": _line_close,
    "wiki_link": _wiki_link,
    "fence": _code,
    "code_block": _code,
    "front_matter": _code,
    "list_asked": _list_asked,
    "table_open": _table_open,
    "table_close": _table_close,
}
PARSER = Parser()
SANITISER = nh3.Cleaner(
    tags=TAGS, attributes=ATTRIBUTES, allowed_classes=CLASSES, url_schemes=set(SCHEMES), link_rel=None
)
