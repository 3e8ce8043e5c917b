"""Make a space public: from now on everybody may come in and read what is for everybody.

What is for its members stays for them: each text is published by an act of its own, never by surprise.
"""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.people import permissions
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space


def publish(space: Space, *, by: Person, at: datetime.datetime) -> None:
    """Open the doors of a space that its members already share. Publishing twice changes nothing.

    Raises a Refusal when `by` has not joined it, or while it is in preparation.
    """
    if not permissions.can_publish(by, space):
        raise Refusal(_("Only those who joined this space decide that it is public."))
    with transaction.atomic():
        now = Space.objects.select_for_update().get(pk=space.pk)
        if now.is_in_preparation:
            raise Refusal(
                _("This space is still in preparation."), instead=_("Open it to its members first, then to everybody.")
            )
        if not now.is_public:
            now.publish(at)
    space.public_at = now.public_at
