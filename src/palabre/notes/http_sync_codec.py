"""Codec of the HTTP sync of notes: from a browser's bytes to `http_sync`, and back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from pycrdt import Encoder

from palabre.notes.http_sync import Exchanged, NotBytes, TooLong, Writer, exchange, pieces
from palabre.notes.models import Note
from palabre.refusal import Refusal

BYTES = "application/octet-stream"
LARGEST = 320 * 1024  # bytes: a frame of the rooms and a state vector


def sync_response(request: HttpRequest, note: Note, *, by: Writer, may_write: bool) -> HttpResponse:
    """Answer in bytes; a Refusal is its status and its text. The caller checked the rights."""
    try:
        done = heard(request, note, by=by, may_write=may_write)
    except Refusal as refusal:
        return HttpResponse(f"{refusal.why}\n{refusal.instead}", status=refusal.status, content_type="text/plain")
    return HttpResponse(as_bytes(done, may_write=may_write), content_type=BYTES)


def heard(request: HttpRequest, note: Note, *, by: Writer, may_write: bool) -> Exchanged:
    if request.content_type != BYTES:
        raise NotBytes("", instead="")
    if int(request.headers.get("content-length") or 0) > LARGEST:
        raise TooLong("", instead="")
    state, update = pieces(request.body)
    asked = request.GET.get("epoch", "")
    epoch = int(asked) if asked.isdecimal() and len(asked) <= 10 else None
    return exchange(note, state, update if may_write else b"", by=by, epoch=epoch)


def as_bytes(done: Exchanged, *, may_write: bool) -> bytes:
    encoder = Encoder()
    for piece in (done.lacking, done.state):
        encoder.write_var_uint(len(piece))
        encoder.stream.append(piece)
    for value in (done.revision, done.epoch, int(may_write)):
        encoder.write_var_uint(value)
    return encoder.to_bytes()
