"""Hooks of people for upper slices, called from their `apps.ready()`.

They say what a link opens, where names are written, which names are still in preparation; the journal listens.
"""

from __future__ import annotations

import dataclasses
import datetime
import enum
import functools
import operator
from collections.abc import Callable, Iterable
from typing import Any

from django.db import models

from palabre.accounts.models import Account
from palabre.people.models import Link, Person
from palabre.people.reader import Reader
from palabre.spaces.models import Space

type Opening = Callable[[Link], str]
type Listener = Callable[..., object]
type Settler = Callable[[Space, Ref | None], None]
type InPreparation = Callable[[type[models.Model], Reader], models.Q]
type Redo = Callable[[Any, dict[str, Any]], dict[str, Any]]
type Forget = Callable[[list[int]], None]
type Hide = Callable[[Any, dict[str, Any]], None]
type Ref = tuple[str, int]  # a kind ("groups.group") and a number
type ByKey = Callable[[Space, list[int]], Iterable[Ref]]
type Gone = Callable[[list[Any], datetime.datetime], None]


@dataclasses.dataclass(frozen=True, slots=True)
class Texts:
    """The fields of `model` in which people's words are stored; see `register_texts`."""

    model: type[models.Model]
    fields: tuple[str, ...]
    space: str
    redo: Redo | None
    forget: Forget | None = None
    of: str = "pk"
    said_by: str = ""
    is_derived: bool = False
    hide: Hide | None = None
    show: Forget | None = None
    is_listed: bool = False
    title: str = ""
    heads_prose: bool = False
    is_long: bool = False
    few: models.Q | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class TextFile:
    """A stored text file: the id of its row, who gave it, the thing that it is a part of, the digest of its bytes."""

    number: int
    said_by: int | None
    ref: Ref
    digest: str


@dataclasses.dataclass(frozen=True, slots=True)
class TextFiles:
    """A store of text files, each known by the digest of its bytes.

    `files` returns those of a space, by id; `read` the text of a digest; `write` stores a text, and returns its digest.
    `exchange` gives each of these files the bytes of another digest; the caller holds the space.
    """

    files: Callable[[Space], list[TextFile]]
    read: Callable[[str], str]
    write: Callable[[str], str]
    exchange: Callable[[list[tuple[TextFile, str]]], None]


@dataclasses.dataclass(frozen=True, slots=True)
class ElectorFacts:
    """Ids of carriers; pairs (greeter, greeted); pairs (carrier, person who came to their group by themselves).

    The last are read only by who asks whether two electors are surely two people.
    """

    carriers: set[int]
    greeted: set[tuple[int, int]]
    joined: Callable[[], set[tuple[int, int]]]


@dataclasses.dataclass(frozen=True, slots=True)
class Tie:
    """A tie between a person and something of an upper slice; see `register_tie`."""

    model: type[models.Model]
    field: str
    stays: bool
    is_role: bool
    gone: Gone | None = None
    electors: Callable[[Space], ElectorFacts] | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Mentions:
    """The persons that a slice's texts mention; see `register_mentions`."""

    things: ByKey
    in_preparation: InPreparation | None = None
    are_their_own: bool = False


class Event(enum.Enum):
    """An event of a space or of a person that has consequences in upper slices; see `register_consequence`."""

    SPACE_CLOSED = "a public space is closed again"
    SPACE_REVIVED = "an archived or ended space is written in again"
    PERSON_PUT_OUT = "a person is put out of their space"
    PERSON_LEFT = "a member leaves their space"
    NAME_JOINED = "a name that only texts bear is joined to a living person"
    NAME_REMOVED = "the name of a person is removed"
    PAGE_KEPT = "a page is read by fewer people again"
    ACCOUNT_CAME = "an account is that of a person from now on"
    ACCOUNT_LEFT = "an account is that of a person no longer"


