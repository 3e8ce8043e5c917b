"""Sheets of a day: a question takes a number, claims the number of a sheet of paper, is reworded."""

from __future__ import annotations

import datetime
from collections.abc import Set

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.forums.day.host_rights import (
    day_for_update,
    hosted,
    may_reword_sheet,
    own_sheet,
    refuse_when_closed,
    sheet_on_wall,
)
from palabre.forums.models import ForumDay, Sheet
from palabre.groups.questions.question_access import living_now, worded
from palabre.groups.roles.pledges_for_others import person_called
from palabre.groups.typed_values import form_token_of, line_of
from palabre.people.erasures.refused_names import keep_out
from palabre.people.guests import a_name, new_form_token
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.questions.models import Question
from palabre.refusal import Refusal
from palabre.spaces.models import Space

PRINTED = 40  # sheets of paper are numbered from 1 to this number
LAST = 999
MOST, MOST_OF_ONE = 400, 12  # sheets of one day; that one person proposes
MOST_WITH_TAKEN_BACK = 24  # of one person, with those that they took back
MOST_OF_PASSERS_BY = 200  # sheets of one day that names typed in passing proposed: hosts keep room for the paper
TOGETHER_LENGTH = 200


def propose(
    day: ForumDay,
    text: str,
    *,
    by: Person,
    at: datetime.datetime,
    number: int | None = None,
    together: str = "",
    form_token: str = "",
) -> Sheet:
    """Add a question that `by` asks, under the `number` of their sheet of paper, or the next one above those of paper.

    Idempotent for the same form.

    Any reader of the forum may, until its day is closed.
    """
    with transaction.atomic():
        now = day_for_update(day)
        if known := sheet_of_form(now, form_token):
            return known
        refuse_when_closed(now)
        refuse_when_many_pass_by(now, by)
        refuse_when_asked_many(now, by, taken_back=now.withdrawn_sheets.filter(by=by, asked_by=by).count())
        together = line_of(together, most=TOGETHER_LENGTH)
        keep_out(now.forum.space, together)
        said = {"asked_by": by, "together": together, "form_token": form_token_of(form_token, now)}
        if number is not None:
            refuse_unprinted(now, number, by=by)
        return a_sheet(now, text, number=number or next_number(now), by=by, at=at, **said)


def write_sheet(
    day: ForumDay,
    text: str,
    *,
    by: Person,
    at: datetime.datetime,
    number: int | None = None,
    asked_by: str = "",
    form_token: str = "",
) -> Sheet:
    """Add the question of a sheet of paper, as a host types it; `asked_by` is the name of the person who says it.

    Without a number it takes the next one above those of the paper. The same words under the same number are one sheet.
    """
    with transaction.atomic():
        now = hosted(day, by=by)
        if known := sheet_of_form(now, form_token):
            return known
        text = worded(now.forum.space, text)
        if number is not None:
            there = now.sheets.select_related("question").filter(number=number).first()
            if there is not None and there.question.text == text:
                return there
            refuse_number(now, number, by=by)
        who = a_name(asked_by) if asked_by.strip() else ""
        keep_out(now.forum.space, who)
        named = None
        if who:
            named = person_called(now.forum.space, who, by=by, form_token=new_form_token(), is_right=True)
        said = {"asked_by": named, "typed_by": by, "form_token": form_token_of(form_token, now)}
        return a_sheet(now, text, number=number or next_number(now), by=named, at=at, **said)


def a_sheet(
    day: ForumDay, text: str, *, number: int, by: Person | None, at: datetime.datetime, **said: object
) -> Sheet:
    forum = day.forum
    text = worded(forum.space, text)
    if day.sheets.count() >= MOST:
        raise Refusal(_("This wall is full."), instead=_("Say your question aloud: somebody may share a sheet."))
    question = Question.objects.create(space=forum.space, audience=forum.audience, forum=forum)
    question.say(text, on=forum.held_on, by=by)
    Space.touch(forum.space_id)
    return Sheet.objects.create(day=day, question=question, number=number, at=at, **said)


