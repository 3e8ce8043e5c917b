"""The questions of a forum that took place, and what each became: who carries it, what is recalled of its votes."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection

from palabre.forums.outcome.proceedings import carriers_of_groups, groups_carrying, questions_of_forum
from palabre.forums.outcome.votes import Votes
from palabre.groups.models import Group
from palabre.people.reader import Reader
from palabre.questions.living_questions import Kinship
from palabre.questions.models import Forum, Question
from palabre.questions.quoted_votes import quoted_votes


@dataclasses.dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was put at the forum; `became` are those that it became, `carried` each group with its carriers.

    `votes` is what is told of its votes.
    """

    question: Question
    became: list[Question]
    carried: list[tuple[Group, list[str]]]
    votes: Votes


def asked_questions(forum: Forum, reader: Reader, *, may_count: bool, may_call: bool) -> list[Asked]:
    """Return the questions of a forum that the reader may read, in six queries at most, whatever their number.

    One that stems from another of them is told with that one.
    """
    rows = {one.pk: one for one in questions_of_forum(forum, reader)}
    kinship = Kinship.of(reader.space.pk) if rows else Kinship({}, {})
    there = rows | others_read(became_of(rows, kinship) - rows.keys(), reader)
    groups = groups_carrying(there.keys(), reader) if there else {}
    carriers = carriers_of_groups([*groups.values()], reader)
    quoted = quoted_votes(list(rows), reader)
    found = []
    for number, question in rows.items():
        if not rows.keys().isdisjoint(kinship.former(number)[1:]):
            continue
        became = [there[one] for one in kinship.living(number) if one != number and one in there]
        own = list(dict.fromkeys(groups[one.pk] for one in [question, *became] if one.pk in groups))
        told = Votes.of(question, own, quoted.get(number, ()), may_count=may_count, may_call=may_call)
        found.append(Asked(question, became, [(one, carriers.get(one.pk, [])) for one in own], told))
    return found


def became_of(numbers: Collection[int], kinship: Kinship) -> set[int]:
    return {end for number in numbers for end in kinship.living(number)}


def others_read(numbers: Collection[int], reader: Reader) -> dict[int, Question]:
    """Return those of these questions that the reader may read, by id: no query for none."""
    rows = reader.fetch(reader.may_read(Question).filter(pk__in=numbers)) if numbers else []
    return {one.pk: one for one in rows}
