"""The worker's part of an export: a leased row whose archive is written a few files at a time.

What is under way is held by this process alone: killed at any instant, its lease runs out, and another worker begins
the archive again. Between two pieces, the worker does everything else.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Generator
from contextlib import suppress
from itertools import islice
from typing import BinaryIO

from django.db import InterfaceError, OperationalError
from django.utils import translation

from palabre.home.archive.export_files import has_room, new_file, path_of, refuse_last_room, size_on_disk
from palabre.home.archive.readable_rows import Rows, readable_rows
from palabre.home.archive.space_archive import TooLarge, write_archive
from palabre.home.models import Export, Fault
from palabre.people import permissions
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.upkeep.leases import free, lease
from palabre.web.logs.fault_place import whence

LEASE = datetime.timedelta(minutes=2)  # many times what any table of a large space takes
MOST_BEGUN = 5
PIECE = 100  # files of the archive in one round, at most
log = logging.getLogger(__name__)


class ExportUnderWay:
    """An archive that this process writes: the lease of its row, its open file, and the steps still to come."""

    def __init__(self, export: Export, reader: Reader) -> None:
        self.export, self.reader = export, reader
        self.read: list[Rows] = [readable_rows(reader)]
        self.stream: BinaryIO = new_file(export)
        self.steps: Generator[int] = write_archive(reader, into=self.stream)

    def advance(self, now: datetime.datetime) -> bool:
        """Write a piece; return whether it goes on."""
        refuse_last_room()
        with translation.override(self.export.language):
            step = self.write_piece()
        if step is not None:
            return self.export.advance(step, until=now + LEASE)
        self.read.append(readable_rows(self.reader, after=self.read[0]))
        self.export.finish(at=now, size=size_on_disk(self.stream), read=self.read)
        return False

    def write_piece(self) -> int | None:
        """Write what is left of one step, or a part of it; return the step to go on with, None at the end."""
        step = None
        for step in islice(self.steps, PIECE):
            if step != self.export.step:
                break  # it is made in the next round, once the page can say so
        return step

    def close(self) -> None:
        with suppress(OSError):  # what is left of the archive is written: the disk may be full
            self.steps.close()
            self.stream.close()


under_way: list[ExportUnderWay] = []  # at most one in each process


def make_some(now: datetime.datetime) -> int:
    """Write a piece of the export that this process makes, or begin the one that has waited longest."""
    try:
        if not under_way:
            under_way.extend(begin_next(now))
            return len(under_way)
        if not under_way[0].advance(now):
            abandon()
        return 1
    except (OperationalError, InterfaceError):
        abandon()
        raise  # the database is unavailable: the worker waits for it, then begins again
    except Exception as fault:
        give_up(fault)
        return 1


def begin_next(now: datetime.datetime) -> list[ExportUnderWay]:
    waiting = Export.objects.waiting().order_by("asked_at", "pk")
    if not waiting.filter(free(now)).exists() or not has_room(now):
        return []
    begun = []
    for number in lease(waiting, most=1, now=now, lasting=LEASE):
        export = Export.objects.select_related("space", "person").get(pk=number)
        reader = reader_of(export)
        if reader is None:
            export.delete()  # they are no longer a member
        elif export.begun >= MOST_BEGUN:
            fail(export, Fault.FAILED)
        else:
            export.begin()
            begun.append(ExportUnderWay(export, reader))
    return begun


def reader_of(export: Export) -> Reader | None:
    """Return who asked, with no more rights than those who vouch for them; None once any of them is no member."""
    person, vouchers = export.person, tuple(Person.objects.filter(pk__in=export.voucher_ids))
    are_here = all(permissions.can_contribute(one) for one in (person, *vouchers))
    if not are_here or len(vouchers) != len(export.voucher_ids) or person.erased_at or person.put_out_at:
        return None
    person.space, person.vouched_by = export.space, vouchers
    return Reader.here(export.space, person)


def give_up(fault: Exception) -> None:
    """Say that the export under way cannot be made. A fault of the row itself waits for the next lease.

    It is let go first: the database may be unable to say so, and what went wrong half-way is not to be gone on with.
    """
    exports = [one.export for one in under_way]
    abandon()
    for export in exports:
        fail(export, Fault.TOO_LARGE if isinstance(fault, TooLarge) else Fault.FAILED)
    if not isinstance(fault, TooLarge):
        log.warning("an export was not made: %s", whence(fault))


def fail(export: Export, why: Fault) -> None:
    """Give an export up, with what was written of its file: the disk may be full of it.

    Nothing is done where another worker took it since: row and file are its own.
    """
    if export.held().exists():
        path_of(export).unlink(missing_ok=True)
        export.give_up(why)


def abandon() -> None:
    while under_way:
        under_way.pop().close()
