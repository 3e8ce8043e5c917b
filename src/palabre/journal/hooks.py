"""Registries of the journal, filled from `apps.ready()`: kinds of things, verbs, notices, clocks.

The journal is below the slices whose entries it records. So each slice registers, in its `notices.py`, how its things
are named and reached, the sentence of each verb, and its recipients. Each name is registered once.
"""

from __future__ import annotations

import dataclasses
import datetime
import enum
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from palabre.journal.models import Entry, kind_of
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.people.reader_queries import prepared_reading
from palabre.spaces.models import Space
from palabre.web.prepared_query import ListOf, prepared

type Ref = tuple[str, int]  # a kind ("groups.group") and an id
type Sentence = Callable[[Entry, Thing | None], SafeString]
type Rows = Callable[[Space, Person | None], models.QuerySet[Any]]


@dataclasses.dataclass(frozen=True, slots=True)
class Thing:
    """A thing as another slice may show it: its title, its URL ("" without one), the word for its kind, its colour."""

    kind: str
    id: int
    title: str
    url: str
    word: str
    paper: str


@dataclasses.dataclass(frozen=True, slots=True)
class EntryInWords:
    """An entry in words: `sentence` is safe HTML, `by` the author's name, `thing` None when it cannot be read."""

    entry: Entry
    thing: Thing | None
    by: str
    sentence: SafeString

    @property
    def is_about_nothing(self) -> bool:
        """Return whether the sentence would name a thing that is gone, or that cannot be read."""
        return self.thing is None and linked(None) in self.sentence


@dataclasses.dataclass(frozen=True, slots=True)
class Kind:
    """Query, title and URL of the rows of one model."""

    model: Any
    rows: Rows | None
    word: Any
    paper: str
    through: tuple[str, ...]
    title: Callable[[Any], str]
    url: Callable[[Any], str]


@dataclasses.dataclass(frozen=True, slots=True)
class Clock:
    """A periodic task. `act` receives the current time; it must be idempotent.

    A `lasting` one has effects that cannot be undone, such as a sent letter: it waits while the clock has jumped ahead,
    and for a day after it was behind (upkeep/machine_clock.py).
    """

    every: datetime.timedelta
    act: Callable[[datetime.datetime], None]
    lasting: bool = False


class NoticeReason(enum.Enum):
    """Reasons for an immediate message. All other news waits for the digest, or for a visit."""

    CALLED = "called to a meeting"
    POLL = "a date poll awaits her"
    OFFERED = "an action is offered to her"
    ANSWER = "an answer to her"
    NEED = "her need is answered"
    MERGE = "a merge asks for her consent"
    FOLLOWED = "a page that she chose to follow"


kinds: dict[str, Kind] = {}
verbs: dict[str, Sentence] = {}
notices: dict[str, Callable[[Entry], Iterable[Person]]] = {}
clocks: dict[str, Clock] = {}
rounds: dict[str, Callable[[datetime.datetime], int]] = {}
mores: dict[str, Callable[[Entry, Person], str]] = {}
unstored_mores: dict[str, Callable[[Entry, Person], str]] = {}
subjects: dict[str, Callable[[Entry, Person], str]] = {}
reasons: dict[str, NoticeReason] = {}


def register_kind(
    model: type[models.Model],
    *,
    word: Any,
    paper: str = "",
    through: tuple[str, ...] = (),
    title: Callable[[Any], str] = str,
    url: Callable[[Any], str] | None = None,
    rows: Rows | None = None,
) -> None:
    """Register how the things of `model` are shown: `word` is lazily translated, `paper` is the colour of its sheet.

    `through` names relations whose URL is part of the thing's URL; they must be readable too. `rows` replaces the
    default query, the things of the space that the person may read.
    """
    _once(
        kinds,
        model._meta.label_lower,
        Kind(model, rows, word, paper, through, title, url or _own_address),
    )


def register_verb(verb: str, sentence: Sentence) -> None:
    """Register the sentence of the entries of `verb`: see `saying`, or any function that returns safe HTML."""
    _once(verbs, verb, sentence)


def register_notice(
    verb: str,
    recipients: Callable[[Entry], Iterable[Person]],
    *,
    because: NoticeReason | None = None,
    more: Callable[[Entry, Person], str] | None = None,
    unstored: Callable[[Entry, Person], str] | None = None,
    subject: Callable[[Entry, Person], str] | None = None,
) -> None:
    """Register the recipients of `verb`, and the reason why it does not wait for the digest, which is rare.

    The recipients are asked for again when each message leaves: there are none once what it tells was taken back. The
    worker excludes the author, people who may not read the entry, and non-members unless asked by name. `more` returns
    additional plain text for this person's letter; "" for none. `unstored` replaces it in the letter that leaves, and
    is stored nowhere: it may hold the address of somebody else. `subject` returns that of this person's letter; "" for
    the sentence of the journal.
    """
    _once(notices, verb, recipients)
    if because is not None:
        reasons[verb] = because
    if more is not None:
        mores[verb] = more
    if unstored is not None:
        unstored_mores[verb] = unstored
    if subject is not None:
        subjects[verb] = subject


def asks_by_name(verb: str) -> bool:
    """Return whether the verb asks one person by name: they need not be a member, their letter holds a link."""
    return reasons.get(verb) is NoticeReason.OFFERED


def register_clock(
    name: str, every: datetime.timedelta, act: Callable[[datetime.datetime], None], *, lasting: bool = False
) -> None:
    """Register a periodic task, run by one worker at a time, across workers and restarts."""
    _once(clocks, name, Clock(every, act, lasting))


def register_round(name: str, act: Callable[[datetime.datetime], int]) -> None:
    """Register `act`, called with the current time each time that the worker looks for work.

    It processes a few rows that it leases, and returns their number: if any, it is called again at once.
    """
    _once(rounds, name, act)


