"""The eight letters by which people come into a room, and the key that its QR code bears.

20 letters that nobody takes for another make 20**8 = 25 600 000 000 codes. Wrong ones are bounded by visitor, then for
the whole server, all its processes together: 240 in an hour are 2 103 840 in a year. With ten rooms open all year,
they find one of them with a chance of 10 × 2 103 840 / 25 600 000 000 = 1 in 1 217. Once that bound is spent, typed
codes wait; the QR code, whose key has 64 bits, and whoever is in already, do not. A code ends with its room, twelve
hours after it was opened at the latest.
"""

from __future__ import annotations

import datetime
import secrets

from django.db import models
from django.utils.translation import gettext as _

from palabre.meetings.models import CODE_LENGTH, Room
from palabre.refusal import Refusal
from palabre.upkeep.rate_limits import Bound, Limit, Of, Wait
from palabre.web import keyed_digests
from palabre.web.visitor_cookie import Visitor

LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
LENGTH = CODE_LENGTH
LASTS = datetime.timedelta(hours=12)  # a room that nobody ends
WRONG = Bound("wrong code", (Limit(Of.EACH, 12), Limit(Of.PLACE, 80), Limit(Of.ALL, 240)))
SALT = "palabre.meetings.room"


class WrongCode(Refusal):
    """No open room has this code."""

    status = 404


class TooManyGuesses(Refusal):
    status = 429


def typed(code: str, *, by: Visitor, at: datetime.datetime) -> Room:
    """Return the open room of this code, in small letters too. Raises WrongCode, TooManyGuesses."""
    if wait := WRONG.wait(by, at=at):
        raise too_many(wait)
    letters = "".join(one for one in code[:40].upper() if one.isalpha())
    found = open_rooms(at).filter(code=letters).first() if len(letters) == LENGTH else None
    if found is None:
        WRONG.count(by, at=at)
        raise WrongCode(_("No meeting has this code at the moment."), instead=_("Look at the eight letters again."))
    return found


def scanned(code: str, key: str, *, at: datetime.datetime) -> Room:
    """Return the open room of this code, whose QR code was scanned. Raises WrongCode."""
    found = open_rooms(at).filter(code=code).first() if is_square(code, key) else None
    if found is None:
        raise WrongCode(
            _("This code is no longer the one of a meeting."), instead=_("Look at the screen again, or ask somebody.")
        )
    return found


def too_many(wait: Wait) -> TooManyGuesses:
    why = _("You typed several wrong codes.") if wait.is_hers else _("Many wrong codes were typed just now.")
    return TooManyGuesses(why, instead=f"{_('Scan the square on the screen: it opens at once.')} {wait.words}")


def open_rooms(at: datetime.datetime) -> models.QuerySet[Room]:
    rows = Room.objects.select_related("meeting__space")
    rows = rows.filter(meeting__space__ended_at=None)
    return rows.filter(ended_at=None, code__isnull=False, opened_at__gt=at - LASTS)


def key_of(room: Room) -> str:
    """Return 16 characters that only this instance can make, for the present code of this room."""
    return key_to(room.code or "")


def key_to(code: str) -> str:
    return keyed_digests.digest(SALT, code)[:16]


def is_square(code: str, key: str) -> bool:
    """Was this key made here for this code? It tells without asking the database; the room may have ended."""
    return len(code) == LENGTH and keyed_digests.is_digest(key, SALT, code, length=16)


def fresh() -> str:
    """Return a code that no room has."""
    while True:
        code = "".join(secrets.choice(LETTERS) for _letter in range(LENGTH))
        if not Room.objects.filter(code=code).exists():
            return code
