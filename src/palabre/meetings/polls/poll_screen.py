"""Data of the screens of a poll for one reader, in a fixed number of queries."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from palabre.meetings.models import Attendance, DateAnswer, DateChoice, DateOption, DatePoll, Meeting, Presence
from palabre.meetings.polls import poll_phrases
from palabre.meetings.polls.poll_answers import FIELD
from palabre.meetings.polls.poll_count import Count, best, count
from palabre.meetings.polls.shown_fields import ChoiceRadios
from palabre.people.models import Person
from palabre.people.reader import Reader

type Said = dict[int, dict[int, str]]  # choices by person id, then option id


@dataclass(frozen=True, slots=True)
class Row:
    """One date. `mine` is the reader's choice, "" if none; `elsewhere` its time in the zone they chose."""

    option: DateOption
    when: str
    elsewhere: str
    mine: str
    count: Count
    suits: str
    is_best: bool
    choices: list[str] = field(default_factory=list)  # of each column, in order

    @property
    def cells(self) -> SafeString:
        """Return the cells of the choices. Each choice is rendered once: a table may have 24,000 cells."""
        cell = {one: render_to_string("meetings/polls/pieces.html#cell", {"choice": one}) for one in set(self.choices)}
        return SafeString("".join(cell[one] for one in self.choices))

    @property
    def radios(self) -> SafeString:
        return ChoiceRadios().render(f"{FIELD}{self.option.pk}", self.mine)


@dataclass(frozen=True, slots=True)
class Column:
    """One answer, by its id. `typed_by` is the name of the member who typed it, "" if the person did."""

    number: int
    name: str
    words: str
    typed_by: str


@dataclass(frozen=True, slots=True)
class ShownPoll:
    """The page of a poll. `may_read`: the answers are not hidden. `awaits` are the names of silent persons.

    `all_answered`: somebody is awaited, and nobody any longer. `coming`: those who come to the meeting that it made.
    """

    poll: DatePoll
    rows: list[Row]
    columns: list[Column]
    result: str
    mine: DateAnswer | None
    may_read: bool
    awaits: list[str]
    has_hours: bool
    all_answered: bool = False
    coming: Sequence[str] = ()

    @property
    def has_moved(self) -> bool:
        """Return whether the meeting that it made takes place on a day that it did not propose."""
        on = self.poll.meeting.on if self.poll.meeting is not None else None
        return on is not None and on not in {row.option.on for row in self.rows}


@dataclass(slots=True)
class Loaded:
    """The rows of a poll: options, answers by living person's id, awaited persons, names by id."""

    options: list[DateOption]
    answers: dict[int, DateAnswer]
    said: Said
    awaited: dict[int, bool]
    names: dict[int, str]

    def of(self, me: Person | None, reader: Reader) -> DateAnswer | None:
        """Return the answer of this person. One that others noted for a name joined to theirs since is not theirs."""
        found = self.answers.get(reader.living(me).pk) if me is not None else None
        if found is None or me is None:
            return None
        return found if found.typed_by_id is None or found.person_id == me.pk else None


def shown_poll(
    poll: DatePoll, reader: Reader, *, me: Person | None, there: str = "", typed: Mapping[int, str] | None = None
) -> ShownPoll:
    """Return the template context. `me` is the person who answers; `there` another zone in which to show the times.

    `typed` holds the choices of a refused form.
    """
    rows = loaded(poll, reader)
    may_read = not (poll.hides_answers and poll.is_open)
    mine = rows.of(me, reader)
    hers = {**(rows.said[reader.living(mine.person).pk] if mine else {}), **(typed or {})}
    required = [person for person, is_required in rows.awaited.items() if is_required]
    counts = count([one.pk for one in rows.options], rows.said, awaited=rows.awaited, required=required)
    shown = shown_rows(rows, counts, reader, poll=poll, there=there, hers=hers, may_read=may_read)
    return ShownPoll(
        poll=poll,
        rows=shown,
        columns=[column(row, rows.names[who], reader) for who, row in rows.answers.items()] if may_read else [],
        result=poll_phrases.result(counts, spoken(rows.options, reader.today), rows.names) if may_read else "",
        mine=mine,
        may_read=may_read,
        awaits=sorted(rows.names[person] for person in rows.awaited if person not in rows.answers),
        has_hours=any(one.at for one in rows.options),
        all_answered=bool(rows.awaited) and rows.awaited.keys() <= rows.answers.keys(),
        coming=coming_to(poll.meeting, reader) if poll.meeting_id else (),
    )


