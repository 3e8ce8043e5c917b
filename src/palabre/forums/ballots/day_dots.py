"""The dots of a day: hosts have some, open them, and close them, which counts them once. Nothing of it is undone.

Putting a dot changes no version of the space and rings no bell: nobody's screen moves with the dots of others.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.forums.ballots.ballot_keys import FRESH, BallotKey, forget_key, forget_keys, key_named, make_key
from palabre.forums.ballots.sealed_ballot import MOST, unseal
from palabre.forums.day.host_rights import hosted, refuse_when_closed
from palabre.forums.models import Ballot, DotVote, ForumDay
from palabre.journal.models import record
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space

FEWEST, USUAL = 3, 5  # dots of one person
FEW = 5  # fewer ballots than this would tell who put which dot

type Counts = dict[str, int]


def vote_of(day: ForumDay) -> DotVote | None:
    """Return the dots of the day; None where its hosts want none. No query if the day was loaded with it."""
    return getattr(day, "dot_vote", None)


def began_anew(vote: DotVote) -> bool:
    """Return whether the open vote begins anew, since a copy was restored: its key is gone."""
    return vote.is_open and (vote.anew_at is not None or key_named(vote.key) is None)


def have_dots(day: ForumDay, each: int) -> None:
    """Have so many dots for each person at the end of the day; 0: none. `day` is locked.

    Raise a Refusal once they are open: what each has does not change.
    """
    vote = DotVote.objects.filter(day=day).first()
    if (vote is not None and vote.each == each) or (vote is None and not each):
        return
    if each and not FEWEST <= each <= MOST:
        raise Refusal(_("From three to seven dots for each person."))
    if vote is not None and vote.opened_at is not None:
        raise Refusal(_("The dots were opened already."), instead=_("What each person has stays as it is."))
    if each:
        DotVote.objects.update_or_create(day=day, defaults={"each": each})
    else:
        DotVote.objects.filter(day=day).delete()


def open_dots(day: ForumDay, until: datetime.time | None, *, by: Person, at: datetime.datetime) -> DotVote:
    """Open the dots; phones are told the hour `until`. Idempotent. Those that were counted do not open again."""
    with transaction.atomic():
        now = hosted(day, by=by)
        refuse_when_closed(now)
        vote = vote_of(now)
        if vote is None:
            raise Refusal(_("This day has no dots."), instead=_("Tick their box first, in “The day and its wall”."))
        if vote.is_counted:
            raise counted_already()
        if vote.is_open:
            vote.be_until(until)
        else:
            vote.ballots.all().delete()
            vote.begin(new_key(now).name, until, at)
            record("dots.opened", now.forum, by=by)
        Space.touch(now.forum.space_id)
        return vote


def counted_already() -> Refusal:
    return Refusal(_("The dots are counted."), instead=_("Their result is in the proceedings."))


def new_key(day: ForumDay) -> BallotKey:
    """Make a key, which leaves again if this transaction does. It holds the questions that are there."""
    return make_key(list(day.sheets.order_by("question").values_list("question", flat=True)))


def close_dots(day: ForumDay, *, by: Person, at: datetime.datetime) -> None:
    """Close the dots and count them. Idempotent. The ballots and their key are deleted."""
    with transaction.atomic():
        now = hosted(day, by=by)
        if count_dots_of(now, at=at):
            record("dots.closed", now.forum, by=by)
            Space.touch(now.forum.space_id)


def count_dots_of(day: ForumDay, *, at: datetime.datetime) -> bool:
    """Count the dots of the locked day if they are open, and delete what they were counted from."""
    vote = vote_of(day)
    if vote is None or not vote.is_open:
        return False
    key, there = key_named(vote.key), set(day.sheets.values_list("question", flat=True))
    ballots = list(vote.ballots.all()) if key is not None else []
    phones, cards = ([one for one in ballots if one.is_card is is_card] for is_card in (False, True))
    on_phones, of_phones = counted(key, phones, there)
    on_cards, of_cards = counted(key, cards, there)
    vote.ballots.all().delete()
    forgotten = vote.key
    vote.end(at, phones=of_phones, cards=of_cards, counts={"phones": on_phones, "cards": on_cards})
    transaction.on_commit(lambda: forget_key(forgotten))
    return True


def counted(key: BallotKey | None, ballots: Iterable[Ballot], there: Iterable[int]) -> tuple[Counts, int | None]:
    """Return the dots of each question, and how many ballots bear some; nothing where these are too few."""
    marks = [unseal(key, one.sealed).only(there).dots for one in ballots] if key is not None else []
    number = sum(1 for one in marks if one)
    if number < FEW:
        return {}, None
    found = Counter(question for one in marks for question in one)
    return {str(question): found[question] for question in sorted(there)}, number


def open_vote(day: ForumDay, *, at: datetime.datetime) -> tuple[DotVote, BallotKey]:
    """Lock the space and return the open vote with its key. Raise a Refusal once it is closed.

    Where its key is not there any longer, after a copy was restored, it begins anew.
    """
    Space.hold(day.forum.space_id)
    vote = DotVote.objects.filter(day=day).first()
    if vote is None or vote.opened_at is None:
        raise Refusal(_("The dots are not open yet: a host opens them."))
    if not vote.is_open:
        raise Refusal(_("The dots are closed."), instead=_("Their result is on this page, and in the proceedings."))
    key = key_named(vote.key)
    if key is None:
        vote.ballots.all().delete()
        key = new_key(day)
        vote.begin_anew(key.name, at)
        Space.touch(day.forum.space_id)
    return vote, key


def forget_unnamed_keys(now: datetime.datetime) -> None:
    """Delete the keys that no open vote names: those of votes that went with their day or their space."""
    forget_keys(but=set(DotVote.objects.exclude(key="").values_list("key", flat=True)), before=now - FRESH)
