"""Where the slices plug into the journal, from their `apps.ready()`: kinds of things, verbs, notices, channels, clocks.

The journal stands below the slices that it tells of. So each of them says here, in its `notices.py`, how its things
are named and reached, in which words an entry is told, and who hears of it. Each name is registered once.
"""

from __future__ import annotations

import dataclasses
import datetime
import enum
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.db import models
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from palabre.journal.models import Delivery, Entry
from palabre.people.models import Person, readable
from palabre.spaces.models import Space

type Ref = tuple[str, int]  # a kind ("groups.group") and a number
type Sentence = Callable[[Entry, Thing | None], SafeString]
type Rows = Callable[[Space, Person | None], models.QuerySet[Any]]


@dataclasses.dataclass(frozen=True, slots=True)
class Thing:
    """A living thing as another slice may show it: its name, its address ("" without one), its word, its paper."""

    kind: str
    id: int
    title: str
    url: str
    word: str
    paper: str


@dataclasses.dataclass(frozen=True, slots=True)
class EntryInWords:
    """An entry in words: `sentence` is safe HTML, `by` a name as a word, `thing` None when it cannot be read."""

    entry: Entry
    thing: Thing | None
    by: str
    sentence: SafeString


@dataclasses.dataclass(frozen=True, slots=True)
class Kind:
    """How the rows of one model are found, named and reached."""

    model: Any
    rows: Rows | None
    word: Any
    paper: str
    through: tuple[str, ...]
    title: Callable[[Any], str]
    url: Callable[[Any], str]


@dataclasses.dataclass(frozen=True, slots=True)
class Channel:
    """A way to reach people. `send` gives one message, or raises; it is tried again, with the same `message_id`."""

    send: Callable[[Delivery], None]
    reaches: Callable[[Person], bool]


@dataclasses.dataclass(frozen=True, slots=True)
class Clock:
    """Something to do again and again. `act` is given the instant of now; done twice, it must do no harm.

    What is `lasting` cannot be undone, such as a letter: it waits while the hour has jumped ahead
    (upkeep/machine_clock.py).
    """

    every: datetime.timedelta
    act: Callable[[datetime.datetime], None]
    lasting: bool = False


class NoticeReason(enum.Enum):
    """Why somebody is written to at once. Everything else waits for the digest, or for who comes and looks."""

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
channels: dict[str, Channel] = {}
clocks: dict[str, Clock] = {}
rounds: dict[str, Callable[[datetime.datetime], int]] = {}
mores: dict[str, Callable[[Entry, Person], str]] = {}
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
    """Say how the things of `model` are shown: `word` is lazily translated, `paper` is the colour of its sheet.

    `through` names relations whose own address the thing's address is made of; they must be readable too.
    `rows` replaces the query "those of the space that the person may read".
    """
    _once(
        kinds,
        model._meta.label_lower,
        Kind(model, rows, word, paper, through, title, url or _own_address),
    )


def register_verb(verb: str, sentence: Sentence) -> None:
    """Say in which words the entries of `verb` are told: see `saying`, or any function that returns safe HTML."""
    _once(verbs, verb, sentence)


def register_notice(
    verb: str,
    recipients: Callable[[Entry], Iterable[Person]],
    *,
    because: NoticeReason | None = None,
    more: Callable[[Entry, Person], str] | None = None,
) -> None:
    """Say who hears of `verb` at once, and why it does not wait for the digest: there are few such reasons.

    The worker leaves out who did it, who may not read it, and who never joined, unless she is asked by name.
    `more` returns what the letter tells this person besides, in plain text; "" for nothing.
    """
    _once(notices, verb, recipients)
    if because is not None:
        reasons[verb] = because
    if more is not None:
        mores[verb] = more


def asks_by_name(verb: str) -> bool:
    """Is one person asked, by name? She is, wherever she is: her letter bears a link to what she is asked."""
    return reasons.get(verb) is NoticeReason.OFFERED


def register_channel(
    name: str, send: Callable[[Delivery], None], *, reaches: Callable[[Person], bool] = lambda person: True
) -> None:
    """Give the worker a way to reach the persons that `reaches` says yes to."""
    _once(channels, name, Channel(send, reaches))


