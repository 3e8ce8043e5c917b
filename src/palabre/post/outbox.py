"""Acts on letters: write, review, edit, approve, take back, give by hand. None is sent without an act."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from palabre.people.access import links, unsubscribe
from palabre.people.access.reply_keys import reply_key
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Link, Person
from palabre.post.hooks import kind_of_letter, kind_of_letters_about
from palabre.post.models import Letter, Way
from palabre.post.placeholders import (
    composed,
    filled,
    filled_calendar,
    filled_html,
    refolded,
    stored_facts,
    stuck,
    unfolded,
)
from palabre.pure import working_hours
from palabre.pure.french import on_lines, on_one_line
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.upkeep.smtp import mail_is_configured
from palabre.web.form.shown_words import settle_texts
from palabre.web.saved_fields import save_fields

LONGEST = 10_000  # characters of a letter
SUBJECT_LENGTH = 200
MOST_A_DAY = 300  # letters that Palabre sends for one space
DAY = datetime.timedelta(days=1)


class TooManyLetters(Refusal):
    status = 429


def write_letter(to: Person, *, by: Person | None, about: str, subject: str, body: str, link: Link | None) -> Letter:
    """Put a letter to this person in the outbox, and return it: one waiting letter at a time `about` each thing.

    It is in the language of now, in which its kind composes it again when it leaves (see hooks). An existing one is
    renewed, unless its text was edited or it was approved. That of another member stays theirs.
    Only `placeholders.ADDRESS` in `body` becomes a link: what others wrote `{address}` stays words.
    """
    kind_of_letters_about(about)
    words = {"by": by, "subject": as_subject(subject), "body": body, "link": link, "language": get_language() or ""}
    with transaction.atomic():
        Space.hold(to.space_id)
        waiting = Letter.objects.select_for_update().filter(to=to, about=about, sent_at=None).order_by("pk").first()
        if waiting is None:
            new = {"space_id": to.space_id, "to": to, "about": about, "message_id": uuid.uuid4().hex}
            Space.touch(to.space_id)
            return Letter.objects.create(**new, **stored_facts(words))
        if is_of_another(waiting, by):
            return waiting
        if waiting.changed_at is not None:
            words = {"link": link}
        if waiting.approved_at is None:
            rewrite(waiting, **words)
        return waiting


def as_subject(words: str) -> str:
    """Return these words on one line, cut to the length of a subject."""
    return " ".join(words.split())[:SUBJECT_LENGTH]


def say_again(letter: Letter, subject: str, body: str, **more: str) -> None:
    """Store these words as composed now, for the `renew` of a kind; `more` are `html` and `calendar`.

    The subject, the text and the HTML that a person edited are theirs, also where they edit it just now; the calendar
    is always Palabre's.
    """
    facts = stored_facts({"subject": as_subject(subject), "body": body} | more)
    owned = {name: fact for name, fact in facts.items() if name != "calendar"}
    apart = {name: fact for name, fact in facts.items() if name == "calendar"}
    same = Letter.objects.filter(pk=letter.pk, message_id=letter.message_id)
    for rows, words in ((same.filter(changed_at=None), owned), (same, apart)):
        is_new = any(getattr(letter, name) != fact for name, fact in words.items())
        if is_new and (words is apart or letter.changed_at is None) and rows.update(**words):
            for name, fact in words.items():
                setattr(letter, name, fact)


def is_of_another(letter: Letter, by: Person | None) -> bool:
    """Return whether a member other than `by` wrote the letter."""
    return letter.by is not None and letter.by.is_member and (by is None or letter.by_id != by.pk)


def change_letter(
    letter: Letter, subject: str, body: str, *, by: Person, at: datetime.datetime, shown: str | None = None
) -> None:
    """Edit it before it is sent. Raise a Refusal when it was sent, or when its text is not valid.

    `shown`: which words its form showed; raise a Refusal where somebody else wrote others since.
    What somebody else than its author changes is in their own name from then on, and waits to be reviewed again.
    """
    subject, body = on_one_line(subject), on_lines(body)
    with transaction.atomic():
        now = letter_for_update(letter, by=by)
        if now.sent_at is not None:
            raise gone()
        is_hers = now.by_id == by.pk
        said = settle_texts({"subject": subject, "body": body}, texts_of_letter(now), shown, is_own=lambda *_: is_hers)
        subject, body = said["subject"], said["body"]
        if not subject or not body:
            raise Refusal(_("A message needs a subject and some text."), instead=_("Write both, then save again."))
        if len(subject) > SUBJECT_LENGTH or len(body) > LONGEST:
            raise Refusal(
                _("This message is too long: nobody would read it."), instead=_("Shorten it, then save again.")
            )
        if now.link_id is not None and "{address}" not in body:
            raise Refusal(
                _("Without the link, the person could not answer, nor have their name removed."),
                instead=_("Leave the link at least once in the text: it is the part in brackets."),
            )
        if stuck(body):
            raise Refusal(
                _("A link is stuck to the words around it: it would lead elsewhere."),
                instead=_("Put the part in brackets between two spaces or on a line of its own, then save again."),
            )
        if (subject, body) != (now.subject, now.body):
            keep_out(now.space, subject, body)
            rewrite(now, subject=subject, body=composed(body), html="", changed_at=at)
            if not is_hers:
                rewrite(now, by=by)
                take_back(now)


def texts_of_letter(letter: Letter) -> dict[str, str]:
    return {"subject": letter.subject, "body": letter.body}


def approve(
    letter: Letter,
    *,
    by: Person,
    at: datetime.datetime,
    origin: str,
    now: bool = False,
    due: datetime.datetime | None = None,
) -> Letter:
    """Approve it: sent at `due`, else at once in working hours or with `now`, else on the next working morning.

    `origin` is the server's URL, for its links. Raise a Refusal when it cannot be sent.
    """
    with transaction.atomic():
        row = letter_for_update(letter, by=by)
        if row.sent_at is None and (row.approved_at is None or now):
            if why := why_not_sent(row) or why_not_twice(row):
                raise why
            if lately_approved(row.space_id, at) >= MOST_A_DAY:
                raise TooManyLetters(
                    _("Palabre has sent a great many messages for this space today."),
                    instead=_("Wait until tomorrow, or send this one from your own mailbox."),
                )
            schedule_letter(row, at=at, origin=origin, now=now, due=due)
        return row


def approve_all(
    letters: Iterable[Letter], *, by: Person, at: datetime.datetime, origin: str, now: bool = False
) -> list[Letter]:
    """Approve those of these letters that can be sent, and return them."""
    with transaction.atomic():
        Space.hold(by.space_id)
        able = [letter for letter in letters if letter.is_waiting and why_not_sent(letter) is None]
        once = (letter for letter in able if why_not_twice(letter) is None)  # lazy: each check sees former approvals
        return [approve(letter, by=by, at=at, origin=origin, now=now) for letter in once]


def unapprove(letter: Letter, *, by: Person) -> None:
    """Cancel its approval. Raise a Refusal once it was sent."""
    with transaction.atomic():
        now = letter_for_update(letter, by=by)
        if now.sent_at is not None:
            raise gone()
        take_back(now)


def gave_by_hand(letter: Letter, *, by: Person, at: datetime.datetime, how: str = Way.BY_HAND) -> None:
    """Mark it as sent from a person's mailbox, or its link as given. Idempotent."""
    with transaction.atomic():
        now = letter_for_update(letter, by=by)
        if now.sent_at is None:
            rewrite(now, sent_at=at, sent_how=Way(how), approved_at=None, due_at=None, refused="", trouble="")