@dataclasses.dataclass(frozen=True, slots=True)
class Happening:
    """An event: its space or person, instant, author.

    `absorbed` is the name that was merged into the person, `account` the one that came or left.
    """

    subject: Any
    at: datetime.datetime
    by: Person | None = None
    absorbed: Person | None = None
    account: Account | None = None


def nothing(happening: Happening, numbers: list[int]) -> None:
    """Do nothing: the default of `undo`, for events that are not undone."""


@dataclasses.dataclass(frozen=True, slots=True)
class Reversible:
    """A consequence of an event; `undo` is given the undoing as a Happening, and what `do` returned."""

    do: Callable[[Happening], list[int]]
    undo: Callable[[Happening, list[int]], None] = nothing


openings: dict[str, Opening] = {}
texts: dict[type[models.Model], Texts] = {}
ties: dict[type[models.Model], Tie] = {}
given: dict[type[models.Model], bool] = {}
listeners: list[Listener] = []
settlers: list[Settler] = []
consequences: dict[Event, dict[str, Reversible]] = {event: {} for event in Event}
mentions: list[Mentions] = []
stores: list[TextFiles] = []
former_readers: dict[type[models.Model], str] = {}


def register_opening(kind: str, address: Opening) -> None:
    """Register the address of links to things of this kind ("groups.group"): `address` is given the link."""
    if kind in openings:
        raise ValueError(f"{kind} is opened twice")
    openings[kind] = address


def register_texts(
    model: type[models.Model],
    *fields: str,
    space: str = "space",
    is_version: bool = False,
    redo: Redo | None = None,
    forget: Forget | None = None,
    of: str = "",
    said_by: str | None = None,
    is_derived: bool = False,
    hide: Hide | None = None,
    show: Forget | None = None,
    is_listed: bool = False,
    title: str = "",
    heads_prose: bool = False,
    is_long: bool = False,
    few: models.Q | None = None,
) -> None:
    """Register the fields of `model` in which people's words are stored: removed names are taken out of them.

    A field is text, a slug, or JSON made of text; `space` is the path to the row's space. `is_version`: the rows are
    former versions of living texts. `redo` is given a row before the change and the fields that change, and returns
    what else changes with them: HTML made of a text, an address made of a title. `forget` is given the ids of the rows
    that name the person, to delete them; `is_derived`: they only repeat other texts (an index). `of` is the path to the
    thing that a row is a part of, `said_by` the foreign key to the author of its words: by default they are told from
    `space`, and from a foreign key called `by` or `person`. Where the name waits in texts by others, `hide` is given a
    row and what will change, to keep strangers from reading it meanwhile; `show` undoes it, given the ids of the things
    whose words are kept. `is_listed`: members may keep the words of these rows, as they may of AudienceBound things.
    `title`: the field by which people call such a thing, of which a word alone names nobody; unless it `heads_prose`,
    which may mean whom a text named. `is_long`: what `redo` makes of a row takes long; the space is not held meanwhile.
    `few` filters the rows that fewer people read than the thing that they are a part of: hidden, or taken back.
    """
    if model in texts:
        raise ValueError(f"{model} is registered twice")
    thing = of or (space.removesuffix("__space") if space.endswith("__space") else "pk")
    author = author_of(model, is_version) if said_by is None else said_by
    facts = (thing, author, is_derived, hide, show, is_listed, title, heads_prose, is_long, few)
    texts[model] = Texts(model, fields, space, redo, forget, *facts)


def author_of(model: type[models.Model], is_version: bool) -> str:
    """Return the foreign key to the author of a row's words; "" where there is none, or where others wrote too."""
    keys = [field.name for field in model._meta.concrete_fields if field.related_model is Person]
    return next((name for name in ("by", "person") if name in keys), "") if not is_version else ""


