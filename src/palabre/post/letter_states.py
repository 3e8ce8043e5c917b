"""Sentence on the state of a letter."""

from __future__ import annotations

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.post.models import Letter, Trouble, Way
from palabre.web import dates_in_words

SENT = {
    Way.PALABRE: gettext_lazy("Sent through Palabre %(when)s."),
    Way.MAILBOX: gettext_lazy("Sent from a mailbox %(when)s."),
    Way.BY_HAND: gettext_lazy("The link was passed on %(when)s."),
}
TRYING = {
    Trouble.AWAY: gettext_lazy("The mail server has not answered since %(since)s. Palabre keeps trying."),
    Trouble.LATER: gettext_lazy("Their mail server has been asking us to wait since %(since)s. Palabre keeps trying."),
    Trouble.US: gettext_lazy(
        "The mail server has refused our messages since %(since)s. Tell the person who looks after this server."
    ),
}
GIVEN_UP = {
    Trouble.AWAY: gettext_lazy("Palabre tried for several days: the mail server did not answer."),
    Trouble.LATER: gettext_lazy("Palabre tried for several days: their mail server kept asking us to wait."),
    Trouble.US: gettext_lazy("Palabre tried for several days: the mail server refuses our messages."),
    Trouble.LINK: gettext_lazy("It was not sent: its link no longer opens anything. Write to this person again."),
}


def state_of(letter: Letter, *, at: datetime.datetime) -> str:
    """Return a sentence on the state of a letter."""
    today = timezone.localdate(at)
    if letter.refused:
        return letter.refused
    if letter.sent_at is not None:
        when = dates_in_words.distance(timezone.localdate(letter.sent_at), today=today)
        return str(SENT[Way(letter.sent_how)]) % {"when": when}
    if letter.due_at is not None and letter.is_leaving:
        if letter.space.is_in_preparation:
            return _("It goes once the space is open to the conveners.")
        if letter.space.is_archived:
            return _("It does not go: the space is archived.")
        if letter.trouble:
            return str(TRYING[Trouble(letter.trouble)]) % {"since": instant(letter.due_at, today=today)}
        when = instant(letter.due_at, today=today)
        return _("It is on its way.") if letter.due_at <= at else _("It goes %(when)s.") % {"when": when}
    if letter.was_given_up:
        return str(GIVEN_UP[Trouble(letter.trouble)])
    if not letter.email:
        return _("No address: pass on a link.")
    return ""


def instant(at: datetime.datetime, *, today: datetime.date) -> str:
    """Return « demain à 8 h », « lundi 30 novembre à 8 h »."""
    local = timezone.localtime(at)
    near = abs((local.date() - today).days) < 2
    day = dates_in_words.distance(local.date(), today=today) if near else dates_in_words.near(local.date(), today=today)
    return _("%(day)s at %(hour)s") % {"day": day, "hour": dates_in_words.hour(local.time())}