def saying(words: Any) -> Sentence:
    """Return a sentence from lazily translated `words` with {by} and {thing}, and {name} for a fact "name"."""

    def sentence(entry: Entry, thing: Thing | None) -> SafeString:
        facts = {name: str(value) for name, value in entry.facts.items() if name not in {"by", "thing"}}
        return format_html(str(words), by=name_of_doer(entry), thing=linked(thing), **facts)

    return sentence


def things(
    refs: Iterable[Ref],
    *,
    space: Space,
    person: Person | None,
    held: Collection[int] | None = None,
    loaded: Iterable[models.Model] = (),
) -> dict[Ref, Thing]:
    """Return those of `refs` in `space` that `person` may read, with one query per kind.

    `held`: the audiences of the person's seats, if already loaded (see `people.models.readable`). `loaded`: rows that
    were read as this person; those whose relations of `through` are loaded too are not read again.
    """
    rows = {(kind_of(row), row.pk): row for row in loaded}
    wanted: dict[str, set[int]] = defaultdict(set)
    found: dict[Ref, Thing] = {}
    for kind, number in dict.fromkeys(refs):
        row = rows.get((kind, number))
        if row is not None and _is_at_hand(row, kinds[kind]):
            found[kind, number] = _as_thing(kind, kinds[kind], row, space)
        else:
            wanted[kind].add(number)
    for kind, numbers in wanted.items():
        if kind in kinds:
            found |= _things_of(kind, numbers, space, person, held)
    return found


def entries_in_words(
    entries: Iterable[Entry],
    *,
    space: Space,
    person: Person | None,
    held: Collection[int] | None = None,
    loaded: Iterable[models.Model] = (),
) -> list[EntryInWords]:
    """Put into words entries that `person` may read: one query for their authors and one per kind of subject.

    `loaded`: see `things`.
    """
    rows = with_doers(entries)
    refs = ((row.subject_kind, row.subject_id) for row in rows)
    subjects = things(refs, space=space, person=person, held=held, loaded=loaded)
    return [_told(row, subjects.get((row.subject_kind, row.subject_id))) for row in rows]


def with_doers(entries: Iterable[Entry]) -> list[Entry]:
    """Return these entries with their authors: one query, if an author is not loaded yet."""
    rows = list(entries)
    missing = [row for row in rows if row.by_id and not Entry.by.is_cached(row)]
    doers = {one.pk: one for one in persons_numbered(numbers=sorted({row.by_id for row in missing}))} if missing else {}
    for row in missing:
        row.by = doers.get(row.by_id)
    return rows


@prepared()
def persons_numbered(numbers: Any) -> models.QuerySet[Person]:
    return Person.objects.filter(pk__in=numbers)


def name_of_doer(entry: Entry) -> str:
    """Return the author's name, never as a link: a non-member has no page."""
    return entry.by.name if entry.by else _("Somebody")


def linked(thing: Thing | None) -> SafeString:
    """Return the thing's name between quotation marks, as a link if it has a URL and can be read.

    The full stop of a name that is a sentence is removed.
    """
    if thing is None:
        return format_html("{}", _("something that can no longer be read"))
    name = thing.title.removesuffix(".") if not thing.title.endswith("..") else thing.title
    title = format_html('<a href="{}">{}</a>', thing.url, name) if thing.url else name
    return format_html(_("“{title}”"), title=title)


def _told(entry: Entry, thing: Thing | None) -> EntryInWords:
    sentence = verbs.get(entry.verb, _neutral)
    return EntryInWords(entry, thing, name_of_doer(entry), sentence(entry, thing))


def _neutral(entry: Entry, thing: Thing | None) -> SafeString:
    """Return a sentence for a verb that no slice registers: an old entry must not break a page."""
    return format_html(_("{by} changed {thing}."), by=name_of_doer(entry), thing=linked(thing))


def _things_of(
    kind: str, numbers: Collection[int], space: Space, person: Person | None, held: Collection[int] | None
) -> dict[Ref, Thing]:
    how, reader = kinds[kind], Reader(space, person, timezone.localdate(), None if held is None else tuple(held))
    if how.rows:
        rows = _through(how, how.rows(space, person).filter(pk__in=numbers), reader)
    else:
        rows = _rows_numbered(reader, numbers=sorted(numbers), how=how)
    return {(kind, row.pk): _as_thing(kind, how, row, space) for row in rows}


@prepared_reading(may_load=True, numbers=ListOf(models.BigIntegerField()))
def _rows_numbered(rights: Any, numbers: Any, how: Kind) -> Any:
    return _through(how, rights.may_read(how.model).filter(pk__in=numbers), rights)


def _through(how: Kind, rows: Any, rights: Any) -> Any:
    """Narrow these rows to those whose things at `through` can be read too."""
    for name in how.through:
        rows = rows.select_related(name).filter(rights.readable(of=f"{name}__audience"))
    return rows


def _is_at_hand(row: models.Model, how: Kind) -> bool:
    return how.rows is None and all(row._state.fields_cache.get(name) is not None for name in how.through)


def _as_thing(kind: str, how: Kind, row: Any, space: Space) -> Thing:
    for owner in (row, *(getattr(row, name) for name in how.through)):
        if hasattr(owner, "space_id"):
            owner.space = space  # get_absolute_url() needs it; it is the same for all
    word = str(how.word)
    return Thing(kind, row.pk, how.title(row) or word, how.url(row), word, how.paper)


def _own_address(row: Any) -> str:
    return str(row.get_absolute_url())


def _once[Value](registry: dict[str, Value], name: str, value: Value) -> None:
    if name in registry:
        raise ValueError(f"{name} is registered twice")
    registry[name] = value
