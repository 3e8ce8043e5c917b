"""Sign-in codes: created, sent, shown, deleted.

A code is valid once, for 15 minutes, in the browser that asked for it. Fifteen and not ten (ASVS 2.7.2): many mail
servers delay the first message of an unknown sender for five to ten minutes (greylisting).

Nobody is locked out. Messages to one address are counted by address, never by the requester's network address (behind a
proxy all have the same). Flooding an address sends five messages in ten minutes; the next person who asks there gets no
message of their own, and uses the code of the last one.

Guessing is not feasible. A code is 8 of 20 letters: 20**8 = 25 600 000 000. A browser has ten attempts, the last five
of them slow. An attacker with new browsers all day and 200 attempts a second, during the life of a code (15 minutes),
makes 180 000 attempts and succeeds once in 142 000 times; ten thousand attempts succeed once in 2 560 000.
"""

from __future__ import annotations

import datetime
import enum
import logging

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.accounts.models import Account, SentCode
from palabre.refusal import Refusal
from palabre.upkeep import smtp
from palabre.upkeep.letter_html import compose_message
from palabre.upkeep.rate_limits import DAY, Bound, Limit, LimitScope, Wait
from palabre.web import dates_in_words
from palabre.web.visitor_cookie import Visitor

LIFETIME = datetime.timedelta(minutes=15)
SAME_CODE = datetime.timedelta(minutes=10)  # within it, a browser that asks again gets the same code
MOST_MESSAGES = 5  # to one address, in that time
# Messages to addresses without an account; holders of a name or a link of their own have another.
FIRST = Bound(
    "first code",
    (
        Limit(LimitScope.EACH, 10),
        Limit(LimitScope.PLACE, 30),
        Limit(LimitScope.ALL, 100),
        Limit(LimitScope.ALL, 600, DAY),
    ),
)
FIRST_BY_KEY = Bound(
    "first code by key", (Limit(LimitScope.EACH, 10), Limit(LimitScope.ALL, 400), Limit(LimitScope.ALL, 2000, DAY))
)

console = logging.getLogger("palabre.codes")
log = logging.getLogger(__name__)


class MailOutcome(enum.StrEnum):
    """Result of the message, shown on the next screen."""

    LEFT = "left"
    ENOUGH = "enough"  # several were sent already
    TOLD = "told"  # no mail server: the code is on the server's console
    UNREACHABLE = "unreachable"
    REFUSED = "refused"


class TooManyStrangers(Refusal):
    status = 429


def send_code(
    email: str, *, by: Visitor, at: datetime.datetime, again: int | None = None
) -> tuple[SentCode, MailOutcome]:
    """Send a code to this address; return it with the result of the message.

    `again` is the id of the code that this browser already waits for: the same code is sent again for ten minutes.
    Raise a Refusal when this visitor, or all together, ask for too many unknown addresses.
    """
    with transaction.atomic():
        SentCode.objects.filter(sent_at__lte=at - LIFETIME).delete()
        known = list(SentCode.objects.select_for_update().filter(email=email).order_by("sent_at", "pk"))
        sent = next((one for one in known if one.pk == again), None)
        if sum(one.tried for one in known if one.sent_at > at - SAME_CODE) >= MOST_MESSAGES:
            sent = sent or known[-1]
            return sent, fate_of_the_last(sent)
        bound_strangers(email, by=by, at=at)
        if sent is None:
            sent = SentCode.objects.create(email=email, sent_at=at)
        elif sent.sent_at <= at - SAME_CODE:
            sent.renew(at)
        sent.try_once_more()
    return sent, send(sent)


def bound_strangers(email: str, *, by: Visitor, at: datetime.datetime) -> None:
    """Limit the messages to unknown addresses: each one to an address without an account is counted."""
    if Account.objects.at(email):
        return
    bound = FIRST_BY_KEY if by.has_key else FIRST
    if wait := bound.wait(by, at=at):
        raise too_many(wait, by)
    bound.count(by, at=at)


def too_many(wait: Wait, by: Visitor) -> TooManyStrangers:
    if wait.is_hers:
        return TooManyStrangers(_("Many codes were asked for from this device."), instead=wait.words)
    why = _("A great many people are asking for their first code right now.")
    link = "" if by.has_key else _("With a link that somebody of the group gives you, you need not wait.")
    return TooManyStrangers(why, instead=f"{link} {wait.words}".strip())


def send(sent: SentCode) -> MailOutcome:
    """Send the code by mail, or print it on the console without a mail server. Call it outside any transaction."""
    if not smtp.mail_is_configured():
        if sent.tried == 1:
            console.info("%s %s", sent.code, sent.email)
        return MailOutcome.TOLD
    if fault := smtp.send(message_for(sent)):
        log.warning("a code did not leave: %s", type(fault).__name__)
        kind = smtp.kind_of_fault(fault)
        return MailOutcome.REFUSED if kind.is_final or kind is smtp.FaultKind.INVALID else MailOutcome.UNREACHABLE
    sent.leave()
    return MailOutcome.LEFT


def message_for(sent: SentCode) -> EmailMultiAlternatives:
    """Return the message with the code, in the requester's language.

    The subject does not contain the code: others may see it on a locked phone.
    """
    facts = {"code": sent.code, "asked_at": dates_in_words.hour(timezone.localtime(sent.sent_at).time())}
    return compose_message(_("Your code for Palabre"), "accounts/code.txt", facts, to=sent.email, community="Palabre")


def fate_of_the_last(sent: SentCode) -> MailOutcome:
    """Return why no other message is sent with this code."""
    if not smtp.mail_is_configured():
        return MailOutcome.TOLD
    return MailOutcome.ENOUGH if sent.has_left else MailOutcome.UNREACHABLE


def to_tell(*, at: datetime.datetime) -> list[SentCode]:
    """Return the codes that no message delivered, newest first: someone has to tell them."""
    return list(SentCode.objects.filter(has_left=False, sent_at__gt=at - LIFETIME).order_by("-sent_at", "email"))
