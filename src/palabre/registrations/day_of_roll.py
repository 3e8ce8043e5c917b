"""Lookup of the day of a roll, which its owner knows."""

from __future__ import annotations

from django.apps import apps

from palabre.registrations.models import Day, Roll, RollOwner


def day_of(roll: Roll) -> Day:
    """Return the current day, read again from the database: `roll` may be stale."""
    owners = apps.get_model(roll.owner_kind)._default_manager
    owner: RollOwner = owners.select_related("space", "audience", "roll").get(roll=roll)
    return owner.registration_day()
