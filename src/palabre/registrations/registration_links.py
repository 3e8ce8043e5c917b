"""The link that opens a registration, valid as long as the registration is kept."""

from __future__ import annotations

import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from palabre.people.access import links
from palabre.people.models import Link
from palabre.registrations.models import Registration

REGISTRATION = "registrations.registration"


def address(link: Link) -> str:
    """Return the path of the page, outside the space, that this link opens."""
    return reverse("given_registration:registration", args=[link.pk])


def link_to_registration(registration: Registration, *, at: datetime.datetime) -> Link:
    """Return the personal link to the registration, valid until its deletion. `roll.space` is loaded."""
    link = links.link_to(registration, person=None, by=None, at=at)
    until = timezone.make_aware(datetime.datetime.combine(registration.forget_on, datetime.time.max))
    if link.expires_at < until:
        Link.objects.filter(pk=link.pk).update(expires_at=until)
        link.expires_at = until
    return link


def forget_links(rows: Any) -> None:
    """Delete the links to these registrations."""
    Link.objects.filter(thing_kind=REGISTRATION, thing_id__in=list(rows.values_list("pk", flat=True))).delete()
