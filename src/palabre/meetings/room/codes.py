"""The five letters by which people come into a room, and the key that its QR code bears.

20 letters that nobody takes for another make 3 200 000 codes. Wrong ones are counted for the whole server, all its
processes together, never by address (a hall has one): beyond `MOST_WRONG` in ten minutes, typed codes wait for a
while. So ten thousand guesses look at a hundred codes, and find a room once in 32 000 such days. The QR code bears a
key besides, which cannot be guessed: it opens at any time, and so does the room to whoever is in it already.
"""

from __future__ import annotations

import datetime
import secrets

from django.db import models, transaction
from django.utils.translation import gettext as _

from palabre.meetings.models import MistypedCode, Room
from palabre.refusal import Refusal
from palabre.web import keyed

LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
LENGTH = 5
MOST_WRONG = 100
WHILE = datetime.timedelta(minutes=10)
SALT = "palabre.meetings.room"


class WrongCode(Refusal):
    """No open room has this code."""

    status = 404


class TooManyGuesses(Refusal):
    status = 429


def typed(code: str, *, at: datetime.datetime) -> Room:
    """Return the open room of this code, in small letters too. Raises WrongCode, TooManyGuesses."""
    if are_too_many(at):
        raise TooManyGuesses(
            _("Many wrong codes were typed just now."),
            instead=_("Scan the square on the screen, or try again in a few minutes."),
        )
    letters = "".join(one for one in code[:40].upper() if one.isalpha())
    found = open_rooms().filter(code=letters).first() if len(letters) == LENGTH else None
    if found is None:
        count_wrong(at)
        raise WrongCode(_("No meeting has this code at the moment."), instead=_("Look at the five letters again."))
    return found


def scanned(code: str, key: str) -> Room:
    """Return the open room of this code, whose QR code was scanned. Raises WrongCode."""
    found = open_rooms().filter(code=code.upper()).first() if len(code) == LENGTH else None
    if found is None or not keyed.is_digest(key, SALT, f"{found.pk}:{found.code}", length=16):
        raise WrongCode(
            _("This code is no longer the one of a meeting."), instead=_("Look at the screen again, or ask somebody.")
        )
    return found


def are_too_many(at: datetime.datetime) -> bool:
    return MistypedCode.objects.filter(at__gt=at - WHILE).order_by("-at")[MOST_WRONG - 1 : MOST_WRONG].exists()


def count_wrong(at: datetime.datetime) -> None:
    """Keep that it was typed, in a row that every process reads, and let go of those that count no longer."""
    with transaction.atomic():
        MistypedCode.objects.filter(at__lte=at - WHILE).delete()
        MistypedCode.objects.create(at=at)


def open_rooms() -> models.QuerySet[Room]:
    return Room.objects.select_related("meeting__space").filter(ended_at=None, code__isnull=False)


def key_of(room: Room) -> str:
    """Return 16 characters that only this instance can make, for this room and its present code."""
    return keyed.digest(SALT, f"{room.pk}:{room.code}")[:16]


def fresh() -> str:
    """Return a code that no room has."""
    while True:
        code = "".join(secrets.choice(LETTERS) for _letter in range(LENGTH))
        if not Room.objects.filter(code=code).exists():
            return code
