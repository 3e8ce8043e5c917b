"""The day of a forum, its wall, and the sheets that stand on it."""

from palabre.forums.models.forum_day import ForumDay, Host, WallPlace, WallSlot
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

__all__ = [
    "FormerReport",
    "ForumDay",
    "Host",
    "Report",
    "ReportKind",
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
