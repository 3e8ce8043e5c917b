"""Registration for a day: a name and a mail address, a place or the waiting list, and cancellation.

The page never reveals whether an address is registered: only its owner is told, by mail.
"""

from __future__ import annotations

import dataclasses
import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from palabre.people.guests import FORM_IS_GOOD_FOR, a_name
from palabre.people.models import Person
from palabre.post.letter_queue import unsendable
from palabre.post.outbox import leaves_at
from palabre.pure.mail_address import normal_address
from palabre.refusal import Refusal
from palabre.registrations.day_of_roll import day_of
from palabre.registrations.models import Registration, RegistrationNews, Roll
from palabre.registrations.registration_letters import last_told_at, tell, tell_promoted
from palabre.spaces.models import Space
from palabre.upkeep.rate_limits import DAY, Bound, Limit, LimitScope
from palabre.web.visitor_cookie import NOBODY, Visitor

KEPT = datetime.timedelta(days=30)  # after the day
MOST = 5000  # registrations of one roll, cancelled ones included
# New registrations, bounded because each of them makes Palabre write to an address that somebody typed.
NEW = Bound(
    "registration",
    (
        Limit(LimitScope.EACH, 20),
        Limit(LimitScope.PLACE, 100),
        Limit(LimitScope.SCOPE, 300),
        Limit(LimitScope.ALL, 2000, DAY),
    ),
)
HOUR = datetime.timedelta(hours=1)
SOON = datetime.timedelta(days=3)  # a place that is free so near to the day is announced at once, even in the evening
ADDRESS_LENGTH = 254


class TooManyAtOnce(Refusal):
    status = 429


@dataclasses.dataclass(frozen=True, slots=True)
class Coming:
    """A registration as typed, with the token of its form and the server's origin as the visitor reached it."""

    name: str
    email: str
    form_token: str = ""
    origin: str = ""
    person: Person | None = None
    visitor: Visitor = NOBODY


def enrol(roll: Roll, who: Coming, *, at: datetime.datetime) -> tuple[Registration, bool]:
    """Register this address, and return its registration, and whether this very form made it, within the hour.

    An address that is already registered keeps its registration, and gets another mail, once an hour at most. Raise a
    Refusal if registration is closed, for an invalid name or address, and over the rate limits.
    """
    name, email = a_name(who.name), an_address(who.email)
    with transaction.atomic():
        now = gathering_for_update(roll)
        refuse_closed(now, at=at)
        known = now.registrations.filter(form_token=who.form_token).first() if who.form_token else None
        if known is not None and known.at > at - FORM_IS_GOOD_FOR:
            known.roll = now
            return known, True
        if known is not None:  # somebody else may have kept that form: it registers anew
            who = dataclasses.replace(who, form_token="")
        found = now.registrations.filter(email_key=normal_address(email)).first()
        if found is None:
            refuse_too_many(now, who.visitor, at=at)
            made = create_registration(now, name, email, who, at=at)
            tell(made, RegistrationNews.REGISTERED, due_at=at)
            return made, True
        found.roll = now
        if found.cancelled_at is not None:
            found.come_again(name, at, is_waiting=is_full(now))
        if not found.why:
            tell(found, RegistrationNews.REGISTERED, due_at=max(at, (last_told_at(found) or at - HOUR) + HOUR))
        return found, False


def cancel_registration(registration: Registration, *, at: datetime.datetime) -> None:
    """Cancel the registration and give the place to the first on the waiting list. Idempotent."""
    with transaction.atomic():
        now = gathering_for_update(registration.roll)
        row = now.registrations.filter(pk=registration.pk).first()
        if row is None or row.cancelled_at is not None:
            return
        row.roll = now
        row.leave(at)
        tell(row, RegistrationNews.LEFT, due_at=at)
        make_room(now, at=at)


