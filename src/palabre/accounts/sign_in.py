"""Sign-in of a browser with a code: attempts and success. allauth keeps this in the session."""

from __future__ import annotations

import datetime
import math
from typing import Any

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.accounts import device_sessions
from palabre.accounts.models import Account, SentCode
from palabre.accounts.sign_in_codes import LIFETIME, MailOutcome
from palabre.refusal import Refusal
from palabre.upkeep import ledger
from palabre.web import dates_in_words

FREE_TRIES = 5
FIRST_WAIT = 10  # seconds; each further wrong attempt doubles it
LONGEST_PATH = 2000  # characters


class WrongCode(Refusal):
    """Shown beside the field: another attempt is possible."""

    status = 422


class NoMoreTries(Refusal):
    """Shown on the screen that asks for another code."""


class Waiting(LoginCodeVerificationProcess):  # type: ignore[misc]  # allauth bears no types
    """Pending sign-in of this browser: `state` has the address, the sent code's id, the wrong attempts.

    No account is created before the right code: allauth's own process starts with one.
    """

    @classmethod
    def begin(cls, request: HttpRequest, sent: SentCode, fate: MailOutcome, *, then: str) -> None:
        """Start the pending sign-in with the sent code; `then` is the path to go to afterwards."""
        login = Login(email=sent.email, state={"stages": {"current": LoginByCodeStage.key}})
        stage = LoginByCodeStage(LoginStageController(request, login), request, login)
        stage.state.update(cls.initial_state(user=None, email=sent.email))
        stage.state.update(initiated_by_user=True, sent=sent.pk, fate=fate, then=local_path(then))
        stage.state.update(asked_at=sent.sent_at.timestamp())
        cls(stage).persist()

    @classmethod
    def of(cls, request: HttpRequest) -> Waiting | None:
        """Return the pending sign-in of this browser, unless it is older than 15 minutes."""
        stage = LoginStageController.enter(request, LoginByCodeStage.key)
        return cls(stage).abort_if_invalid() if stage and "sent" in stage.state else None

    @property
    def email(self) -> str:
        return str(self.state["email"])

    @property
    def fate(self) -> MailOutcome:
        return MailOutcome(self.state["fate"])

    @property
    def sent(self) -> int:
        return int(self.state["sent"])

    @property
    def asked_at(self) -> datetime.datetime:
        """Time of the code: its message has it too, which distinguishes it from the codes of other browsers."""
        return datetime.datetime.fromtimestamp(self.state["asked_at"], datetime.UTC)

    @property
    def then(self) -> str:
        return str(self.state["then"])

    def seconds_to_wait(self, at: datetime.datetime) -> int:
        """Return the delay before the next attempt: after five wrong codes 10 s, 20 s, 40 s…"""
        slow = int(self.state["failed_attempts"]) - FREE_TRIES
        if slow < 0:
            return 0
        until = float(self.state["failed_at"]) + FIRST_WAIT * 2.0**slow
        return max(0, math.ceil(until - at.timestamp()))

    def record_wrong(self, at: datetime.datetime) -> None:
        """Count a wrong code. Raise NoMoreTries at the tenth."""
        self.state["failed_at"] = at.timestamp()
        if not self.record_invalid_attempt():
            raise NoMoreTries(_("That makes ten wrong codes."), instead=_("Ask for another one."))

    def enter(self, account: Account) -> None:
        self._user = account
        self.finish(None)


def enter(waiting: Waiting, typed: str, *, at: datetime.datetime) -> None:
    """Sign in with the right code, creating the account if needed. Raise WrongCode or NoMoreTries.

    The right code is the one sent for this browser. When so many messages were sent that it got none, the last one sent
    is right too. Once a code was used, no other of its address is valid.
    """
    if seconds := waiting.seconds_to_wait(at):
        words = ngettext(
            "Wait %(number)s second before the next try.", "Wait %(number)s seconds before the next try.", seconds
        )
        raise WrongCode(_("That was several wrong codes."), instead=words % {"number": seconds})
    with transaction.atomic():
        account = owner(waiting, typed, at=at)
    if account is None:
        ledger.note_in_ledger(ledger.WRONG_CODE, at=at, account=getattr(Account.objects.at(waiting.email), "pk", None))
        waiting.record_wrong(at)
        raise WrongCode(_("This is not the code."), instead=the_right_one(waiting))
    waiting.enter(account)
    ledger.note_in_ledger("signed-in", at=at, account=account.pk)


def the_right_one(waiting: Waiting) -> str:
    """Return which code is right, by the time in its message: other browsers may have asked for others."""
    if waiting.fate == MailOutcome.ENOUGH:
        return _("The last code you were given is the right one.")
    asked = dates_in_words.hour(timezone.localtime(waiting.asked_at).time())
    return _("The right one is the code asked for at %(asked)s.") % {"asked": asked}


def owner(waiting: Waiting, typed: str, *, at: datetime.datetime) -> Account | None:
    """Return the account of this code, and delete the code; None when it is wrong.

    Rows are read under a lock: when several browsers send the same code at once, the first one deletes it.
    """
    rows = SentCode.objects.select_for_update().filter(email=waiting.email, sent_at__gt=at - LIFETIME)
    sent = list(rows.order_by("sent_at", "pk"))
    good = [one for one in sent if one.pk == waiting.sent] + (sent[-1:] if waiting.fate == MailOutcome.ENOUGH else [])
    if not good:
        raise WrongCode(_("This code has already been used."), instead=_("Ask for another one."))
    if not any(one.is_code(typed) for one in good):
        return None
    SentCode.objects.filter(email=waiting.email).delete()
    return Account.objects.at(waiting.email) or Account.objects.open(waiting.email)


def sign_out(request: Any) -> None:
    """Sign out on this device: copies of its cookie become invalid. Its persons and links are kept."""
    device_sessions.drop(request.session)
    device_sessions.end_session(request.session, at=timezone.now())


def local_path(asked: str) -> str:
    """Return the requested path of this server, or "": redirects to other sites are not allowed."""
    is_short = asked.startswith("/") and len(asked) <= LONGEST_PATH
    return asked if is_short and url_has_allowed_host_and_scheme(asked, allowed_hosts=None) else ""
