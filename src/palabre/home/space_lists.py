"""The lists that a page may ask for of what lives in a space: groups, questions, meetings to come."""

from __future__ import annotations

from collections import defaultdict

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.groups.models import Group
from palabre.groups.questions.carried_questions import carried_now
from palabre.groups.work_lists import facts, title_of
from palabre.home.space_page.group_sheets import beyond_the_title
from palabre.home.space_page.space_page import living_groups
from palabre.meetings.models import Meeting
from palabre.people.reader import Reader
from palabre.questions.living_questions import Kinship
from palabre.questions.models import Question
from palabre.web import dates_in_words
from palabre.wiki.hooks import LivingList, Row, register_list
from palabre.wiki.models import Page

FRONT = ("home:space", gettext_lazy("The page of the community"))


def register_space_lists() -> None:
    for living, also in LISTS:
        register_list(living, also=also)


def groups(reader: Reader, page: Page | None, most: int) -> list[Row]:
    found = reader.fetch(living_groups(reader).awake(), most=most)
    carried = carried_now(found, reader)
    return [group_as_row(group, carried[group.pk], reader) for group in found]


def group_as_row(group: Group, carried: list[Question], reader: Reader) -> Row:
    asks = [said for one in carried if (said := beyond_the_title(one, group))]
    names = reader.names_of(one.person for one in group.memberships.all())
    return Row(group.title, group.get_absolute_url(), facts(*asks, dates_in_words.listed(names)))


def questions(reader: Reader, page: Page | None, most: int) -> list[Row]:
    """The living questions: one that became another is told on the page of that other."""
    found = reader.fetch(reader.may_read(Question).living().order_by("pk"), most=most)
    kinship = Kinship.of(reader.space.pk)
    former = {one.pk: kinship.former(one.pk) for one in found}
    numbers = [number for some in former.values() for number in some]
    carrying: dict[int, list[Group]] = defaultdict(list)
    for group in living_groups(reader).filter(carryings__question__in=numbers).distinct() if numbers else ():
        for one in group.questions.all():
            carrying[one.pk].append(group)
    return [question_as_row(one, groups_of(former[one.pk], carrying), reader) for one in found]


def groups_of(questions: list[int], carrying: dict[int, list[Group]]) -> list[Group]:
    """Return the groups that carry one of these, each once."""
    return list(dict.fromkeys(group for number in questions for group in carrying[number]))


def question_as_row(question: Question, carrying: list[Group], reader: Reader) -> Row:
    names = reader.names_of(one.person for group in carrying for one in group.memberships.all())
    who = carried_by(names or [group.title for group in carrying])
    return Row(question.text, question.get_absolute_url(), (who,))


def meetings(reader: Reader, page: Page | None, most: int) -> list[Row]:
    rows = reader.may_read(Meeting).to_come(reader.today).order_by("on", "at", "pk")
    found = reader.tie(reader.fetch(rows, most=most), "group")
    return [meeting_as_row(meeting, reader) for meeting in found]


def meeting_as_row(meeting: Meeting, reader: Reader) -> Row:
    at = dates_in_words.hour(meeting.at) if meeting.at else ""
    when = ", ".join(
        facts(dates_in_words.near(meeting.on, today=reader.today) if meeting.on else "", at, meeting.place)
    )
    return Row(meeting.title, meeting.get_absolute_url(), facts(when, other_title(meeting)), of=title_of(meeting.group))


def carried_by(names: list[str]) -> str:
    if not names:
        return _("nobody is hosting it yet")
    return _("hosted by %(names)s") % {"names": dates_in_words.listed(names)}


def other_title(meeting: Meeting) -> str:
    """A meeting of a group often bears the title of the group."""
    title = title_of(meeting.group)
    return "" if title == meeting.title else title


LISTS: tuple[tuple[LivingList, tuple[str, ...]], ...] = (
    (
        LivingList(
            fr="groupes",
            en="groups",
            label=gettext_lazy("Groups"),
            empty=gettext_lazy("No group yet. A group starts from a question that someone wants to host."),
            rows=groups,
            whole=FRONT,
        ),
        (),
    ),
    (
        LivingList(
            fr="questions",
            en="questions",
            label=gettext_lazy("Questions"),
            empty=gettext_lazy("No question yet. Anyone may ask one."),
            rows=questions,
            whole=FRONT,
        ),
        (),
    ),
    (
        LivingList(
            fr="prochaines réunions",
            en="next meetings",
            label=gettext_lazy("Next meetings"),
            empty=gettext_lazy("No next meeting yet. Any member may choose a date."),
            rows=meetings,
        ),
        ("réunions", "meetings"),
    ),
)
