"""Depths of lists: how far from the edge a sign stands, and which lines go on under the words after it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from palabre.minutes.files.text_columns import Piece

SIGN = re.compile(r"[-–—•*o▪▫‣◦●○■□➢➤►✓·\uf0b7\uf0a7\uf0fc\uf0d8](?=\s|$)")
NEAR = 3.0  # points
STEP = "   "


def with_depths(lines: Sequence[tuple[str, tuple[Piece, ...]]]) -> list[str]:
    """Return the lines, those of lists after as many blanks as they are deep; what goes on stands one step deeper."""
    told: list[str] = []
    open_signs: list[float] = []  # places of the signs of the items around
    words = 0.0  # where the words of the last item start
    for text, pieces in lines:
        shown = [piece for piece in pieces if piece.text.strip()]
        start = shown[0].x if shown else 0.0
        if shown and SIGN.match(text.lstrip()):
            while open_signs and open_signs[-1] >= start - NEAR:
                open_signs.pop()
            open_signs.append(start)
            words = shown[1].x if len(shown) > 1 else start + shown[0].size
            told.append(STEP * (len(open_signs) - 1) + text.lstrip())
        elif shown and open_signs and abs(start - words) <= NEAR:
            told.append(STEP * len(open_signs) + text.lstrip())
        else:
            open_signs = open_signs if not shown else []
            told.append(text)
    return told
