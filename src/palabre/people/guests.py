"""Who acts: the person here, or a guest who says her name in the form of the gesture itself. No account is needed.

Templates show `people/guest.html` in their forms; views call `who_acts`.
"""

from __future__ import annotations

import datetime
import secrets
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.people.middleware import remember
from palabre.people.models import NAME_LENGTH, Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space

MOST_GUESTS = 200  # in one space and one hour: a hall that answers at once, and no more
HOUR = datetime.timedelta(hours=1)


class TooManyGuests(Refusal):
    status = 429


def who_acts(request: Any) -> Person:
    """Return the person here, or make a guest of the name that was typed and remember her on this device.

    She comes by herself but does not join: she reads what everybody reads. The same form sent twice makes one
    guest. Raises a Refusal when no name was given, or when too many guests come in one hour.
    """
    if request.person is not None:
        return request.person  # type: ignore[no-any-return]
    guest = guest_of(request, request.space)
    remember(request, guest)
    request.person = guest
    return guest


def guest_of(request: Any, space: Space) -> Person:
    """Return the guest who said her name in this form, and is not remembered on this device by that alone."""
    seed = str(request.POST.get("seed", "")).replace("\x00", "")[:60]
    return welcome(space, a_name(str(request.POST.get("who", ""))), seed=seed, at=timezone.now())


def a_name(typed: str) -> str:
    """Return the name that a guest typed. Raises a Refusal when it is none."""
    name = " ".join(typed.replace("\x00", "").split())
    if not name:
        raise Refusal(_("Your name is missing."), instead=_("Go back, write your first name, then send again."))
    if len(name) > NAME_LENGTH:
        raise Refusal(_("This name is too long: nobody would read it."), instead=_("Shorten it, then send again."))
    return name


def welcome(space: Space, name: str, *, seed: str, at: datetime.datetime) -> Person:
    """Return the guest that this form made, made now when it is the first time that it is sent."""
    with transaction.atomic():
        Space.hold(space.pk)
        known = space.persons.filter(seed=seed).first() if seed else None
        if known is not None:
            return known
        if space.persons.filter(seed__isnull=False, named_at__gt=at - HOUR).count() >= MOST_GUESTS:
            raise TooManyGuests(
                _("A great many people are coming right now."), instead=_("Send it again in a few minutes.")
            )
        Space.touch(space.pk)
        return Person.objects.create(space=space, name=name, came_at=at, seed=seed or new_seed(), is_self_named=True)


def new_seed() -> str:
    return secrets.token_urlsafe(18)
