"""Hands each approved letter to the mail server, one at a time, until it is sent or refused.

A killed worker can repeat only its current letter, under the same Message-ID.
"""

from __future__ import annotations

import datetime
import logging
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from palabre.people.access.links import may_be_mailed
from palabre.people.models import News, Person
from palabre.post.approved_words import quotes_approved
from palabre.post.calendar_enclosure import Mail
from palabre.post.hooks import kind_of_letter, letter_kinds
from palabre.post.letter_veil import veil_letter
from palabre.post.list_headers import headers_of
from palabre.post.models import Letter, Trouble, Way
from palabre.post.outbox import as_sent, as_sent_in_html, calendar_as_sent, leaves_at, refuse, seal
from palabre.post.retry_delays import delay_after
from palabre.pure.addressbook import is_address
from palabre.spaces.models import Space
from palabre.upkeep import smtp
from palabre.upkeep.leases import SpaceTurns
from palabre.upkeep.letter_html import add_html
from palabre.upkeep.smtp import FaultKind
from palabre.web.logs.fault_place import whence
from palabre.web.saved_fields import save_fields

LEASE = datetime.timedelta(minutes=5)  # longer than the mail server's timeout
PATIENCE = datetime.timedelta(days=4)  # a weekend, and two working days
log = logging.getLogger(__name__)
turns = SpaceTurns("space_id")


def post_one(now: datetime.datetime) -> bool:
    """Send the letter that has waited longest in the space whose turn it is, and return whether there was one."""
    if not smtp.mail_is_configured():
        return False
    due = Letter.objects.filter(approved_at__isnull=False, sent_at=None, refused="", due_at__lte=now)
    due = due.filter(may_leave_their_space())
    for number in turns.lease_one(due.order_by("due_at", "pk"), now=now, lasting=LEASE):
        rows = Letter.objects.select_related("to__address_by", "by__account", "link", "space")
        _post_or_put_off(rows.get(pk=number), now)
        return True
    return False


def may_leave_their_space() -> Q:
    """Filter the letters that leave now: of a space in preparation, or archived, those of the server itself only."""
    found = Q(space__opened_at__isnull=False, space__archived_at=None)
    for name, kind in letter_kinds.items():
        if kind.leaves_any_space:
            found |= Q(about__startswith=f"{name}:")
    return found


def message_of(letter: Letter) -> Mail:
    """Return the mail, in the author's name, with Reply-To their own address.

    Plain text, the same as simple HTML, and its calendar entry if any.
    """
    _name, address = parseaddr(getattr(settings, "PALABRE_MAIL_FROM", ""))
    domain = address.rpartition("@")[2] or "palabre.invalid"
    mail = Mail(
        subject=letter.subject,
        body=as_sent(letter, origin=letter.origin),
        from_email=formataddr((sender_of(letter), address)),
        to=[letter.email],
        reply_to=own_address(letter.by),
        headers={"Message-ID": f"<{letter.message_id}@{domain}>"} | headers_of(letter, domain=domain),
    )
    if letter.html:
        mail.attach_alternative(as_sent_in_html(letter, origin=letter.origin), "text/html")
    else:
        add_html(mail, community=letter.space.name, origin=letter.origin)
    if letter.calendar:
        mail.enclose(calendar_as_sent(letter, origin=letter.origin), letter.calendar_method)
    return mail


def sender_of(letter: Letter) -> str:
    return " ".join((letter.by.name if letter.by else letter.space.name).split())


def own_address(person: Person | None) -> list[str]:
    """Return the address where the sender reads replies, if it is known and valid."""
    known = "" if person is None else person.account.email if person.account else person.email
    return [known] if is_address(known) and known.isascii() else []


def why_not(fault: BaseException) -> tuple[Trouble, str, bool]:
    """Return the trouble to retry, the sentence of a refusal, and whether the refusal is of the address."""
    match smtp.kind_of_fault(fault):
        case FaultKind.ADDRESS:
            return Trouble.AWAY, _("Their mail server does not know this address."), True
        case FaultKind.MESSAGE:
            return Trouble.AWAY, _("Their mail server refused this message."), False
        case FaultKind.LATER:
            return Trouble.LATER, "", False
        case FaultKind.US:
            return Trouble.US, "", False
    return Trouble.AWAY, "", False


def _post_or_put_off(letter: Letter, now: datetime.datetime) -> None:
    with translation.override(letter.language or translation.get_language()):
        mail, fault = smtp.attempt(lambda: _composed(letter, now))
        if mail is not None:
            fault = smtp.send(mail)
        if fault is not None:
            log.warning("letter %s did not leave: %s", letter.pk, whence(fault))
            _settle(letter, fault, now)
        elif mail is not None:
            _mark_sent(letter, now)


def _composed(letter: Letter, now: datetime.datetime) -> Mail | None:
    if not _may_leave(letter, now):
        return None
    veil_letter(letter)
    seal(letter, at=now)
    return message_of(letter)


