"""Fields of the day of a forum that hold people's names, and rows that exist with a person, for erasure."""

from __future__ import annotations

from palabre.forums.models import (
    BroughtRow,
    FormerReport,
    ForumDay,
    Host,
    Report,
    Sheet,
    SheetPledge,
    WallPlace,
    WithdrawnSheet,
)
from palabre.people.hooks import register_former_readers, register_given, register_texts, register_tie
from palabre.questions.models import Question

OF_A_DAY = "day__forum__space"
OF_A_SHEET = "sheet__day__forum__space"


def register_forum_day_names() -> None:
    register_texts(ForumDay, "venue", space="forum__space")
    register_texts(WallPlace, "name", "access", space=OF_A_DAY, said_by="")
    register_texts(Sheet, "together", space=OF_A_DAY, said_by="asked_by")
    register_texts(Report, "text", space=OF_A_SHEET)
    register_texts(FormerReport, "text", space=OF_A_SHEET)
    register_texts(WithdrawnSheet, "together", space=OF_A_DAY, of="pk", said_by="asked_by")
    register_texts(SheetPledge, "words", space=OF_A_SHEET)
    register_texts(BroughtRow, "before", space="homecoming__space", of="homecoming__day__forum")
    register_former_readers(Question, "withdrawn_sheet__audience")
    register_tie(Host, "person")
    register_tie(SheetPledge, "person")
    register_given(SheetPledge)
