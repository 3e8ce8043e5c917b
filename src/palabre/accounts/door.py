"""Who may make a space on this server: whoever holds the link that `start` prints for the person who animates.

Where only this machine reaches the pages (settings.OPEN_DOOR), the door stands open.
"""

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from palabre.refusal import Refusal

SALT = "palabre.accounts.door"
LIFETIME = 30 * 24 * 60 * 60  # seconds
SESSION_KEY = "door"


def address() -> str:
    """Return the path of a link that opens the door for 30 days."""
    return reverse("accounts:door", args=[signing.dumps("door", salt=SALT)])


def check(token: str) -> None:
    """Raise a Refusal when the link is too old or was cut on the way."""
    try:
        signing.loads(token, salt=SALT, max_age=LIFETIME)
    except signing.BadSignature:
        raise Refusal(
            _("This link no longer works: it is too old, or part of it was lost."),
            instead=_("Ask the person who looks after this server for a new one."),
        ) from None


class DoorClosed(Refusal):
    """A rule about who, not about what: 403."""

    status = 403


def pass_through(request: HttpRequest) -> None:
    """Raise a Refusal that says where to find the link, unless the door is open to this visitor."""
    if not is_open_to(request):
        raise DoorClosed(
            _("On this server, it takes a link to open a space. The person who installed Palabre has it."),
            instead=_("Ask them for it: it appears when the server starts."),
        )


def open_to(request: HttpRequest) -> None:
    request.session[SESSION_KEY] = True


def is_open_to(request: HttpRequest) -> bool:
    return settings.OPEN_DOOR or bool(request.session.get(SESSION_KEY))
