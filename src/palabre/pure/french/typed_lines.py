"""Typed text on one line or on several, without NUL; a first letter made a capital."""


def on_one_line(typed: str) -> str:
    """Return the words separated by single spaces; without NUL, which no keyboard types and no database takes."""
    return " ".join(typed.replace("\x00", "").split())


def on_lines(typed: str) -> str:
    """Return the text with line feeds alone, without NUL, stripped: browsers send carriage returns."""
    return typed.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").strip()


def capitalised(text: str) -> str:
    """Return the text with its first letter as a capital, the others as they are."""
    return text[:1].upper() + text[1:]
