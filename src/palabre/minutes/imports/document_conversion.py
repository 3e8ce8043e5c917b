"""Run in a process of its own, with bounds: a document on standard input, Markdown or plain text on standard output.

Loads no Django, and one reader per kind of file: a process loads only the libraries of what it reads.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable, Collection
from typing import TextIO

SCAN = 3
LARGEST_INSIDE = 60 * 1024 * 1024  # bytes, once unzipped
MOST_FILES = 3000
MOST_ELEMENTS = 200_000  # of XML, by their weights: a document of 150 pages
# What costs the library of .docx most: 0.1 ms each; a field, as much as there are fields around it.
WEIGHTS = {"p": 4, "tbl": 4, "tc": 4, "tr": 4, "r": 4, "hyperlink": 6, "fldChar": 40}
MOST_PAGES = 400
COVER = 600  # characters: a message this short only goes with the document attached to it
LONGEST = 4_000_000  # characters handed back; the act has a lower bound and says so


def main(kind: str, out: TextIO) -> None:
    """Convert standard input; exit 3 for a PDF without text, 1 for anything that cannot be read."""
    content = sys.stdin.buffer.read()
    text = READERS[kind](content)
    if kind == ".pdf" and not text.strip():
        sys.exit(SCAN)
    out.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[attr-defined]
    out.write(text[:LONGEST])


def from_docx(content: bytes) -> str:
    from palabre.minutes.files.docx_text import read_docx  # on demand: see above

    check_zip(content)  # all its parts: its own table says which of them hold text
    return read_docx(content)


def from_odt(content: bytes) -> str:
    from palabre.minutes.files.odt_text import CONTENT, STYLES, read_odt  # as above

    check_zip(content, (CONTENT, STYLES))
    return read_odt(content)


def from_pdf(content: bytes) -> str:
    import pypdf  # as above

    from palabre.minutes.files.pdf_text import read_pdf  # as above
    from palabre.minutes.files.pdf_weight import weigh_pdf  # as above

    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    if len(pages) > MOST_PAGES:
        sys.exit(1)  # half of a document, without a word, would be worse than none
    weigh_pdf(pages)
    return read_pdf(pages)


def from_html(content: bytes) -> str:
    from palabre.minutes.files.html_text import read_html  # as above
    from palabre.pure.decoded_text import decode  # as above

    return read_html(decode(content))


def from_mail(content: bytes) -> str:
    from palabre.minutes.files.mail_text import attached_document, read_mail  # as above

    text = read_mail(content)
    kind, attached = attached_document(content, READERS.keys() - {".eml"})
    return READERS[kind](attached) if kind and len(text) < COVER else text


def from_rtf(content: bytes) -> str:
    from palabre.minutes.files.rtf_text import read_rtf  # as above

    return read_rtf(content)


READERS: dict[str, Callable[[bytes], str]] = {
    ".docx": from_docx,
    ".odt": from_odt,
    ".pdf": from_pdf,
    ".html": from_html,
    ".htm": from_html,
    ".eml": from_mail,
    ".rtf": from_rtf,
}


def check_zip(content: bytes, parts: Collection[str] = ()) -> None:
    """Refuse an archive that unpacks to too much, or whose XML declares entities or weighs too much.

    `parts`: those that will be parsed, all by default. Exits, or raises ValueError.
    """
    from palabre.minutes.files.xml_weight import Scale  # as above

    scale = Scale(elements=MOST_ELEMENTS, characters=LONGEST, weights={} if parts else WEIGHTS)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = archive.infolist()
        if len(files) > MOST_FILES or sum(file.file_size for file in files) > LARGEST_INSIDE:
            sys.exit(1)
        for file in files:
            if not parts or file.filename in parts:
                with archive.open(file) as part:
                    scale.weigh(part)
