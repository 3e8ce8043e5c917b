"""Removed names, recognised in new texts by a keyed digest, without being stored.

An imported text loses them; the text of a person who writes is refused, with an explanation.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from hashlib import sha256
from itertools import pairwise, takewhile
from typing import Any

from django.conf import settings
from django.db.models import BigIntegerField, QuerySet
from django.utils.translation import gettext as _

from palabre.people.erasures.space_words import but_words_of, titles_in
from palabre.people.models import Person, RefusedName
from palabre.people.name_forms import Forms, forms_from, mentions, names_in, unnamed
from palabre.pure.french.escapes import plain_readings
from palabre.pure.french.spellings import Name, Pieces, Spelling, near
from palabre.pure.minutes.text.lexicon import kind_of_label
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.web import keyed_digests
from palabre.web.prepared_query import prepared

SALT = b"palabre.people.refused_names"
MOST_PIECES = 5  # « Marie-Jo Le Goff Tanguy »
MOST_REMEMBERED = 20_000  # windows of a text whose digests are made once
PIECE = re.compile(r"[^\W_]+")
BETWEEN = re.compile(  # two pieces of one name
    r"[ *_'.-]{1,6}\n?[ *_>]{0,6}|\n[ *_>]{0,6}|[ *_]{0,3}[,;|/(–—-][ *_]{0,3}"
)


class NameRefused(Refusal):
    """A person writes a name whose bearer had it removed."""


def refuse(space: Space, spelling: Spelling, *, person: Person | None = None, is_typed: bool = False) -> None:
    """Record this name, and those of its parts that may only mean its bearer; nothing where it is also another's.

    `is_typed`: nobody but its bearer gave it (see RefusedName).
    """
    if spelling.is_anothers_too:
        return
    record_refused(
        RefusedName(space=space, digest=digest, person=person, is_typed=is_typed)
        for digest in digests_of(space, spelling, settings.SECRET_KEY)
    )


def record_refused(rows: Iterable[RefusedName]) -> None:
    """Record these refusals, of which a digest may be known: a name that somebody gave is no typed one."""
    typed, given = list[RefusedName](), list[RefusedName]()
    for row in rows:
        (typed if row.is_typed else given).append(row)
    RefusedName.objects.bulk_create(typed, ignore_conflicts=True)
    RefusedName.objects.bulk_create(
        given, update_conflicts=True, update_fields=["is_typed"], unique_fields=["space", "digest"]
    )


def without_refused_names(space: Space, text: str) -> str:
    """Return `text`, which was imported, with « une personne » in the place of refused names."""
    for forms in refused_forms(space, text):
        text = unnamed(text, forms)
    return text


def keep_out(space: Space, *texts: str) -> None:
    """Raise NameRefused when what a person wrote contains a removed name."""
    text = "\n\n".join(texts)
    if any(mentions(text, forms) for forms in refused_forms(space, text)):
        raise NameRefused(
            _("Somebody has asked for their name not to appear here."),
            instead=_("Write “une personne” instead, or what this person does. What you wrote is below."),
        )


def refused_forms(space: Space, text: str) -> list[Forms]:
    """Return the forms of the refused names that this text contains. One query where no name was refused."""
    refused = refused_digests(space)
    names = dict.fromkeys(refused_names_in(space, text, refused)) if refused else {}
    if not names:
        return []
    typed = frozenset(digests_of_typed(space=space.pk))
    return list(forms_but_words(space, text, refused_spellings(space, names, refused, others=names_in(space)), typed))


def forms_but_words(space: Space, text: str, spellings: list[Spelling], typed: frozenset[str]) -> Iterator[Forms]:
    """Yield the forms of refused names, the full ones first, but of those that are only words of this text.

    A name that its bearer `typed` may be any words, « Compte Rendu »: without its capitals it is these words, and so is
    each of them here. What heads a section of minutes is no name.
    """
    words = set[Pieces]()
    for spelling in spellings:
        name = spelling.name
        if name.pieces in words:
            continue
        if not was_typed(space, name, typed):
            yield forms_from(spelling)
            continue
        told = spelling.with_capitals()
        whole = forms_from(told.with_alone(frozenset()))
        if kind_of_label(" ".join(name.pieces)) or (name.is_full and not mentions(text, whole)):
            words |= name.tokens
        else:
            yield forms_from(told)


def was_typed(space: Space, name: Name, typed: frozenset[str]) -> bool:
    """Return whether this name is one of the digests of those that their bearers `typed`."""
    return is_in(typed, space, "whole" if name.is_full else "alone", name.pieces)


def refused_spellings(
    space: Space, names: Iterable[Name], refused: frozenset[str], *, others: list[str]
) -> list[Spelling]:
    """Return how refused names are searched among the `others` that texts of the space may mean."""
    titles = titles_in(space)
    among = ((name, tuple(map(Name.of, near(name, others)))) for name in names)
    spellings = [but_words_of(titles, Spelling(name, others)) for name, others in among]
    return [spelling.with_alone(alone_in(space, spelling, refused)).widely() for spelling in spellings]


def refused_digests(space: Space) -> frozenset[str]:
    return frozenset(digests_in(space=space.pk))


@prepared(space=BigIntegerField())
def digests_in(space: Any) -> QuerySet[RefusedName, str]:
    return RefusedName.objects.filter(space=space).values_list("digest", flat=True)


@prepared(space=BigIntegerField())
def digests_of_typed(space: Any) -> QuerySet[RefusedName, str]:
    return RefusedName.objects.filter(space=space, is_typed=True).values_list("digest", flat=True)


def refused_names_in(space: Space, text: str, refused: frozenset[str], *, in_any_case: bool = False) -> Iterator[Name]:
    """Yield the refused names in `text`: the full ones, then the parts that stand alone, which have their capital.

    `in_any_case`: a full name may have none.
    """
    alone = []
    is_refused = lru_cache(MOST_REMEMBERED)(partial(is_in, refused, space))  # a text says the same words again
    for pieces, is_capital in windows(text, in_any_case=in_any_case):
        if len(pieces) > 1 and is_refused("whole", pieces):
            yield from split(space, pieces, refused)
        if is_capital and len(pieces) < 4 and is_refused("alone", pieces):
            alone.append(Name(pieces, (), ()))
    yield from alone


def windows(text: str, *, in_any_case: bool = False) -> Iterator[tuple[Pieces, bool]]:
    """Yield possible names: up to five pieces in a row, one with a capital; and whether the first has it."""
    for plain in plain_readings(text):
        yield from windows_of(plain, in_any_case=in_any_case)


def windows_of(plain: str, *, in_any_case: bool) -> Iterator[tuple[Pieces, bool]]:
    pieces = list(PIECE.finditer(plain))
    joined = [BETWEEN.fullmatch(plain, one.end(), other.start()) is not None for one, other in pairwise(pieces)]
    for at, piece in enumerate(pieces):
        length = 1 + sum(1 for _ in takewhile(bool, joined[at : at + MOST_PIECES - 1]))
        said = [other.group() for other in pieces[at : at + length]]
        for end in range(1, length + 1):
            if in_any_case or any(word[0].isupper() for word in said[:end]):
                yield tuple(word.lower() for word in said[:end]), piece.group()[0].isupper()


def split(space: Space, pieces: Pieces, refused: frozenset[str]) -> Iterator[Name]:
    """Yield the name with its first name and surname told apart, in whichever order they are written."""
    for at in range(1, len(pieces)):
        for first, surname in ((pieces[:at], pieces[at:]), (pieces[at:], pieces[:at])):
            if is_in(refused, space, "split", (*first, "|", *surname)):
                yield Name(first, surname, tuple((piece,) for piece in surname))


def alone_in(space: Space, spelling: Spelling, refused: frozenset[str]) -> frozenset[Pieces]:
    return frozenset(word for word in spelling.own if is_in(refused, space, "alone", word))


def digests_of(space: Space, spelling: Spelling, secret: str) -> set[str]:
    """Return the digests of the full name in both orders, and of its parts that are nobody else's."""
    alone = {digest(space, "alone", word, secret) for word in spelling.own}
    if not spelling.name.is_full:
        return alone
    name = spelling.name
    orders = {digest(space, "whole", pieces, secret) for pieces in name.orders}
    return alone | orders | {digest(space, "split", (*name.first, "|", *name.surname), secret)}


def is_in(refused: frozenset[str], space: Space, kind: str, pieces: Iterable[str]) -> bool:
    """Return whether these pieces were refused, under the present secret or a former one."""
    said = tuple(pieces)
    return any(digest(space, kind, said, secret) in refused for secret in keyed_digests.secrets())


def digest(space: Space, kind: str, pieces: Iterable[str], secret: str) -> str:
    """Return a digest of these pieces that only this instance can compute."""
    return hmac.digest(key(secret), f"{space.pk}:{kind}:{' '.join(pieces)}".encode(), "sha256").hex()


@lru_cache(maxsize=8)
def key(secret: str) -> bytes:
    return sha256(SALT + secret.encode()).digest()
