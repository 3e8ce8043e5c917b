"""Delivery failures of invitation letters, shown to their sender."""

from __future__ import annotations

import datetime

from django.db.models import Q

from palabre.people.models import Person
from palabre.post.letter_states import state_of
from palabre.post.models import Letter


def troubles_of(caller: Person, number: int, *, at: datetime.datetime) -> list[tuple[Letter, str]]:
    """Return the letters of `caller` about this meeting that were refused or cannot be sent, with the reason."""
    wrong = ~Q(refused="") | ~Q(trouble="")
    rows = Letter.objects.filter(wrong, by=caller, sent_at=None, about__startswith=f"meeting:{number}:")
    return [(letter, state_of(letter, at=at)) for letter in rows.select_related("to", "space").order_by("pk")]
