"""Letters set aside: an act took them off the outbox, and its undo brings back those that a person edited.

Meanwhile nothing shows, sends or renews them: their `about` says that they are aside.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db.models import QuerySet

from palabre.post.models import Letter
from palabre.post.outbox import rewrite

ASIDE = "aside:"  # prefix of `Letter.about`
WAITS_AGAIN = {"approved_at": None, "due_at": None, "leased_until": None, "attempts": 0, "trouble": ""}


def set_aside(letters: QuerySet[Letter]) -> None:
    """Take these letters, none of which left, off the outbox: delete those that nobody edited, and keep the others.

    The caller holds the space.
    """
    for letter in letters.filter(changed_at__isnull=False):
        # Another message id: a worker that is sending it finds it gone, as if it were deleted.
        rewrite(letter, about=f"{ASIDE}{letter.about}", message_id=uuid.uuid4().hex, **WAITS_AGAIN)
    letters.filter(changed_at=None).delete()


def aside(space: int, about: str) -> QuerySet[Letter]:
    """Return the letters set aside in this space (id) whose `about` began with these characters, oldest first."""
    return Letter.objects.filter(space=space, about__startswith=f"{ASIDE}{about}").order_by("pk")


def bring_back(letters: Iterable[Letter]) -> list[Letter]:
    """Have these letters wait again, and return them. One stays aside while another letter about the same waits."""
    back = []
    for letter in letters:
        about = letter.about.removeprefix(ASIDE)
        if not Letter.objects.filter(to=letter.to_id, about=about, sent_at=None).exists():
            rewrite(letter, about=about)
            back.append(letter)
    return back
