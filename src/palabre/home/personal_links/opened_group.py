"""A group as a personal link shows it: its question, roles, pledges, next date and calls."""

from __future__ import annotations

import dataclasses
import datetime
from urllib.parse import quote

from django.db.models import F, Q
from django.utils.translation import gettext as _

from palabre.groups.lineage.group_family import family
from palabre.groups.models import CARRYING, Action, Group, Membership, Need, Pledge, ProgressEntry, RoleCall
from palabre.groups.roles.convener_answers import last_answer
from palabre.home.group_page.group_members import InARole, in_roles
from palabre.home.personal_links.personal_link import Opened, Written, minutes_naming_person
from palabre.home.space_page.group_dates import plain_news
from palabre.meetings.models import Meeting
from palabre.questions.living_questions import living_ones
from palabre.questions.models import Question

MOST = 20  # news, needs and things to do, of each


@dataclasses.dataclass(frozen=True, slots=True)
class Coming:
    """Somebody who said « j’y vais ». `letter` is a mailto: address with a text of two sentences and no recipient."""

    name: str
    first_name: str
    at: datetime.datetime
    words: str
    letter: str


@dataclasses.dataclass(frozen=True, slots=True)
class OpenedGroup:
    """`said` is the person's answer ("" before they answer); `may_answer`: somebody said that they carry the group.

    `words` is the group's question, or its title where none is written. `her_call` is the open call that the person
    made, `living` the title of the group that this one has joined ("" for none). `news`, `needs` and `to_do` are what
    the reader and the other holder of the link may both read, at most `MOST` of each.
    """

    group: Group
    words: str
    may_answer: bool
    said: str
    minutes: list[Written]
    roles: list[InARole]
    is_carried: bool
    coming: list[Coming]
    calls: list[RoleCall]
    her_call: RoleCall | None
    next_meeting: Meeting | None
    living: str
    news: list[tuple[datetime.date | None, str]]
    needs: list[Need]
    to_do: list[tuple[Action, str]]

    @property
    def is_hers(self) -> bool:
        return self.said in ("yes", "share")


def opened_group(opened: Opened) -> OpenedGroup:
    group, person, reader = opened.thing, opened.person, opened.reader
    carried = list(opened.rows(Question).filter(carryings__group=group).order_by("pk"))
    questions = living_ones(carried, reader)
    calls = list(opened.rows(RoleCall).open().filter(group=group).order_by("pk"))
    her_call = next((call for call in calls if call.by_id == person.pk), None)
    coming = opened.rows(Meeting).to_come(reader.today).filter(group=group).order_by("on", "at", "pk")
    of_group = Q(group__in=family(group))
    mine = Membership.objects.filter(group=group, person=person)
    return OpenedGroup(
        group=group,
        words=questions[0].text if questions else group.title,
        may_answer=mine.filter(role__in=CARRYING).exists(),
        said=last_answer(group, by=person),
        minutes=minutes_naming_person([group, *carried], reader=reader),
        roles=in_roles(group, reader),
        is_carried=Membership.objects.filter(group=group).held().carrying().exists(),
        coming=[as_coming(pledge, opened) for pledge in others_who_come(opened)],
        calls=[call for call in calls if call != her_call],
        her_call=her_call,
        living=living_of(group),
        next_meeting=coming.first(),
        news=news_read(opened, of_group),
        needs=needs_read(opened, of_group),
        to_do=to_do_read(opened, of_group),
    )


def news_read(opened: Opened, of_group: Q) -> list[tuple[datetime.date | None, str]]:
    """Return what the group told of itself, as far as the reader may read it."""
    rows = opened.rows(ProgressEntry).filter(of_group).order_by(F("on").desc(nulls_last=True), "-pk")
    return [(one.on, plain_news(one)) for one in rows[:MOST]]


def needs_read(opened: Opened, of_group: Q) -> list[Need]:
    rows = opened.rows(Need).filter(of_group, withdrawn_at=None, satisfied_at=None).with_last_answer()
    return list(rows.order_by("pk")[:MOST])


def to_do_read(opened: Opened, of_group: Q) -> list[tuple[Action, str]]:
    rows = opened.rows(Action).open().filter(of_group).select_related("owner").order_by("pk")
    return [(one, opened.reader.name_of(one.owner) if one.owner else "") for one in rows[:MOST]]


def living_of(group: Group) -> str:
    """Return the title of the group in which this one lives now; "" when it lives by itself."""
    home = group
    while home.lives_in is not None:
        home = home.lives_in
    return "" if home == group else home.title


def told_of_call(page: OpenedGroup) -> tuple[str, list[str]]:
    """Return the person's call in the words that others will read: what is wanted, and for which question."""
    words = page.her_call.words if page.her_call else ""
    return words, [_("For the question: %(words)s") % {"words": page.words}]


def others_who_come(opened: Opened) -> list[Pledge]:
    """Return the pledges of other persons, the latest of each, latest first."""
    rows = opened.rows(Pledge).filter(group=opened.thing).exclude(person=opened.person)
    once: dict[int, Pledge] = {}
    for pledge in rows.select_related("person").order_by("-at", "-pk"):
        once.setdefault(pledge.person_id, pledge)
    return list(once.values())


def as_coming(pledge: Pledge, opened: Opened) -> Coming:
    first = pledge.person.first_name
    return Coming(opened.reader.name_of(pledge.person), first, pledge.at, pledge.words, letter_to(first, opened))


def letter_to(first_name: str, opened: Opened) -> str:
    """Return a mailto: address with a ready text. It has no recipient, so that it discloses nobody's address."""
    words = {"name": first_name, "me": opened.person.first_name, "group": opened.thing.title}
    subject = _("“%(group)s”: shall we meet?") % words
    body = _(
        "Hello %(name)s,\n\nYou said “I’m coming” for “%(group)s”: thank you, that is heartening. "
        "When could we talk about it, for half an hour?\n\n%(me)s"
    )
    return f"mailto:?subject={quote(subject)}&body={quote(body % words)}"
