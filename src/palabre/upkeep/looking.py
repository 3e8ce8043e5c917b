"""How the server itself is doing: its database, its disk, its copies."""

from __future__ import annotations

import datetime
import shutil

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.template.defaultfilters import filesizeformat
from django.utils.text import format_lazy
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from palabre.upkeep import copies
from palabre.upkeep.sockets import Sign

MB = 1024 * 1024
NO_ROOM = 10 * MB  # free bytes below which nothing more is written for sure
LITTLE_ROOM = 500 * MB
A_MOMENT = datetime.timedelta(minutes=1)
LATE = datetime.timedelta(hours=26)  # a copy a day, and what it takes to make it


def database(at: datetime.datetime) -> Sign:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError):
        return Sign(False, _("The database does not answer."), vital=True)
    return Sign(True, _("The database answers."), connection.display_name, vital=True)


def disk(at: datetime.datetime) -> Sign:
    free = shutil.disk_usage(settings.DATA).free
    detail = format_lazy(_("{free} free"), free=filesizeformat(free))
    if free < NO_ROOM:
        return Sign(False, _("The disk is full: nothing more can be written."), detail, vital=True)
    if free < LITTLE_ROOM:
        return Sign(False, _("The disk is almost full."), detail)
    return Sign(True, _("There is room on the disk."), detail)


def backup(at: datetime.datetime) -> Sign:
    if not settings.COPIES:
        return Sign(True, _("Backups are made outside Palabre."))
    there = copies.copies_in(copies.folder())
    if not there:
        return Sign(False, _("No backup has been made yet."))
    number, last = len(there), there[-1].made_at
    counted = ngettext(
        "%(number)s backup, the last one %(ago)s ago", "%(number)s backups, the last one %(ago)s ago", number
    )
    detail = counted % {"number": number, "ago": timesince(last, at) if at - last > A_MOMENT else _("a moment")}
    if at - last > LATE:
        return Sign(False, _("Today’s backup is missing."), detail)
    return Sign(True, _("A backup was made less than a day ago."), detail)
