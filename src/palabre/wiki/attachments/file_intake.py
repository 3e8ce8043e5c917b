"""Intake of an uploaded file: its kind, a name that is safe everywhere, its bytes."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from pathlib import PurePath
from types import ModuleType

from django.utils.translation import gettext as _

from palabre.pure.decoded_text import decode
from palabre.pure.french import slug
from palabre.refusal import Refusal
from palabre.web.sandbox import read_apart
from palabre.wiki.attachments import file_store
from palabre.wiki.attachments.file_kinds import JPEG, PNG, WEBP, Kind, by_signature, is_heic, kind_of, refusal_of

LARGEST = 12 * 1024 * 1024  # bytes
DRAWN = {"JPEG": JPEG, "PNG": PNG, "WEBP": WEBP}


class TooLarge(Refusal):
    status = 413


class Unreadable(Refusal):
    status = 422


class WithoutWords(Refusal):
    """A picture without a description that is not marked decorative."""

    status = 422


@dataclasses.dataclass(frozen=True, slots=True)
class Made:
    """A file ready to be stored; `small` is empty when there is no smaller picture."""

    name: str
    content_type: str
    content: bytes
    small: bytes = b""
    width: int = 0
    height: int = 0

    @property
    def digest(self) -> str:
        return content_digest(self.content)


def content_digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def make(name: str, content: bytes, *, is_described: bool, sender: str = "") -> Made:
    """Return what is stored of a file. Raise a Refusal with a next step when it is refused.

    `sender` identifies who sends it, and waits after a picture that took too long.
    """
    if len(content) > LARGEST:
        raise too_large()
    kind = kind_of(name, content)
    if not kind.is_picture:
        kept = decode(content).encode() if kind.is_text else content
        return Made(file_name_for(name, kind), kind.content_type, kept)
    if not is_described:
        raise WithoutWords(
            _("Say what the picture shows, for people who cannot see it."),
            instead=_("A few words are enough. If it only decorates, tick “decorative”."),
        )
    return drawn(name, kind, content, sender)


def make_grey(name: str, content: bytes, *, sender: str = "") -> Made:
    """Return one light picture in grey of a photograph. Raise a Refusal for what is no picture, or too large."""
    if len(content) > LARGEST:
        raise too_large()
    kind = by_signature(content)
    if kind is None and is_heic(content):
        raise refusal_of("", content)
    if kind is None or not kind.is_picture:
        raise no_picture()
    from palabre.wiki.attachments import grey_redraw  # on demand: it loads a library of pictures

    return drawn(name, kind, content, sender, by=grey_redraw)


def store(made: Made) -> None:
    """Write the bytes to the disk, those drawn smaller too. Idempotent."""
    file_store.store_file(made.digest, made.content)
    if made.small:
        file_store.store_file(made.digest, made.small, small=True)


def too_large() -> TooLarge:
    return TooLarge(_("This file is over 12 MB."), instead=_("Send a smaller one, or a link to it."))


def no_picture() -> Unreadable:
    return Unreadable(_("This is not a picture."), instead=_("Send a JPEG, PNG or WebP file."))


def drawn(name: str, kind: Kind, content: bytes, sender: str, *, by: ModuleType | None = None) -> Made:
    """Redraw the picture in a separate process, which runs the module `by`, or picture_redraw."""
    from palabre.wiki.attachments import picture_redraw  # on demand: as above

    status, said = read_apart(by or picture_redraw, kind.content_type.removeprefix("image/").upper(), content, sender)
    if status == picture_redraw.TOO_LARGE:
        raise TooLarge(_("This picture has too many pixels."), instead=_("Send it smaller: 2,000 pixels are enough."))
    if status != 0:
        raise Unreadable(
            _("Palabre could not read this picture: it may be damaged."),
            instead=_("Open it, save it anew as JPEG or PNG, then send it."),
        )
    head, _line, rest = said.partition(b"\n")
    facts = json.loads(head)
    kept, size = DRAWN[facts["kind"]], facts["sizes"][0]
    drawn_name = file_name_for(name, kept)
    return Made(drawn_name, kept.content_type, rest[:size], rest[size:], facts["width"], facts["height"])


def file_name_for(name: str, kind: Kind) -> str:
    """Return the file's name as a slug, with the ending of its kind."""
    words = slug(PurePath(name.replace("\\", "/")).stem)
    return f"{words or ('image' if kind.is_picture else 'document')}{kind.ending}"
