"""A question is taken back from the wall, and put back: nobody reads it meanwhile, and it is deleted after a month."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.forums.day.host_rights import day_for_update, hosted, hosts, refuse_when_closed, sheet_on_wall
from palabre.forums.models import ForumDay, Session, Sheet, WithdrawnSheet
from palabre.forums.wall.sheets import MOST, next_number, refuse_when_asked_many, refuse_when_many_pass_by
from palabre.journal.references import is_referenced
from palabre.people.models import Audience, AudienceKind, Person
from palabre.questions.models import Question, Wording
from palabre.questions.question_lineage import A_MONTH
from palabre.refusal import Refusal
from palabre.search.audience_change import change_document_readers
from palabre.spaces.models import Space
from palabre.spaces.row_lock import removed

EVERY = datetime.timedelta(days=1)
OF_A_SHEET = ("day", "question", "number", "asked_by", "together", "typed_by", "at", "form_token")


def withdraw_sheet(sheet: Sheet, *, by: Person, at: datetime.datetime) -> WithdrawnSheet:
    """Take a question back; it can be put back within a month. Raise a Refusal once somebody else leans on it."""
    with transaction.atomic():
        now = sheet_on_wall(sheet, by=by)
        if is_referenced(now, ignoring=(Session,)) or is_referenced(now.question, ignoring=(Wording, Sheet)):
            raise Refusal(
                _("Somebody has already come to question %(number)s.") % {"number": now.number},
                instead=_("It stays on the wall. Its words can be changed."),
            )
        nobody = Audience.objects.create(space=now.day.forum.space, kind=AudienceKind.SEATS)
        facts = {name: getattr(now, name) for name in OF_A_SHEET} | {"audience": now.question.audience}
        now.delete()
        be_read_by(now.question, nobody)
        Space.touch(now.day.forum.space_id)
        return WithdrawnSheet.objects.create(**facts, by=by, withdrawn_at=at)


def put_back(withdrawn: WithdrawnSheet, *, by: Person) -> Sheet:
    """Put a question back on the wall, without a place: who took it back, or a host. Idempotent.

    It keeps its number, or takes the next one if another question has it by now. Who does not host keeps to the bounds
    of what one asks.
    """
    with transaction.atomic():
        day = day_for_update(withdrawn.day)
        refuse_when_closed(day)
        rows = WithdrawnSheet.objects.select_related("question__audience", "audience")
        now = rows.filter(pk=withdrawn.pk).first()
        if now is None:
            return put_back_already(day, withdrawn)
        if now.by_id != by.pk or by.vouched_by:
            hosted(day, by=by)
        elif not hosts(by, day):
            refuse_when_many_pass_by(day, by)
            refuse_when_asked_many(day, by)
        if day.sheets.count() >= MOST:
            raise Refusal(_("This wall is full."), instead=_("Say your question aloud: somebody may share a sheet."))
        facts = {name: getattr(now, name) for name in OF_A_SHEET} | {"day": day}
        is_taken = day.sheets.filter(number=now.number).exists()
        if day.sheets.filter(form_token=now.form_token).exists():
            facts["form_token"] = None  # its form was sent again meanwhile
        nobody = now.question.audience
        now.delete()
        be_read_by(now.question, now.audience)
        nobody.delete()
        Space.touch(day.forum.space_id)
        return Sheet.objects.create(**facts | {"number": next_number(day) if is_taken else now.number})


def put_back_already(day: ForumDay, withdrawn: WithdrawnSheet) -> Sheet:
    found = day.sheets.filter(question=withdrawn.question_id).first()
    if found is None:
        raise removed()
    return found


def be_read_by(question: Question, audience: Audience) -> None:
    """Give the question these readers, and the search its document."""
    question.audience = audience
    question.save(update_fields=["audience"])
    change_document_readers(Question.objects.filter(pk=question.pk), audience)


def delete_withdrawn(at: datetime.datetime) -> None:
    """Delete what was taken back more than a month ago. Run by the clock."""
    rows = WithdrawnSheet.objects.filter(withdrawn_at__lt=at - A_MONTH)
    for number, space in list(rows.values_list("pk", "question__space")):
        with transaction.atomic():
            Space.hold(space)
            one = rows.filter(pk=number).select_related("question__audience").first()
            if one is None:
                continue  # put back meanwhile
            nobody = one.question.audience
            one.question.delete()
            nobody.delete()
            Space.touch(space)