def not_given(letter: Letter, *, by: Person) -> None:
    """Undo `gave_by_hand`: it waits again. A letter sent by Palabre stays sent."""
    with transaction.atomic():
        now = letter_for_update(letter, by=by)
        if now.sent_at is not None and now.sent_how != Way.PALABRE:
            rewrite(now, sent_at=None, sent_how="")


def came_back(letter: Letter, *, by: Person, at: datetime.datetime) -> None:
    """« Ce message est revenu »: mark its address as invalid; nothing is sent there again.

    An address that its person gave is theirs: only their mail server says that it is invalid. So is that of who came by
    themselves, unless Palabre sent the message, or `by` noted the address.
    """
    with transaction.atomic():
        now = letter_for_update(letter, by=by)
        if now.sent_at is not None:
            refuse(now, _("This message came back."), at=at, address_too=may_doubt_address(now, by))


def may_doubt_address(letter: Letter, by: Person) -> bool:
    """Return whether `by` may say that the address of a letter is invalid, because this letter came back."""
    to = letter.to
    if to is None or to.gave_address:
        return False
    return letter.sent_how == Way.PALABRE or not to.has_come or to.address_by_id == by.pk


# ---- Used by the acts above and by the worker, with the letter locked -----------------------------------


def letter_for_update(letter: Letter, *, by: Person) -> Letter:
    """Read the letter again under a lock; `by` must be a member of its space."""
    Space.hold(letter.space_id)
    row = Letter.objects.select_related("to__account").select_for_update(of=("self",)).filter(pk=letter.pk).first()
    if row is None or by.space_id != row.space_id or not by.is_member:
        raise Refusal(_("This message is no longer here."), instead=_("See what waits in the outbox."))
    return row


