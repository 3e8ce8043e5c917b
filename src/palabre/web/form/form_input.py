"""Values of a refused form, shown again so that nothing is lost."""

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.html import escape

DIGITS = 18  # of the largest integer of the database
MACHINE = frozenset({"back", "base", "choice", "next", "preview", "form_token", "to"})
ROWS = frozenset({"corrects", "group", "one", "option", "other", "person", "pledge", "whose"})  # chosen, by their id
MOST = 4_000_000  # characters of HTML given back beside a refusal: four times the longest text that can be kept
MOST_SHOWN = 12_000_000  # the same, of a form that is shown again: as many as can be sent
HEAVIEST = 6  # times its length, what a text takes at most once it is escaped
TICKED = "on"  # sent by browsers for a ticked box without a value


def typed_in(request: HttpRequest) -> list[str]:
    """Return the texts typed in the form, without hidden fields, ids of lists, ticked boxes; none too long."""
    try:
        fields = request.POST.items()
    except (SuspiciousOperation, UnreadablePostError, MultiPartParserError):  # too large, or cut in transit
        return []
    found, left = [], MOST
    for name, value in fields:
        text = str(value)
        is_chosen = name in MACHINE or (name in ROWS and is_number(text))
        if not is_chosen and text.strip() not in ("", TICKED) and weight_of(text) <= left:
            found.append(text)
            left -= weight_of(text)
    return found


def is_too_heavy(request: HttpRequest) -> bool:
    """Return whether a page that shows this form again would weigh more than what was sent can without its signs."""
    texts = [str(one) for _name, values in request.POST.lists() for one in values]
    return HEAVIEST * sum(map(len, texts)) > MOST_SHOWN and sum(map(weight_of, texts)) > MOST_SHOWN


def weight_of(text: object) -> int:
    """Return the length of a text in a page. Escaped, it takes up to HEAVIEST times its length."""
    return len(escape(str(text)))


def is_number(said: str) -> bool:
    """Return whether it is a valid row id: not « ² », nor a number that is too long."""
    return said.isdecimal() and len(said) <= DIGITS
