"""Taking a space away."""

from tempfile import TemporaryFile
from typing import IO, Any

from django.core.cache import cache
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from palabre.home.archive.space_archive import export
from palabre.people import permissions
from palabre.people.agreements.space_archival import even_archived
from palabre.people.agreements.space_deletion import until_the_end
from palabre.people.devices.vouchers import open_to_one_word
from palabre.people.reader import Reader
from palabre.refusal import Refusal
from palabre.web.view_doors import fresh_form, require

PAUSE = 20  # seconds between two archives for one person: each costs as much as a hundred pages


class TooSoon(Refusal):
    status = 429


@until_the_end
@fresh_form
@open_to_one_word
@even_archived
def archive(request: Any) -> HttpResponseBase:
    """GET says what the archive holds; POST gives it."""
    require(permissions.can_contribute(request.person))
    if request.method != "POST":
        return render(request, "home/archive/archive.html")
    if not cache.add(f"archive-{request.person.pk}", True, PAUSE):
        raise TooSoon(_("An archive has just been made for you."), instead=_("Wait twenty seconds, then ask again."))
    made = packed(Reader.of(request))
    name = f"{request.space.slug}.zip"
    answer = FileResponse(made, as_attachment=True, filename=name, content_type="application/zip")
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
