"""Groups that speak of close things: a suggestion to those who carry one of the two, never an act.

Only what the whole space reads of them is compared. The pairs are kept for each state of the texts, so that looking
costs no more than looking up; two that somebody found to be two things are not suggested again.
"""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.db.models import BigIntegerField, Q, QuerySet
from django.utils.translation import gettext as _

from palabre.groups.lineage.merge_proposals import may_decide_between
from palabre.groups.models import Carrying, Group, GroupLineage, Intention, MergeProposal
from palabre.journal.models import kind_of
from palabre.people.models import AudienceKind, Merging, Person
from palabre.people.reader import Reader
from palabre.people.reader_queries import prepared_reading
from palabre.pure.affinity import closest
from palabre.questions.living_questions import Kinship
from palabre.questions.models import Question
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.web.prepared_query import ListOf, prepared

CLOSE = 0.16  # below, what two texts share is chance: found on invented communities of forty groups
MOST_PAIRS, MOST_SHOWN, MOST_WORDS = 200, 2, 4
LENGTH = 800  # characters of a group's text that are compared
MOST_COMPARED = 300  # groups: each with each takes a second of processor; of a larger space, the last ones
KEPT = 24 * 60 * 60  # seconds
ALL_READ = (AudienceKind.PUBLIC, AudienceKind.SPACE)

type Number = int
type ClosePair = tuple[Number, Number, tuple[str, ...]]  # plain values: each reading of the cache makes them anew


@dataclasses.dataclass(frozen=True, slots=True)
class Close:
    """Another group, and the words that make the two close."""

    group: Group
    words: tuple[str, ...]


def close_to(number: Number, reader: Reader) -> list[Close]:
    """Return the groups that speak of things close to this one's, the closest first; none that was set apart."""
    hers = [(b if a == number else a, words) for a, b, words in close_pairs(reader) if number in (a, b)]
    if not hers:
        return []
    known = set_apart(number, reader.space) | tied_to(number)
    asked = [other for other, _words in hers if other not in known]
    groups = {group.pk: group for group in going_on(reader, numbers=asked)} if asked else {}
    return [Close(groups[other], words[:MOST_WORDS]) for other, words in hers if other in groups][:MOST_SHOWN]


@prepared_reading(numbers=ListOf(BigIntegerField()))
def going_on(rights: Any, numbers: Any) -> Any:
    return rights.may_read(Group).alive().filter(ended_at=None, pk__in=numbers)


def close_pairs(reader: Reader) -> list[ClosePair]:
    """Return the close pairs of the space, by the numbers of the groups; no query while nothing happened there."""
    space = reader.space
    key = f"close-pairs:{space.pk}:{space.version}"
    found: list[ClosePair] | None = cache.get(key)
    if found is None:
        found = compared(texts_of(reader))
        cache.set(key, found, KEPT)
    return found


def compared(texts: list[tuple[str, str]]) -> list[ClosePair]:
    """Compare these texts, once for as long as they say the same."""
    key = f"close-pairs:{hashlib.blake2b(repr(texts).encode(), digest_size=18).hexdigest()}"
    found: list[ClosePair] | None = cache.get(key)
    if found is None:
        pairs = closest(texts, top=MOST_PAIRS)
        found = [(int(pair.a), int(pair.b), pair.shared) for pair in pairs if pair.score >= CLOSE and pair.shared]
        cache.set(key, found, KEPT)
    return found


def texts_of(reader: Reader) -> list[tuple[str, str]]:
    """Return what each group that goes on says of itself to the whole space: its name, its question, its intention.

    Of many groups, the last ones.
    """
    same = {"space": reader.space, "audience__kind__in": ALL_READ}
    groups = Group.objects.alive().filter(ended_at=None, **same)
    last = sorted(groups.order_by("-pk").values_list("pk", "title")[:MOST_COMPARED])
    said: dict[Number, list[str]] = {number: [title] for number, title in last}
    asked = Question.objects.filter(**same).in_bulk()
    carried = Carrying.objects.filter(group__in=said, question__in=asked).order_by("pk")
    now = Kinship.of(reader.space.pk)
    for group, question in carried.values_list("group", "question"):
        living = [asked[one].text for one in now.living(question) if one in asked]
        said[group] += living or [asked[question].text]
    for number, text in intentions(list(said), reader.space).items():
        said[number].append(text)
    return [(str(number), " ".join(dict.fromkeys(texts))[:LENGTH]) for number, texts in said.items()]


def intentions(groups: list[Number], space: Space) -> dict[Number, str]:
    rows = Intention.objects.filter(space=space, group__in=groups, audience__kind__in=ALL_READ)
    return dict(rows.order_by("number").values_list("group", "text"))


def set_apart(number: Number, space: Space) -> set[Number]:
    """Return the numbers of the groups that somebody found to be about something else than this one."""
    pairs = pairs_apart(space=space.pk, number=number)
    return {one for pair in pairs for one in pair if one != number}


@prepared(space=BigIntegerField(), number=BigIntegerField())
def pairs_apart(space: Any, number: Any) -> QuerySet[Merging, Any]:
    return apart(space).filter(Q(kept_id=number) | Q(absorbed_id=number)).values_list("kept_id", "absorbed_id")


def tied_to(number: Number) -> set[Number]:
    """Return the numbers of those with which a merger was talked of, or of which it was born."""
    pairs = (*pairs_proposed(number=number), *pairs_born(number=number))
    return {one for pair in pairs for one in pair if one is not None} - {number}


@prepared(number=BigIntegerField())
def pairs_proposed(number: Any) -> QuerySet[MergeProposal, Any]:
    return MergeProposal.objects.filter(Q(source=number) | Q(target=number)).values_list("source", "target")


@prepared(number=BigIntegerField())
def pairs_born(number: Any) -> QuerySet[GroupLineage, Any]:
    rows = GroupLineage.objects.standing().filter(Q(source=number) | Q(target=number))
    return rows.values_list("source", "target")


def tell_apart(group: Group, other: Group, *, by: Person, at: datetime.datetime) -> None:
    """« C’est autre chose » : these two are not suggested to one another again. Twice is once. Raises a Refusal."""
    with transaction.atomic():
        hold(group, other, by)
        if other.pk not in set_apart(group.pk, group.space):
            pair = {"kept_id": min(group.pk, other.pk), "absorbed_id": max(group.pk, other.pk)}
            Merging.objects.create(space=group.space, thing_kind=kind_of(group), by=by, undone_at=at, **pair)


def suggest_again(group: Group, other: Group, *, by: Person) -> None:
    """They may be close after all."""
    with transaction.atomic():
        hold(group, other, by)
        pair = {"kept_id": min(group.pk, other.pk), "absorbed_id": max(group.pk, other.pk)}
        apart(group.space).filter(**pair).delete()


def hold(group: Group, other: Group, by: Person) -> None:
    Space.hold(group.space_id)
    if group.space_id != other.space_id or not may_decide_between(by, [group, other]):
        raise Refusal(_("It is for those who host one of the two groups to say so."))


def apart(space: Any) -> QuerySet[Merging]:
    """Return the pairs of groups that were said to be two, so that nobody is asked again."""
    return Merging.objects.filter(space=space, thing_kind=Group._meta.label_lower, undone_at__isnull=False)
