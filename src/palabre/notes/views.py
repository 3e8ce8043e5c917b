"""The notes' one page that is no page: what browsers exchange where WebSockets do not pass."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from palabre.notes.http_sync import Writer
from palabre.notes.http_sync_codec import sync_response
from palabre.notes.models import Note
from palabre.people.devices.vouchers import open_to_one_word
from palabre.people.permissions import can_write
from palabre.web.view_doors import require


@require_POST
@open_to_one_word
def sync(request: Any, number: int) -> HttpResponse:
    notes = Note.objects.filter(space=request.space).visible_to(request.person)
    note = get_object_or_404(notes.select_related("space", "audience"), pk=number)
    require(request.person is not None)
    return sync_response(request, note, by=Writer(request.person), may_write=can_write(request.person, note.audience))
