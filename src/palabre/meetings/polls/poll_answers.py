"""Answers to a poll: yes, if need be, no; changed at any time from the same link or device.

One answer per person. Choices that a form omits stay as they were: none is required.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.groups.roles.pledges import typed_by_another
from palabre.meetings.models import Choice, DateAnswer, DateChoice, DatePoll
from palabre.meetings.permissions import can_tend
from palabre.meetings.polls.awaited_people import ask_no_longer, bring_letters_back
from palabre.meetings.polls.date_poll import poll_for_update
from palabre.meetings.polls.poll_phrases import when
from palabre.meetings.polls.typed_people import named_now, the_one_called
from palabre.people.devices.vouchers import refuse_one_word
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Person
from palabre.people.typed_names import typed_name
from palabre.pure.french import on_one_line
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.web.form.form_input import is_number

WORDS_LENGTH = 400
FIELD = "date-"
PASSERS_BY_OF_AN_ANSWER = Q(person__is_self_named=True, person__joined_at=None)
MOST = 400  # persons who answer one poll
MOST_GUESTS = 300  # of them, who only typed a name: the last quarter is the members'


class AlreadyClosed(Refusal):
    """Raised if the person answers after the close: it gives the chosen date."""


def answer_poll(
    poll: DatePoll,
    choices: Mapping[int, str],
    *,
    by: Person,
    at: datetime.datetime,
    words: str = "",
    typed_by: Person | None = None,
) -> DateAnswer:
    """Record the answer of `by`. `choices` maps option ids to a Choice; unknown ids and values are ignored.

    A choice for an option removed meanwhile is stored too. `typed_by` typed it for `by`, and never replaces an answer
    that `by` gave themselves; it defaults to the member on whose word alone `by` is here. Raises AlreadyClosed, or a
    Refusal for words too long and for one answer too many.
    """
    words = on_one_line(words)
    if len(words) > WORDS_LENGTH:
        raise Refusal(_("This is too long: nobody would read it."), instead=_("Shorten it, then send again."))
    with transaction.atomic():
        now = poll_for_update(poll)
        refuse_closed(now, at=at)
        if by.space_id != now.space_id:
            raise Refusal(_("This poll is another community’s."))
        typed_by = typed_by or (by.vouched_by[0] if by.is_on_one_word else None)
        if typed_by is None:
            by.come(at)
        keep_out(now.space, words)
        found = own_poll_answer(now, by=by, at=at, typed_by=typed_by)
        found.say(words, at, typed_by=typed_by)
        choose(found, now, choices)
        ask_no_longer(now, person=by)
        Space.touch(now.space_id)
        return found


def withdraw_poll_answer(poll: DatePoll, *, by: Person, at: datetime.datetime) -> None:
    """Delete the person's answer, without a reason."""
    with transaction.atomic():
        now = poll_for_update(poll)
        refuse_closed(now, at=at)
        refuse_one_word(by)
        now.answers.filter(person=by).delete()  # one that a member removed too: it does not come back
        bring_letters_back(now)
        Space.touch(now.space_id)


def person_called(poll: DatePoll, name: str, *, by: Person, form_token: str) -> Person:
    """Return the person with this name in the space, or create them: a member answers for somebody else.

    If several persons bear the name, a new one is created. Idempotent by `form_token`.
    """
    if not can_tend(by, poll):
        raise Refusal(_("Only members of this space can answer for somebody else."))
    missing = Refusal(_("Whose answer is it?"), instead=_("Write their name, as people call them."))
    name = typed_name(name, missing=missing)
    with transaction.atomic():
        now = poll_for_update(poll)
        keep_out(now.space, name)
        known = Person.objects.filter(space=now.space_id, form_token=form_token).first() if form_token else None
        return known or the_one_called(now, name) or named_now(now.space, name, form_token=form_token)


def own_poll_answer(poll: DatePoll, *, by: Person, at: datetime.datetime, typed_by: Person | None) -> DateAnswer:
    known = poll.answers.filter(person=by).select_related("typed_by").first()
    if known is None or known.removed_at is not None:
        refuse_too_many(poll, by)
    if known is None:
        return DateAnswer.objects.create(poll=poll, person=by, at=at, typed_by=typed_by)
    is_same_hand = typed_by is None or known.typed_by == typed_by
    if known.removed_at is not None and is_same_hand:
        known.choices.all().delete()
    elif typed_by is None or typed_by.pk == by.pk:
        refuse_one_word(typed_by or by)
    elif known.typed_by_id is None:
        raise Refusal(
            _("%(name)s has answered already.") % {"name": by.first_name},
            instead=_("They can change their answer themselves, from their own link or device."),
        )
    elif known.typed_by is not None and known.typed_by != typed_by and typed_by not in by.vouched_by:
        raise typed_by_another(by, known.typed_by)
    return known


def refuse_too_many(poll: DatePoll, by: Person) -> None:
    """Raise a Refusal where no room is left for `by`; removed answers take none."""
    answers = poll.answers.standing()
    guests = answers.filter(PASSERS_BY_OF_AN_ANSWER) if by.is_passer_by else answers.none()
    if answers.count() >= MOST or guests.count() >= MOST_GUESTS:
        raise Refusal(_("A great many people have answered: there is no room left."))


def choose(found: DateAnswer, poll: DatePoll, choices: Mapping[int, str]) -> None:
    numbers = set(poll.options.values_list("pk", flat=True))
    for option, choice in choices.items():
        if option in numbers and choice in Choice.values:
            DateChoice.objects.update_or_create(answer=found, option_id=option, defaults={"choice": choice})


def refuse_closed(poll: DatePoll, *, at: datetime.datetime) -> None:
    """Raise AlreadyClosed with the chosen date if the poll is closed."""
    if poll.is_open:
        return
    meeting = poll.meeting
    if meeting is None or meeting.on is None:
        raise AlreadyClosed(
            _("This poll is closed: no date was kept."), instead=_("Tell the person who asked when you can come.")
        )
    today = timezone.localdate(at)
    raise AlreadyClosed(
        _("This poll is closed. The date chosen: %(day)s.")
        % {"day": when(meeting.on, meeting.at, meeting.lasts, today=today)},
        instead=_("You are welcome all the same. If you cannot come, two lines of news are enough."),
    )


def choices_in(form: Mapping[str, str]) -> dict[int, str]:
    """Return the choices of a form by option id: its radio buttons are named date-<id>."""
    said = {name.removeprefix(FIELD): str(form[name]) for name in form if name.startswith(FIELD)}
    return {int(number): choice for number, choice in said.items() if is_number(number) and choice in Choice.values}
