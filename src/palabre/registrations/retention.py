"""Forget who registered, when it has served: a promise of the page, kept by the clock."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from palabre.registrations.models import Registration, Roll
from palabre.registrations.registration_letters import forget_letters
from palabre.registrations.registration_links import forget_links

EVERY = datetime.timedelta(hours=6)


def delete_due_registrations(at: datetime.datetime) -> None:
    """Delete those whose day has come, with the links that opened them and the letters to their addresses."""
    due = Registration.objects.filter(forget_on__lte=timezone.localdate(at))
    for roll in Roll.objects.filter(pk__in=due.values("roll")).order_by("pk"):
        with transaction.atomic():
            rows = due.filter(roll=roll)
            forget_letters(rows.select_related("roll__space"))
            forget_links(rows.values_list("pk", flat=True))
            rows.delete()