def make_room(roll: Roll, *, at: datetime.datetime) -> int:
    """Give free places to the waiting list in order; return how many. The caller holds the lock on the space."""
    if not roll.is_open_on(timezone.localdate(at)):
        return 0
    waiting = roll.registrations.waiting()
    if roll.capacity is not None:
        waiting = waiting[: max(0, roll.capacity - roll.registrations.placed().count())]
    rows = list(waiting)
    if rows:
        roll.registrations.filter(pk__in=[row.pk for row in rows]).give_places(at)
        tell_promoted(roll, rows, due_at=promotion_leaves_at(roll, at))
    return len(rows)


def is_full(roll: Roll) -> bool:
    if roll.capacity is None:
        return False
    return roll.registrations.placed().count() >= roll.capacity


def forget_on(roll: Roll) -> datetime.date:
    """Return the day from which registrations are deleted. Raise a Refusal if the day of the roll is not set."""
    on = day_of(roll).on
    if on is None:
        raise Refusal(_("This gathering has no day yet."), instead=_("Set its day first."))
    return on + KEPT


def keep_until(roll: Roll, day: datetime.date) -> None:
    """Set the deletion of the registrations to a month after the new day. The caller holds the lock on the space."""
    roll.registrations.update(forget_on=day + KEPT)


def an_address(typed: str) -> str:
    """Return the mail address that was typed. Raise a Refusal if no mail can be sent there."""
    email = "".join(typed.replace("\x00", "").split())
    again = _("Check it: for example anne@mairie.example.")
    if not email:
        raise Refusal(_("Your email address is missing."), instead=_("It is where you are told, and where you cancel."))
    try:
        validate_email(email)
    except ValidationError:
        raise Refusal(_("This email address is incomplete."), instead=again) from None
    if len(email) > ADDRESS_LENGTH or unsendable(email):
        raise Refusal(unsendable(email) or _("This email address is too long."), instead=again)
    return email


# ---- Inside --------------------------------------------------------------------------------------------------


def gathering_for_update(roll: Roll) -> Roll:
    """Lock the space, and return the fresh roll."""
    Space.hold(roll.space_id)
    now = Roll.objects.select_related("space").filter(pk=roll.pk).first()
    if now is None:
        raise Refusal(_("This gathering is no longer here."))
    return now


def create_registration(roll: Roll, name: str, email: str, who: Coming, *, at: datetime.datetime) -> Registration:
    ends = {"forget_on": forget_on(roll), "is_waiting": is_full(roll)}
    told = {
        "origin": who.origin[:300],
        "language": (get_language() or "fr")[:10],
        "form_token": who.form_token[:60] or None,
    }
    person = who.person if who.person is not None and who.person.space_id == roll.space_id else None
    return Registration.objects.create(
        roll=roll, person=person, name=name, email=email, email_key=normal_address(email), at=at, **ends, **told
    )


def refuse_closed(roll: Roll, *, at: datetime.datetime) -> None:
    if roll.is_open_on(timezone.localdate(at)):
        return
    if day_of(roll).is_off:
        raise Refusal(_("This gathering will not take place."), instead=_("You do not need to register."))
    raise Refusal(_("One can no longer register for this day."), instead=_("Look whether another one is announced."))


def refuse_too_many(roll: Roll, by: Visitor, *, at: datetime.datetime) -> None:
    """Raise TooManyAtOnce or a Refusal over the limits on new registrations; otherwise count this one."""
    scope = f"space {roll.space_id}"
    if wait := NEW.wait(by, at=at, scope=scope):
        others = _("A great many people are registering right now.")
        why = _("Many people were registered from this device.") if wait.is_hers else others
        raise TooManyAtOnce(why, instead=wait.words)
    NEW.count(by, at=at, scope=scope)
    if roll.registrations.count() >= MOST:
        raise Refusal(_("A great many people have registered: there is no room left."))


def promotion_leaves_at(roll: Roll, at: datetime.datetime) -> datetime.datetime:
    """Return when to announce a place that is free: in working hours, unless the day is near."""
    on = day_of(roll).on
    near = on is not None and on - timezone.localdate(at) <= SOON
    return at if near else leaves_at(at)
