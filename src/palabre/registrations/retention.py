"""Forget who registered, when it has served: a promise of the page, kept by the clock."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from palabre.registrations.models import Registration
from palabre.registrations.registration_links import forget_links

EVERY = datetime.timedelta(hours=6)


def delete_due_registrations(at: datetime.datetime) -> None:
    """Delete those whose day has come, with the links that opened their registrations."""
    with transaction.atomic():
        rows = Registration.objects.filter(forget_on__lte=timezone.localdate(at))
        forget_links(rows)
        rows.delete()
