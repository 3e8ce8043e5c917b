"""Health checks of the server: database, disk, backups, clock."""

from __future__ import annotations

import datetime
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from palabre.upkeep import machine_clock
from palabre.upkeep.backups import copy_folder
from palabre.upkeep.hooks import Sign
from palabre.upkeep.sqlite.base import was_replaced

MB = 1024 * 1024
NO_ROOM = 10 * MB  # free bytes below which writing may fail
LITTLE_ROOM = 500 * MB
LARGE_LOG = 512 * MB  # a write-ahead log that nothing brings into the file any longer
A_MOMENT = datetime.timedelta(minutes=1)
LATE = datetime.timedelta(hours=26)  # one backup a day, and the time to make it
AHEAD = _(
    "The server’s clock has jumped forward. Check it. "
    "Meanwhile Palabre deletes nothing, and sends no digest or reminder."
)
REPLACED = _(
    "The database’s file was replaced while Palabre runs: what is saved is lost. Stop Palabre, then restore a backup."
)
BACK = _("The server’s clock has gone back. Check it: what waits for its time waits too long.")


def database(at: datetime.datetime) -> Sign:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 'off'" if connection.vendor == "sqlite" else "SHOW transaction_read_only")
            is_closed = cursor.fetchone() == ("on",)  # a spare server, or one that whoever looks after it closed
    except (DatabaseError, InterfaceError):
        return Sign(False, _("The database does not answer."), vital=True)
    if is_closed:
        return Sign(False, _("The database takes no writing: nothing more can be saved."), vital=True)
    return sqlite_file() if connection.vendor == "sqlite" else well_answered()


def sqlite_file() -> Sign:
    """Check the file itself: deleted or damaged, it still answers who had it open, and what they save is lost."""
    if connection.is_in_memory_db():  # type: ignore[attr-defined]  # of SQLite
        return well_answered()
    name = str(connection.settings_dict["NAME"])
    try:
        if was_replaced(name):  # by hand, under the server: reading it would have SQLite mix both
            return Sign(False, REPLACED, vital=True)
        with closing(sqlite3.connect(f"{Path(name).absolute().as_uri()}?mode=rw", uri=True)) as file:
            file.execute("PRAGMA schema_version").fetchone()  # read from the disk
    except (OSError, sqlite3.Error):
        return Sign(False, _("The database does not answer."), vital=True)
    log = f"{name}-wal"
    if os.path.exists(log) and os.path.getsize(log) > LARGE_LOG:
        detail = filesizeformat(os.path.getsize(log))
        return Sign(False, _("The database’s log keeps growing: another program goes on reading it."), detail)
    return well_answered()


def well_answered() -> Sign:
    return Sign(True, _("The database answers."), connection.display_name, vital=True)


def disk(at: datetime.datetime) -> Sign:
    try:
        os.utime(settings.DATA)  # a disk whose sectors fail is made read-only: no other sign tells
    except OSError:
        return Sign(False, _("The disk takes no writing: nothing more can be saved."), vital=True)
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
    there = copy_folder.dated(at)
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


def clock_sign(at: datetime.datetime) -> Sign:
    """Check that the server's time is right, and report the effects of a wrong one."""
    gap = machine_clock.gap(at)
    if abs(gap) > machine_clock.JUMP:
        detail = format_lazy(_("By {length}."), length=timesince(at - abs(gap), at))
        return Sign(False, AHEAD if gap > machine_clock.NONE else BACK, detail)
    if settings.COPIES and (ahead_of_time := copy_folder.dated_ahead(at)):
        names = ", ".join(copy.path.name for copy in ahead_of_time)
        detail = format_lazy(_("Check the time, then delete from the “backups” folder: {names}."), names=names)
        return Sign(False, _("A backup bears a date in the future: the server’s clock was wrong."), detail)
    if until := machine_clock.was_wrong(at):
        when = date_format(timezone.localtime(until), "DATETIME_FORMAT")
        return Sign(True, _("The server’s clock was wrong this week. It is right again."), when)
    return Sign(True, _("The server’s clock runs as it should."))
