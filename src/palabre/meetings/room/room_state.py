"""State of the screens of a room: immutable, made from one reading of the database; the context of their templates.

A page is `meetings/room/<role>.html`, with its updated part in `{% partialdef live inline %}`. That part is rendered
once for all the viewers with the same context (role, language, `mine`) and sent to all of them. So it holds
no absolute URL; its gestures are buttons of a form outside of it, whose fields keep what is being typed: `<form
id="gestes" method="post"><input type="hidden" name="as" value="…"></form>`, as in `<button form="gestes"
formaction="next-point/?version={{ room.version }}">`. The same relative URL leads a member to
`/s/<space>/meetings/<n>/room/next-point/`, and a guest to `/opened/<link>/room/next-point/`. `views/room.py` lists the
gestures and their parameters.
"""

from __future__ import annotations

import dataclasses
import datetime
from enum import StrEnum


class Role(StrEnum):
    """The screen asked for by `?as=`. A guest has a phone."""

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
    """A person's id, and their name as the viewers of the screen read it."""

    number: int
    name: str
    first_name: str


@dataclasses.dataclass(frozen=True, slots=True)
class Point:
    """A point of the agenda. `place` counts from 1 among the points still on the agenda; `minutes` is 0 if unknown.

    `kind` is an ItemKind ("" if unknown): "weather" shows `RoomState.weather`, "decide" `proposals`, "act" `actions`.
    Whatever its kind, the current point shows `needs` if it brings any.
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
    """The time of the current point. `until` and `left` (minutes, negative once over) are None without a length.

    `extra` is in minutes; « Encore 5 minutes » sends the value it saw: `extension/?extra={{ clock.extra }}`.
    `is_hidden` hides the time on all screens; the facilitator may show it again.
    """

    since: datetime.datetime
    minutes: int
    extra: int
    until: datetime.datetime | None
    left: int | None
    is_hidden: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Here:
    """A person of this meeting. `presence` is a Presence."""

    who: Named
    presence: str
    is_present: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Seat:
    """A person in the circle, in seating order."""

    who: Named
    has_spoken: bool
    holds: bool


@dataclasses.dataclass(frozen=True, slots=True)
class CircleState:
    """« Cercle sans notes ». `minutes` is its duration so far, or in all; once it is closed, `seats` is empty.

    `sentences` are those left by people, each with its author's name if it is signed.
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
    """The weather of a group's project today; `weather` is "" until somebody gives it.

    `former` is the previous weather, or ""; `is_turn` marks the one that is asked now. `is_public`: everybody reads
    what is said of the group, and not this meeting.
    """

    number: int
    title: str
    weather: str
    words: str
    next_step: str
    former: str
    is_turn: bool
    is_public: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Answered:
    """An answer to a need; `is_hers`: the viewer wrote it, and may withdraw it."""

    number: int
    by: Named | None
    text: str
    is_hers: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Lack:
    """A need without an answer when the meeting opened. `group` is the title of its group, "" for the whole community.

    `is_met`: the group said « C’est bon pour nous »; `is_hers_to_say`: the viewer may say so, as a person of the group
    who did not answer. `reason` is that of a refusal. `is_in_hand`: somebody takes care of it, by `promised_on` if set.
    `is_public`: everybody reads its answers, and not this meeting.
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
    is_public: bool

    @property
    def has_a_word(self) -> bool:
        return bool(self.answers or self.is_in_hand or self.reason)


@dataclasses.dataclass(frozen=True, slots=True)
class Raised:
    """A standing objection: its reason, without its author, whom only the page of the decision shows.

    "" is that of one that fewer people read than the meeting.
    """

    number: int
    reason: str


@dataclasses.dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal or a decision of this meeting, or one under review at its point.

    `objections` are the standing ones, `review_on` the review date. `was_proposed` is false for a decision read in
    minutes: it cannot be reopened here.
    """

    number: int
    text: str
    words_digest: str
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
    """An action of this meeting: carried over from the last one, or read in its note.

    `helpers` are the others who do it with `owner`, in the owner's words; `is_hers`: it is the viewer's.
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
    """The next meeting, if it exists: made by the rhythm, or set by a member."""

    number: int
    title: str
    on: datetime.date
    at: datetime.time | None


@dataclasses.dataclass(frozen=True, slots=True)
class Noted:
    """Numbers of objects recognised in the meeting's note, never counted by person."""

    needs: int
    decisions: int
    actions: int
    to_take: int


@dataclasses.dataclass(frozen=True, slots=True)
class Mine:
    """The viewer's own part of a screen. Viewers for whom it is equal are sent the same HTML.

    `leads`: they may facilitate, write, mark and end, as any member. `may_speak` is false only for an unknown visitor
    of a public space. `asks`: they asked for the floor; `speaks`: they have it; `holds`: they hold the circle's piece.
    `answers` are the ids of their answers to needs, `actions` of the actions they took, `says` of the needs they may
    declare met, `objections` of the standing ones that they raised. `lacks_address`: the meeting has ended, and nobody
    knows where to write to this guest.
    """

    leads: bool = False
    may_speak: bool = False
    is_facilitator: bool = False
    is_scribe: bool = False
    is_present: bool = False
    asks: bool = False
    speaks: bool = False
    holds: bool = False
    answers: tuple[int, ...] = ()
    actions: tuple[int, ...] = ()
    says: tuple[int, ...] = ()
    objections: tuple[int, ...] = ()
    lacks_address: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class RoomState:
    """The state of a meeting, as one screen shows it.

    `number` is the meeting's id; `version` grows with each gesture. `host` is the host on which people type the code
    ("" in a test). `point` is None before the beginning, after the end, and if the agenda is empty; `heading` is its
    heading in the note. `unlisted` are persons who spoke, asked for the floor or wrote here without being marked
    present: « Elle est là ? » asks the facilitator or the scribe. `floor` are the persons who asked for the floor, in
    order, `speaker` the one who has it. `circle` is the open one, or the last one of this point. `weather_after` is the
    id of the group that is asked after the one whose turn it is, 0 if there is none. `note` is the id of the live note
    (0: none yet), `page` the slug of its page.
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
    heading: str
    next_point: Point | None
    former_point: Point | None
    clock: Clock | None
    people: tuple[Here, ...]
    unlisted: tuple[Named, ...]
    floor: tuple[Named, ...]
    speaker: Named | None
    circle: CircleState | None
    weather: tuple[GroupWeather, ...]
    weather_after: int
    needs: tuple[Lack, ...]
    proposals: tuple[Proposal, ...]
    actions: tuple[Doing, ...]
    noted: Noted
    next_one: NextOne | None
    note: int
    page: str
    mine: Mine

    @property
    def present(self) -> tuple[Here, ...]:
        return tuple(one for one in self.people if one.is_present)

    @property
    def is_led_here(self) -> bool:
        """Return whether the viewer leads the meeting from this screen."""
        return self.mine.leads and self.role in (Role.FACILITATOR, Role.SCRIBE)

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
        """Return the code in two groups, as people read it aloud."""
        return f"{self.code[:4]}-{self.code[4:]}" if self.code else ""

    @property
    def qr(self) -> str:
        """Return the URL of the QR code, relative to the page of the room; it changes with the code."""
        return f"qr/?code={self.code}" if self.code else ""
