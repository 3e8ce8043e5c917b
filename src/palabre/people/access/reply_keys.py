"""Keys by which a mail answers a letter: each is that of the link in the letter, and closes with it."""

from __future__ import annotations

from palabre.people.access.link_voice import as_spoken_by
from palabre.people.access.links import HOLDERS, LinkClosed, still_open
from palabre.people.models import Link
from palabre.web import keyed_digests

SALT, LENGTH = "palabre.people.reply_keys", 24  # hexadecimal digits


def reply_key(link: Link) -> str:
    """Return the id of the link and a digest of its present token, for the address that a mail answers to."""
    return f"{link.pk}.{keyed_digests.digest(SALT, words_of(link))[:LENGTH]}"


def link_of_reply(number: int, key: str) -> Link | None:
    """Return the link of this key while it is open, its person marked as here by it (see `link_voice`)."""
    link = Link.objects.select_related(*HOLDERS).filter(pk=number).first()
    if link is None or not keyed_digests.is_digest(key, SALT, words_of(link), length=LENGTH):
        return None
    try:
        return as_spoken_by(still_open(link))
    except LinkClosed:
        return None


def words_of(link: Link) -> str:
    return f"{link.pk}:{link.nonce}"
