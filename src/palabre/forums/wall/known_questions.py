"""The questions of a forum that minutes tell of, as sheets of its day once somebody writes it down."""

from __future__ import annotations

import datetime
from itertools import islice

from palabre.forums.models import ForumDay, Sheet
from palabre.forums.wall.sheets import LAST, MOST, PRINTED
from palabre.people.models import Person
from palabre.questions.living_questions import Kinship
from palabre.questions.models import Question


def write_known_questions(day: ForumDay, *, by: Person, at: datetime.datetime) -> None:
    """Give a sheet to each question of the forum that `by` reads, above the numbers of the paper, as minutes tell them.

    One that stems from another of them has none: it was not put that day. The caller holds the space, and the day has
    no sheet yet. Nobody is said to have asked them: a name in a text gives no right.
    """
    rows = {one.pk: one for one in Question.objects.filter(forum=day.forum).visible_to(by).order_by("pk")}
    kinship = Kinship.of(day.forum.space_id)
    asked = (one for number, one in rows.items() if rows.keys().isdisjoint(kinship.former(number)[1:]))
    numbered = enumerate(islice(asked, min(MOST, LAST - PRINTED)), start=PRINTED + 1)
    Sheet.objects.bulk_create(
        Sheet(day=day, question=question, number=number, typed_by=by, at=at) for number, question in numbered
    )