def rewrite(letter: Letter, **facts: object) -> None:
    """Store these fields; its texts are as composed (see placeholders)."""
    save_fields(letter, **stored_facts(facts))
    Space.touch(letter.space_id)  # its author's front page says whether one waits


def take_back(letter: Letter) -> None:
    if letter.approved_at is not None:
        rewrite(letter, approved_at=None, due_at=None, leased_until=None, attempts=0, trouble="")


def schedule_letter(
    letter: Letter,
    *,
    at: datetime.datetime,
    origin: str,
    now: bool = False,
    due: datetime.datetime | None = None,
) -> None:
    due = at if now else due or leaves_at(at)
    rewrite(letter, approved_at=at, due_at=due, origin=origin, attempts=0, leased_until=None, trouble="", refused="")


def refuse(letter: Letter, why: str, *, at: datetime.datetime, address_too: bool) -> None:
    """Store why it was refused. A new attempt is another message."""
    facts = {"refused": why, "sent_at": None, "sent_how": "", "approved_at": None, "due_at": None}
    rewrite(letter, **facts, leased_until=None, trouble="", message_id=uuid.uuid4().hex)
    if address_too and (to := letter.to) is not None:
        Person.objects.filter(pk=to.pk, email=to.email).update(email_refused_at=at)


def next_morning(at: datetime.datetime) -> datetime.datetime:
    """Return the next working morning after this instant, in local time."""
    return working_hours.next_morning(timezone.localtime(at))


def leaves_at(at: datetime.datetime) -> datetime.datetime:
    """Return the sending time of a letter approved at this instant, in local time."""
    return working_hours.leaves_at(timezone.localtime(at))


def why_not_sent(letter: Letter) -> Refusal | None:
    """Return the Refusal if Palabre cannot send it, with what to do instead."""
    instead = _("Send it from your own mailbox, or pass on the link yourself.")
    if not mail_is_configured():
        return Refusal(_("Palabre has no mail server here."), instead=instead)
    if not letter.email:
        return Refusal(
            _("Palabre does not know this person’s address."), instead=_("Write it, or pass on the link yourself.")
        )
    if letter.reader.email_refused_at is not None:
        return Refusal(_("A message to this address came back."), instead=_("Write another one, or pass on the link."))
    return why_not_there(letter)


