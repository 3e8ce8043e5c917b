"""The day of a forum, its wall, and the sheets that stand on it."""

from palabre.forums.models.dot_vote import Ballot, DotVote
from palabre.forums.models.forum_day import ForumDay, Host, WallPlace, WallSlot
from palabre.forums.models.served_code import ServedCode
from palabre.forums.models.sheet import (
    FormerReport,
    Report,
    ReportKind,
    Session,
    SessionQuerySet,
    Sheet,
    SheetPledge,
    WithdrawnSheet,
)
from palabre.forums.models.sheet_photo import SheetPhoto
from palabre.forums.models.wall_photo import WallPhoto
from palabre.forums.models.way_home import BroughtRow, CarriedRow, Homecoming

__all__ = [
    "Ballot",
    "BroughtRow",
    "CarriedRow",
    "DotVote",
    "FormerReport",
    "ForumDay",
    "Homecoming",
    "Host",
    "Report",
    "ReportKind",
    "ServedCode",
    "Session",
    "SessionQuerySet",
    "Sheet",
    "SheetPhoto",
    "SheetPledge",
    "WallPhoto",
    "WallPlace",
    "WallSlot",
    "WithdrawnSheet",
]
