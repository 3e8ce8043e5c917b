"""Coming to a forum by its code (`live.join_codes`): eight letters that are typed, or the square that is scanned.

They lead to the page of the forum, where nothing is asked. In a space among members a code opens the day, and nothing
else: see hall. It ends with its day. The code of a closed day that everybody reads still leads there, since posters and
sheets of paper bear it; it opens nothing (see `lets_in`).
"""

from __future__ import annotations

import datetime
import re

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from palabre.forums.day.hall import among_members, lets_hall_in
from palabre.forums.day.host_rights import hosted, refuse_when_closed
from palabre.forums.models import ForumDay, Homecoming, ServedCode
from palabre.journal.models import record
from palabre.live.join_codes import having, is_square, key_to, letters_of, typed_row
from palabre.people.models import AudienceKind, Person
from palabre.refusal import Refusal
from palabre.web.visitor_cookie import Visitor

CODES = ("code", "newsroom_code")
BEHIND = re.compile(r"\D(\d{1,2})\s*$")


class WrongForumCode(Refusal):
    """No forum to which a code leads has this one."""

    status = 404


def typed_day(code: str, *, by: Visitor, at: datetime.datetime) -> ForumDay:
    """Return the day of this code, in small letters too. Raises WrongForumCode, TooManyGuesses."""
    found = typed_row(code, days_with_a_code(), by=by, at=at, fields=CODES)
    if found is None:
        raise WrongForumCode(_("No forum has this code at the moment."), instead=_("Look at the eight letters again."))
    return found


def number_in(code: str) -> int | None:
    """Return the number of the sheet of paper whose square says these letters: “BCDF-GHJK-12”."""
    found = BEHIND.search(code)
    return int(found[1]) if found else None


def is_of_newsroom(day: ForumDay, code: str) -> bool:
    """Return whether these letters are those of its newsroom, rather than those of the day."""
    return day.newsroom_code is not None and letters_of(code) == day.newsroom_code


def scanned_day(code: str, key: str) -> ForumDay:
    """Return the day of this code, whose square was scanned. Raises WrongForumCode."""
    rows = days_with_a_code().filter(having(code, CODES))
    found = (rows if is_square(code, key) else rows.filter(pk__in=days_of_square(key))).first()
    if found is None:
        raise WrongForumCode(
            _("This code is no longer the one of a forum."), instead=_("Look at the poster again, or ask somebody.")
        )
    return found


def days_with_a_code() -> models.QuerySet[ForumDay]:
    """Return the days, closed ones too, of forums that everybody reads, and those whose code lets the hall in."""
    for_everybody = Q(forum__audience__kind=AudienceKind.PUBLIC, forum__space__public_at__isnull=False)
    rows = ForumDay.objects.filter(code__isnull=False, forum__space__ended_at=None)
    return rows.filter(for_everybody | among_members()).select_related("forum__space", "forum__audience")


def lets_in(day: ForumDay) -> bool:
    """Return whether its code opens more than the page of the forum: it is not closed, or was brought home.

    The cards of one that was brought home were printed elsewhere.
    """
    return day.closed_at is None or brought().filter(day=day).exists()


def brought() -> models.QuerySet[Homecoming]:
    """Return the homecomings that stand."""
    return Homecoming.objects.filter(brought_at__isnull=False, undone_at=None, day__isnull=False)


def days_of_square(key: str) -> list[int]:
    """Return the ids of the days for which another computer, on which they were played, made this key of a square."""
    found = brought().filter(square_key=key).values_list("day", flat=True) if key else ()
    return [one for one in found if one is not None]


def is_open(day: ForumDay) -> bool:
    """Return whether the code of this day leads to its page."""
    return bool(day.code) and day.closed_at is None and (day.forum.is_for_everybody or lets_hall_in(day))


def day_key(day: ForumDay) -> str:
    return key_to(day.code or "")


def renew_code(day: ForumDay, former: str, *, by: Person) -> None:
    """Give the day another code: `former` opens nothing from now on. Idempotent: the same form sent again does nothing.

    It is not undone: the former code would let in again whoever it leaked to.
    """
    with transaction.atomic():
        now = hosted(day, by=by)
        refuse_when_closed(now)
        if not now.code or now.code != former:
            return
        now.be_joined_by(ServedCode.draw())
        record("forum.code_changed", now.forum, by=by)
