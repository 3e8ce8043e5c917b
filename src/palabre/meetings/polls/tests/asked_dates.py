"""A poll of two dates, and what persons answer to it, for the tests of its acts."""

import datetime

from palabre.meetings.models import DateChoice
from palabre.meetings.polls import poll_answers
from palabre.meetings.polls.date_options import slots_in
from palabre.meetings.polls.date_poll import PollDraft, open_poll

TODAY = datetime.date(2026, 11, 25)
AT = datetime.datetime(2026, 11, 25, 9, tzinfo=datetime.UTC)
WORDS = "mardi 1er ou jeudi 3 décembre à 14 h"
YES, NO, IF_NEED_BE = "yes", "no", "if_need_be"


def asked(by, words=WORDS, title="Réunion des porteurs", *, group=None, form_token="", **facts):
    slots = slots_in(words, today=TODAY)
    return open_poll(
        by.space, PollDraft(title, **facts), slots, by=by, at=AT, today=TODAY, group=group, form_token=form_token
    )


def options_of(poll):
    return list(poll.options.standing().order_by("on", "at"))


def said(poll, by, *choices, **more):
    numbers = [one.pk for one in options_of(poll)]
    return poll_answers.answer_poll(poll, dict(zip(numbers, choices, strict=False)), by=by, at=AT, **more)


def choices_of(poll, person):
    rows = DateChoice.objects.filter(answer__poll=poll, answer__person=person)
    return list(rows.order_by("option__on", "option__at").values_list("choice", flat=True))
