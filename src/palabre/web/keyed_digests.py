"""Keyed digests: what only this instance can make of some words, by its present secret or by a former one.

Tokens of links, calendar feeds and « stop » addresses are made of them. After `palabre manage rotate_secret` new ones
are made with the new secret, and those in circulation are still good (settings.SECRET_KEY_FALLBACKS).
"""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac


def secrets() -> tuple[str, ...]:
    """Return the instance's secrets, the present one first."""
    return (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)


def digest(salt: str, words: str) -> str:
    """Return 64 hexadecimal digits, made with the present secret."""
    return next(digests(salt, words))


def digests(salt: str, words: str) -> Iterator[str]:
    """Yield the digest made with each secret, the present one first."""
    for secret in secrets():
        yield salted_hmac(salt, words, secret=secret, algorithm="sha256").hexdigest()


def is_digest(given: str, salt: str, words: str, *, length: int) -> bool:
    """Is this the beginning, so many digits long, of the digest of these words by one of the secrets?"""
    return any(constant_time_compare(given, made[:length]) for made in digests(salt, words))
