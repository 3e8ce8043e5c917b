"""Copy of a page as one reader may read it: it contains nothing that the page does not show that reader."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
import re
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _

from palabre.notes.markdown.html_render import WIKI_LINK
from palabre.notes.markdown.token_transforms import ATTACHMENT
from palabre.people.reader import Reader
from palabre.pure.documents import document_writer
from palabre.pure.documents.tree import tree_of, writable
from palabre.pure.documents.yeswiki import as_yeswiki
from palabre.refusal import Refusal
from palabre.web.name_masking.name_mask import NameMask
from palabre.web.sandbox import make_apart
from palabre.wiki import page_body
from palabre.wiki.attachments import file_store, text_pictures
from palabre.wiki.copies.page_licences import authors_of, licence_of
from palabre.wiki.embedded_lists import in_markdown
from palabre.wiki.link_targets import pages_of
from palabre.wiki.models import Page

LONGEST = 400_000  # characters of HTML converted to a document: about 150 printed pages
HEAVIEST = 12 * 1024 * 1024  # bytes of pictures written in one copy; further ones are left by their address or words
KEPT = 256 * 1024  # bytes: a larger document is not cached
SECONDS = 15 * 60
FAILED = 5 * 60  # seconds for which a file that could not be made is not begun again: it took the turn of others
UNWRITTEN = re.compile(r'<a href="[^"?]*/pages/new/\?[^"]*">((?:(?!</a>).)*+)</a> <span class="note">\([^<]*\)</span>')
OWN_ADDRESS = re.compile(r' (href|src)="/(?=[^/])')
SIZES = re.compile(r' (?:srcset|sizes|loading|decoding|tabindex)="[^"]*"')
SOURCE = re.compile(r' src="([^"]*)"')
IN_MARKDOWN = re.compile(r"\]\(/(?=s/)")
FENCE = re.compile(r"\s*(?:```|~~~)")


class CopyTooLong(Refusal):
    status = 413


@dataclasses.dataclass(frozen=True, slots=True)
class Copy:
    """A page to export. `html` has absolute URLs; `markdown` is its text; `files` are its pictures by URL."""

    title: str
    address: str
    licence: str
    authors: tuple[str, ...]
    on: str
    html: str
    markdown: str
    files: dict[str, bytes]

    @property
    def yeswiki(self) -> str:
        return as_yeswiki(self.title, tree_of(self.html))

    @property
    def with_head(self) -> str:
        """Return the Markdown under a front matter whose values are in JSON, which YAML reads as well."""
        head = {"title": self.title, "address": self.address, "licence": self.licence, "date": self.on}
        said = head | ({"authors": list(self.authors)} if self.authors else {})
        lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in said.items()]
        return "\n".join(["---", *lines, "---", "", self.markdown])

    @property
    def about(self) -> list[str]:
        """Return its authors, date, address and licence as lines of text."""
        licence = _("Licence: %(name)s") % {"name": self.licence}
        by = [_("By %(names)s") % {"names": ", ".join(self.authors)}] if self.authors else []
        return [*by, f"{self.on} · {self.address}", licence]

    def with_pictures(self, html: str) -> str:
        """Return this HTML, its pictures embedded as data URLs each time they are shown; too many keep their address.

        They are megabytes of letters: whatever reads the HTML, as the mask of names does, goes before.
        """
        left = HEAVIEST

        def source(found: re.Match[str]) -> str:
            nonlocal left
            content = self.files.get(found[1])
            if content is None or len(content) > left:
                return found[0]
            left -= len(content)
            return f' src="{as_data(content)}"'

        return SOURCE.sub(source, html)

    @property
    def leaves_out_pictures(self) -> bool:
        """Return whether the HTML with its pictures lacks one that the page shows."""
        shown = SOURCE.findall(self.html)
        weight = sum(len(self.files.get(address, b"")) for address in shown)
        return weight > HEAVIEST or any(ATTACHMENT.search(one) for one in set(shown) - set(self.files))

    def document(self, kind: str) -> bytes:
        """Return the page as "odt" or "pdf", made in a separate process. Raise a Refusal when it is too long."""
        if len(self.html) > LONGEST:
            raise CopyTooLong(
                _("This page is too long for such a file."), instead=_("Take it as HTML or Markdown instead.")
            )
        given = self.as_json()
        key = f"{kind}:{hashlib.sha256(given).hexdigest()}"
        made: bytes | None = cache.get(key)
        if made is None:
            status, made = make_apart(document_writer, kind, given)
            made = made if status == 0 else b""
            if len(made) <= KEPT:
                cache.set(key, made, SECONDS if made else FAILED)
        if not made:
            raise Refusal(
                _("This file could not be made: something in the page prevents it."),
                instead=_("Take it as HTML or Markdown instead."),
            )
        return made

    def as_json(self) -> bytes:
        files = {address: base64.b64encode(content).decode() for address, content in self.files.items()}
        about = [writable(line) for line in self.about]
        facts = {"title": writable(self.title), "language": settings.LANGUAGE_CODE, "about": about}
        whole: dict[str, Any] = facts | {"blocks": tree_of(self.html), "pictures": files}
        return json.dumps(whole).encode()


def as_data(content: bytes) -> str:
    kind = "png" if content.startswith(b"\x89PNG") else "webp" if content[8:12] == b"WEBP" else "jpeg"
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"


def copy_of(page: Page, *, reader: Reader, origin: str, mask: NameMask | None = None) -> Copy:
    """Return `page` as `reader` reads it.

    `origin` is this server's URL; `mask` masks names for readers from outside. A « < » in Markdown begins no tag.
    """
    shown = page_html_for(page, reader)
    html, title = OWN_ADDRESS.sub(rf' \1="{origin}/', SIZES.sub("", shown)), page.title
    markdown = markdown_of(page, reader, origin)
    if mask is not None:
        title, html, markdown = mask.over_text(title), mask.over_html(html), mask.over_source(markdown)
    return Copy(
        title=title,
        address=f"{origin}{page.get_absolute_url()}",
        licence=licence_of(page).name,
        authors=tuple(authors_of(page)) if page.audience.kind == "public" else (),
        on=page.note.changed_at.date().isoformat(),
        html=html,
        markdown=markdown,
        files=files_of(shown, reader, origin),
    )


def page_html_for(page: Page, reader: Reader) -> str:
    """Return the HTML of the page filled for `reader`; a link to an unwritten page becomes plain text."""
    filled = page_body.body(page.note.body_html, space=reader.space, person=reader.person, page=page)
    return UNWRITTEN.sub(r"\1", filled)


def markdown_of(page: Page, reader: Reader, origin: str) -> str:
    """Return the source text with its lists filled, and its wiki links to pages that the reader may read."""
    text = in_markdown(page.note.body_md, reader=reader, page=page, base=origin)
    titles = list(dict.fromkeys(" ".join(found[1].split()) for found in WIKI_LINK.finditer(text)))
    led = pages_of(titles[: page_body.MOST_LINKS], space=reader.space, person=reader.person) if titles else {}

    def linked(found: re.Match[str]) -> str:
        words = " ".join((found[2] or found[1]).split())
        there = led.get(" ".join(found[1].split()))
        return f"[{words}]({origin}{there.get_absolute_url()})" if there else words

    lines, is_code = [], False
    for line in text.split("\n"):
        is_code ^= bool(FENCE.match(line))
        lines.append(line if is_code else IN_MARKDOWN.sub(f"]({origin}/", WIKI_LINK.sub(linked, line)))
    return "\n".join(lines)


def files_of(html: str, reader: Reader, origin: str) -> dict[str, bytes]:
    """Return the pictures that the page shows the reader, within the size limit, by absolute URL."""
    sources = dict.fromkeys(SOURCE.findall(html))
    numbers = {int(found[2]): source for source in sources if (found := ATTACHMENT.match(source))}
    rows = text_pictures.those_that_she_reads(numbers, space=reader.space, person=reader.person) if numbers else {}
    kept: dict[str, bytes] = {}
    left = HEAVIEST
    for number, file in rows.items():
        path = file_store.path_of(file.digest)
        if file.is_picture and file.size <= left and path.exists():
            left -= file.size
            kept[f"{origin}{numbers[number]}"] = path.read_bytes()
    return kept
