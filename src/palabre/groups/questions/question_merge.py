"""Merge several questions into an existing one, or into a new wording of them all."""

from __future__ import annotations

import datetime
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.groups.questions.lent_questions import MERGED
from palabre.groups.questions.question_access import asked_now, living_now, looks_after, own_question, worded
from palabre.journal.models import record
from palabre.people.models import Audience, Person
from palabre.questions.models import Lineage, LineageKind, Question
from palabre.questions.question_lineage import tie
from palabre.refusal import Refusal
from palabre.spaces.models import Space


def merge_questions(
    questions: Collection[Question],
    *,
    into: Question | None = None,
    text: str = "",
    by: Person,
    at: datetime.datetime,
) -> Question:
    """Merge these questions into `into`, or into a new one with this `text`. Idempotent.

    `by` must look after each question that becomes another. The carriers of these look after `into` too only if `by`
    did. Raise a Refusal.
    """
    with transaction.atomic():
        sources = list(dict.fromkeys(one for one in questions if one != into))
        known = already(sources, into=into, text=text)
        if known is not None:
            return known
        if not sources or (into is None and len(sources) < 2):
            raise Refusal(_("A single question has nothing to join."), instead=_("Choose another one with it."))
        now = [own_question(one, by) for one in sources]
        target = living_now(into) if into is not None else born_of_all(now, text, by=by, at=at)
        refuse_what_some_could_not_read(now, target)
        said = {"born": [] if into is not None else [target.pk], "is_lent": not looks_after(by, target)}
        for edge in [tie(LineageKind.MERGE, one, target, by=by, at=at) for one in now]:
            record(MERGED, edge.source, by=by, lineage=edge.pk, **said)
        return target


def already(sources: list[Question], *, into: Question | None, text: str) -> Question | None:
    """Return the question that all of these became already, if it is `into`, or has this text."""
    if not sources:
        return None
    Space.hold(sources[0].space_id)
    rows = Lineage.objects.standing().filter(kind=LineageKind.MERGE, source__in=sources).select_related("target")
    targets = {edge.source_id: edge.target for edge in rows}
    if len(targets) < len(sources) or len(set(targets.values())) > 1:
        return None
    [target] = set(targets.values())
    is_it = target == into if into is not None else target.text == " ".join(text.split())
    return target if is_it else None


def born_of_all(sources: list[Question], text: str, *, by: Person, at: datetime.datetime) -> Question:
    """Create the merged question, with an audience that covers those of all sources."""
    text = worded(sources[0].space, text)
    audience = widest([one.audience for one in sources]).of_what_is_born()
    on = timezone.localdate(at)
    return asked_now(sources[0].space, text, audience=audience, like=sources[0], by=by, on=on)


def widest(audiences: list[Audience]) -> Audience:
    for audience in audiences:
        if all(audience.covers(other) for other in audiences):
            return audience
    raise Refusal(
        _("These questions are not read by the same people."),
        instead=_("Have one join the other, from the page that fewer people read."),
    )


def refuse_what_some_could_not_read(sources: list[Question], target: Question) -> None:
    if not all(target.audience.covers(one.audience) for one in sources):
        raise Refusal(
            _("Some who read this question could not read the other one."),
            instead=_("Open the other one to them first, or bring them together the other way round."),
        )
