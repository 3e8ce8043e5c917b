"""Taking a space away."""

from tempfile import TemporaryFile
from typing import IO, Any, BinaryIO

from django.core.cache import cache
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.home.archive.export_files import STAYS, path_of
from palabre.home.archive.export_requests import ask_export, export_of, is_small, may_be_given
from palabre.home.archive.space_archive import STEPS, export
from palabre.home.models import Export
from palabre.people import permissions
from palabre.people.agreements.space_archival import even_archived
from palabre.people.agreements.space_deletion import until_the_end
from palabre.people.devices.vouchers import open_to_one_word
from palabre.people.reader import Reader
from palabre.refusal import Refusal
from palabre.upkeep.rate_limits import Bound, Limit, LimitScope
from palabre.web.view_doors import fresh_form, fresh_page, require
from palabre.web.visitor_cookie import visitor_of

PAUSE = 20  # seconds between two archives for one person: each costs as much as a hundred pages
EXPORTS = Bound("export", (Limit(LimitScope.EACH, 6),))  # of large spaces, within an hour


class TooSoon(Refusal):
    status = 429


@until_the_end
@fresh_form
@open_to_one_word
@even_archived
def archive(request: Any) -> HttpResponseBase:
    """GET says what the archive holds, and how far it is; POST gives it, or has the worker make it."""
    require(permissions.can_contribute(request.person))
    reader = Reader.of(request)
    if request.method != "POST":
        return render(request, "home/archive/archive.html", state_of(reader))
    if is_small(request.space):
        return archive_at_once(reader)
    found, now = export_of(reader, at=timezone.now()), timezone.now()
    if found is None or not found.is_under_way:
        wait = EXPORTS.wait(visitor_of(request), at=now)
        if wait is not None:
            raise TooSoon(_("You have already asked for several archives."), instead=wait.words)
        if ask_export(reader, at=now):
            EXPORTS.count(visitor_of(request), at=now)
    return redirect("home:export", request.space.slug)


@until_the_end
@fresh_page
def archive_file(request: Any) -> HttpResponseBase:
    """Give the archive that the worker made for this very reader, who may still read what it holds."""
    require(permissions.can_contribute(request.person))
    reader = Reader.of(request)
    found = export_of(reader, at=timezone.now())
    stream = open_export(found) if found is not None and found.made_at and may_be_given(found, reader) else None
    return zip_of(reader, stream) if stream is not None else redirect("home:export", request.space.slug)


def state_of(reader: Reader) -> dict[str, Any]:
    found = export_of(reader, at=timezone.now())
    if found is None:
        return {"is_small": is_small(reader.space)}
    facts = {"export": found, "steps": STEPS, "until": timezone.localtime(found.asked_at + STAYS)}
    if found.made_at is None:
        return facts
    return facts | {"made": timezone.localtime(found.made_at), "may_be_given": may_be_given(found, reader)}


def archive_at_once(reader: Reader) -> HttpResponseBase:
    if reader.person is not None and not cache.add(f"archive-{reader.person.pk}", True, PAUSE):
        raise TooSoon(_("An archive has just been made for you."), instead=_("Wait twenty seconds, then ask again."))
    return zip_of(reader, packed(reader))


def zip_of(reader: Reader, stream: IO[bytes]) -> FileResponse:
    name = f"{reader.space.slug}.zip"
    answer = FileResponse(stream, as_attachment=True, filename=name, content_type="application/zip")
    answer.headers["Content-Encoding"] = "identity"  # it is packed already
    return answer


def packed(reader: Reader) -> IO[bytes]:
    """Return the archive, ready to be read; whoever gives it closes it."""
    made = TemporaryFile()  # noqa: SIM115
    try:
        export(reader, into=made)
    except BaseException:
        made.close()
        raise
    made.seek(0)
    return made


def open_export(found: Export) -> BinaryIO | None:
    """Return the file of the export, which whoever gives it closes; None where it was deleted a moment ago."""
    try:
        return path_of(found).open("rb")
    except FileNotFoundError:
        return None
