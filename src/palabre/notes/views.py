"""The notes' one page that is no page: what browsers exchange where WebSockets do not pass."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST
from pycrdt import Encoder

from palabre.notes.models import Note
from palabre.notes.syncing import Exchanged, TooLong, exchange, pieces
from palabre.people.permissions import can_write
from palabre.refusal import Refusal

LARGEST = 320 * 1024  # bytes: a frame of the rooms and a state vector


@require_POST
def sync(request: Any, number: int) -> HttpResponse:
    notes = Note.objects.filter(space=request.space).visible_to(request.person)
    note = get_object_or_404(notes.select_related("space", "audience"), pk=number)
    if request.person is None:
        raise PermissionDenied
    return exchanged(request, note, may_write=can_write(request.person, note.audience))


def exchanged(request: Any, note: Note, *, may_write: bool) -> HttpResponse:
    """Answer in bytes, and a refusal by its status and its sentence alone."""
    try:
        return HttpResponse(answer(request, note, may_write=may_write), content_type="application/octet-stream")
    except Refusal as refusal:
        return HttpResponse(f"{refusal}\n{refusal.instead}", status=refusal.status, content_type="text/plain")


def answer(request: Any, note: Note, *, may_write: bool) -> bytes:
    if int(request.headers.get("content-length") or 0) > LARGEST:
        raise TooLong("", instead="")
    state, update = pieces(request.body)
    asked = request.GET.get("epoch", "")
    epoch = int(asked) if asked.isdecimal() and len(asked) < 10 else None
    done = exchange(note, state, update if may_write else b"", by=request.person, epoch=epoch)
    return as_bytes(done, may_write=may_write)


def as_bytes(done: Exchanged, *, may_write: bool) -> bytes:
    encoder = Encoder()
    for piece in (done.lacking, done.state):
        encoder.write_var_uint(len(piece))
        encoder.stream.append(piece)
    for value in (done.revision, done.epoch, int(may_write)):
        encoder.write_var_uint(value)
    return encoder.to_bytes()