def _may_leave(letter: Letter, now: datetime.datetime) -> bool:
    """Compose it again and return True; else delete, postpone, give up or refuse it and return False.

    One from or to a person who was put out of the space since it was approved waits in the outbox, as one that its kind
    keeps back.
    """
    if _is_told_to_nobody(letter):
        _drop(letter)
    elif _waits_for_the_morning(letter, now):
        Letter.objects.filter(pk=letter.pk).update(leased_until=leaves_at(now))
    elif letter.link is not None and not (letter.link.is_open(now) and may_be_mailed(letter.link, letter.reader)):
        _give_up(letter, Trouble.LINK)
    elif _is_kept_back(letter):
        _hold_back(letter)
    elif not _renewed_in_approved_words(letter):
        return False
    elif why := unsendable(letter.email):
        with transaction.atomic():
            if row := _in_hand(letter):
                refuse(row, why, at=now, address_too=True)
                _be_over(row)
    else:
        return True
    return False


def _renewed_in_approved_words(letter: Letter) -> bool:
    """Compose it again and return True; hold it back where it now quotes what its author did not approve."""
    kind, is_approved = kind_of_letter(letter), quotes_approved(letter)
    are_approved = all(is_approved(words) for words in kind.quotes(letter) if words)
    if not kind.renew(letter):
        _drop(letter)
    elif not are_approved:
        _hold_back(letter)
    else:
        return True
    return False


def _hold_back(letter: Letter) -> None:
    letter.hold_back()
    Space.touch(letter.space_id)


def _is_kept_back(letter: Letter) -> bool:
    is_put_out = any(one is not None and one.put_out_at is not None for one in (letter.by, letter.to))
    return is_put_out or kind_of_letter(letter).waits(letter)


def unsendable(address: str) -> str:
    """Return why no mail server accepts this address; "" if it is valid."""
    if not is_address(address):
        return _("This address is incomplete.")
    if not address.rpartition("@")[0].isascii():
        return _("This address has an accent before the @: Palabre cannot write to it.")
    return ""


def _drop(letter: Letter) -> None:
    """Delete it, unless it was replaced meanwhile; hold it back where a person edited it, so that no word is lost."""
    is_kept = letter.by is not None and letter.by.erased_at is None and letter.changed_at is not None
    if is_kept and letter.to is not None and letter.to.erased_at is None:
        _hold_back(letter)
        return
    Letter.objects.filter(pk=letter.pk, message_id=letter.message_id).delete()


def _mark_sent(letter: Letter, now: datetime.datetime) -> None:
    """Mark it sent. A version that replaced it meanwhile is still to be sent."""
    sent = {"sent_at": now, "sent_how": Way.PALABRE, "leased_until": None, "trouble": ""}
    with transaction.atomic():
        _hold_space(letter)
        still = Letter.objects.filter(pk=letter.pk, message_id=letter.message_id)
        still.update(**sent, attempts=letter.attempts + 1)
        letter.sent_at = now
        _be_over(letter)


def _settle(letter: Letter, fault: Exception, now: datetime.datetime) -> None:
    """Refuse it, retry it later, or give it up after days, unless it was taken back meanwhile."""
    trouble, refusal, is_the_address = why_not(fault)
    with transaction.atomic():
        row = _in_hand(letter)
        if row is None:
            return
        if refusal:
            refuse(row, refusal, at=now, address_too=is_the_address)
            _be_over(row)
        elif row.due_at is not None and now - row.due_at >= PATIENCE:
            _give_up(row, trouble)
            _be_over(row)
        else:
            again = now + delay_after(row.attempts + 1)
            facts = {"attempts": row.attempts + 1, "trouble": trouble, "leased_until": again}
            Letter.objects.filter(pk=row.pk).update(**facts)


def _in_hand(letter: Letter) -> Letter | None:
    """Lock the letter in its current state; None when it was taken back or replaced meanwhile."""
    Space.hold(letter.space_id)  # its version changes with the letter
    rows = Letter.objects.select_related("to", "space").select_for_update(of=("self",))
    row = rows.filter(pk=letter.pk, message_id=letter.message_id).first()
    return row if row is not None and row.is_leaving else None


def _hold_space(letter: Letter) -> None:
    """Lock the space for a letter to an address: `settled` changes other rows."""
    if letter.to_id is None:
        Space.hold(letter.space_id)


def _be_over(letter: Letter) -> None:
    """End a letter to an address: delete its address and its text, and call `settled`."""
    if letter.to_id is None:
        still = Letter.objects.filter(pk=letter.pk, message_id=letter.message_id)
        still.update(to_email="", subject="", body="", html="", calendar="")
        kind_of_letter(letter).settled(letter)


def _give_up(letter: Letter, trouble: Trouble) -> None:
    save_fields(letter, trouble=trouble)
    _hold_back(letter)


def _waits_for_the_morning(letter: Letter, now: datetime.datetime) -> bool:
    """Return whether a late letter must wait for working hours: it was due within them, and it is now outside them.

    A letter to an address was requested by its reader: it is sent at any time.
    """
    if letter.to_id is None:
        return False
    return leaves_at(now) != now and letter.due_at is not None and leaves_at(letter.due_at) == letter.due_at


def _is_told_to_nobody(letter: Letter) -> bool:
    """Return whether its reader may no longer read its news, left, or unsubscribed from this kind."""
    to = letter.to
    is_gone = to is not None and (to.erased_at is not None or (letter.stops and to.news == News.NONE))
    return is_gone or not kind_of_letter(letter).is_wanted(letter)
