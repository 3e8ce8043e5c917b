"""What a link opens that was made for nobody in particular: a call, a group or a meeting, and nothing else."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from palabre.people.access.links import MOST_HELD, LinkClosed
from palabre.people.models import Link, Person

SESSION_KEY = "given"  # pairs: a link's number, and who said her name under it
PAGES = {
    "groups.rolecall": "given:call",
    "groups.roleoffer": "given:role_offer",
    "groups.group": "given:group",
    "meetings.meeting": "given_meeting:meeting",
    "meetings.datepoll": "given_meeting:poll",
}


def shared_link_path(link: Link) -> str:
    """Return the page, outside the space, that shows the thing of this link to whoever holds it."""
    return reverse(PAGES[link.thing_kind], args=[link.pk])


def thing_of(link: Link, model: Any) -> Any:
    """Return the thing that the link opens, with its space at hand. Raises LinkClosed when it opens no such thing."""
    rows = model.objects.filter(pk=link.thing_id, space=link.space)
    found = rows.first() if link.thing_kind == model._meta.label_lower else None
    if found is None:
        raise LinkClosed(_("What this link opened is no longer here."), instead=_("Ask the person who gave it to you."))
    found.space = link.space
    return found


def guest_here(request: Any) -> Person | None:
    """Return who acts under this link on this device: the person whose link it is, or the guest whom it made."""
    if request.link.person is not None:
        return request.link.person  # type: ignore[no-any-return]
    number = dict(request.session.get(SESSION_KEY, [])).get(request.link.pk)
    if not number:
        return None
    return Person.objects.filter(pk=number, space=request.link.space, erased_at=None).first()


def remember_guest(request: Any, guest: Person) -> None:
    """Keep in the visitor's signed cookie who she is under this link, and nowhere else."""
    others = [pair for pair in request.session.get(SESSION_KEY, []) if pair[0] != request.link.pk]
    request.session[SESSION_KEY] = [*others, [request.link.pk, guest.pk]][-MOST_HELD:]
