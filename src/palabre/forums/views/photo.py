"""Photos of paper: file one under a sheet, remove it, put it back; its bytes, for those who may see it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palabre.forums.day.hall import open_to_hall
from palabre.forums.day.host_rights import hosts
from palabre.forums.forms import PhotoForm
from palabre.forums.models import Sheet, SheetPhoto
from palabre.forums.outcome import photos
from palabre.forums.views.lookup import sheet_for, signed
from palabre.refusal import Refusal
from palabre.web.view_doors import confirm, gesture_on, reads_files, require
from palabre.wiki.attachments.file_intake import LARGEST, too_large
from palabre.wiki.attachments.picture_response import picture_response


@reads_files
@gesture_on(sheet_for)
def new_photo(request: Any, found: Sheet) -> HttpResponse:
    """File a photo; the button says of which paper."""
    said = PhotoForm.read(request)
    require(photos.may_photograph(request.person, found, is_round=said["is_round"]))
    file = said["file"]
    if file is None:
        raise Refusal(_("No file was chosen."), instead=_("Choose a picture, then send again."))
    if file.size > LARGEST:
        raise too_large()
    ways = {"by": signed(request), "at": timezone.now(), "is_round": said["is_round"]}
    made = photos.add_photo(found, file.name, file.read(), **ways)
    day, undo = found.day, found.day.screen("photo_removal", found.number, made.pk)
    return confirm(request, _("The photo is filed under its number."), day.screen("sheet", found.number), undo=undo)


def photo_here(request: Any, number: int, sheet: int, photo: int) -> SheetPhoto:
    """Return the photo of this id. 404 if the reader may not see it: those of round sheets are for hosts."""
    found = sheet_for(request, number, sheet)
    rows = found.photos.all()
    if not hosts(request.person, found.day):
        own = rows.filter(by=request.person) if request.person is not None else rows.none()
        rows = rows.filter(is_round=False, removed_at=None) | own.filter(is_round=False)
    one: SheetPhoto = get_object_or_404(rows, pk=photo)
    one.sheet = found
    return one


@gesture_on(photo_here)
def photo_removal(request: Any, found: SheetPhoto) -> HttpResponse:
    photos.remove_photo(found, by=signed(request), at=timezone.now())
    day, sheet = found.sheet.day, found.sheet
    words = _("The photo is removed. It is deleted tomorrow.")
    undo = day.screen("photo_return", sheet.number, found.pk)
    return confirm(request, words, day.screen("sheet", sheet.number), undo=undo)


@gesture_on(photo_here)
def photo_return(request: Any, found: SheetPhoto) -> HttpResponse:
    photos.remove_photo(found, by=signed(request), at=None)
    return confirm(request, _("The photo is there again."), found.sheet.day.screen("sheet", found.sheet.number))


@open_to_hall
@require_safe
def photo(request: Any, number: int, sheet: int, photo: int) -> HttpResponse:
    return picture_response(request, photo_here(request, number, sheet, photo), cache_control="private, no-cache")
