"""Coming into a room by its code (`live.join_codes`): one that is typed, or the square that is scanned.

A code ends with its room, twelve hours after it was opened at the latest.
"""

from __future__ import annotations

import datetime

from django.db import models
from django.utils.translation import gettext as _

from palabre.live.join_codes import fresh_code, is_square, key_to, typed_row
from palabre.meetings.models import Room
from palabre.refusal import Refusal
from palabre.upkeep.backups.carried_fields import FieldCarrier
from palabre.web.saved_fields import save_fields
from palabre.web.visitor_cookie import Visitor

LASTS = datetime.timedelta(hours=12)  # a room that nobody ends
CARRIED = FieldCarrier(Room, "opened_at", ("code", "ended_at"))  # changed or ended since a backup, it stays so


class WrongCode(Refusal):
    """No open room has this code."""

    status = 404


def typed(code: str, *, by: Visitor, at: datetime.datetime) -> Room:
    """Return the open room of this code, in small letters too. Raises WrongCode, TooManyGuesses."""
    found = typed_row(code, open_rooms(at), by=by, at=at)
    if found is None:
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


def open_rooms(at: datetime.datetime) -> models.QuerySet[Room]:
    rows = Room.objects.select_related("meeting__space")
    rows = rows.filter(meeting__space__ended_at=None)
    return rows.filter(ended_at=None, code__isnull=False, opened_at__gt=at - LASTS)


def room_key(room: Room) -> str:
    """Return the key of the present code of this room."""
    return key_to(room.code or "")


def fresh() -> str:
    """Return a code that no room has."""
    return fresh_code(Room.objects.all())


def renew_all(_at: datetime.datetime) -> None:
    """Give each open room another code: nobody can tell which one leaked."""
    for room in Room.objects.filter(ended_at=None, code__isnull=False).order_by("pk"):
        save_fields(room, code=fresh(), version=room.version + 1)
