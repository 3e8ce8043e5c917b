"""Single-line text: what people typed, without line breaks or NUL."""


def on_one_line(typed: str) -> str:
    """Return the words separated by single spaces; without NUL, which no keyboard types and no database takes."""
    return " ".join(typed.replace("\x00", "").split())
