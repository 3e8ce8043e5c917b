"""Shared links, made for nobody in particular: each opens one call, role offer, group, meeting or poll."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.accounts.device_sessions import end_session
from palabre.people.access.links import LinkClosed, forget_links_for, withdrawn
from palabre.people.agreements.exclusion import doubles_of
from palabre.people.devices.acting_person import act_as
from palabre.people.devices.guests_of_links import forget_guest, guest_remembered
from palabre.people.devices.person_middleware import forget_space_cookie, person_here
from palabre.people.models import Link, Person

PAGES = {
    "groups.rolecall": "given:call",
    "groups.roleoffer": "given:role_offer",
    "groups.group": "given_group:group",
    "meetings.meeting": "given_meeting:meeting",
    "meetings.datepoll": "given_meeting:poll",
}


def shared_link_path(link: Link) -> str:
    """Return the path of the page, outside the space, that shows the thing of this link."""
    return reverse(PAGES[link.thing_kind], args=[link.pk])


def thing_of(link: Link, model: Any) -> Any:
    """Return the thing opened by the link, its space loaded. Raise LinkClosed if it is gone or of another model."""
    rows = model.objects.filter(pk=link.thing_id, space=link.space)
    found = rows.first() if link.thing_kind == model._meta.label_lower else None
    if found is None:
        raise LinkClosed(_("What this link opened is no longer here."), instead=_("Ask the person who gave it to you."))
    found.space = link.space
    return found


def guest_here(request: Any) -> Person | None:
    """Return the guest who gave a name under this link on this device, if any, and begin their visit: see `act_as`.

    Once they joined, or have an account, only on a device that knows them: a name given under a link is no proof of a
    member.

    Raises LinkClosed if that guest was put out of the space, and for the link of one person: pages opened here are for
    any holder, and that person is asked elsewhere.
    """
    if request.link.person is not None:
        raise LinkClosed(
            _("This link was made for one person: it does not open this page."),
            instead=_("Open it again from your message: it leads to the right page."),
        )
    guest = guest_remembered(request, request.link)
    if guest is not None and guest.put_out_at is not None:
        raise withdrawn()
    if guest is not None and not has_typed_name_only(guest):
        known = person_here(request, request.link.space.slug)
        guest = known if known is not None and known.pk == guest.pk else None
    if guest is not None:
        act_as(guest, request.link.space)
    return guest


def has_typed_name_only(guest: Person) -> bool:
    return guest.is_passer_by and guest.account_id is None


def leave_to_somebody_else(request: Any, guest: Person) -> None:
    """Have this device forget the guest of this link, and whatever lets it in as them; copies of its cookie too.

    A member whom it knows stays known: they are not here by this link.
    """
    forget_guest(request, request.link)
    if not has_typed_name_only(guest):
        return
    forget_links_for(request, [guest, *doubles_of(guest)])
    slug = request.link.space.slug
    known = person_here(request, slug)
    if known is not None and known.pk == guest.pk:
        forget_space_cookie(request, slug)
    else:
        end_session(request.session, at=timezone.now())


def somebody_else_known(request: Any, guest: Person) -> Person | None:
    """Return the person of this space whom this device knows, if it is not the guest."""
    known = person_here(request, request.link.space.slug)
    return known if known is not None and known.pk != guest.pk else None


def has_room_for(request: Any, guest: Person) -> bool:
    """Return whether this device may know the guest from now on, once they join.

    It would lose a member whom it knows. The place of who only typed a name is taken, and the page says so before.
    """
    guest.space = request.link.space
    other = somebody_else_known(request, guest)
    return other is None or has_typed_name_only(other)
