"""What the screens of a room show: frozen, made of one reading of the database, and all that templates may ask.

A page is `meetings/room/<role>.html`, with the part that lives in `{% partialdef live inline %}`. That part is made
once for everybody who sees the same thing (role, language, `mine`), and is sent to all of them. So it holds no CSRF
token and no absolute address: its gestures are buttons of a form that stands outside of it,
`<form id="gestes" method="post">{% csrf_token %}<input type="hidden" name="as" value="…"></form>`, as in
`<button form="gestes" formaction="next-point/?version={{ room.version }}">`. The same address leads a member to
`/s/<space>/meetings/<n>/room/next-point/`, and a guest to `/opened/<link>/room/next-point/`. `views/room.py` says
which gestures there are, and what each is told.
"""

from __future__ import annotations

import dataclasses
import datetime
from enum import StrEnum


class Role(StrEnum):
    """Which screen it is; `?as=`. A guest has a phone."""

    FACILITATOR = "facilitator"
    SCRIBE = "scribe"
    PROJECTOR = "projector"
    PHONE = "phone"


class Stage(StrEnum):
    """WAITING: open, not begun; people come in."""

    WAITING = "waiting"
    RUNNING = "running"
    ENDED = "ended"


@dataclasses.dataclass(frozen=True, slots=True)
class Named:
    """A person by her number, and her name as those in the room read it."""

    number: int
    name: str
    first_name: str


@dataclasses.dataclass(frozen=True, slots=True)
class Point:
    """A point of the agenda. `place` counts from 1 among those that are left; `minutes` is 0 where nobody said.

    `kind` is an ItemKind ("" where nobody said): "weather" shows `RoomState.weather`, "decide" `proposals`,
    "act" `actions`. Whatever its kind, the present point shows `needs` where it brings some.
    """

    number: int
    place: int
    text: str
    parts: tuple[str, ...]
    kind: str
    minutes: int
    holder: Named | None
    is_current: bool
    is_treated: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Clock:
    """The time of the present point. `until` and `left` (minutes, less than 0 once over) are None without a length.

    `extra` are the minutes added; « Encore 5 minutes » says which it saw: `extension/?extra={{ clock.extra }}`.
    When it `is_hidden`, no screen shows the time; whoever facilitates may show it again.
    """

    since: datetime.datetime
    minutes: int
    extra: int
    until: datetime.datetime | None
    left: int | None
    is_hidden: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Here:
    """Somebody of this meeting. `presence` is a Presence."""

    who: Named
    presence: str
    is_present: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Seat:
    """Somebody in the circle, in the order in which they sit."""

    who: Named
    has_spoken: bool
    holds: bool


@dataclasses.dataclass(frozen=True, slots=True)
class CircleState:
    """« Cercle sans notes ». `minutes` is how long it lasts, or lasted; once closed, `seats` are empty.

    `sentences` are those that people chose to leave, with their name where they signed.
    """

    number: int
    question: str
    is_open: bool
    minutes: int
    holder: Named | None
    seats: tuple[Seat, ...]
    sentences: tuple[tuple[str, str], ...]


@dataclasses.dataclass(frozen=True, slots=True)
class GroupWeather:
    """How a group's project goes, as it was said today; `weather` is "" as long as nobody did.

    `former` is the weather of the time before (""), `is_turn` the first group that has not said anything.
    """

    number: int
    title: str
    weather: str
    words: str
    next_step: str
    former: str
    is_turn: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Answered:
    """What somebody answered to a need; `is_hers` to whom this screen is shown, who may take it back."""

    number: int
    by: Named | None
    text: str
    is_hers: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Lack:
    """A need that waited for an answer when the meeting opened. `group` says it: "" for the whole community.

    It `is_met` when the group said « C’est bon pour nous », which `is_hers_to_say` to those of the group, but for who
    answered. `reason` is why somebody said no; it `is_in_hand` when somebody sees to it, by `promised_on` or whenever.
    """

    number: int
    text: str
    group: str
    answers: tuple[Answered, ...]
    is_met: bool
    is_hers_to_say: bool
    is_in_hand: bool
    promised_on: datetime.date | None
    reason: str

    @property
    def has_a_word(self) -> bool:
        return bool(self.answers or self.is_in_hand or self.reason)


@dataclasses.dataclass(frozen=True, slots=True)
class Raised:
    """An objection that stands: its reason, and never whose it is, which the page of the decision tells."""

    number: int
    reason: str


