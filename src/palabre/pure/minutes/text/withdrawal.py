"""Words taken out of a text."""

import re
from collections.abc import Sequence

BETWEEN = r"[\s*_]++"  # between two words, whatever makes them bold; possessive, since no word holds one of these


def without(text: str, words: str) -> str:
    """Take `words` out of `text`. Where they stood alone on a line, « … » stands; the number of lines is kept."""
    said = [word for word in re.split(r"[\s*_]+", words) if word]
    found = pattern_of(said).search(text) if said else None
    if found is None:
        return text
    before, after = text[: found.start()], text[found.end() :]
    alone = not re.search(r"\w", before.rsplit("\n", 1)[-1] + after.split("\n", 1)[0])
    return before + ("…" if alone else "") + "\n" * found[0].count("\n") + after


def pattern_of(said: Sequence[str]) -> re.Pattern[str]:
    """Return what finds these words in a row, and the signs round them."""
    pieces = [re.sub("['’]", "['’]", re.escape(word)) for word in said]
    return re.compile(rf"(?<![*_])[*_]*+{BETWEEN.join(pieces)}[*_]*[ \t]?")
