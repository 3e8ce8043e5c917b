"""HTML of a page for one reader: the holes of its rendered text, filled in one pass with the reader's rights."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from palabre.journal.hooks import Thing
from palabre.notes.markdown import holes
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.spaces.models import Space
from palabre.wiki.attachments import text_pictures
from palabre.wiki.embedded_lists import LivingLists
from palabre.wiki.lines.line_facts import Understood
from palabre.wiki.link_targets import pages_of
from palabre.wiki.models import Page
from palabre.wiki.permissions import can_begin_page

HEADING = re.compile(r'<h([23]) id="([^"]+)">(.*?)</h[23]>')
MOST_LINKS = 500  # distinct targets queried for one text; further ones are shown as unwritten
NOTHING = Understood((), {})


def body(
    rendered: str, *, space: Space, person: Person | None, page: Page | None = None, known: Understood = NOTHING
) -> SafeString:
    """Fill the holes of a rendered text for `person`; `known` is what was read in `page`."""
    rendered = text_pictures.fill_pictures(rendered, space=space, person=person)
    filling = Filling(space, person, page, known, _linked_pages(rendered, space=space, person=person))
    lists = LivingLists(holes.lists(rendered), reader=Reader(space, person, timezone.localdate()), page=page)
    filled = holes.fill(
        rendered, opening=filling.opening, ending=filling.ending, page=filling.link, listed=lists.in_page
    )
    rest = filling.read_until(None)
    return mark_safe(f"{filled}<p>{rest}</p>" if rest else filled)  # sanitised when saved; see Filling


def outline(rendered: str) -> list[tuple[str, SafeString, bool]]:
    """Return the anchor and the text of the first two levels of headings, and whether it is the second."""
    found = HEADING.findall(holes.without_holes(rendered))
    return [(address, mark_safe(plain(words)), level == "3") for level, address, words in found]  # escaped when saved


def plain(words: str) -> str:
    return strip_tags(words) if "<" in words else words


class Filling:
    """Content of each hole, as safe HTML."""

    def __init__(
        self, space: Space, person: Person | None, page: Page | None, known: Understood, pages: dict[str, Page]
    ) -> None:
        self.space, self.person, self.page, self.pages = space, person, page, pages
        self.doubts = sorted(known.doubtful()) if page else []
        self.waiting = sorted(known.by_line().items())
        self.unwritten: dict[tuple[str, str], str] = {}

    def opening(self, first: int, last: int) -> str:
        return f'<span id="l{first}" class="doubt">' if self._doubts(first, last) else f'<span id="l{first}">'

    def ending(self, first: int, last: int) -> str:
        doubts = (self._as_doubt(line) for line in self._doubts(first, last))
        return self.read_until(last) + "".join(doubts)

    def read_until(self, last: int | None) -> str:
        """Return what was read up to this line and is not shown yet: some source lines end no block."""
        here: list[Thing] = []
        while self.waiting and (last is None or self.waiting[0][0] <= last):
            here += self.waiting.pop(0)[1]
        return "".join(_as_link(thing) for thing in here)

    @cached_property
    def new_page(self) -> str:
        return reverse("wiki:new", args=[self.space.slug])

    def link(self, title: str, label: str) -> str:
        """Return a wiki link: to a page that the reader may read, or to an unwritten one that they may create."""
        words = mark_safe(label)  # escaped when saved
        page = self.pages.get(title)
        if page is not None:
            return format_html('<a href="{}">{}</a>', page.get_absolute_url(), words)
        if not can_begin_page(self.person):
            return label
        if (title, label) not in self.unwritten:
            asked = {"title": title} | ({"under": self.page.slug} if self.page else {})
            facts = f"{self.new_page}?{urlencode(asked)}", words, _("to be written")
            self.unwritten[title, label] = format_html('<a href="{}">{}</a> <span class="note">({})</span>', *facts)
        return self.unwritten[title, label]

    def _doubts(self, first: int, last: int) -> list[int]:
        return self.doubts[bisect_left(self.doubts, first) : bisect_right(self.doubts, last)]

    def _as_doubt(self, line: int) -> str:
        address = reverse("wiki:line", args=[self.space.slug, self.page.slug if self.page else "", line])
        return format_html(' <a class="tag" href="{}#l{}">{}</a>', address, line, _("to confirm"))


def _as_link(thing: Thing) -> str:
    """Return a small link with the kind of the thing; its title is for screen readers and tooltips."""
    if not thing.url:
        return format_html(' <span class="tag {}" title="{}">{}</span>', thing.paper, thing.title, thing.word)
    return format_html(
        ' <a class="tag {}" href="{}" title="{}">{}<span class="sr-only"> : {}</span></a>',
        *(thing.paper, thing.url, thing.title, thing.word, thing.title),
    )


def _linked_pages(rendered: str, *, space: Space, person: Person | None) -> dict[str, Page]:
    """Return the pages that the text links to and that `person` may read: two queries at most, or none."""
    titles = list(dict.fromkeys(holes.wanted(rendered)))[:MOST_LINKS]
    return pages_of(titles, space=space, person=person)
