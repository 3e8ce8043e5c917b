"""A wiki page as a personal link opens it: its text, and the right to write in it."""

from __future__ import annotations

import dataclasses
from typing import Any

from palabre.home.opened.thing import Opened
from palabre.wiki import reading
from palabre.wiki.models import Page


@dataclasses.dataclass(frozen=True, slots=True)
class OpenedPage:
    """The page, and its text as she may read what it links to."""

    page: Page
    body: Any


def opened_page(opened: Opened) -> OpenedPage:
    page: Page = opened.thing
    body = reading.body(page.note.body_html, space=opened.link.space, person=opened.person, page=page)
    return OpenedPage(page, body)
