"""Pictures of a text: attachments are given their size, for readers who may see them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from django.utils.html import format_html
from django.utils.translation import gettext as _

from palabre.notes.markdown.token_transforms import ATTACHMENT
from palabre.people.models import Person, readable
from palabre.spaces.models import Space
from palabre.wiki.models import Attachment
from palabre.wiki.models.attachment import SMALL

PICTURE = re.compile(r'<img((?: [a-z]+="[^"]*")*)>')  # only the renderer writes one: in a text, `<` is `&lt;`
ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
MOST = 500  # distinct pictures of one text
COLUMN = "(max-width: 48rem) 100vw, 44rem"


def fill_pictures(rendered: str, *, space: Space, person: Person | None) -> str:
    """Return `rendered` with its pictures as `person` may see them. One query; none for a text without pictures.

    What is no attachment, in a text rendered before November 2026, is no picture: browsers would ask for it.
    """
    numbers = dict.fromkeys(filter(None, (attachment_number(found[1], space) for found in PICTURE.finditer(rendered))))
    files = those_that_she_reads(list(numbers)[:MOST], space=space, person=person) if numbers else {}

    def drawn(found: re.Match[str]) -> str:
        words, number = tag_attributes(found[1]), attachment_number(found[1], space)
        if number is None and ATTACHMENT.fullmatch(words.get("src", "")):
            return found[0]  # of another space
        return picture(files.get(number or 0), words)

    return PICTURE.sub(drawn, rendered)


def picture(file: Attachment | None, words: dict[str, str]) -> str:
    """Return the HTML of a picture, with its size to avoid layout shifts; its description if it may not be shown."""
    alt = words.get("alt", "")
    if file is None or not file.is_picture:
        gone = _("picture that cannot be shown: {words}") if alt else _("picture that cannot be shown")
        return format_html('<span class="note">({})</span>', gone.format(words=alt))
    address = file.get_absolute_url()
    sizes = f"{address}?width={SMALL} {SMALL}w, {address} {file.width}w" if file.has_small else ""
    return format_html(
        '<img src="{}"{} width="{}" height="{}" alt="{}"{} loading="lazy" decoding="async">',
        address,
        format_html(' srcset="{}" sizes="{}"', sizes, COLUMN) if sizes else "",
        file.width,
        file.height,
        alt,
        format_html(' title="{}"', words["title"]) if words.get("title") else "",
    )


def those_that_she_reads(numbers: Iterable[int], *, space: Space, person: Person | None) -> dict[int, Attachment]:
    rows = Attachment.objects.filter(space=space, pk__in=numbers, removed_at=None)
    found = rows.filter(readable(person, of="page__audience")).select_related("page")
    for file in found:
        file.space = space
    return {file.pk: file for file in found}


def attachment_number(attributes: str, space: Space) -> int | None:
    """Return the number of the attachment of this space in the tag's `src`."""
    ours = ATTACHMENT.fullmatch(tag_attributes(attributes).get("src", ""))
    return int(ours[2]) if ours and ours[1] == space.slug else None


def tag_attributes(attributes: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in ATTRIBUTE.findall(attributes)}
