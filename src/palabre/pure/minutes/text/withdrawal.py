"""Words taken out of a text."""

import re

BETWEEN = r"[\s*_]+"  # between two words, whatever makes them bold


def without(text: str, words: str) -> str:
    """Take `words` out of `text`. Where they stood alone on a line, « … » stands; the number of lines is kept."""
    pieces = [re.sub("['’]", "['’]", re.escape(word)) for word in words.split()]
    found = re.search(rf"[*_]*{BETWEEN.join(pieces)}[*_]*[ \t]?", text) if pieces else None
    if found is None:
        return text
    before, after = text[: found.start()], text[found.end() :]
    alone = not re.search(r"\w", before.rsplit("\n", 1)[-1] + after.split("\n", 1)[0])
    return before + ("…" if alone else "") + "\n" * found[0].count("\n") + after
