"""What somebody typed in a form that was not taken: shown again, so that nothing is ever lost."""

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, UnreadablePostError

DIGITS = 18  # of the longest number that a database keeps
MACHINE = frozenset({"csrfmiddlewaretoken", "back", "base", "choice", "next", "preview", "form_token"})


def typed_in(request: HttpRequest) -> list[str]:
    """Return the texts of the form that was sent, without what the page put there by itself."""
    try:
        fields = request.POST.items()
    except (SuspiciousOperation, UnreadablePostError):  # too big, or cut on the way
        return []
    return [str(value) for name, value in fields if name not in MACHINE and str(value).strip()]


def is_number(said: str) -> bool:
    """Is it the number of a row? A form may send « ² », or a number without end."""
    return said.isdecimal() and len(said) <= DIGITS


def cleaned_input(said: str) -> str:
    """Return a short text without what no keyboard types."""
    return said.replace("\x00", "").strip()[:300]
