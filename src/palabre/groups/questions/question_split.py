"""A question becomes several. It is answered for by those; its own words stay on its page."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.groups.questions.question_access import asked_now, own_question, worded
from palabre.journal.models import record
from palabre.people.models import Person
from palabre.pure.french import on_one_line
from palabre.questions.models import Lineage, LineageKind, Question
from palabre.questions.question_lineage import tie
from palabre.refusal import Refusal
from palabre.spaces.models import Space

SPLIT, CONTINUED = "question.split", "question.continued"
MOST = 12


def split(question: Question, texts: Iterable[str], *, by: Person, at: datetime.datetime) -> list[Question]:
    """Have the question become these. The same ones again: the same questions. Raises a Refusal."""
    with transaction.atomic():
        Space.hold(question.space_id)
        parts = list(dict.fromkeys(text for one in texts if (text := on_one_line(one))))
        known = became(question, LineageKind.SPLIT)
        if known and [one.text for one in known] == parts:
            return known
        if not 2 <= len(parts) <= MOST:
            raise Refusal(
                _("Two questions at least come out of one, and twelve at the most."),
                instead=_("Write each one on a line of its own."),
            )
        return grow(question, LineageKind.SPLIT, parts, by=by, at=at)


def carry_on(question: Question, text: str, *, by: Person, at: datetime.datetime) -> Question:
    """Have the question go on in another one, once it led there. The same one again: the same question."""
    with transaction.atomic():
        Space.hold(question.space_id)
        known = became(question, LineageKind.CONTINUE)
        if known and [one.text for one in known] == [" ".join(text.split())]:
            return known[0]
        [made] = grow(question, LineageKind.CONTINUE, [text], by=by, at=at)
        return made


def became(question: Question, kind: LineageKind) -> list[Question]:
    """Return the questions that this one became in this way."""
    rows = Lineage.objects.standing().filter(kind=kind, source=question).select_related("target").order_by("pk")
    return [edge.target for edge in rows]


def grow(
    question: Question, kind: LineageKind, texts: list[str], *, by: Person, at: datetime.datetime
) -> list[Question]:
    """Ask the questions that come from this one, read by whoever reads it."""
    now, on = own_question(question, by), timezone.localdate(at)
    said = [worded(now.space, text) for text in texts]
    if now.text in said:
        raise Refusal(_("It says this already."), instead=_("Write what comes out of it, in other words."))
    readers = now.audience.of_what_is_born()
    made = [asked_now(now.space, text, audience=readers, like=now, by=by, on=on) for text in said]
    edges = [tie(kind, now, one, by=by, at=at) for one in made]
    verb = SPLIT if kind == LineageKind.SPLIT else CONTINUED
    record(verb, now, by=by, lineage=edges[0].pk, born=[one.pk for one in made])
    return made