def why_not_there(letter: Letter) -> Refusal | None:
    """Return a Refusal if the address was noted by a person who may not read what the letter opens."""
    reader = letter.reader
    by = reader.address_by
    if by is None or letter.link is None or letter.link.made_by_id == by.pk or links.may_be_mailed(letter.link, reader):
        return None
    return Refusal(
        _("%(name)s noted this address, and does not read what this message opens.") % {"name": by.name},
        instead=_("If you know that it is theirs, write it here again; or pass on the link yourself."),
    )


def why_not_twice(letter: Letter) -> Refusal | None:
    """Return a Refusal if the person already had this letter, under another name that was merged."""
    gone = Q(sent_at__isnull=False) | Q(approved_at__isnull=False)
    others = Letter.objects.filter(gone, to=letter.to_id, about=letter.about).exclude(pk=letter.pk)
    if not others.exists():
        return None
    return Refusal(
        _("This person has already been sent another message about this."),
        instead=_("See what has been sent, in the outbox."),
    )


def lately_approved(space_id: int, at: datetime.datetime) -> int:
    """Count the letters to persons: those to an address are limited by the slice that writes them."""
    return Letter.objects.filter(
        space=space_id, to__isnull=False, approved_at__gt=at - DAY, approved_at__lte=at
    ).count()


def address_in(letter: Letter) -> str:
    """Return the path in the letter: the reader's link, with its token, or the space without a link."""
    return links.link_path(letter.link) if letter.link else letter.space.get_absolute_url()


def as_sent(letter: Letter, *, origin: str) -> str:
    """Return the text with the link in it, to be sent or copied; it is stored nowhere."""
    return filled(letter.body, **links_in(letter, origin)) if letter.to else letter.body


def without_link(letter: Letter, *, origin: str) -> str:
    """Return the text of a letter that has no link of its own, with the address of the space in it."""
    return filled(letter.body, address=origin + letter.space.get_absolute_url(), stop="{stop}")


def calendar_as_sent(letter: Letter, *, origin: str) -> str:
    """Return its calendar entry with the link in it, its lines folded anew at 75 bytes."""
    if letter.to is None:
        return refolded(unfolded(letter.calendar))
    return filled_calendar(
        letter.calendar,
        address=origin + address_in(letter),
        reply_key=lambda: reply_key(letter.link) if letter.link else "",
    )


def seal(letter: Letter, *, at: datetime.datetime) -> None:
    """Give the letter the link that only its reader receives: Palabre is about to send it."""
    if letter.link is not None:
        letter.link = links.mailed(letter.link, letter.reader, at=at)
        Letter.objects.filter(pk=letter.pk).update(link=letter.link)


def lend(letter: Letter, *, by: Person, at: datetime.datetime, is_new: bool = False) -> None:
    """Give the letter, in memory only, the link that `by` may show."""
    if letter.link is not None:
        letter.link = links.link_shown_to(letter.link, by, at=at, is_new=is_new)
        letter.link.show(at)


def is_shown_to(letter: Letter, reader: Person) -> bool:
    """Return whether the text may be shown with its link: to the link's author, until it is used."""
    return letter.link is None or (letter.link.made_by_id == reader.pk and letter.link.used_at is None)


def as_sent_in_html(letter: Letter, *, origin: str) -> str:
    """Return the same text as simple HTML; "" for a letter without HTML."""
    return filled_html(letter.html, **links_in(letter, origin)) if letter.to else letter.html


def links_in(letter: Letter, origin: str) -> dict[str, str]:
    """Return the links of a letter to a person; the writer of one to an address put its links in."""
    return {"address": origin + address_in(letter), "stop": origin + stop_in(letter)}


def stop_in(letter: Letter) -> str:
    """Return the path that unsubscribes from this kind of letters in one click."""
    return unsubscribe.unsubscribe_path(letter.reader, kind_of_letter(letter).stopped_by)


def gone() -> Refusal:
    return Refusal(_("This message has already gone."), instead=_("You can write to them again."))
