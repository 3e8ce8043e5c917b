"""Signed cookies that were verified lately: a browser sends the same ones with each request.

To verify one takes Django three digests. What is remembered is that these very characters are signed, by these keys;
how old they may be, and whether their session was ended, is asked each time.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core import signing

MOST = 2048  # cookies of one kind
LONGEST = 1024  # characters: a longer one is verified each time


class Bytes:
    """A serializer that leaves what was signed as it is."""

    def loads(self, words: bytes) -> bytes:
        return words


def signed_words(value: str, salt: str) -> tuple[str, int] | None:
    """Return what this cookie says, and the second in which it was signed; None if it was not signed here."""
    verify = words_verified if len(value) <= LONGEST else words_verified.__wrapped__
    return verify(value, salt, keys())


def signed_object(value: str, salt: str) -> tuple[bytes, int] | None:
    """Return the object that this cookie holds, in JSON, and the second in which it was signed; else None."""
    verify = object_verified if len(value) <= LONGEST else object_verified.__wrapped__
    return verify(value, salt, keys())


def keys() -> tuple[Any, ...]:
    return (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)


@lru_cache(maxsize=MOST)
def words_verified(value: str, salt: str, keys: tuple[Any, ...]) -> tuple[str, int] | None:
    signer = signing.TimestampSigner(salt=salt)
    try:
        return signer.unsign(value), second_of(value)
    except signing.BadSignature:
        return None


@lru_cache(maxsize=MOST)
def object_verified(value: str, salt: str, keys: tuple[Any, ...]) -> tuple[bytes, int] | None:
    try:
        return signing.loads(value, salt=salt, serializer=Bytes), second_of(value)  # type: ignore[arg-type]
    except Exception:  # as Django does: the signature is wrong, or what was signed is no longer read
        return None


def second_of(value: str) -> int:
    """Return when a value was signed, as a TimestampSigner writes it: between its words and its signature."""
    return signing.b62_decode(value.rsplit(":", 2)[1])
