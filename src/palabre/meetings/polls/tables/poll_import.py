"""Import of a poll from elsewhere: its dates, and each person's answers, recorded as typed by the importer."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping

from django.db import transaction

from palabre.groups.models import Group
from palabre.groups.typed_values import form_token_of
from palabre.meetings.models import DateAnswer, DateChoice, DatePoll
from palabre.meetings.polls.date_poll import PollDraft, open_poll
from palabre.meetings.polls.tables.framadate import Table
from palabre.meetings.polls.typed_people import by_name, named_now, persons_here
from palabre.people.erasures.refused_names import NameRefused, keep_out
from palabre.people.models import NAME_LENGTH, Person
from palabre.spaces.models import Space


def bring(
    space: Space,
    table: Table,
    asked: PollDraft,
    *,
    by: Person,
    at: datetime.datetime,
    today: datetime.date,
    group: Group | None = None,
    form_token: str = "",
) -> DatePoll:
    """Create the poll of this table, with its answers. Idempotent by `form_token`.

    Persons whose name was erased are left out. Raise a Refusal as `open_poll` does.
    """
    with transaction.atomic():
        Space.hold(space.pk)
        token = form_token_of(form_token, space)
        known = DatePoll.objects.filter(space=space, form_token=token).first() if token else None
        if known is not None:
            return known
        slots = [slot for _number, slot in table.kept]
        poll = open_poll(space, asked, slots, by=by, at=at, today=today, group=group, form_token=form_token)
        options = {one.slot.instant: one.pk for one in poll.options.all()}
        of_column = {number: options[slot.instant] for number, slot in table.kept}
        here, said = by_name(persons_here(space)), defaultdict[int, dict[int, str]](dict)
        for name, choices in table.rows:
            person = person_of(space, name[:NAME_LENGTH], here)
            if person is not None:
                kept = {of_column[number]: choice for number, choice in choices.items() if number in of_column}
                said[person.pk].update(kept)
        keep_answers(poll, said, by=by, at=at)
        return poll


def person_of(space: Space, name: str, here: dict[tuple[str, ...], Person | None]) -> Person | None:
    """Return the person of this name, made if it means nobody; None if it was refused."""
    try:
        keep_out(space, name)
    except NameRefused:
        return None
    return here.get(Person(name=name).key) or named_now(space, name, form_token="")


def keep_answers(poll: DatePoll, said: Mapping[int, Mapping[int, str]], *, by: Person, at: datetime.datetime) -> None:
    """Store the choices of each person, by id and option id, on a poll that has no answer yet.

    Two queries: the table may hold 24,000 choices, and nobody else writes meanwhile.
    """
    answers = DateAnswer.objects.bulk_create(
        [DateAnswer(poll=poll, person_id=person, at=at, typed_by=by) for person in said]
    )
    DateChoice.objects.bulk_create(
        DateChoice(answer=answer, option_id=option, choice=choice)
        for answer in answers
        for option, choice in said[answer.person_id].items()
    )
    Space.touch(poll.space_id)
