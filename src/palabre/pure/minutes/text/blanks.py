"""Long runs of blanks within a line are cut: a pattern that looks for what follows them takes their square."""

from __future__ import annotations

import re

MOST_BLANKS = 40
LONG_BLANK = re.compile(rf"(?<!\s)\s{{{MOST_BLANKS + 1},}}")


def with_short_blanks(text: str) -> str:
    return LONG_BLANK.sub(lambda blank: blank[0][:MOST_BLANKS], text)
