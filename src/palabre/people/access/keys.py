"""The ways to let a person back in, as themselves. GET shows, POST enters.

The server's administrator gives a link that opens everything, for a day, to a person who lost their device and has no
address. Any member gives a key: a square (QR code) on their own phone, which works once, on one device, within ten
minutes. While a single member vouches for the person, the person may read and do no more than that member, and nothing
that is private (name, statements about them, news, roles): a member who uses a square themselves gains nothing. The
square of a second member opens the rest. A person who signs in by an address that a member noted scans it where they
are signed in (see account_vouchers).
"""

from __future__ import annotations

import datetime
import re

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from palabre.people import permissions
from palabre.people.agreements.electorate import is_elector
from palabre.people.hooks import record_fact
from palabre.people.models import Key, Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space

SALT = "palabre.people.key"
LIFETIME = 24 * 60 * 60  # seconds
SHOWN_FOR = datetime.timedelta(minutes=10)
SQUARE = re.compile(r"k([0-9]{1,18})-([0-9a-f]{32})")


def address_for(person: Person) -> str:
    """Return the path of the link that enters the person's space as them, for one day."""
    return reverse("entrance:entrance", args=[signing.dumps(person.pk, salt=SALT, compress=True)])


def key_shown_to(person: Person, *, by: Person, at: datetime.datetime) -> Key:
    """Return the key that `by` shows to this person. The unused ones that `by` showed them before are deleted.

    Raises a Refusal for a person who is not of the space or signs in by their address, and when `by` would let
    themselves in.
    """
    with transaction.atomic():
        Space.hold(by.space_id)
        her = Person.objects.get(pk=person.pk)
        is_herself = by.pk == her.pk or bool(by.vouched_by)
        if not permissions.can_let_in(by, her) or is_herself or her.erased_at or her.same_as_id or her.put_out_at:
            raise Refusal(_("Only members give somebody their link back, and not to themselves."))
        if her.account_id is not None and not may_speak(by, her, at=at):
            raise Refusal(
                _("%(name)s signs in with their address.") % {"name": her.name},
                instead=_("A code sent there lets them in from any device."),
            )
        Key.objects.filter(person=her, made_by=by, used_at=None).delete()
        record_fact("key.given", by.space, by=by)
        return Key.objects.create(person=her, made_by=by, expires_at=at + SHOWN_FOR)


def may_speak(by: Person, her: Person, *, at: datetime.datetime) -> bool:
    """Return whether `by` may vouch for the person: their account rests on one other member, and `by` is an elector.

    Any member may where the account came since two members opened the place.
    """
    if her.account_by_id is None:
        return her.has_account_since_two(at)
    return her.account_by_id != by.pk and is_elector(by, her.space, at=at)


def key_path(key: Key) -> str:
    """Return the path that the square leads to."""
    return reverse("entrance:entrance", args=[f"k{key.pk}-{mac(key)}"])


def use(key: Key, *, at: datetime.datetime) -> None:
    """Use the key up. Raises a Refusal the second time."""
    if not Key.objects.filter(pk=key.pk, used_at=None, expires_at__gt=at).update(used_at=at):
        raise no_longer()


def key_by_token(token: str) -> Key | None:
    """Return the key of a square, None for the other kind of token. Raises a Refusal when it opens nothing."""
    found = SQUARE.fullmatch(token)
    if found is None:
        return None
    at = timezone.now()
    rows = Key.objects.select_related("person__space", "made_by").filter(pk=found[1], used_at=None)
    rows = rows.filter(person__erased_at=None, person__put_out_at=None, person__space__ended_at=None)
    key = rows.filter(expires_at__gt=at).first()
    if key is None or not constant_time_compare(found[2], mac(key)) or not key.made_by.is_member:
        raise no_longer()
    if not is_to_be_known(key.person, at=at):
        raise no_longer()
    return key


def is_to_be_known(person: Person, *, at: datetime.datetime) -> bool:
    """Return whether a square lets the person in: without an account, or with one that may not be theirs."""
    return person.account_id is None or person.account_by_id is not None or person.has_account_since_two(at)


def holder(token: str) -> Person:
    """Return the person of this link. Raises a Refusal when it is too old or was truncated."""
    try:
        number = signing.loads(token, salt=SALT, max_age=LIFETIME)
        found = Person.objects.select_related("space").get(pk=number, erased_at=None, put_out_at=None)
    except (signing.BadSignature, Person.DoesNotExist):
        raise no_longer() from None
    if found.space.is_ended and not found.is_member:
        raise no_longer()
    return found


def no_longer() -> Refusal:
    return Refusal(
        _("This link no longer works: it is too old, or part of it was lost."),
        instead=_("Ask the person who gave it to you for a new one."),
    )


def mac(key: Key) -> str:
    return salted_hmac(f"{SALT}.square", f"{key.pk}:{key.nonce}", algorithm="sha256").hexdigest()[:32]
