"""Mail to registered people, deletion of registrations, and their links: tasks and hooks to register."""

from __future__ import annotations

from palabre.journal.future_instants import register_instant
from palabre.journal.hooks import register_clock, register_round
from palabre.people.hooks import register_opening
from palabre.post.retry_delays import LONGEST_DELAY
from palabre.registrations import registration_letters, retention
from palabre.registrations.models import Registration
from palabre.registrations.registration_links import REGISTRATION, address


def register_registration_notices() -> None:
    register_opening(REGISTRATION, address)
    register_round("registrations", registration_letters.post_one)
    register_clock("registrations", retention.EVERY, retention.delete_due_registrations, lasting=True)
    register_instant(Registration.objects.all, "due_at", farthest=registration_letters.GRACE)
    register_instant(Registration.objects.all, "leased_until", farthest=LONGEST_DELAY)
