"""A text that has to hold in a given length."""

LOOSE = " .,;:!?…–—-«“("  # signs that never stand before the ellipsis: « le 9.… »


def shortened(text: str, length: int) -> str:
    """Cut `text` between two words so that it holds in `length` characters, with an ellipsis."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    return f"{text[: length - 1].rsplit(' ', 1)[0].rstrip(LOOSE)}…"
