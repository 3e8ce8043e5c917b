"""The hall of a day: devices that came by its code, in a space that they may not enter.

A forum that members alone read is opened by its code, and nothing else of the space is. The code is kept in the signed
cookie, and looked up at each request: it ends when a host closes the day, or a week after its date. A forum that
everybody reads needs nothing of it; once its space is closed, the code that everybody could see opens nothing. A device
whose person was put out of the space comes in by no code; those beside it are not concerned. Once the day is closed,
who gave a name there reads that it is, and how to come back; for anybody else there is nothing at its addresses.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.forums.models import ForumDay
from palabre.people.access.passes import Pass, open_to_pass
from palabre.people.devices.acting_person import PutOut
from palabre.people.devices.person_middleware import person_here, was_put_out_here
from palabre.people.models import AudienceKind
from palabre.refusal import Refusal

KEY, BY_CODE = "halls", "by_code"
MOST_KEPT = 4  # days that one device remembers
AFTERWARDS = datetime.timedelta(days=7)


class DayClosed(Refusal):
    """A host closed the day: its code opens nothing any longer, even to who took part."""

    status = 403

    @classmethod
    def now(cls) -> DayClosed:
        square = _("To read what follows, ask a member: on their phone, “The people”, then “Give back their link”.")
        link = _("Or open the link that a host of the forum gives you.")
        return cls(_("The day is closed. Thank you for having been there."), instead=f"{square} {link}")


OF_MEMBERS = Q(
    code__isnull=False,
    forum__audience__kind=AudienceKind.SPACE,
    forum__audience__is_standing=False,
    forum__space__archived_at=None,
    forum__space__ended_at=None,
)


def among_members() -> Q:
    """Return the condition on days of a forum that members alone read, whose code lets the hall in."""
    return OF_MEMBERS & Q(closed_at=None, forum__held_on__gte=timezone.localdate() - AFTERWARDS)


def lets_hall_in(day: ForumDay) -> bool:
    """Return what `among_members` says of a day whose forum, audience and space are loaded."""
    forum, space = day.forum, day.forum.space
    is_open = bool(day.code) and day.closed_at is None and not (space.is_archived or space.is_ended)
    return is_open and is_near(day) and forum.audience.kind == AudienceKind.SPACE and not forum.audience.is_standing


def is_near(day: ForumDay) -> bool:
    """Return whether the date of the day is known, and less than a week ago."""
    return day.forum.held_on is not None and day.forum.held_on >= timezone.localdate() - AFTERWARDS


def remember_hall(session: Any, day: ForumDay) -> None:
    """Store the code of the day on this device. It opens the page of a day among members; dots need it on any day."""
    name = KEY if lets_hall_in(day) else BY_CODE
    others = {key: code for key, code in session.get(name, {}).items() if key != str(day.forum_id)}
    last = dict([*others.items()][-MOST_KEPT + 1 :])
    session[name] = last | {str(day.forum_id): day.code}


def is_in_hall(request: Any, day: ForumDay) -> bool:
    """Return whether the reader is in the hall of the day: a member, or a device that came by its present code.

    Nobody is by a device whose person was put out.
    """
    person = request.person
    if was_put_out_here(request, day.forum.space.slug):
        return False
    if person is not None and person.is_member:
        return True
    held = request.session.get(BY_CODE, {}).get(str(day.forum_id), "")
    return bool(day.code) and day.code in (held, code_held(request.session, day.forum_id))


def refuse_put_out_device(request: Any, day: ForumDay) -> None:
    """Raise a Refusal at the door if the person whom this device knows was put out of the space."""
    if was_put_out_here(request, day.forum.space.slug):
        raise PutOut.now()


def code_held(session: Any, forum: int) -> str:
    """Return the code of this forum that the device came by, "" for none."""
    found: str = session.get(KEY, {}).get(str(forum), "")
    return found


def pass_to_day(request: Any, slug: str, number: int, **_of_the_address: Any) -> Pass | None:
    """Return the pass of a device that holds the code of this day, while it opens it.

    Raise DayClosed once a host closed the day, on the device of who gave a name there.
    """
    code = code_held(request.session, number)
    if not code or was_put_out_here(request, slug):
        return None
    rows = ForumDay.objects.filter(OF_MEMBERS, forum=number, forum__space__slug=slug, code=code)
    day = rows.filter(among_members()).select_related("forum__space").first()
    if day is None and rows.filter(closed_at__isnull=False).exists() and person_here(request, slug) is not None:
        raise DayClosed.now()
    if day is None:
        return None
    return Pass(day.forum.space, day.forum.audience_id, page=day.forum.get_absolute_url())


open_to_hall = open_to_pass(pass_to_day)
