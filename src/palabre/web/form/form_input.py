"""Values of a refused form, shown again so that nothing is lost."""

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

DIGITS = 18  # of the largest integer of the database
MACHINE = frozenset({"back", "base", "choice", "next", "preview", "form_token", "to"})
MOST = 2_000_000  # characters given back of one form: twice the longest text that can be kept
TICKED = "on"  # sent by browsers for a ticked box without a value


def typed_in(request: HttpRequest) -> list[str]:
    """Return the texts typed in the form, without hidden fields and ticked boxes; none that nobody can have typed.

    Anybody may send any form: escaped, it would take six times its length.
    """
    try:
        fields = request.POST.items()
    except (SuspiciousOperation, UnreadablePostError, MultiPartParserError):  # too large, or cut in transit
        return []
    found, left = [], MOST
    for name, value in fields:
        text = str(value)
        if name not in MACHINE and len(text) <= left and text.strip() not in ("", TICKED):
            found.append(text)
            left -= len(text)
    return found


def is_number(said: str) -> bool:
    """Return whether it is a valid row id: not « ² », nor a number that is too long."""
    return said.isdecimal() and len(said) <= DIGITS