def refuse_when_many_pass_by(day: ForumDay, by: Person) -> None:
    """Raise a Refusal to who only typed a name, once such names proposed a great deal. A cookie makes a new one."""
    if by.is_passer_by and day.sheets.filter(typed_by=None).count() >= MOST_OF_PASSERS_BY:
        raise Refusal(
            _("A great many questions came by phone."), instead=_("Say yours aloud: somebody who hosts writes it.")
        )


def refuse_when_asked_many(day: ForumDay, by: Person, *, taken_back: int = 0) -> None:
    """Raise a Refusal to who asked a great deal, with what they took back of it: these words stay for a month."""
    asked = day.sheets.filter(asked_by=by).count()
    if asked >= MOST_OF_ONE or asked + taken_back >= MOST_WITH_TAKEN_BACK:
        raise Refusal(_("You have asked many questions here."), instead=_("Leave some room: join another one."))


def sheet_of_form(day: ForumDay, form_token: str) -> Sheet | None:
    """Return the sheet that this form made already."""
    token = form_token_of(form_token, day)
    return day.sheets.select_related("question").filter(form_token=token).first() if token else None


def next_number(day: ForumDay) -> int:
    return number_beside(set(day.sheets.values_list("number", flat=True)))


def number_beside(taken: Set[int]) -> int:
    """Return the next number above those of the sheets of paper: once the last one is taken, the first free one."""
    above = max(taken | {PRINTED}) + 1
    return above if above <= LAST else next(one for one in range(PRINTED + 1, LAST + 1) if one not in taken)


def claim_number(sheet: Sheet, number: int, *, by: Person) -> Sheet:
    """Give a question the number of the sheet of paper on which it is written."""
    with transaction.atomic():
        now = sheet_on_wall(sheet, by=by)
        if now.number != number:
            refuse_unprinted(now.day, number, by=by)
            now.be_numbered(number)
            Space.touch(now.day.forum.space_id)
    return now


def refuse_unprinted(day: ForumDay, number: int, *, by: Person) -> None:
    """Raise a Refusal if no sheet of paper bears this number, or if it is the one of another question."""
    if number > PRINTED:
        raise Refusal(_("Sheets are numbered from 1 to %(last)s.") % {"last": PRINTED})
    refuse_number(day, number, by=by)


def reword_sheet(sheet: Sheet, text: str, *, by: Person) -> Sheet:
    """Correct the words of a question; the former ones stay with it. One that became another stays as it was."""
    with transaction.atomic():
        now = own_sheet(sheet, by=by, may=may_reword_sheet)
        living_now(now.question)
        text = worded(now.day.forum.space, text)
        if text != now.question.text:
            now.question.say(text, on=now.day.forum.held_on, by=by)
            Space.touch(now.day.forum.space_id)
    return now


def sheet_numbered(day: ForumDay, number: int, reader: Reader | None = None) -> Sheet:
    """Return the sheet of this number. Raise a Refusal if nobody wrote it yet, or if this reader may not read it."""
    rows = day.sheets.filter(reader.readable(of="question__audience")) if reader is not None else day.sheets
    found: Sheet | None = rows.select_related("question", "day__forum__space").filter(number=number).first()
    if found is None:
        raise Refusal(
            _("Nothing is written under number %(number)s yet.") % {"number": number},
            instead=_("Type the number and the question first: 12 How do we get to the doctor?"),
        )
    return found


def refuse_number(day: ForumDay, number: int, *, by: Person) -> None:
    """Raise a Refusal if the number is none, or is the one of another question: its words are for its readers."""
    if not 1 <= number <= LAST:
        raise Refusal(_("Sheets are numbered from 1 to %(last)s.") % {"last": LAST})
    known = day.sheets.select_related("question").filter(number=number).first()
    if known is not None:
        if not Question.objects.filter(pk=known.question_id).visible_to(by).exists():
            raise Refusal(_("Number %(number)s is taken.") % {"number": number}, instead=_("Choose another number."))
        raise Refusal(
            _("Number %(number)s is already “%(question)s”.") % {"number": number, "question": known.question.text},
            instead=_("Write the question without its number: it takes a free one."),
        )
