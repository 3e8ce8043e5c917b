"""Joining a space by its join link: one for everybody, which members see, copy, renew and close."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from palabre.people import permissions
from palabre.people.access import links
from palabre.people.hooks import record_fact
from palabre.people.models import Link, Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space

KIND = Space._meta.label_lower


def door_of(link: Link) -> str:
    """Return the path of a link to a space: the space for a person's own link, the form to join for the shared one."""
    return link.space.get_absolute_url() if link.person_id else reverse("links:joining", args=[link.pk])


def is_join_link(link: Link) -> bool:
    return link.thing_kind == KIND and link.person_id is None


def open_ones(space: Space, *, at: datetime.datetime) -> list[Link]:
    """Return the join links open now, usually one, the latest first."""
    found = Link.objects.filter(space=space, thing_kind=KIND, thing_id=space.pk, person=None)
    return list(found.filter(revoked_at=None, expires_at__gt=at).order_by("-pk"))


def make_link(space: Space, *, by: Person, at: datetime.datetime) -> Link:
    """Return the join link, made if there is none. Raises a Refusal when `by` is not a member."""
    refuse_strangers(space, by)
    with transaction.atomic():
        Space.hold(space.pk)
        return links.link_to(space, person=None, by=by, at=at, space=space)


def renew(space: Space, *, by: Person, at: datetime.datetime) -> Link:
    """Replace the join link: the former one opens nothing. Those who joined by it stay."""
    refuse_strangers(space, by)
    with transaction.atomic():
        Space.hold(space.pk)
        if revoked(space, at):
            record_fact("entrance.renewed", space, by=by)
        return links.link_to(space, person=None, by=by, at=at, space=space)


def replace_known(space: Space, *, by: Person | None, at: datetime.datetime) -> None:
    """Renew the link, where there is one: somebody who knows it was put out. The caller holds the space."""
    if revoked(space, at):
        record_fact("entrance.renewed", space, by=by)
        links.link_to(space, person=None, by=by, at=at, space=space)


def close_join_link(space: Space, *, by: Person, at: datetime.datetime) -> None:
    """Close the join link. Idempotent."""
    refuse_strangers(space, by)
    with transaction.atomic():
        Space.hold(space.pk)
        if revoked(space, at):
            record_fact("entrance.closed", space, by=by)


def join(link: Link, person: Person, *, at: datetime.datetime) -> None:
    """Make `person`, who asks for it themselves, a member of the space of this link. Idempotent.

    Raises a Refusal when the link was closed in the meantime, or is no join link.
    """
    with transaction.atomic():
        Space.hold(link.space_id)
        now = links.still_open(Link.objects.select_related("space").get(pk=link.pk))
        her = Person.objects.get(pk=person.pk)
        if not is_join_link(now) or her.space_id != now.space_id:
            raise Refusal(_("This link does not open this space."))
        if not her.is_member:
            her.join(at)
            record_fact("space.joined", now.space, by=her)


def refuse_strangers(space: Space, by: Person) -> None:
    if not permissions.can_invite(by, space):
        raise Refusal(_("Only members of this space decide who can join it."))


def revoked(space: Space, at: datetime.datetime) -> bool:
    """Close the open join links; return whether there was one."""
    found = open_ones(space, at=at)
    for link in found:
        link.revoke(at)
    return bool(found)
