"""A group as a personal link shows it: its question, roles, pledges, next date and calls."""

from __future__ import annotations

import dataclasses
import datetime
from urllib.parse import quote

from django.utils.translation import gettext as _

from palabre.groups.models import CARRYING, Group, Membership, Pledge, RoleCall
from palabre.groups.roles.convener_answers import last_answer
from palabre.home.group_page.group_members import InARole, in_roles
from palabre.home.personal_links.personal_link import Opened, Written, minutes_naming_person
from palabre.meetings.models import Meeting
from palabre.questions.living_questions import living_ones
from palabre.questions.models import Question


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
    made, `living` the title of the group that this one has joined ("" for none).
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

    @property
    def is_hers(self) -> bool:
        return self.said in ("yes", "share")


def opened_group(opened: Opened) -> OpenedGroup:
    group, person, reader = opened.thing, opened.person, opened.reader
    carried = list(opened.rows(Question).filter(carryings__group=group).order_by("pk"))
    questions = living_ones(carried, reader)
    calls = list(opened.rows(RoleCall).open().filter(group=group).order_by("pk"))
    her_call = next((call for call in calls if call.by_id == person.pk), None)
    coming = opened.rows(Meeting).filter(group=group, on__gte=reader.today).order_by("on", "at", "pk")
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
    )


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
