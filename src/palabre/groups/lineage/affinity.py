"""Groups that speak of close things: a suggestion to those who carry one of the two, never an act.

Only what the whole space reads of them is compared. The pairs are kept for each state of the texts, so that looking
costs no more than looking up; two that somebody found to be two things are not suggested again.
"""

from __future__ import annotations

import dataclasses
import datetime
import hashlib

from django.core.cache import cache
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from palabre.groups.lineage.merge_proposals import may_decide_between
from palabre.groups.models import Carrying, Group, GroupLineage, Intention, MergeProposal
from palabre.journal.models import kind_of
from palabre.people.models import AudienceKind, Merging, Person
from palabre.people.reader import Reader
from palabre.pure.affinity import Pair, closest
from palabre.questions.living_questions import Kinship
from palabre.questions.models import Question
from palabre.refusal import Refusal
from palabre.spaces.models import Space

CLOSE = 0.16  # below, what two texts share is chance: found on invented communities of forty groups
MOST_PAIRS, MOST_SHOWN, MOST_WORDS = 200, 2, 4
LENGTH = 800  # characters of a group's text that are compared
MOST_COMPARED = 300  # groups: each with each takes a second of processor; of a larger space, the last ones
KEPT = 24 * 60 * 60  # seconds
ALL_READ = (AudienceKind.PUBLIC, AudienceKind.SPACE)

type Number = int


@dataclasses.dataclass(frozen=True, slots=True)
class Close:
    """Another group, and the words that make the two close."""

    group: Group
    words: tuple[str, ...]


def close_to(number: Number, reader: Reader) -> list[Close]:
    """Return the groups that speak of things close to this one's, the closest first; none that was set apart."""
    hers = [(other_of(pair, number), pair.shared) for pair in close_pairs(reader) if str(number) in (pair.a, pair.b)]
    if not hers:
        return []
    known = set_apart(number, reader.space) | tied_to(number)
    rows = reader.may_read(Group).alive().filter(ended_at=None, pk__in=[other for other, _words in hers])
    groups = {group.pk: group for group in reader.fetch(rows.exclude(pk__in=known))}
    return [Close(groups[other], words[:MOST_WORDS]) for other, words in hers if other in groups][:MOST_SHOWN]


def other_of(pair: Pair, number: Number) -> Number:
    return int(pair.b if pair.a == str(number) else pair.a)


def close_pairs(reader: Reader) -> list[Pair]:
    """Return the close pairs of the space, by the numbers of the groups; no query while nothing happened there."""
    space = reader.space
    key = f"close:{space.pk}:{space.version}"
    found: list[Pair] | None = cache.get(key)
    if found is None:
        found = compared(texts_of(reader))
        cache.set(key, found, KEPT)
    return found


def compared(texts: list[tuple[str, str]]) -> list[Pair]:
    """Compare these texts, once for as long as they say the same."""
    key = f"close:{hashlib.blake2b(repr(texts).encode(), digest_size=18).hexdigest()}"
    found: list[Pair] | None = cache.get(key)
    if found is None:
        pairs = closest(texts, top=MOST_PAIRS)
        found = [pair for pair in pairs if pair.score >= CLOSE and pair.shared]
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
    pairs = apart(space).filter(Q(kept_id=number) | Q(absorbed_id=number)).values_list("kept_id", "absorbed_id")
    return {one for pair in pairs for one in pair if one != number}


def tied_to(number: Number) -> set[Number]:
    """Return the numbers of those with which a merger was talked of, or of which it was born."""
    ends = Q(source=number) | Q(target=number)
    proposed = MergeProposal.objects.filter(ends).values_list("source", "target")
    born = GroupLineage.objects.standing().filter(ends).values_list("source", "target")
    return {one for pair in (*proposed, *born) for one in pair if one is not None} - {number}


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


def apart(space: Space) -> QuerySet[Merging]:
    """Return the pairs of groups that were said to be two, so that nobody is asked again."""
    return Merging.objects.filter(space=space, thing_kind=Group._meta.label_lower, undone_at__isnull=False)
