"""A browser's mark, in its signed cookie: once somebody has left there, a copy of that cookie is worth nothing.

The server keeps the marks that were left, and no list of devices.
"""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, Model, QuerySet
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from palabre.accounts.models import Account, LeftDevice
from palabre.upkeep import machine_clock

KEY = "device"
ACCOUNT_KEY = SESSION_KEY  # under which the session keeps the number of who signed in
SIGNED_IN_AT = "signed_in_at"  # what this browser knows of the last sign-in: a later one was elsewhere
SIGNED_IN = (SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY)


def mark(session: Any) -> None:
    """Give this browser a mark, unless it has one."""
    if KEY not in session:
        session[KEY] = secrets.token_urlsafe(12)


def not_left[M: Model](rows: QuerySet[M], session: Any) -> QuerySet[M]:
    """Return these rows, and none when this cookie is of a browser that was left. It adds no query."""
    return rows_not_left(rows, session.get(KEY))


def rows_not_left[M: Model](rows: QuerySet[M], mark: Any) -> QuerySet[M]:
    """Return these rows, and none when the browser of this mark was left; `mark` may be an expression, or None."""
    return rows.filter(~Exists(LeftDevice.objects.filter(mark=mark))) if mark else rows


def end_session(session: Any, *, at: datetime.datetime) -> None:
    """Make copies of this cookie worthless. What else the browser knows goes on, under a new mark."""
    former = session.pop(KEY, None)
    if former:
        forget_old_devices(at)
        LeftDevice.objects.get_or_create(mark=former, defaults={"left_at": at})
    mark(session)


def is_first_time(act: str, *, at: datetime.datetime) -> bool:
    """Note what devices do once, in at most 40 characters; return whether it was not done yet. Kept with their marks.

    In the database: a device could send a copy of its cookie that does not know.
    """
    return LeftDevice.objects.get_or_create(mark=act, defaults={"left_at": at})[1]


def forget_old_devices(at: datetime.datetime) -> None:
    """Forget those whose cookies are too old by now; none where the clock has jumped ahead."""
    if not machine_clock.is_ahead(at):
        too_old = at - datetime.timedelta(seconds=settings.SESSION_COOKIE_AGE)
        LeftDevice.objects.filter(left_at__lt=too_old).delete()


def account_of(request: HttpRequest) -> Account | AnonymousUser:
    """Return who signed in on this browser, and was not put out since."""
    number = request.session.get(SESSION_KEY)
    if number is None:
        return AnonymousUser()
    account = not_left(Account.objects.filter(pk=number), request.session).first()
    if account is None or not is_signed_in(request.session, account):
        drop(request.session)
        return AnonymousUser()
    return account


def is_signed_in(session: Any, account: Account) -> bool:
    """Has this account signed in with this cookie, without having put it out since?"""
    if not is_of(session, account) or not account.is_active:
        return False
    given = session.get(HASH_SESSION_KEY, "")
    hashes = [account.get_session_auth_hash(), *account.get_session_auth_fallback_hash()]
    return any(constant_time_compare(given, one) for one in hashes)


def drop(session: Any) -> None:
    """Forget who signed in here. The persons and the links that the cookie knows are no part of it."""
    for key in (*SIGNED_IN, SIGNED_IN_AT):
        session.pop(key, None)


def leave_others(session: Any, account: Account) -> None:
    """End the sessions of this account on every other browser."""
    account.set_unusable_password()  # a new one, of which sessions hold a digest
    account.save(update_fields=["password"])
    if is_of(session, account):
        session[HASH_SESSION_KEY] = account.get_session_auth_hash()


def left_devices(_leaving_out: Collection[int] = ()) -> list[tuple[str, datetime.datetime]]:
    """Return what a copy that comes back must not forget."""
    return list(LeftDevice.objects.order_by("pk").values_list("mark", "left_at"))


def leave_again(marks: list[tuple[str, datetime.datetime]], _at: datetime.datetime) -> None:
    rows = (LeftDevice(mark=mark, left_at=left_at) for mark, left_at in marks)
    LeftDevice.objects.bulk_create(rows, ignore_conflicts=True)


def end_all_sessions(_at: datetime.datetime) -> None:
    """End the sessions of every account on every browser."""
    for account in Account.objects.order_by("pk"):
        account.set_unusable_password()
        account.save(update_fields=["password"])


def is_of(session: Any, account: Account) -> bool:
    return str(session.get(SESSION_KEY)) == str(account.pk)


def signed_in_elsewhere(session: Any, account: Account) -> datetime.datetime | None:
    """Return when this account last signed in on another browser, once; None when this one knows already."""
    last = account.last_login
    known = session.get(SIGNED_IN_AT)
    if known is not None and (last is None or last.timestamp() < known + 1):
        return None
    session[SIGNED_IN_AT] = int(last.timestamp()) if last else 0
    return last if known is not None else None
