"""Lists embedded in a page's text, as one reader may see them today: in the page, and in a copy of its text."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from palabre.notes.markdown import holes
from palabre.notes.markdown.html_render import lines_asking
from palabre.people.reader import Reader
from palabre.pure.french import fold, shortened
from palabre.web.templatetags.text_filters import typeset
from palabre.wiki import hooks
from palabre.wiki.hooks import LivingList, Row
from palabre.wiki.models import Page

MOST_LISTS = 20  # lists of one page that are filled; further ones are shown as source
MOST_ROWS = 50
LOOKED_THROUGH = 500  # rows read of one list at most
LONGEST_TITLE = 160
MARKS = re.compile(r"([\\`*_\[\]<>&|~#])")


@dataclasses.dataclass(frozen=True, slots=True)
class ListRequest:
    """A parsed list request: the list, the maximum number of rows, and words that filter it ("" for none)."""

    living: LivingList
    most: int
    words: str


@dataclasses.dataclass(frozen=True, slots=True)
class ListRows:
    """Rows of a list, and the number of others."""

    rows: list[Row]
    others: int


def understood(written: str) -> ListRequest | None:
    """Parse the request `written`; None when no list has this name."""
    name, _colon, option = (part.strip() for part in written.partition(":"))
    living = hooks.lists.get(fold(" ".join(name.split())))
    if living is None:
        return None
    if option.isdecimal():
        return ListRequest(living, min(max(int(option), 1), MOST_ROWS), "")
    return ListRequest(living, living.most, " ".join(option.split()))


def offered() -> list[dict[str, str]]:
    """Return the available lists for the editor: the text to insert, and the label."""
    is_french = get_language() == "fr"
    living = dict.fromkeys(hooks.lists.values())
    return [{"insert": f"{{{{{one.fr if is_french else one.en}}}}}", "label": str(one.label)} for one in living]


class LivingLists:
    """Lists of one page for one reader: each kind is queried once, however often the text contains it."""

    def __init__(self, written: Iterable[str], *, reader: Reader, page: Page | None) -> None:
        self.reader, self.page = reader, page
        known = {one: asked for one in dict.fromkeys(written) if (asked := understood(one))}
        self.asked = dict(list(known.items())[:MOST_LISTS])
        self.left = MOST_LISTS
        self.found: dict[str, list[Row]] = {}

    def in_page(self, written: str) -> str:
        """Return the list as HTML."""
        asked = self.next(written)
        return as_html(asked, self.shown(asked), self.reader) if asked else holes.as_written(written)

    def in_markdown(self, written: str, *, base: str) -> list[str] | None:
        """Return the list as lines of Markdown, whose URLs begin with `base`; None for an unknown list."""
        asked = self.next(written)
        return as_markdown(asked, self.shown(asked), base) if asked else None

    def next(self, written: str) -> ListRequest | None:
        asked = self.asked.get(written)
        if asked is None or not self.left:
            return None
        self.left -= 1
        return asked

    def shown(self, asked: ListRequest) -> ListRows:
        living = asked.living
        if living.en not in self.found:
            self.found[living.en] = living.rows(self.reader, self.page, LOOKED_THROUGH)
        words = fold(asked.words)
        rows = [row for row in self.found[living.en] if words in fold(f"{row.title}\n{row.of}")]
        return ListRows(rows[: asked.most], len(rows[asked.most :]))


def in_markdown(text: str, *, reader: Reader, page: Page | None, base: str = "") -> str:
    """Return the Markdown with each list request replaced by a plain list, as `reader` may read it.

    For a copy outside Palabre, where nothing fills the lists: `base` is the URL of this instance.
    """
    asking = lines_asking(text)
    if not asking:
        return text
    lists, lines = LivingLists(asking.values(), reader=reader, page=page), text.split("\n")
    for number, written in asking.items():
        rows = lists.in_markdown(written, base=base)
        if rows is not None:
            before = lines[number - 1].partition("{{")[0]
            again = re.sub(r"[^\s>]", " ", before)  # within a quotation or an item of a list
            lines[number - 1] = "\n".join([before + rows[0], *(again + row for row in rows[1:])])
    return "\n".join(lines)


def as_html(asked: ListRequest, shown: ListRows, reader: Reader) -> SafeString:
    living = asked.living
    if not shown.rows:
        return format_html('<p class="note">{}</p>', typeset(nothing(asked)))
    items = format_html_join("", "<li>{}</li>", ((row_as_html(row),) for row in shown.rows))
    made = format_html('<ul class="living-list" aria-label="{}">{}</ul>', living.label, items)
    return made + others_as_html(living, shown.others, reader) if shown.others else made


def row_as_html(row: Row) -> SafeString:
    title = typeset(short(row.title))
    link = format_html('<a href="{}">{}</a>', row.url, title) if row.url else title
    if not row.facts:
        return format_html("{}", link)
    return format_html('{} <span class="note">{}</span>', link, " · ".join(typeset(fact) for fact in row.facts))


def others_as_html(living: LivingList, others: int, reader: Reader) -> SafeString:
    words = typeset(and_others(others))
    if living.whole is None:
        return format_html('<p class="note">{}</p>', words)
    name, link = living.whole
    address = reverse(name, args=[reader.space.slug])
    return format_html('<p class="note">{} <a href="{}">{}</a></p>', words, address, typeset(link))


def as_markdown(asked: ListRequest, shown: ListRows, base: str) -> list[str]:
    if not shown.rows:
        return [escaped(nothing(asked))]
    lines = [f"- {row_as_markdown(row, base)}" for row in shown.rows]
    return [*lines, f"- {and_others(shown.others)}"] if shown.others else lines


def row_as_markdown(row: Row, base: str) -> str:
    title = escaped(short(row.title))
    address = row.url if ":" in row.url else base + row.url
    link = f"[{title}]({address})" if row.url else title
    return " · ".join([link, *(escaped(fact) for fact in row.facts)])


def nothing(asked: ListRequest) -> str:
    if asked.words:
        return _("Nothing here answers to “%(words)s” for now.") % {"words": asked.words}
    return str(asked.living.empty)


def and_others(count: int) -> str:
    if count >= LOOKED_THROUGH - MOST_ROWS:
        return _("And many others.")
    return ngettext("And %(count)d other.", "And %(count)d others.", count) % {"count": count}


def short(title: str) -> str:
    return shortened(title, LONGEST_TITLE)


def escaped(words: str) -> str:
    return MARKS.sub(r"\\\1", " ".join(words.split()))
