"""Findings of minutes: one frozen dataclass per kind, in the shape of `minutes.schema.json` and a few additions."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

Lines = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Literal words, without markup, with their first and last line in the original text (from 1).

    `sure` is true for a fact that the text labels, false for a proposal that a person has to confirm.
    """

    text: str
    lines: Lines
    sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant(Finding):
    """`questions` are indices into `Minutes.questions`; `presence` is present, excused, invited or unknown."""

    name: str
    organisation: str | None = None
    role: str | None = None
    presence: str = "present"
    questions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem(Finding):
    children: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Finding):
    hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reformulation(Finding):
    """`text` is the new wording, `of` the indices of the questions that it replaces."""

    of: tuple[int, ...] = ()
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    text: str
    children: tuple[str, ...] = ()
    lines: Lines = (1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Update(Finding):
    """Report of one or several persons or of a group; `text` is the heading above it.

    `is_news`: it stands among the news of the groups, rather than under a name somewhere in the text.
    """

    who: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()
    is_news: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering(Finding):
    """A dated meeting that the text announces or recalls; `expected` is (minimum, maximum) people."""

    when: str | None = None
    who: tuple[str, ...] = ()
    expected: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Series(Finding):
    rrule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NextMeeting(Finding):
    """`when` is an ISO day or instant, None when the words are vague; `what` is the body's name, if given."""

    when: str | None = None
    what: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Need(Finding):
    """`kind` is role (« On recherche… »), people, provider, method, rule or other.

    A rule says how needs are met (« Intervenants : sur appel des groupes »): nothing is lacking.
    """

    who: tuple[str, ...] = ()
    kind: str = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Finding):
    """Owners are literal (a name, initials, @handle, « tous », a body); `due` is the day stated by `due_words`."""

    owners: tuple[str, ...] = ()
    due: str | None = None
    due_words: str | None = None
    done: bool = False
    heading: str | None = None
    children: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge(Finding):
    what: str
    into: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Addendum(Finding):
    """A part written after the meeting; `text` is its heading, `who` the person met, if named."""

    who: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Finding):
    """A person (`text`) who may be the contact of `institution`; `said` is a sentence that this comes from."""

    institution: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Votes(Finding):
    """A sentence in which `who` recall the votes of their question at its forum. Nothing is counted from it."""

    who: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt(Finding):
    """A finding that a person should check before it is kept.

    `kind`: relative_date, ambiguous_date, speaker_not_listed, organisation_spelling, merge_who, mood, proposal,
    carrier (a subject that goes on, carried by people without a name), output (what a group would like to make).
    `who` proposes it or would make it; `due` is the day of a proposal, in ISO form.
    """

    kind: str
    who: tuple[str, ...] = ()
    due: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """All findings. `forum_on`, `votes`, `addenda`, `contacts`, `doubts`, `Need.kind` are beyond the contract."""

    title: str | None = None
    date: datetime.date | None = None
    place: str | None = None
    language: str = "fr"
    participants: tuple[Participant, ...] = ()
    objectives: tuple[Finding, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    questions: tuple[Question, ...] = ()
    reformulations: tuple[Reformulation, ...] = ()
    updates: tuple[Update, ...] = ()
    meetings: tuple[Gathering, ...] = ()
    series: tuple[Series, ...] = ()
    next_meetings: tuple[NextMeeting, ...] = ()
    decisions: tuple[Finding, ...] = ()
    needs: tuple[Need, ...] = ()
    tasks: tuple[Task, ...] = ()
    merges: tuple[Merge, ...] = ()
    links: tuple[str, ...] = ()
    carried_on: tuple[Finding, ...] = ()
    forum_on: datetime.date | None = None
    votes: tuple[Votes, ...] = field(default=())
    addenda: tuple[Addendum, ...] = field(default=())
    contacts: tuple[Contact, ...] = field(default=())
    doubts: tuple[Doubt, ...] = field(default=())
