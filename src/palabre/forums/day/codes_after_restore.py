"""Codes of days after a backup was restored: one that was changed since, or a newsroom closed since, opens nothing."""

from __future__ import annotations

import datetime

from palabre.forums.models import ForumDay
from palabre.live.join_codes import fresh_code
from palabre.upkeep.backups.carried_fields import FieldCarrier

CODES = FieldCarrier(ForumDay, "made_at", ("code", "newsroom_code"), empties=True)


def renew_all_codes(_at: datetime.datetime) -> None:
    """Give each day another code, and close each newsroom: nobody can tell which code leaked."""
    for day in ForumDay.objects.order_by("pk"):
        if day.code:
            day.be_joined_by(fresh_code(ForumDay.objects.all()))
        if day.newsroom_code:
            day.have_newsroom(None)
