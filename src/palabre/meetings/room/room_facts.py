"""One reading of the state of a room, in a number of queries that does not depend on the number of people.

It is made once for all screens; `room_screens` derives from it what each of them shows.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from palabre.groups.lineage.group_family import together
from palabre.groups.models import Action, Group, Need, ProjectWeather
from palabre.meetings.models import (
    AgendaItem,
    Attendance,
    CarriedOver,
    Circle,
    Decision,
    FloorRequest,
    ItemKind,
    Meeting,
    Presence,
    Room,
)
from palabre.meetings.room.room_decisions import MOST_SHOWN, decisions_of
from palabre.meetings.room.room_lock import points_of
from palabre.meetings.room.room_needs import needs_of, speakers_of
from palabre.people.models import PASSERS_BY, Person, read_by_all_of
from palabre.pure.french import fold
from palabre.web.prepared_query import prepared
from palabre.wiki.models import Passage

MOST_AWAITED = 500  # people who are not present, listed for who facilitates
NEEDS, DECISIONS, ACTIONS = (model._meta.label_lower for model in (Need, Decision, Action))


@dataclasses.dataclass(frozen=True, slots=True)
class Facts:
    """`weathers` lists each group with its weather of the day and the one before, None if there is none.

    `speakers` maps a need's id to the persons who may say that it is met; a need of the whole community has none.
    """

    at: datetime.datetime
    room: Room
    meeting: Meeting
    points: list[AgendaItem]
    attendances: list[Attendance]
    floor: list[FloorRequest]
    circle: Circle | None
    sentences: list[tuple[str, Person | None]]
    weathers: list[tuple[Group, ProjectWeather | None, ProjectWeather | None]]
    needs: list[Need]
    speakers: dict[int, frozenset[int]]
    decisions: list[Decision]
    actions: list[Action]
    noted: dict[str, int]
    next_one: Meeting | None
    persons: dict[int, Person]
    kept: dict[object, Any] = dataclasses.field(default_factory=dict, compare=False)

    def once[Made](self, name: object, make: Callable[[], Made]) -> Made:
        """Return the value cached under this name, computed at the first call: one reading serves many screens."""
        if name not in self.kept:
            self.kept[name] = make()
        return self.kept[name]  # type: ignore[no-any-return]

    @property
    def present(self) -> frozenset[int]:
        """Return the ids of the persons present."""
        here = (one.person_id for one in self.attendances if one.presence == Presence.PRESENT)
        return self.once("present", lambda: frozenset(here))

    @property
    def without_address(self) -> frozenset[int]:
        """Return the ids of the guests present whose address nobody knows."""
        here = (one.person for one in self.attendances if one.presence == Presence.PRESENT)
        rows = (one.pk for one in here if one.is_passer_by and not one.email)
        return self.once("without_address", lambda: frozenset(rows))

    @property
    def namesakes(self) -> frozenset[str]:
        """Return the folded first names that several of the people here have."""
        return self.once("namesakes", self.count_namesakes)

    def count_namesakes(self) -> frozenset[str]:
        here = {one.person for one in self.attendances if one.presence == Presence.PRESENT}
        here |= {one.person for one in self.floor}
        counted = Counter(fold(one.first_name) for one in here)
        return frozenset(name for name, times in counted.items() if times > 1)

    @property
    def asked(self) -> dict[int, FloorRequest]:
        """Return the floor requests by person id."""
        return self.once("asked", lambda: {one.person_id: one for one in self.floor})


def read_room_facts(meeting: int, *, at: datetime.datetime) -> Facts | None:
    """Read the state of the meeting with this id; None if its room was never opened."""
    rows = room_of(meeting=meeting)
    if not rows:
        return None
    room = rows[0]
    found = room.meeting
    circle = next(iter(circle_of(room=room.pk)), None)
    of_words, needs = noted_in(found), needs_of(found, room.item)
    return Facts(
        at=at,
        room=room,
        meeting=found,
        points=points_of(found),
        attendances=attendances_of(meeting=meeting),
        floor=floor_of(room=room.pk),
        circle=circle,
        sentences=[(one.text, one.by) for one in circle.sentences.select_related("by").order_by("pk")]
        if circle
        else [],
        weathers=weathers_of(room) if room.item and room.item.kind == ItemKind.WEATHER else [],
        needs=needs,
        speakers=speakers_of(found.space_id, needs),
        decisions=decisions_of(room),
        actions=actions_of(found, of_words[1]),
        noted=of_words[0],
        next_one=next_of(found, today=timezone.localdate(at)),
        persons=persons_of(circle),
    )


@prepared(meeting=BigIntegerField())
def room_of(meeting: Any) -> QuerySet[Room]:
    beside = ("meeting__space", "meeting__audience", "meeting__series", "meeting__minutes")
    return Room.objects.select_related(*beside, "facilitator", "scribe", "item").filter(meeting=meeting)


@prepared(room=BigIntegerField())
def circle_of(room: Any) -> QuerySet[Circle]:
    """Return the last one."""
    return Circle.objects.filter(room=room).order_by("-pk")[:1]


@prepared(meeting=BigIntegerField())
def attendances_of(meeting: Any) -> QuerySet[Attendance]:
    """Return those of everybody present, and of the first `MOST_AWAITED` others.

    Last come the names that were only typed in passing: anybody makes thousands.
    """
    rows = Attendance.objects.filter(meeting=meeting)
    passers_by = Exists(Person.objects.filter(PASSERS_BY, pk=OuterRef("person")))
    awaited = rows.exclude(presence=Presence.PRESENT).order_by(passers_by, "pk")[:MOST_AWAITED]
    known = rows.filter(Q(presence=Presence.PRESENT) | Q(pk__in=awaited.values("pk")))
    return known.select_related("person").order_by("pk")


@prepared(room=BigIntegerField())
def floor_of(room: Any) -> QuerySet[FloorRequest]:
    return FloorRequest.objects.filter(room=room).select_related("person").order_by("at", "pk")


def weathers_of(room: Room) -> list[tuple[Group, ProjectWeather | None, ProjectWeather | None]]:
    """Return the groups that give their weather: the meeting's own, or all the living groups with a member.

    A weather that not all who read the meeting may read is empty: its group was opened to them after it.
    """
    meeting = room.meeting
    rows = Group.objects.awake().filter(space=meeting.space_id).filter(read_by_all_of(meeting.audience))
    rows = (
        rows.filter(together(meeting.group_id, path="pk"))
        if meeting.group_id
        else rows.filter(memberships__isnull=False)
    )
    groups = list(rows.select_related("audience").distinct().order_by("title", "pk")[:MOST_SHOWN])
    day = timezone.localdate(room.began_at) if room.began_at else timezone.localdate()
    said: dict[int, list[ProjectWeather]] = {}
    weathers = ProjectWeather.objects.filter(group__in=groups, on__lte=day).select_related("audience")
    for one in weathers.order_by("-on"):
        if one.audience.covers(meeting.audience):
            said.setdefault(one.group_id, []).append(one)
        elif one.on == day:  # the group is not asked again
            said.setdefault(one.group_id, []).append(ProjectWeather(group_id=one.group_id, on=day))
    found = []
    for group in groups:
        today = next((one for one in said.get(group.pk, []) if one.on == day), None)
        found.append((group, today, next((one for one in said.get(group.pk, []) if one.on != day), None)))
    return found


def noted_in(meeting: Meeting) -> tuple[dict[str, int], list[int]]:
    """Return the number of objects of each kind recognised in the note, and the ids of the actions among them."""
    if meeting.minutes_id is None:
        return {}, []
    told = set(things_said_in(page=meeting.minutes_id))
    return Counter(kind for kind, _number in told), [number for kind, number in told if kind == ACTIONS]


@prepared(page=BigIntegerField())
def things_said_in(page: Any) -> QuerySet[Passage, tuple[str, int]]:
    rows = Passage.objects.filter(page=page, thing_kind__in=[NEEDS, DECISIONS, ACTIONS])
    return rows.values_list("thing_kind", "thing_id")


def actions_of(meeting: Meeting, of_words: list[int]) -> list[Action]:
    """Return the actions carried over from the last meeting, and those of this one's note."""
    came_back = CarriedOver.objects.filter(meeting=meeting).values("action")
    rows = Action.objects.open().filter(Q(pk__in=came_back) | Q(pk__in=of_words))
    rows = rows.filter(read_by_all_of(meeting.audience))
    return list(rows.select_related("owner", "offered_to").order_by("pk")[:MOST_SHOWN])


def next_of(meeting: Meeting, *, today: datetime.date) -> Meeting | None:
    """Return the next meeting: of the same rhythm, else of the same group or of the conveners."""
    day = meeting.on or today
    rows = Meeting.objects.filter(read_by_all_of(meeting.audience), space=meeting.space_id)
    rows = rows.filter(on__gt=day, cancelled_at=None)
    same = Q(series=meeting.series_id) if meeting.series_id else together(meeting.group_id)
    return rows.filter(same).exclude(pk=meeting.pk).order_by("on", "at", "pk").first()


def persons_of(circle: Circle | None) -> dict[int, Person]:
    """Return the persons of the circle by id."""
    numbers = {*circle.order, *circle.spoken, circle.holder_id} - {None} if circle else set()
    return Person.objects.in_bulk(numbers) if numbers else {}
