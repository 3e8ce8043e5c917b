"""Letters to registered people, deletion of registrations, and their links: tasks and hooks to register."""

from __future__ import annotations

from palabre.journal.hooks import register_clock
from palabre.people.hooks import register_opening
from palabre.post.hooks import LetterKind, always, register_letter_kind
from palabre.registrations import registration_letters, retention
from palabre.registrations.registration_links import REGISTRATION, address


def register_registration_notices() -> None:
    register_opening(REGISTRATION, address)
    letters = LetterKind(
        is_wanted=always, is_automatic=True, renew=registration_letters.compose, settled=registration_letters.settle
    )
    register_letter_kind(registration_letters.KIND, letters)
    register_clock("registrations", retention.EVERY, retention.delete_due_registrations, lasting=True)
