"""Bytes that people call text, as text: UTF-8, UTF-16 with its mark, else the Windows and Latin alphabets."""

import codecs
import re

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
MOST_CONTROLS = 0.01  # a text may hold a stray control character; a picture holds them by the hundred


def decode(content: bytes) -> str:
    """Return the text. Raises ValueError, with a sentence, when the bytes are no text.

    CP1252 is tried after UTF-8, and Latin-1 only for what CP1252 leaves undefined.
    """
    text = _decoded(content)
    if len(CONTROLS.findall(text)) > MOST_CONTROLS * len(text):
        raise ValueError("These bytes are not text.")
    return text


def _decoded(content: bytes) -> str:
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    for encoding in ("utf-8", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")
