"""Run in a process of its own, with bounds: a tree in JSON on standard input, a file on standard output.

Loads no Django. What comes in is {"title", "language", "about" (lines of words on what it is), "blocks", "pictures"
(address: bytes in base64)}. The libraries: typst for a PDF, odfdo for an ODT.
"""

from __future__ import annotations

import base64
import json
import sys
from typing import Any, TextIO


def main(kind: str, out: TextIO) -> None:
    from palabre.pure.documents import odt, pdf  # 0.2 s of a start, spared to who only names this module

    write = {"pdf": pdf.as_pdf, "odt": odt.as_odt}[kind]
    given: dict[str, Any] = json.loads(sys.stdin.buffer.read())
    pictures = {address: base64.b64decode(content) for address, content in given.pop("pictures").items()}
    out.buffer.write(write(given, pictures))
