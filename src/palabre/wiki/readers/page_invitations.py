"""Invitations to write in one page, without account or membership: by a link that opens this page alone."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.journal.models import kind_of, record
from palabre.notes.models import Note
from palabre.people.access.links import link_to
from palabre.people.invited_person import invited
from palabre.people.models import Link, Person
from palabre.people.permissions import can_give
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.wiki.models import Page

KIND = Page._meta.label_lower
MOST = 30  # links to one page made in one hour
HOUR = datetime.timedelta(hours=1)


class TooManyInvited(Refusal):
    status = 429


def invite(page: Page, name: str, *, by: Person, at: datetime.datetime) -> Link:
    """Return the link by which the person of this name writes in the page. Idempotent.

    The link is the right: it gives no seat, opens nothing else, and ends when it is revoked. Raise a Refusal when too
    many links were made.
    """
    with transaction.atomic():
        Space.hold(page.space_id)
        person = invited(page.space, name)
        made = Link.objects.filter(space=page.space_id, thing_kind=KIND, thing_id=page.pk)
        known = made.filter(person=person).count()
        if made.filter(made_at__gt=at - HOUR, made_at__lte=at).count() >= MOST:
            raise TooManyInvited(
                _("Many people have been invited to this page in an hour."), instead=_("Go on in a little while.")
            )
        link = link_to(page, person=person, by=by, at=at)
        if made.filter(person=person).count() > known:
            record("page.invited", page, by=by)
    return link


def leads_into(link: Link, note: Note) -> bool | None:
    """Return True when the link is to the page of this note and is personal: its person may write there; else None."""
    leads = Page.objects.filter(pk=link.thing_id, note=note.pk, removed_at=None).exists()
    return True if leads and link.person_id is not None else None


def invitations(page: Page, *, by: Person, at: datetime.datetime) -> list[Link]:
    """Return the open links to this page that `by` made or may revoke, newest first."""
    rows = Link.objects.filter(space=page.space_id, thing_kind=kind_of(page), thing_id=page.pk, person__isnull=False)
    rows = rows.filter(revoked_at=None, expires_at__gt=at).select_related("person", "made_by").order_by("-pk")
    return [link for link in rows if can_give(by, link)]
