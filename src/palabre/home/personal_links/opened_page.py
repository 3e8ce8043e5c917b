"""A wiki page as a personal link opens it: its text, and the right to write in it."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.utils.safestring import mark_safe

from palabre.home.personal_links.personal_link import Opened
from palabre.notes.markdown import holes
from palabre.people.permissions import can_enter
from palabre.wiki import page_body
from palabre.wiki.comments.comment_list import PageComments, comments_of
from palabre.wiki.lines.line_facts import Understood
from palabre.wiki.models import Page


@dataclasses.dataclass(frozen=True, slots=True)
class OpenedPage:
    """A page with its comments, and its HTML, whose links are limited to what the person may read."""

    page: Page
    body: Any
    comments: PageComments


def opened_page(opened: Opened) -> OpenedPage:
    """Return the page with its links and lists; as plain words for a person who may not enter the space, and for a link
    that another member made. A link opens its page and nothing else.
    """
    page: Page = opened.thing
    comments = comments_of(page, opened.reader, since=opened.link.made_at)
    if opened.reader.limited_by or not can_enter(opened.person, opened.link.space):
        return OpenedPage(page, mark_safe(plain_body(page.note.body_html)), comments)  # sanitised at save
    known = Understood((), {}, comments.by_line())
    body = page_body.body(page.note.body_html, space=opened.link.space, person=opened.person, page=page, known=known)
    return OpenedPage(page, body, comments)


def plain_body(rendered: str) -> str:
    """Return the text without what depends on its reader; comments lead to its lines."""
    return holes.fill(
        rendered,
        opening=lambda first, last: f'<span id="l{first}">',
        ending=lambda first, last: "",
        page=lambda title, label: label,
    )