def register_tie(
    model: type[models.Model],
    field: str,
    *,
    stays: bool = False,
    is_role: bool = True,
    gone: Gone | None = None,
    electors: Callable[[Space], ElectorFacts] | None = None,
) -> None:
    """Register rows of `model` that tie the person in `field` to something, and are deleted when their name is removed.

    `stays`: the row stays, without the person. `is_role`: it says what they do here, and they are told how many there
    are. `gone` is given the rows once they are untied, and the instant, in the same transaction. `electors` returns
    what these rows say of the electors of a space: those who carry something, and those whom somebody greeted.
    """
    if model in ties:
        raise ValueError(f"{model} is registered twice")
    ties[model] = Tie(model, field, stays, is_role, gone, electors)


def register_mentions(
    things: ByKey, *, in_preparation: InPreparation | None = None, are_their_own: bool = False
) -> None:
    """Register how the texts of a slice mention persons, by kind and number.

    `things` returns those with a foreign key to these persons, or written by them alone (`are_their_own`).
    `in_preparation` filters the rows of a model that are known only from texts that a reader cannot read.
    """
    told = Mentions(things, in_preparation, are_their_own)
    if told not in mentions:
        mentions.append(told)


def things_mentioning(space: Space, persons: list[int]) -> set[Ref]:
    return {ref for told in mentions for ref in told.things(space, persons)}


def things_written_alone(space: Space, persons: list[int]) -> set[Ref]:
    return {ref for told in mentions if told.are_their_own for ref in told.things(space, persons)}


def in_preparation(model: type[models.Model], reader: Reader) -> models.Q:
    """Return a filter of the rows of `model` known only from texts in preparation, which the reader cannot read."""
    nowhere = models.Q(pk__in=())
    told = [told.in_preparation(model, reader) for told in mentions if told.in_preparation is not None]
    return functools.reduce(operator.or_, told, nowhere)


def register_word_store(*, settle: Settler | None = None, files: TextFiles | None = None) -> None:
    """Register how names are removed from words that are stored in other forms than the fields of `register_texts`.

    `settle` is called before the texts of a space, or this row of them ([kind, id]), are searched for a name: it writes
    its words as texts, and drops their history. The caller holds the space. `files` are read and cleaned before it is
    held. There is one such store: a removal remembers its files by their ids alone.
    """
    if settle is not None and settle not in settlers:
        settlers.append(settle)
    if files is not None and files not in stores:
        if stores:
            raise ValueError("text files have two stores")
        stores.append(files)


def register_former_readers(model: type[models.Model], audience: str) -> None:
    """Register the path to the audience that a removed row of `model` had, and gets when it is put back."""
    former_readers[model] = audience


def register_given(model: type[models.Model], *, opens: bool = False) -> None:
    """Register rows of `model` as given to one person: a merge moves none of them to somebody who came.

    `opens`: they give a right (a role, a place in a group, an invitation), or hold an answer, which a person who agrees
    to disappear may bring along.
    """
    given[model] = opens


def register_listener(listener: Listener) -> None:
    """Have `listener` called with the facts recorded by `record_fact`, in the transaction of the act."""
    if listener not in listeners:
        listeners.append(listener)


def record_fact(verb: str, subject: Any, *, by: Person | None, **facts: Any) -> None:
    """Record what happened, in the transaction of the act: the journal writes it, and other slices follow.

    `subject` is the space itself, or a thing that has a `space` and an `audience`. `facts` contain no name of a person:
    everybody who reads the subject reads them.
    """
    for listener in listeners:
        listener(verb, subject, by=by, **facts)


def register_consequence(event: Event, name: str, consequence: Reversible) -> None:
    """Register a consequence of `event`, done in its transaction and undone with it. `name` identifies its result."""
    consequences[event][name] = consequence


def carry_out(event: Event, happening: Happening) -> dict[str, list[int]]:
    """Run the consequences of the event; return what each did, for `take_back`."""
    return {name: one.do(happening) for name, one in consequences[event].items()}


def take_back(event: Event, happening: Happening, done: dict[str, list[int]]) -> None:
    for name, numbers in done.items():
        if name in consequences[event]:
            consequences[event][name].undo(happening, numbers)