@dataclasses.dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal or a decision of this meeting, or one that its point looks at again.

    `objections` are those that stand, and `review_on` the day it is looked at again. One `was_proposed` unless it was
    read in minutes; then nobody opens it again here.
    """

    number: int
    text: str
    objections: tuple[Raised, ...]
    is_adopted: bool
    is_set_aside: bool
    was_proposed: bool
    why_set_aside: str
    review_on: datetime.date | None

    @property
    def is_open(self) -> bool:
        return not self.is_adopted and not self.is_set_aside


@dataclasses.dataclass(frozen=True, slots=True)
class Doing:
    """Something to do that this meeting looks at: what came back from the last one, and what it said itself.

    `helpers` are the others who do it with `owner`, in her words; it `is_hers` to whom this screen is shown.
    """

    number: int
    text: str
    owner: Named | None
    helpers: str
    is_hers: bool
    offered_to: Named | None
    due: str


@dataclasses.dataclass(frozen=True, slots=True)
class NextOne:
    """The next meeting, where one is there already: by the rhythm, or because somebody set a day."""

    number: int
    title: str
    on: datetime.date
    at: datetime.time | None


@dataclasses.dataclass(frozen=True, slots=True)
class Noted:
    """How many things were recognised in this meeting's words: never how many of anybody."""

    needs: int
    decisions: int
    actions: int
    to_take: int


@dataclasses.dataclass(frozen=True, slots=True)
class Mine:
    """What is hers of this screen. Those of whom all this is the same are sent the same words.

    `leads`: she may facilitate, write, mark, end: whoever belongs to the space. `may_speak` is true unless nobody
    knows her (a passer-by of a public space). `asks`: she would like to speak; `speaks`: she was given the floor;
    `holds`: the piece of the circle is in her hands. `answers` are the numbers of what she answered to needs,
    `actions` of what she took on, and `says` of the needs of which she says whether they are met.
    """

    leads: bool = False
    may_speak: bool = False
    is_facilitator: bool = False
    is_scribe: bool = False
    is_present: bool = False
    asks: bool = False
    speaks: bool = False
    holds: bool = False
    is_in_circle: bool = False
    answers: tuple[int, ...] = ()
    actions: tuple[int, ...] = ()
    says: tuple[int, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class RoomState:
    """Where a meeting stands, as one screen shows it.

    `number` is the meeting's; `version` grows with each gesture. `host` is where people type the code ("" in a
    test). `point` is None before it begins, once it has ended, and where the agenda is empty. `unlisted` are persons
    who spoke, asked to or wrote here and are not marked: « Elle est là ? » is asked softly, of who facilitates or
    writes. `floor` are those who would like to speak, in the order they came, `speaker` who was given the floor.
    `circle` is the one that is open, or the last one of this point. `note` is the number of the live note (0: none
    yet), `page` the slug of its page.
    """

    role: Role
    number: int
    title: str
    version: int
    stage: Stage
    code: str
    host: str
    facilitator: Named | None
    scribe: Named | None
    points: tuple[Point, ...]
    point: Point | None
    next_point: Point | None
    former_point: Point | None
    clock: Clock | None
    people: tuple[Here, ...]
    unlisted: tuple[Named, ...]
    floor: tuple[Named, ...]
    speaker: Named | None
    circle: CircleState | None
    weather: tuple[GroupWeather, ...]
    needs: tuple[Lack, ...]
    proposals: tuple[Proposal, ...]
    actions: tuple[Doing, ...]
    noted: Noted
    next_one: NextOne | None
    has_rhythm: bool
    note: int
    page: str
    mine: Mine

    @property
    def present(self) -> tuple[Here, ...]:
        return tuple(one for one in self.people if one.is_present)

    @property
    def is_waiting(self) -> bool:
        return self.stage is Stage.WAITING

    @property
    def is_running(self) -> bool:
        return self.stage is Stage.RUNNING

    @property
    def has_ended(self) -> bool:
        return self.stage is Stage.ENDED

    @property
    def letters(self) -> str:
        """The code in two groups, as people read it aloud."""
        return f"{self.code[:4]}-{self.code[4:]}" if self.code else ""

    @property
    def qr(self) -> str:
        """The address of the square, from the page of the room; it changes with the code."""
        return f"qr/?code={self.code}" if self.code else ""
