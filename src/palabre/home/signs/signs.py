"""The four signs that a group may be shown, to its people only: facts that it entered itself, never a score.

People of the group hold a role in it, or are members who pledged to come; each reads the words that they may read.

No next date; a person or a need left without an answer; a review day that has passed; a person carrying alone, shown to
that person only. A group that is asleep or has ended gets none. The answers to signs are in `sign_answers`.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator
from typing import Any

from django.db.models import BigIntegerField, DateField, DateTimeField, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.groups.lineage.group_family import family
from palabre.groups.models import (
    CARRYING,
    Action,
    Answer,
    Deliverable,
    Group,
    Level,
    Membership,
    Need,
    Pledge,
    ProgressEntry,
    RoleCall,
    Sign,
    SignKind,
)
from palabre.journal.models import Entry
from palabre.meetings.models import Attendance, DatePoll, Meeting, Presence, Series
from palabre.minutes.models import Imported
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.people.reader_queries import prepared_reading
from palabre.pure.french import shortened
from palabre.spaces.models import Space
from palabre.web.dates_in_words import distance, near
from palabre.web.prepared_query import ListOf, prepared

WITHOUT_A_DATE = datetime.timedelta(days=21)
WITHOUT_A_WORD = datetime.timedelta(days=7)
ALONE = datetime.timedelta(days=30)
OF_A_GROUP = (Action, Need, RoleCall, Deliverable, ProgressEntry, Meeting)  # through which others act


@dataclasses.dataclass(frozen=True, slots=True)
class Fact:
    """A sign in words, with one gesture. `about` identifies the fact: another fact is another sign."""

    kind: SignKind
    about: str
    words: str
    gesture: str
    url: str
    is_told: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Looking:
    """The person who looks, the group with the ids of its family (`kin`), and the instant."""

    space: Space
    group: Group
    kin: list[int]
    person: Person
    at: datetime.datetime

    @property
    def today(self) -> datetime.date:
        return timezone.localdate(self.at)

    @property
    def reader(self) -> Reader:
        return Reader(self.space, self.person, self.today)

    def address(self, name: str, number: int) -> str:
        return reverse(name, args=[self.space.slug, number])


def signs_of(space: Space, number: int, *, to: Person, at: datetime.datetime) -> list[Fact]:
    """Return the signs of this group for one of its people, except those answered « c’est normal »."""
    group = next(iter(awake_group(space=space.pk, number=number)), None)
    if group is None:
        return []
    looking = Looking(space, group, family(group), to, at)
    found = [*no_date(looking), *newcomer(looking), *need(looking), *review(looking), *lone_carrier_signs(looking)]
    if not found:
        return []
    heeded = {(one.kind, one.about): one for one in Sign.objects.filter(group=group)}
    return [
        dataclasses.replace(fact, is_told=row is not None and row.told_at is not None)
        for fact in found
        if (row := heeded.get((fact.kind, fact.about))) is None or row.quiet_at is None
    ]


@prepared(space=BigIntegerField(), number=BigIntegerField())
def awake_group(space: Any, number: Any) -> QuerySet[Group]:
    return Group.objects.awake().filter(space=space, pk=number)


def no_date(looking: Looking) -> Iterator[Fact]:
    """Yield a sign if the last meeting is more than three weeks old, without a next one, an open poll or a series.

    Only those that the person reads count: minutes in preparation may tell others.
    """
    last = next(iter(last_meeting(looking.reader, kin=looking.kin)), None)
    if last is None or last.on is None or last.on >= looking.today - WITHOUT_A_DATE:
        return
    running = looking.reader.may_read(Series).filter(group__in=looking.kin, paused_at=None, ended_at=None)
    polls = looking.reader.may_read(DatePoll).open().filter(group__in=looking.kin)
    if running.filter(starts_on__isnull=False).exists() or polls.exists():
        return
    yield Fact(
        SignKind.NO_DATE,
        f"meeting:{last.pk}",
        _("No next meeting yet. Shall we set one?"),
        _("Find a date"),
        reverse("meetings:new_date", args=[looking.space.slug], query={"group": looking.group.pk}),
    )


@prepared_reading(may_load=True, kin=ListOf(BigIntegerField()))
def last_meeting(rights: Any, kin: Any) -> Any:
    rows = rights.may_read(Meeting).filter(group__in=kin, on__isnull=False, cancelled_at=None)
    return rows.order_by("-on", "-pk")[:1]


def newcomer(looking: Looking) -> Iterator[Fact]:
    """Yield a sign if a pledge (« j’y vais ») has waited a week for an answer. Those who only follow expect none."""
    before = looking.at - WITHOUT_A_WORD
    found = pledges_said_before(looking.reader, kin=looking.kin, person=looking.person.pk, before=before)
    pledge = next(iter(found), None)
    if pledge is not None:
        said = {"name": pledge.person.name, "when": distance(timezone.localdate(pledge.at), today=looking.today)}
        yield Fact(
            SignKind.UNANSWERED,
            f"pledge:{pledge.pk}",
            _("%(name)s said “I’m coming” %(when)s. A word for them?") % said,
            _("Answer"),
            looking.address("groups:reply", pledge.pk),
        )


@prepared_reading(may_load=True, kin=ListOf(BigIntegerField()), person=BigIntegerField(), before=DateTimeField())
def pledges_said_before(rights: Any, kin: Any, person: Any, before: Any) -> Any:
    """Return the first pledge of another than this person that has no answer, as a list of at most one."""
    in_a_role = Membership.objects.held().filter(group__in=kin, person=OuterRef("person"))
    rows = rights.may_read(Pledge).filter(group__in=kin, welcomed_at=None, at__lt=before)
    rows = rows.exclude(level=Level.INFORMED).exclude(person=person).exclude(Exists(in_a_role))
    return rows.select_related("person").order_by("pk")[:1]


def need(looking: Looking) -> Iterator[Fact]:
    """Yield a sign if a need was said more than a week ago and got no answer."""
    found = needs_said_before(looking.reader, kin=looking.kin, day=looking.today - WITHOUT_A_WORD)
    for waiting in found:
        yield Fact(
            SignKind.UNANSWERED,
            f"need:{waiting.pk}",
            _("This need is still waiting for a word: “%(need)s”.") % {"need": shortened_sign(waiting.text)},
            _("Say it to somebody else"),
            waiting.get_absolute_url(),
        )


@prepared_reading(may_load=True, kin=ListOf(BigIntegerField()), day=DateField())
def needs_said_before(rights: Any, kin: Any, day: Any) -> Any:
    """Return the first need without a word, as a list of at most one."""
    rows = rights.may_read(Need).open().filter(group__in=kin, said_on__lt=day)
    rows = rows.filter(acknowledged_at=None, in_hand_at=None, declined_at=None)
    return rows.exclude(Exists(Answer.objects.filter(need=OuterRef("pk")))).order_by("said_on", "pk")[:1]


def review(looking: Looking) -> Iterator[Fact]:
    day = looking.group.review_on
    if day is not None and day <= looking.today:
        yield Fact(
            SignKind.REVIEW,
            f"review:{day.isoformat()}",
            _("You wished to look again at where you are heading, on %(day)s. Still on the way?")
            % {"day": near(day, today=looking.today)},
            _("Look again, or name another day"),
            f"{looking.address('groups:intention', looking.group.pk)}#revoyure",
        )


def lone_carrier_signs(looking: Looking) -> Iterator[Fact]:
    """Yield a sign if this person carries alone and nobody else acted in the group for a month. Only they see it."""
    if two_carriers(group=looking.group.pk) != [looking.person.pk] or is_young(looking):
        return
    last = last_of_others(looking)
    if (last is not None and last.at > looking.at - ALONE) or others_came(looking) or looks_for_somebody(looking):
        return
    yield Fact(
        SignKind.ALONE,
        f"{looking.person.pk}:{last.pk if last else 0}",
        _("Hosting with somebody is lighter."),
        _("Look for a co-host"),
        looking.address("groups:group_calling", looking.group.pk),
    )


@prepared(group=BigIntegerField())
def two_carriers(group: Any) -> QuerySet[Any, int]:
    """Return two of those who carry the group, as ids of persons."""
    return Membership.objects.held().carrying().filter(group=group).values_list("person", flat=True)[:2]


def is_young(looking: Looking) -> bool:
    """Return whether the group is less than a month old here. Imported minutes may bring a group born long before."""
    born, since = looking.group.born_on, looking.at - ALONE
    if looking.space.made_at > since or (born is not None and born > timezone.localdate(since)):
        return True
    brought = Imported.objects.filter(thing_kind="groups.group", thing_id=looking.group.pk, made=True)
    return brought.filter(reading__at__gt=since).exists()


def last_of_others(looking: Looking) -> Entry | None:
    """Return the latest journal entry by somebody else about the group or what it holds: one query."""
    about = Q(subject_kind="groups.group", subject_id__in=looking.kin)
    for model in OF_A_GROUP:
        rows: Any = model._default_manager.filter(group__in=looking.kin).values("pk")
        about |= Q(subject_kind=model._meta.label_lower, subject_id__in=rows)
    others = Entry.objects.filter(about, space=looking.space, by__isnull=False).exclude(by=looking.person)
    return others.exclude(by__same_as=looking.person).order_by("-at", "-pk").first()


def others_came(looking: Looking) -> bool:
    since = timezone.localdate(looking.at - ALONE)
    rows = Attendance.objects.filter(meeting__group__in=looking.kin, meeting__on__gt=since, presence=Presence.PRESENT)
    return rows.exclude(person=looking.person).exists()


def looks_for_somebody(looking: Looking) -> bool:
    return RoleCall.objects.open().filter(group__in=looking.kin, role__in=CARRYING).exists()


def shortened_sign(words: str, most: int = 90) -> str:
    return shortened(words.rstrip(" ."), most)
