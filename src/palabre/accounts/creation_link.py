"""Right to create a space on this server: by the link that `start` prints for the host.

When only this machine can reach the pages (settings.OPEN_DOOR), no link is needed.
"""

import time

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from palabre.accounts.models import Account
from palabre.refusal import Refusal
from palabre.upkeep.machine_clock import SKEW

SALT = "palabre.accounts.door"
DAY = 24 * 60 * 60  # seconds
BY_HAND, AT_START = "door", "start"
LIVES = {BY_HAND: 30 * DAY, AT_START: DAY}  # the link that `start` prints stays in a log that others read
SESSION_KEY = "door"


def creation_link_path(kind: str = BY_HAND) -> str:
    """Return the path of a link that allows creating spaces: for 30 days, or for one when printed at start."""
    return reverse("accounts:door", args=[signing.dumps(kind, salt=SALT)])


def is_needed() -> bool:
    """Return whether the server has no administrator yet: afterwards, they ask for a link."""
    return not Account.objects.filter(is_instance_admin=True).exists()


def check(token: str) -> None:
    """Raise a Refusal when the link is expired or truncated."""
    try:
        kind = signing.loads(token, salt=SALT)
        signing.loads(token, salt=SALT, max_age=LIVES[kind])
        if made_at(token) > time.time() + SKEW.total_seconds():  # made while the clock was wrong
            raise signing.SignatureExpired
    except (signing.BadSignature, KeyError):
        raise Refusal(
            _("This link no longer works: it is too old, or part of it was lost."),
            instead=_("Ask the person who looks after this server for a new one."),
        ) from None


def made_at(token: str) -> int:
    """Return the timestamp of a valid token, as Django signs it: value:timestamp:signature."""
    return int(signing.b62_decode(token.split(":")[-2]))


class DoorClosed(Refusal):
    """Refused because of the visitor, not of the data: 403."""

    status = 403


def pass_through(request: HttpRequest) -> None:
    """Raise a Refusal that says where to find the link, unless this visitor may create a space."""
    if not is_open_to(request):
        raise DoorClosed(
            _("On this server, it takes a link to open a space. The person who installed Palabre has it."),
            instead=_("Ask them for it: they can make a new one at any time."),
        )


def open_to(request: HttpRequest) -> None:
    request.session[SESSION_KEY] = True


def is_open_to(request: HttpRequest) -> bool:
    return settings.OPEN_DOOR or bool(request.session.get(SESSION_KEY))
