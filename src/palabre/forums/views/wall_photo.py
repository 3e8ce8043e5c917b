"""The photo of the wall: put one up, take it down, put it up again; its bytes, for those who read the day."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palabre.forums.day.hall import open_to_hall
from palabre.forums.models import WallPhoto
from palabre.forums.views.lookup import day_for, hosted_here
from palabre.forums.wall import wall_photos
from palabre.forums.wall.forms import WallPhotoForm
from palabre.forums.wall.wall_photos import shown_photo
from palabre.refusal import Refusal
from palabre.web.view_doors import confirm, fresh_form, gesture_on, reads_files
from palabre.wiki.attachments.file_intake import LARGEST, too_large
from palabre.wiki.attachments.picture_response import picture_response


@reads_files
@fresh_form
def new_wall_photo(request: Any, number: int) -> HttpResponse:
    """GET shows the photo that is up and asks for another one; POST puts it up."""
    day = hosted_here(request, number)

    def put(said: dict[str, Any]) -> HttpResponse:
        file = said["file"]
        if file is None:
            raise Refusal(_("No file was chosen."), instead=_("Choose a picture, then send again."))
        if file.size > LARGEST:
            raise too_large()
        ways = {"by": request.person, "at": timezone.now()}
        photo, former = wall_photos.add_wall_photo(day, file.name, file.read(), **ways)
        undo = day.screen("wall_photo_return", former.pk) if former else day.screen("wall_photo_removal", photo.pk)
        return confirm(request, _("Everybody sees the photo of the wall."), day.screen("wall"), undo=undo)

    facts = {"forum": day.forum, "day": day, "photo": shown_photo(day, day.slots.values_list("pk", flat=True))}
    return WallPhotoForm.of(request).respond(request, put, template="forums/wall_photo.html", **facts)


def photo_of_wall(request: Any, number: int, photo: int) -> WallPhoto:
    """Return the photo of this id, on a day that the reader hosts. 404 elsewhere."""
    day = hosted_here(request, number)
    one: WallPhoto = get_object_or_404(day.wall_photos.all(), pk=photo)
    one.day = day
    return one


@gesture_on(photo_of_wall)
def wall_photo_removal(request: Any, found: WallPhoto) -> HttpResponse:
    wall_photos.take_down(found, by=request.person, at=timezone.now())
    undo = found.day.screen("wall_photo_return", found.pk)
    words = _("No screen shows the photo any longer. It is deleted tomorrow.")
    return confirm(request, words, found.day.screen("wall"), undo=undo)


@gesture_on(photo_of_wall)
def wall_photo_return(request: Any, found: WallPhoto) -> HttpResponse:
    former = wall_photos.put_back(found, by=request.person, at=timezone.now())
    undo = found.day.screen(*(("wall_photo_return", former.pk) if former else ("wall_photo_removal", found.pk)))
    return confirm(request, _("Everybody sees the photo of the wall."), found.day.screen("wall"), undo=undo)


@open_to_hall
@require_safe
def wall_photo(request: Any, number: int, photo: int) -> HttpResponse:
    """Return the bytes of the photo that is up, to those who read the day."""
    found = get_object_or_404(day_for(request, number).wall_photos.filter(removed_at=None), pk=photo)
    return picture_response(request, found, cache_control="private, no-cache")
