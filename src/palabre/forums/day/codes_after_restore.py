"""Codes of days after a backup was restored: one that was changed since, or a newsroom closed since, opens nothing."""

from __future__ import annotations

import datetime
from collections.abc import Collection

from palabre.forums.models import ForumDay, ServedCode
from palabre.spaces.models import Space
from palabre.upkeep.backups.carried_fields import FieldCarrier

type Served = list[tuple[str, int | None, datetime.datetime | None, datetime.datetime]]

CODES = FieldCarrier(ForumDay, "made_at", ("code", "newsroom_code"), empties=True)


def served_codes(_leaving_out: Collection[int] = ()) -> Served:
    """Return the letters that served, with their space, when that was made, and since when they serve."""
    return list(ServedCode.objects.order_by("pk").values_list("code", "holder", "holder__made_at", "since"))


def keep_served(served: Served, _at: datetime.datetime) -> None:
    """Keep them, where the copy does not know them: of their space if it has it, else of none."""
    spaces = dict(Space.objects.values_list("pk", "made_at"))
    of = {code: space if space and spaces.get(space) == made else None for code, space, made, _since in served}
    rows = [ServedCode(code=code, holder_id=of[code], since=since) for code, _space, _made, since in served]
    ServedCode.objects.bulk_create(rows, ignore_conflicts=True)


def renew_all_codes(_at: datetime.datetime) -> None:
    """Give each day another code, and close each newsroom: nobody can tell which code leaked."""
    for day in ForumDay.objects.order_by("pk"):
        if day.code:
            day.be_joined_by(ServedCode.draw())
        if day.newsroom_code:
            day.have_newsroom(None)
