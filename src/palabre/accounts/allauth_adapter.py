"""Palabre's adapter for allauth."""

from typing import Any, NoReturn

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext as _

from palabre.refusal import Refusal


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth bears no types
    """Shows no message of its own: Palabre's screens do, in the reader's language."""

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        pass

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> NoReturn:
        raise Refusal(_("This address has been closed here."), instead=_("Ask the person who looks after this server."))
