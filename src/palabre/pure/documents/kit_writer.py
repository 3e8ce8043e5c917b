"""Run in a process of its own, with bounds: the data of a kit in JSON on standard input, its PDF on standard output.

Loads no Django.
"""

from __future__ import annotations

import json
import sys
from typing import TextIO


def main(_kind: str, out: TextIO) -> None:
    from palabre.pure.documents import kit  # 0.2 s of a start, spared to who only names this module

    out.buffer.write(kit.as_kit(json.loads(sys.stdin.buffer.read())))