def shown_rows(
    rows: Loaded,
    counts: Sequence[Count],
    reader: Reader,
    *,
    poll: DatePoll,
    there: str,
    hers: Mapping[int, str],
    may_read: bool,
) -> list[Row]:
    people = list(rows.answers) if may_read else []
    chosen = {one.option for one in best(counts)}
    return [
        Row(
            option=option,
            when=label(option, reader.today),
            elsewhere=elsewhere(poll, option, there, reader.today) if there else "",
            mine=hers.get(option.pk, ""),
            count=one,
            suits=poll_phrases.short(one) if may_read and rows.answers else "",
            is_best=may_read and option.pk in chosen,
            choices=[rows.said[person].get(option.pk, "") for person in people],
        )
        for option, one in zip(rows.options, counts, strict=True)
    ]


def coming_to(meeting: Meeting | None, reader: Reader) -> list[str]:
    comes = Attendance.objects.filter(reader.heard("answered_at"), meeting=meeting, presence=Presence.COMING)
    return reader.names_of(Person.objects.filter(pk__in=comes.values("person")).order_by("pk"))


def loaded(poll: DatePoll, reader: Reader) -> Loaded:
    options = sorted(poll.options.standing(), key=lambda one: one.slot.order)
    answers: dict[int, DateAnswer] = {}
    names: dict[int, str] = {}
    told = poll.answers.standing().filter(reader.heard("at"))
    standing = list(told.select_related("person", "typed_by").order_by("at", "pk"))
    for row in sorted(standing, key=lambda row: row.typed_by_id is None):
        who = reader.living(row.person).pk
        answers.pop(who, None)  # of two persons merged into one, their own answer counts, else the last
        answers[who], names[who] = row, reader.name_of(row.person)
    answers = dict(sorted(answers.items(), key=lambda item: (item[1].at, item[1].pk)))
    owners = {row.pk: who for who, row in answers.items()}
    said: Said = defaultdict(dict)
    choices = DateChoice.objects.filter(answer__poll=poll).values_list("answer_id", "option_id", "choice")
    for answer, option, choice in choices:
        if answer in owners:
            said[owners[answer]][option] = choice
    for who in answers:
        said.setdefault(who, {})
    awaited: dict[int, bool] = {}
    for one in poll.awaited.select_related("person").filter(person__erased_at=None):
        who = reader.living(one.person).pk
        awaited[who] = awaited.get(who, False) or one.is_required
        names.setdefault(who, reader.name_of(one.person))
    return Loaded(options, answers, dict(said), awaited, names)


def column(answer: DateAnswer, name: str, reader: Reader) -> Column:
    typed_by = reader.name_of(answer.typed_by) if answer.typed_by else ""
    return Column(answer.pk, name, answer.words, typed_by)


def spoken(options: list[DateOption], today: datetime.date) -> dict[int, str]:
    """Return each date as worded within a sentence."""
    on = Counter(one.on for one in options)
    return {one.pk: poll_phrases.said_aloud(one.slot, today=today, is_alone=on[one.on] == 1) for one in options}


def label(option: DateOption, today: datetime.date) -> str:
    return poll_phrases.slot_in_words(option.slot, today=today)


def elsewhere(poll: DatePoll, option: DateOption, there: str, today: datetime.date) -> str:
    return poll_phrases.elsewhere(option.on, option.at, zone=poll.zone, there=there, today=today)