def register_clock(
    name: str, every: datetime.timedelta, act: Callable[[datetime.datetime], None], *, lasting: bool = False
) -> None:
    """Have `act` done every so often by one worker at a time, whatever the number of workers and restarts."""
    _once(clocks, name, Clock(every, act, lasting))


def register_round(name: str, act: Callable[[datetime.datetime], int]) -> None:
    """Have the worker call `act`, with the instant of now, each time that it looks for something to do.

    It does a little, on rows that it leases, and returns how many things were done: it is called again at once then.
    """
    _once(rounds, name, act)


def saying(words: Any) -> Sentence:
    """Make a sentence of lazily translated `words` with {by} and {thing} in them, and {name} for a fact "name"."""

    def sentence(entry: Entry, thing: Thing | None) -> SafeString:
        facts = {name: str(value) for name, value in entry.facts.items() if name not in {"by", "thing"}}
        return format_html(str(words), by=name_of_doer(entry), thing=linked(thing), **facts)

    return sentence


def things(
    refs: Iterable[Ref], *, space: Space, person: Person | None, held: Collection[int] | None = None
) -> dict[Ref, Thing]:
    """Return those of `refs` that live in `space` and that `person` may read, with one query per kind.

    `held`: the audiences of her seats, where they are at hand (see `people.models.readable`).
    """
    wanted: dict[str, set[int]] = defaultdict(set)
    for kind, number in refs:
        wanted[kind].add(number)
    found: dict[Ref, Thing] = {}
    for kind, numbers in wanted.items():
        if kind in kinds:
            found |= _things_of(kind, numbers, space, person, held)
    return found


def entries_in_words(
    entries: Iterable[Entry], *, space: Space, person: Person | None, held: Collection[int] | None = None
) -> list[EntryInWords]:
    """Put into words entries that `person` may read: one query for their doers and one per kind of subject."""
    rows = list(entries)
    models.prefetch_related_objects(rows, "by")
    refs = ((row.subject_kind, row.subject_id) for row in rows)
    subjects = things(refs, space=space, person=person, held=held)
    return [_told(row, subjects.get((row.subject_kind, row.subject_id))) for row in rows]


def name_of_doer(entry: Entry) -> str:
    """Return who did it, as a word: a name is never a link, for who has not joined has no page."""
    return entry.by.name if entry.by else _("Somebody")


def linked(thing: Thing | None) -> SafeString:
    """Return the thing's name between quotation marks, as a link where it has an address and can be read.

    The full stop of a name that is a sentence is not said twice.
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
    """Tell a verb that no slice knows (any longer): an old entry must not break a page."""
    return format_html(_("{by} changed {thing}."), by=name_of_doer(entry), thing=linked(thing))


def _things_of(
    kind: str, numbers: Collection[int], space: Space, person: Person | None, held: Collection[int] | None
) -> dict[Ref, Thing]:
    how = kinds[kind]
    found = how.rows(space, person) if how.rows else _readable_rows(how.model, space, person, held)
    rows = found.filter(pk__in=numbers)
    for name in how.through:
        rows = rows.select_related(name).filter(readable(person, of=f"{name}__audience", held=held))
    return {(kind, row.pk): _as_thing(kind, how, row, space) for row in rows}


def _as_thing(kind: str, how: Kind, row: Any, space: Space) -> Thing:
    for owner in (row, *(getattr(row, name) for name in how.through)):
        if hasattr(owner, "space_id"):
            owner.space = space  # addresses ask for it; it is the same for all
    word = str(how.word)
    return Thing(kind, row.pk, how.title(row) or word, how.url(row), word, how.paper)


def _readable_rows(model: Any, space: Space, person: Person | None, held: Collection[int] | None) -> Any:
    return model.objects.filter(space=space).visible_to(person, held=held)


def _own_address(row: Any) -> str:
    return str(row.get_absolute_url())


def _once[Value](registry: dict[str, Value], name: str, value: Value) -> None:
    if name in registry:
        raise ValueError(f"{name} is registered twice")
    registry[name] = value
