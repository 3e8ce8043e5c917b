"""Taking a space away."""

from tempfile import TemporaryFile
from typing import IO, Any

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from palabre.home.archive.space_archive import export
from palabre.people import permissions
from palabre.people.agreements.space_deletion import until_the_end
from palabre.people.devices.vouchers import open_to_one_word
from palabre.people.reader import Reader
from palabre.refusal import Refusal

PAUSE = 20  # seconds between two archives for one person: each costs as much as a hundred pages


class TooSoon(Refusal):
    status = 429


@until_the_end
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to_one_word
def archive(request: Any) -> HttpResponseBase:
    """GET says what the archive holds; POST gives it."""
    if not permissions.can_contribute(request.person):
        raise PermissionDenied
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
