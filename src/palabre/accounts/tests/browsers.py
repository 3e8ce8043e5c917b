"""Gestures of signing in, for the tests: ask for a code, read it, type it."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from palabre.accounts.models import SentCode
from palabre.accounts.sign_in_middleware import COOKIE
from palabre.web import dates_in_words
from palabre.web.visitor_cookie import NAME

SIGN_IN, CODE = "/account/sign-in/", "/account/code/"
INES = "ines.courtois@mairie-brennes.example"


def ask(client: Client, email: str = INES, **more: str) -> Any:
    """Ask for a code, as a browser does: it has opened the page before, and so has a visitor's cookie."""
    if NAME not in client.cookies:
        client.get(SIGN_IN)
    return client.post(SIGN_IN, {"email": email, **more})


def type_code(client: Client, code: str) -> Any:
    return client.post(CODE, {"code": code})


def sign_in(client: Client, email: str = INES, **more: str) -> Any:
    """Ask, read the message, type the code."""
    ask(client, email, **more)
    return type_code(client, code_of(email))


def code_of(email: str = INES) -> str:
    return SentCode.objects.filter(email=email).latest("pk").code


def hour_of(sent: SentCode) -> str:
    """When the code was asked for, as the message and the page say it."""
    return dates_in_words.hour(timezone.localtime(sent.sent_at).time()).replace("\u202f", " ").replace("\xa0", " ")


def not_the_code(email: str = INES) -> str:
    """What is said of a wrong code: which one is right, of those that were asked for."""
    sent = SentCode.objects.filter(email=email).latest("pk")
    return f"Ce n’est pas le bon code. Le bon est celui de {hour_of(sent)}."


def wrong_for(code: str) -> str:
    """Another code, made the same way."""
    return "XXXX-XXXX" if code != "XXXX-XXXX" else "ZZZZ-ZZZZ"


def words(response: Any) -> str:
    """What the page says, without the spaces of typography."""
    return " ".join(
        response.content.decode().replace("\u202f", " ").replace("\xa0", " ").replace("&#x27;", "'").split()
    )


def minutes_ago(minutes: int, *clients: Client) -> None:
    """Have everything that was done so far be done that many minutes ago."""
    then = timezone.now() - datetime.timedelta(minutes=minutes)
    SentCode.objects.update(sent_at=then)
    for client in clients:
        store = Session.get_session_store_class()(client.cookies[COOKIE].value)
        login = store["account_login"]
        login["initiated_at"] -= minutes * 60
        data = login["state"]["stages"]["login_by_code"]["data"]
        data["at"] -= minutes * 60
        if "failed_at" in data:
            data["failed_at"] -= minutes * 60
        store["account_login"] = login
        store.save()
