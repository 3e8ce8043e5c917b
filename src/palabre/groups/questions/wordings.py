"""A question is said in other words. Its earlier wordings stay, in their order: going back is one more wording."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.groups.questions.question_access import own_question, worded
from palabre.journal.models import record
from palabre.people.models import Person
from palabre.questions.models import Question, Wording
from palabre.questions.question_lineage import A_MONTH
from palabre.refusal import Refusal


def reword(question: Question, text: str, *, by: Person, at: datetime.datetime) -> Wording:
    """Say it in these words from now on. The words that it has already: nothing changes. Raises a Refusal."""
    with transaction.atomic():
        now = own_question(question, by)
        text = worded(now.space, text)
        known = last_wording(now)
        if known is not None and text == now.text:
            return known
        made = now.say(text, on=timezone.localdate(at), by=by)
        record("question.reworded", now, by=by, wording=made.pk)
        return made


def go_back(wording: Wording, *, by: Person, at: datetime.datetime) -> None:
    """Say the question again as before this wording. Once it was said otherwise since, nothing is left to undo."""
    with transaction.atomic():
        now = own_question(wording.question, by)
        if not can_go_back(wording, on=timezone.localdate(at)):
            if last_wording(now) == wording:
                raise Refusal(
                    _("It has been said like this for more than thirty days."),
                    instead=_("Say it in other words: the former ones stay written on its page."),
                )
            return
        before = now.wordings.filter(number__lt=wording.number).order_by("-number")[0]
        made = now.say(before.text, on=timezone.localdate(at), by=by)
        record("question.said_again", now, by=by, wording=made.pk)


def can_go_back(wording: Wording, *, on: datetime.date) -> bool:
    """Is it the last of several wordings, not older than thirty days, and not itself a way back?"""
    if wording.number == 1 or wording.said_on is None:
        return False
    said = list(wording.question.wordings.order_by("-number")[:3])
    if len(said) < 2 or said[0] != wording:
        return False
    is_back = len(said) == 3 and said[2].text == wording.text
    return not is_back and on <= wording.said_on + A_MONTH


def last_wording(question: Question) -> Wording | None:
    return question.wordings.order_by("-number").first()
