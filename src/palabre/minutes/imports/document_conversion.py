"""Run in a process of its own, with bounds: a document on standard input, Markdown or plain text on standard output.

Loads no Django. The libraries: mammoth and markdownify for .docx, odfdo for .odt, pypdf for .pdf.
"""

from __future__ import annotations

import io
import sys
import zipfile
from typing import TextIO

SCAN = 3
LARGEST_INSIDE = 60 * 1024 * 1024  # bytes, once unzipped
MOST_FILES = 3000
MOST_PAGES = 400
LONGEST = 4_000_000  # characters handed back; the act has a lower bound and says so


def main(kind: str, out: TextIO) -> None:
    """Convert standard input; exit 3 for a PDF without text, 1 for anything that cannot be read."""
    content = sys.stdin.buffer.read()
    text = {".docx": from_docx, ".odt": from_odt, ".pdf": from_pdf}[kind](content)
    if kind == ".pdf" and not text.strip():
        sys.exit(SCAN)
    out.reconfigure(encoding="utf-8")  # type: ignore[attr-defined]
    out.write(text[:LONGEST])


def from_docx(content: bytes) -> str:
    import mammoth  # one library per kind of file: a process loads only what it reads
    import markdownify  # as above

    check_zip(content)
    images = mammoth.images.img_element(lambda image: {"src": ""})
    html = mammoth.convert_to_html(io.BytesIO(content), convert_image=images).value
    return str(markdownify.markdownify(html, heading_style="ATX", bullets="-", strip=["img"]))


def from_odt(content: bytes) -> str:
    import odfdo  # as above

    check_zip(content)
    return str(odfdo.Document(io.BytesIO(content)).to_markdown())


def from_pdf(content: bytes) -> str:
    import pypdf  # as above

    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    if len(pages) > MOST_PAGES:
        sys.exit(1)  # half of a document, without a word, would be worse than none
    return "\n\n".join(page.extract_text() for page in pages)


def check_zip(content: bytes) -> None:
    """Refuse, before anything is unpacked, an archive that unpacks to too much."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = archive.infolist()
        if len(files) > MOST_FILES or sum(file.file_size for file in files) > LARGEST_INSIDE:
            sys.exit(1)
