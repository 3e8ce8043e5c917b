"""A new space and its first person: a name for each, nothing more."""

from __future__ import annotations

import datetime
import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.accounts.models import Account
from palabre.people.guests import FORM_IS_GOOD_FOR
from palabre.people.models import Person
from palabre.people.typed_names import typed_name
from palabre.refusal import Refusal
from palabre.spaces.models import Space

SPACE_NAME_LENGTH = 200


def create_space(
    space_name: str,
    *,
    by_name: str,
    at: datetime.datetime,
    account: Account | None = None,
    form_token: str | None = None,
    is_demonstration: bool = False,
) -> Person:
    """Make a space in preparation, and its first person, a member. Return this person.

    The same `form_token` again, within the hour, returns the first person of the space that it made. Raises a Refusal
    when a name is missing or longer than its bound, when that form is older, or when its sender's name was removed.
    """
    missing = Refusal(_("The space needs a name, and so do you."), instead=_("Write both names, then send again."))
    space_name = typed_name(space_name, missing=missing, most=SPACE_NAME_LENGTH)
    by_name = typed_name(by_name, missing=missing)
    with transaction.atomic():
        said = {"name": space_name, "slug": Space.free_slug(space_name), "is_demonstration": is_demonstration}
        space, is_new = Space.objects.get_or_create(form_token=form_token or secrets.token_urlsafe(12), defaults=said)
        if not is_new:
            return founder_of(space, at=at)
        return Person.objects.create(
            space=space,
            name=by_name,
            came_at=at,
            joined_at=at,
            steward_since=at,
            account=account,
            is_self_named=True,
        )


def founder_of(space: Space, *, at: datetime.datetime) -> Person:
    """Return who made this space a moment ago: a form that somebody else kept gives nobody the founder's place.

    The demonstration is made by no form: its first person is returned at any time.
    """
    first = space.persons.order_by("pk").first()
    if first is None or first.erased_at is not None:
        raise Refusal(
            _("This form has already made a space, and the person who made it has removed their name."),
            instead=_("Open the page anew to make another space."),
        )
    if not space.is_demonstration and first.named_at <= at - FORM_IS_GOOD_FOR:
        raise Refusal(
            _("This form has already made a space, more than an hour ago."),
            instead=_("Open the page anew to make another space."),
        )
    return first
