"""The eight letters by which people come to a thing that is followed, and the key that its QR code bears.

20 letters that nobody takes for another make 20**8 = 25 600 000 000 codes. Wrong ones are bounded by visitor, then for
the whole server, all its processes together: 240 in an hour are 2 103 840 in a year. With ten things open all year,
they find one of them with a chance of 10 × 2 103 840 / 25 600 000 000 = 1 in 1 217. Once that bound is spent, typed
codes wait; the QR code, whose key has 64 bits, and whoever is in already, do not.
"""

from __future__ import annotations

import datetime
import functools
import operator
import secrets
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from palabre.refusal import Refusal
from palabre.upkeep.rate_limits import Bound, Limit, LimitScope, Wait
from palabre.web import keyed_digests
from palabre.web.visitor_cookie import Visitor

LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
LENGTH = 8
WRONG = Bound("wrong code", (Limit(LimitScope.EACH, 12), Limit(LimitScope.PLACE, 80), Limit(LimitScope.ALL, 240)))
SALT = "palabre.meetings.room"  # a key, not a module: another one would end the squares that are on paper


class TooManyGuesses(Refusal):
    status = 429


def typed_row[Row: models.Model](
    code: str, rows: models.QuerySet[Row], *, by: Visitor, at: datetime.datetime, fields: tuple[str, ...] = ("code",)
) -> Row | None:
    """Return which of these rows has this code in one of these fields. Raises TooManyGuesses."""
    if wait := WRONG.wait(by, at=at):
        raise too_many(wait)
    letters = letters_of(code)
    found = rows.filter(having(letters, fields)).first() if len(letters) == LENGTH else None
    if found is None:
        WRONG.count(by, at=at)
    return found


def letters_of(code: str) -> str:
    """Return the letters of a code as somebody typed it, in small letters or with spaces."""
    return "".join(one for one in code[:40].upper() if one.isalpha())


def having(letters: str, fields: tuple[str, ...]) -> models.Q:
    return functools.reduce(operator.or_, (models.Q(**{name: letters}) for name in fields))


def too_many(wait: Wait) -> TooManyGuesses:
    why = _("You typed several wrong codes.") if wait.is_hers else _("Many wrong codes were typed just now.")
    return TooManyGuesses(why, instead=f"{_('Scan the square on the screen: it opens at once.')} {wait.words}")


def key_to(code: str) -> str:
    """Return 16 characters that only this instance can make, for this code."""
    return keyed_digests.digest(SALT, code)[:16]


def is_square(code: str, key: str) -> bool:
    """Was this key made here for this code? It tells without asking the database; the thing may have ended."""
    return len(code) == LENGTH and keyed_digests.is_digest(key, SALT, code, length=16)


def fresh_code(rows: models.QuerySet[Any]) -> str:
    """Return a code that none of these rows has."""
    while True:
        code = "".join(secrets.choice(LETTERS) for _letter in range(LENGTH))
        if not rows.filter(code=code).exists():
            return code
