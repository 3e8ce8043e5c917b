"""Texts that cost much to compare."""


def in_short_lines(word: str, changes: int, lines: int = 60) -> str:
    """Return a text of `changes` times this line, sixty times, and between them a line that every such text has."""
    return "Un besoin ici\n" + "\n".join("\n".join([word] * lines) + f"\n={number}" for number in range(changes))
