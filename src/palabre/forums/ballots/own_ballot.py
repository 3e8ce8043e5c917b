"""The ballot of one reader: their dots, the order in which they are shown the questions; and the ballots of cards.

It belongs to their person, on whatever device; to the device, as long as that told no name. Once it tells one, its
ballot joins that of the person.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.forums.ballots.ballot_keys import BallotKey, key_named
from palabre.forums.ballots.day_dots import open_vote, vote_of
from palabre.forums.ballots.sealed_ballot import Marks, holder_of, seal, unseal
from palabre.forums.day.host_rights import refuse_unless_host
from palabre.forums.models import Ballot, DotVote, ForumDay
from palabre.forums.wall.sheets import sheet_numbered
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.pure.fair_order import fair_order
from palabre.refusal import Refusal

MOST_CARDS, MOST_PHONES = 1000, 30_000  # ballots of one day


@dataclasses.dataclass(frozen=True, slots=True)
class OwnBallot:
    """The ballot as its reader sees it: questions that bear their dots, all questions in their order, what is left."""

    dots: tuple[int, ...]
    order: list[int]
    left: int


def own_ballot(day: ForumDay, names: Sequence[str]) -> OwnBallot | None:
    """Return the ballot of the holder of these names, the person's before the device's; None until it is begun.

    `day` has an open vote. Nothing is written.
    """
    vote = vote_of(day)
    key = key_named(vote.key) if vote is not None else None
    rows = rows_of(vote, key, names) if vote is not None and key is not None else []
    if vote is None or key is None or not rows:
        return None
    there = dict(day.sheets.order_by("at", "pk").values_list("question", "number"))
    marks = joined(rows, vote, key).only(there)
    late = [one for one in there if one not in key.questions]
    order = fair_order(key.questions, marks.phone, seed=key.secret, late=late)
    return OwnBallot(marks.dots, [one for one in order if one in there], vote.each - len(marks.dots))


def begin_ballot(day: ForumDay, names: Sequence[str], *, at: datetime.datetime) -> None:
    """Give this holder a ballot, and the phone its number in the order of those that came. Idempotent."""
    with transaction.atomic():
        vote, key = open_vote(day, at=at)
        held(vote, key, names)


def put_dot(day: ForumDay, number: int, names: Sequence[str], reader: Reader, *, at: datetime.datetime) -> int:
    """Put a dot on the question of this number, and return how many are left. Idempotent."""

    def put(marks: Marks, question: int, vote: DotVote) -> Marks:
        if question in marks.dots:
            return marks
        if len(marks.dots) >= vote.each:
            words = ngettext("Your %(each)s dot is put.", "Your %(each)s dots are put.", vote.each)
            raise Refusal(words % {"each": vote.each}, instead=_("Take one back, then put it elsewhere."))
        return marks.put(question)

    return change_marks(day, number, names, reader, put, at=at)


def take_dot_back(day: ForumDay, number: int, names: Sequence[str], reader: Reader, *, at: datetime.datetime) -> int:
    """Take the dot back from the question of this number, and return how many are left. Idempotent."""

    def take(marks: Marks, question: int, _vote: DotVote) -> Marks:
        return marks.only(one for one in marks.dots if one != question)

    return change_marks(day, number, names, reader, take, at=at)


def change_marks(
    day: ForumDay,
    number: int,
    names: Sequence[str],
    reader: Reader,
    change: Callable[[Marks, int, DotVote], Marks],
    *,
    at: datetime.datetime,
) -> int:
    """Change the ballot of this holder, and return how many dots are left. The space is locked: it is one at a time."""
    with transaction.atomic():
        vote, key = open_vote(day, at=at)
        question = question_numbered(day, number, reader)
        ballot = held(vote, key, names)
        known = unseal(key, ballot.sealed)
        marks = change(known.only(day.sheets.values_list("question", flat=True)), question, vote)
        if marks != known:
            ballot.be_sealed(seal(key, marks))
        return vote.each - len(marks.dots)


def question_numbered(day: ForumDay, number: int, reader: Reader) -> int:
    rows = day.sheets.filter(reader.readable(of="question__audience"), number=number)
    found = rows.values_list("question", flat=True).first()
    if found is None:
        raise Refusal(
            _("No question has number %(number)s.") % {"number": number}, instead=_("Look it up in the list.")
        )
    return found


def rows_of(vote: DotVote, key: BallotKey, names: Sequence[str]) -> list[Ballot]:
    """Return the ballots of the holder of these names, in the order of the names: one query."""
    found = {one.holder: one for one in vote.ballots.filter(holder__in=[holder_of(key, one) for one in names])}
    return [found[holder] for one in names if (holder := holder_of(key, one)) in found]


def held(vote: DotVote, key: BallotKey, names: Sequence[str]) -> Ballot:
    """Return the ballot of the first of these names. What the device has put joins it, within what each person has."""
    rows = rows_of(vote, key, names)
    if not rows:
        phone = vote.ballots.filter(is_card=False).count()
        if phone >= MOST_PHONES:
            raise Refusal(_("A great many phones put dots here."), instead=_("Ask a host for a card of paper."))
        return vote.ballots.create(holder=holder_of(key, names[0]), sealed=seal(key, Marks(phone)))
    first, others = rows[0], rows[1:]
    if others:
        first.be_sealed(seal(key, joined(rows, vote, key)))
        vote.ballots.filter(pk__in=[one.pk for one in others]).delete()
    if first.holder != holder_of(key, names[0]):
        first.be_held_by(holder_of(key, names[0]))
    return first


def joined(rows: Sequence[Ballot], vote: DotVote, key: BallotKey) -> Marks:
    """Return the marks of the first ballot, with the dots of the others within what each person has."""
    marks = unseal(key, rows[0].sealed)
    for dot in [dot for one in rows[1:] for dot in unseal(key, one.sealed).dots]:
        if dot not in marks.dots and len(marks.dots) < vote.each:
            marks = marks.put(dot)
    return marks


def copy_card(day: ForumDay, numbers: Sequence[int], *, by: Person, at: datetime.datetime, form_token: str) -> Ballot:
    """Add the ballot of a card of paper, as a host types its numbers. Idempotent for the same form."""
    with transaction.atomic():
        vote, key = open_vote(day, at=at)
        refuse_unless_host(day, by)
        known = vote.ballots.filter(holder=holder_of(key, f"card {form_token}")).first()
        if known is not None:
            return known
        refuse_card(vote, numbers)
        reader = Reader.here(day.forum.space, by)
        questions = tuple(sheet_numbered(day, one, reader).question_id for one in numbers)
        sealed = seal(key, Marks(0, questions))
        return vote.ballots.create(holder=holder_of(key, f"card {form_token}"), sealed=sealed, is_card=True)


def refuse_card(vote: DotVote, numbers: Sequence[int]) -> None:
    if not numbers:
        raise Refusal(_("This card has no number."), instead=_("Type its numbers, with a space between them: 12 7 3"))
    twice = next((one for one in numbers if numbers.count(one) > 1), None)
    if twice is not None:
        raise Refusal(
            _("Number %(number)s is there twice.") % {"number": twice},
            instead=_("One dot on a question at most: type it once."),
        )
    if len(numbers) > vote.each:
        words = _("This card has %(many)s numbers: each person has %(each)s dots.")
        raise Refusal(words % {"many": len(numbers), "each": vote.each}, instead=_("Type it as its person means it."))
    if vote.ballots.filter(is_card=True).count() >= MOST_CARDS:
        raise Refusal(_("A great many cards were typed."))


def drop_card(day: ForumDay, card: int, *, by: Person, at: datetime.datetime) -> None:
    """Delete the ballot of a card that was typed. Idempotent."""
    with transaction.atomic():
        vote, _key = open_vote(day, at=at)
        refuse_unless_host(day, by)
        vote.ballots.filter(pk=card, is_card=True).delete()
