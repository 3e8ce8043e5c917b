"""A member asks for the archive of a space: at once in a small one, by the worker in another; to that reader alone."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Sum
from django.db.models.functions import Length
from django.utils.translation import get_language

from palabre.home.archive.export_files import STAYS, delete_unneeded, path_of
from palabre.home.archive.readable_rows import still_reads
from palabre.home.models import Export
from palabre.journal.models import Entry
from palabre.notes.models import Revision
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.spaces.models import Space
from palabre.wiki.attachments.page_attachments import size_beside
from palabre.wiki.models import Attachment

FEW_ENTRIES, FEW_PERSONS, FEW_REVISIONS = 1_500, 500, 500  # rows of a small space
FEW_BYTES = 8 * 1024 * 1024  # of texts and files in a small space
PAUSE = datetime.timedelta(seconds=20)  # between two exports for one reader


def is_small(space: Space) -> bool:
    """Return whether the archive of this space is made in about the time of a page. Few queries, whatever its size."""
    revisions = Revision.objects.filter(note__page__space=space)
    if exceeds(Entry.objects.filter(space=space), FEW_ENTRIES) or exceeds(space.persons.all(), FEW_PERSONS):
        return False
    if exceeds(revisions, FEW_REVISIONS):
        return False
    texts = revisions.aggregate(total=Sum(Length("body_md")))["total"] or 0
    files = Attachment.objects.filter(space=space, removed_at=None).aggregate(total=Sum("size"))["total"] or 0
    return bool(texts + files <= FEW_BYTES) and texts + files + size_beside(space.pk) <= FEW_BYTES


def exceeds(rows: models.QuerySet[Any], most: int) -> bool:
    return len(rows.values_list("pk", flat=True)[: most + 1]) > most


def ask_export(reader: Reader, *, at: datetime.datetime) -> bool:
    """Have the worker make the archive for this reader; return False where one is under way or was just asked for."""
    with transaction.atomic():
        Space.hold(reader.space.pk)
        found = export_of(reader, at=at)
        if found is not None and (found.is_under_way or found.asked_at > at - PAUSE):
            return False
        rows_of(reader).delete()
        language = get_language() or "fr"
        Export.objects.create(**key_of(reader), space=reader.space, language=language, asked_at=at)
        transaction.on_commit(delete_unneeded)
    return True


def export_of(reader: Reader, *, at: datetime.datetime) -> Export | None:
    """Return the export that this very reader asked for, at most a day ago; None where its file is gone."""
    found = rows_of(reader).filter(asked_at__gt=at - STAYS, asked_at__lte=at).first()
    is_gone = found is not None and found.made_at is not None and not path_of(found).exists()
    return None if is_gone else found


def may_be_given(export: Export, reader: Reader) -> bool:
    """Return whether the reader may still read all that this finished export holds."""
    return all(still_reads(reader, rows) for rows in export.read)


def rows_of(reader: Reader) -> models.QuerySet[Export]:
    return Export.objects.filter(**key_of(reader), space=reader.space)


def key_of(reader: Reader) -> dict[str, Any]:
    """Return by what an export is known: one for each person, and for each set of members who vouch for them."""
    vouchers: tuple[Person, ...] = reader.person.vouched_by if reader.person is not None else ()
    return {"person": reader.person, "vouchers": ",".join(str(number) for number in sorted(one.pk for one in vouchers))}
