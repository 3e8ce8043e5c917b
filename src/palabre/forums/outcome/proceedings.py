"""The proceedings of a forum: its questions in the order of the wall, what was said, and where each goes on."""

from __future__ import annotations

import dataclasses
import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import F

from palabre.forums.models import ForumDay, ReportKind, SheetPhoto
from palabre.forums.outcome.photos import photos_of
from palabre.forums.outcome.votes import Votes
from palabre.forums.wall.wall_facts import ShownSheet, wall_of
from palabre.groups.models import Group
from palabre.groups.roles.readable_roles import roles_read_by
from palabre.people.reader import Reader
from palabre.questions.living_questions import Kinship
from palabre.questions.models import Forum, Question
from palabre.questions.quoted_votes import quoted_votes

MOST_ON_A_PAGE = 300_000  # characters of reports: some seven thousand for each of forty questions


@dataclasses.dataclass(frozen=True, slots=True)
class Act:
    """A question in the proceedings: `group` carries it, `carriers` are the names of those who carry the group.

    `joined_to` is the sheet that it was told with, `votes` what is told of its votes. `is_apart`: its report is read on
    the page of the sheet, since those that come before are long enough for one page.
    """

    shown: ShownSheet
    group: Group | None
    carriers: list[str]
    joined_to: ShownSheet | None
    photos: list[SheetPhoto]
    votes: Votes
    is_apart: bool = False

    @property
    def has_no_report(self) -> bool:
        return self.shown.report is not None and self.shown.report.kind == ReportKind.NONE


def proceedings_of(
    day: ForumDay, reader: Reader, *, at: datetime.datetime, may_count: bool = False, may_call: bool = False
) -> list[Act]:
    """Return the questions in the order of the wall: eleven queries at most, whatever was said.

    `may_count`: the reader may type the dots of a question; `may_call`: they may publish a call for it.
    """
    wall = wall_of(day, reader, at=at)
    by_key = {one.sheet.pk: one for one in wall.sheets}
    apart = beyond_a_page(wall.in_order)
    leads = with_living([one.sheet.question_id for one in wall.sheets], reader)
    groups = groups_carrying({number for some in leads.values() for number in some}, reader)
    carriers = carriers_of_groups([*groups.values()], reader)
    acts, photos = [], photos_of(day)
    quoted = quoted_votes([one.sheet.question_id for one in wall.sheets], reader)
    for one in wall.in_order:
        group = next((groups[number] for number in leads[one.sheet.question_id] if number in groups), None)
        home = by_key.get(one.report.joined_to_id) if one.report and one.report.joined_to_id else None
        names = carriers.get(group.pk, []) if group else []
        question = one.sheet.question
        said = {"may_count": may_count, "may_call": may_call}
        told = Votes.of(question, [group] if group else [], quoted.get(question.pk, ()), **said)
        acts.append(Act(one, group, names, home, photos.get(one.sheet.pk, []), told, one.sheet.pk in apart))
    return acts


def beyond_a_page(sheets: Iterable[ShownSheet]) -> set[int]:
    """Return the ids of the sheets whose report does not fit on one page with those that come before."""
    found, length = set[int](), 0
    for one in sheets:
        length += len(one.report.text) if one.report else 0
        if length > MOST_ON_A_PAGE:
            found.add(one.sheet.pk)
    return found


def with_living(questions: list[int], reader: Reader) -> dict[int, list[int]]:
    """Return, by id of each question, itself then the living ones that it became: one query, or none for none."""
    kinship = Kinship.of(reader.space.pk) if questions else Kinship({}, {})
    return {number: [number, *kinship.living(number)] for number in questions}


def groups_carrying(questions: Collection[int], reader: Reader) -> dict[int, Group]:
    """Return, by id of the question, the group that carries it and that the reader may read: one query."""
    rows = reader.may_read(Group).alive().filter(carryings__question__in=questions)
    found = rows.annotate(question_number=F("carryings__question")).order_by("-pk")
    return {row.question_number: reader.place(row) for row in found}


def carriers_of_groups(groups: list[Group], reader: Reader) -> dict[int, list[str]]:
    """Return, by id of the group, the names of those who carry it: one query."""
    rows = roles_read_by(reader).held().carrying().filter(group__in={one.pk for one in groups})
    persons = defaultdict(list)
    for row in rows.select_related("person").order_by("pk"):
        persons[row.group_id].append(row.person)
    return {number: reader.names_of(some) for number, some in persons.items()}


def questions_of_forum(forum: Forum, reader: Reader) -> list[Question]:
    """Return the questions of a forum that the reader may read."""
    return reader.fetch(reader.may_read(Question).filter(forum=forum).order_by("pk"))
