"""Kind of a file, from its first bytes and never from its name alone. Unknown kinds are refused, with advice."""

from __future__ import annotations

import dataclasses
import re
from pathlib import PurePath

from django.utils.translation import gettext as _

from palabre.pure.decoded_text import decode
from palabre.refusal import Refusal


class NotKept(Refusal):
    """A kind of file that pages do not accept."""

    status = 415


@dataclasses.dataclass(frozen=True, slots=True)
class Kind:
    """The `ending` of the stored file's name, and its content type."""

    ending: str
    content_type: str

    @property
    def is_picture(self) -> bool:
        return self.content_type.startswith("image/")

    @property
    def is_text(self) -> bool:
        return self.content_type.startswith("text/")


JPEG, PNG, GIF = Kind(".jpg", "image/jpeg"), Kind(".png", "image/png"), Kind(".gif", "image/gif")
WEBP, AVIF = Kind(".webp", "image/webp"), Kind(".avif", "image/avif")
PDF = Kind(".pdf", "application/pdf")
STARTS = {b"\xff\xd8\xff": JPEG, b"\x89PNG\r\n\x1a\n": PNG, b"GIF87a": GIF, b"GIF89a": GIF, b"%PDF-": PDF}
AVIFS, HEICS = (b"avif", b"avis"), (b"heic", b"heix", b"hevc", b"heim", b"mif1", b"msf1")
ODF = "application/vnd.oasis.opendocument."
OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN_DOCUMENTS = {
    f"{ODF}{name}".encode(): Kind(ending, f"{ODF}{name}")
    for name, ending in (("text", ".odt"), ("spreadsheet", ".ods"), ("presentation", ".odp"))
}
OFFICE_DOCUMENTS = {  # a name of a file inside, which an archive stores uncompressed
    b"word/document.xml": Kind(".docx", f"{OFFICE}wordprocessingml.document"),
    b"xl/workbook.xml": Kind(".xlsx", f"{OFFICE}spreadsheetml.sheet"),
    b"ppt/presentation.xml": Kind(".pptx", f"{OFFICE}presentationml.presentation"),
}
MACROS = re.compile(rb"vbaProject\.bin|Basic/script-lc\.xml|Scripts/(?:python|beanshell|javascript)/")
TEXTS = {
    ".txt": Kind(".txt", "text/plain"),
    ".text": Kind(".txt", "text/plain"),
    ".md": Kind(".md", "text/markdown"),
    ".markdown": Kind(".md", "text/markdown"),
    ".csv": Kind(".csv", "text/csv"),
    ".ics": Kind(".ics", "text/calendar"),
}


def kind_of(name: str, content: bytes) -> Kind:
    """Return the kind of a file. Raise NotKept, with an alternative, when it is unknown."""
    ending = PurePath(name).suffix.lower()
    kind = by_signature(content) or (text_kind(ending, content) if ending in TEXTS else None)
    if kind is None:
        raise refusal_of(ending, content)
    return kind


def by_signature(content: bytes) -> Kind | None:
    for start, kind in STARTS.items():
        if content.startswith(start):
            return kind
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return WEBP
    if content[4:8] == b"ftyp" and content[8:12] in AVIFS:
        return AVIF
    return inside_an_archive(content) if content.startswith(b"PK\x03\x04") else None


def inside_an_archive(content: bytes) -> Kind | None:
    """Return the kind of an office document, an archive: from its first file or its file names, without unpacking.

    None for one that holds macros, of Office or of LibreOffice.
    """
    if MACROS.search(content):
        return None
    if content[30:38] == b"mimetype":
        size = int.from_bytes(content[22:26], "little")
        return OPEN_DOCUMENTS.get(content[38 : 38 + size])
    if b"[Content_Types].xml" not in content:
        return None
    return next((kind for inside, kind in OFFICE_DOCUMENTS.items() if inside in content), None)


def text_kind(ending: str, content: bytes) -> Kind | None:
    """Return the kind of a text; None when it cannot be decoded, or for a calendar without its header."""
    try:
        text = decode(content)
    except ValueError:
        return None
    if ending == ".ics" and not text.lstrip().startswith("BEGIN:VCALENDAR"):
        return None
    return TEXTS[ending]


def is_heic(content: bytes) -> bool:
    return content[4:8] == b"ftyp" and content[8:12] in HEICS


def refusal_of(ending: str, content: bytes) -> NotKept:
    if not content.strip():
        return NotKept(_("This file is empty."), instead=_("Check that it is the right one."))
    if ending == ".svg" or b"<svg" in content[:2000].lower():
        return NotKept(_("A drawing in SVG may hold programs."), instead=_("Export it as PNG, then send that picture."))
    if is_heic(content):
        return NotKept(_("Many browsers cannot show HEIC pictures."), instead=_("Send the picture as JPEG."))
    if MACROS.search(content):
        return NotKept(_("This document holds macros."), instead=_("Save it without macros, or as PDF."))
    return NotKept(
        _("Palabre does not keep files of this kind."),
        instead=_("Send a picture, a PDF, a LibreOffice or Office document, a text or a calendar."),
    )
