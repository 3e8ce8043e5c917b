"""The content of each screen, derived from the facts: pure, so that one reading serves all."""

from __future__ import annotations

import dataclasses
import datetime

from palabre.groups.models import Action, Answer, Need
from palabre.meetings.models import AgendaItem, Decision, Objection, Presence
from palabre.meetings.note.note_skeleton import headings_of
from palabre.meetings.room.room_facts import ACTIONS, DECISIONS, NEEDS, Facts
from palabre.meetings.room.room_state import (
    Answered,
    CircleState,
    Clock,
    Doing,
    GroupWeather,
    Here,
    Lack,
    Mine,
    Named,
    NextOne,
    Noted,
    Point,
    Proposal,
    Raised,
    Role,
    RoomState,
    Seat,
    Stage,
)
from palabre.meetings.written.minutes_content import helping
from palabre.people.models import Audience, AudienceKind, Person
from palabre.pure.french import fold


@dataclasses.dataclass(frozen=True, slots=True)
class Onlooker:
    """The viewer of a screen, with the permissions `leads` and `may_speak`; `person` is 0 for an unknown visitor.

    `is_inside`: a member of the space, who reads names in full.
    """

    person: int
    role: Role
    leads: bool
    may_speak: bool
    host: str = ""
    is_inside: bool = False


def mine(facts: Facts, who: Onlooker) -> Mine:
    """Return the viewer's own part. A projector has none: it must show nothing about the member who opened it."""
    if who.role is Role.PROJECTOR or not who.person:
        return Mine()
    number, room, circle = who.person, facts.room, facts.circle
    asked = facts.asked.get(number)
    is_open = circle is not None and circle.closed_at is None
    return Mine(
        leads=who.leads,
        may_speak=who.may_speak,
        is_facilitator=room.facilitator_id == number,
        is_scribe=room.scribe_id == number,
        is_present=number in facts.present,
        asks=asked is not None and asked.given_at is None,
        speaks=asked is not None and asked.given_at is not None,
        holds=is_open and circle is not None and circle.holder_id == number,
        answers=tuple(one.pk for need in facts.needs for one in last_said(need) if one.by_id == number),
        says=tuple(one.pk for one in facts.needs if is_hers_to_say(one, who, facts)),
        objections=tuple(
            one.pk for decision in facts.decisions for one in standing(decision) if one.person_id == number
        ),
        lacks_address=room.ended_at is not None and number in facts.without_address,
        actions=tuple(one.pk for one in facts.actions if one.owner_id == number),
    )


def screen_of_role(facts: Facts, who: Onlooker) -> RoomState:
    """Return the state that the screen of `who` shows."""
    return Teller(facts, who).state()


class Teller:
    """Names are whole for members; guests and projectors get only the first name of persons who never came.

    Where several people here share a first name, it is followed by the rest of the name, or by its initial.
    """

    def __init__(self, facts: Facts, who: Onlooker) -> None:
        self.facts, self.who = facts, who
        self.mine = mine(facts, who)

    def state(self) -> RoomState:
        facts, room, meeting = self.facts, self.facts.room, self.facts.meeting
        points = self.points()
        here = next((place for place, one in enumerate(points) if one.is_current), None)
        return RoomState(
            role=self.who.role,
            number=meeting.pk,
            title=meeting.title,
            version=room.version,
            stage=Stage.ENDED if room.ended_at else Stage.RUNNING if room.began_at else Stage.WAITING,
            code=room.code or "",
            host=self.who.host,
            facilitator=self.named(room.facilitator),
            scribe=self.named(room.scribe),
            points=points,
            point=points[here] if here is not None else None,
            heading=headings_of(tuple(facts.points))[here] if here is not None else "",
            next_point=next_after(points, here) if not room.ended_at else None,
            former_point=points[here - 1] if here else None,
            clock=self.clock(),
            people=facts.once(("people", self.says_whole_names), self.people),
            unlisted=facts.once(("unlisted", self.says_whole_names), self.unlisted),
            floor=facts.once(("floor", self.says_whole_names), self.waiting),
            speaker=next((self.name(one.person) for one in facts.floor if one.given_at is not None), None),
            circle=self.circle(),
            weather=self.weather(),
            weather_after=next(iter(silent_from(facts, room.weather_turn_id)[1:]), 0),
            needs=tuple(self.lack(one) for one in facts.needs),
            proposals=tuple(as_proposal(one) for one in facts.decisions),
            actions=tuple(self.doing(one) for one in facts.actions),
            noted=self.noted(),
            next_one=self.next_one(),
            note=meeting.minutes.note_id if meeting.minutes else 0,
            page=meeting.minutes.slug if meeting.minutes else "",
            mine=self.mine,
        )

    @property
    def says_whole_names(self) -> bool:
        return self.who.leads and self.who.role is not Role.PROJECTOR

    def name(self, person: Person) -> Named:
        is_whole, short = self.says_whole_names or person.has_come, person.first_name
        if fold(short) in self.facts.namesakes:
            short = person.name if is_whole else with_initial(person)
        return Named(person.pk, person.name if is_whole else short, short)

    def named(self, person: Person | None) -> Named | None:
        return self.name(person) if person is not None and person.erased_at is None else None

    def points(self) -> tuple[Point, ...]:
        current = self.facts.room.item_id
        return tuple(self.point(one, place, current) for place, one in enumerate(self.facts.points, start=1))

    def point(self, item: AgendaItem, place: int, current: int | None) -> Point:
        return Point(
            number=item.pk,
            place=place,
            text=item.words,
            parts=tuple(map(str, item.parts)),
            kind=item.kind,
            minutes=item.minutes or 0,
            holder=self.named(item.holder),
            is_current=item.pk == current,
            is_treated=item.treated_at is not None and item.pk != current,
        )

    def clock(self) -> Clock | None:
        room = self.facts.room
        if room.item is None or room.item_at is None:
            return None
        planned = room.item.minutes or 0
        lasts = datetime.timedelta(minutes=planned + room.extra)
        until = room.item_at + lasts if lasts else None
        left = -int(-(until - self.facts.at).total_seconds() // 60) if until else None
        return Clock(room.item_at, planned + room.extra, room.extra, until, left, room.hides_time)

    def people(self) -> tuple[Here, ...]:
        rows = [one for one in self.facts.attendances if one.person.erased_at is None]
        here = [Here(self.name(one.person), one.presence, one.presence == Presence.PRESENT) for one in rows]
        return tuple(sorted(here, key=lambda one: (not one.is_present, one.who.name.lower(), one.who.number)))

    def unlisted(self) -> tuple[Named, ...]:
        present = self.facts.present
        return tuple(self.name(one.person) for one in self.facts.floor if one.person_id not in present)

    def waiting(self) -> tuple[Named, ...]:
        return tuple(self.name(one.person) for one in self.facts.floor if one.given_at is None)

    def circle(self) -> CircleState | None:
        circle, room, persons = self.facts.circle, self.facts.room, self.facts.persons
        if circle is None or (circle.closed_at is not None and circle.item_id != room.item_id):
            return None
        lasted = (circle.closed_at or self.facts.at) - circle.began_at
        there = [persons[one] for one in circle.order if one in persons and persons[one].erased_at is None]
        return CircleState(
            number=circle.pk,
            question=circle.question,
            is_open=circle.closed_at is None,
            minutes=max(1, round(lasted.total_seconds() / 60)),
            holder=self.named(persons.get(circle.holder_id or 0)),
            seats=tuple(Seat(self.name(one), one.pk in circle.spoken, one.pk == circle.holder_id) for one in there),
            sentences=tuple((text, self.name(by).name if by else "") for text, by in self.facts.sentences),
        )

    def weather(self) -> tuple[GroupWeather, ...]:
        silent = silent_from(self.facts, self.facts.room.weather_turn_id)
        return tuple(
            GroupWeather(
                number=group.pk,
                title=group.title,
                weather=today.weather if today else "",
                words=today.words if today else "",
                next_step=today.next_step if today else "",
                former=before.weather if before else "",
                is_turn=group.pk == next(iter(silent), 0),
                is_public=self.is_wider(group.audience),
            )
            for group, today, before in self.facts.weathers
        )

    def lack(self, need: Need) -> Lack:
        group, audience = need.group, self.facts.meeting.audience
        is_named = group is not None and group.audience.covers(audience)
        said = tuple(self.answered(one) for one in reversed(last_said(need)))
        return Lack(
            number=need.pk,
            text=need.text,
            group=group.title if group and is_named else "",
            answers=said,
            is_met=need.satisfied_at is not None,
            is_hers_to_say=need.pk in self.mine.says,
            is_in_hand=need.is_in_hand,
            promised_on=need.promised_on,
            reason=need.reason if need.is_declined else "",
            is_public=self.is_wider(need.audience),
        )

    def is_wider(self, audience: Audience) -> bool:
        """Return whether everybody reads what has this audience, and not this meeting."""
        return audience.kind == AudienceKind.PUBLIC != self.facts.meeting.audience.kind

    def answered(self, one: Answer) -> Answered:
        return Answered(one.pk, self.named(one.by), one.text, one.pk in self.mine.answers)

    def doing(self, action: Action) -> Doing:
        due = action.due_words or (action.due_on.isoformat() if action.due_on else "")
        is_hers = action.pk in self.mine.actions
        owner, asked = self.named(action.owner), self.named(action.offered_to)
        return Doing(action.pk, action.text, owner, helping(action) if owner else "", is_hers, asked, due)

    def noted(self) -> Noted:
        counts = self.facts.noted
        to_take = sum(1 for one in self.facts.actions if one.is_to_take)
        return Noted(counts.get(NEEDS, 0), counts.get(DECISIONS, 0), counts.get(ACTIONS, 0), to_take)

    def next_one(self) -> NextOne | None:
        one = self.facts.next_one
        return NextOne(one.pk, one.title, one.on, one.at) if one and one.on else None


def with_initial(person: Person) -> str:
    """Return « Marie K. »."""
    rest = person.name[len(person.first_name) :].strip()
    return f"{person.first_name} {rest[0]}." if rest else person.first_name


def silent_from(facts: Facts, turn: int | None) -> list[int]:
    """Return the ids of the groups without a weather today, from the one called on, in the order of the round."""
    groups = [(group.pk, today is None) for group, today, _before in facts.weathers]
    start = next((place for place, (number, _silent) in enumerate(groups) if number == turn), 0)
    return [number for number, is_silent in groups[start:] + groups[:start] if is_silent]


def is_hers_to_say(need: Need, who: Onlooker, facts: Facts) -> bool:
    """Return whether the viewer may say that the need is met: never who answered it, took it in hand or declined it."""
    is_of = who.person in facts.speakers[need.pk] if need.pk in facts.speakers else who.leads
    theirs = {need.in_hand_by_id, need.declined_by_id, *(one.by_id for one in last_said(need))}
    return is_of and who.person not in theirs


def last_said(need: Need) -> list[Answer]:
    """Return its last answers, latest first."""
    return need.last_said  # type: ignore[attr-defined, no-any-return]  # facts.needs_of put them there


def next_after(points: tuple[Point, ...], here: int | None) -> Point | None:
    after = points[here + 1 :] if here is not None else points
    return after[0] if after else None


def as_proposal(decision: Decision) -> Proposal:
    return Proposal(
        number=decision.pk,
        text=decision.text,
        words_digest=decision.words_digest,
        objections=tuple(Raised(one.pk, one.reason) for one in standing(decision)),
        is_adopted=decision.is_decided,
        is_set_aside=decision.set_aside_at is not None,
        was_proposed=decision.was_proposed_here,
        why_set_aside=decision.why_set_aside if decision.set_aside_at else "",
        review_on=decision.review_on,
    )


def standing(decision: Decision) -> list[Objection]:
    return decision.standing  # type: ignore[attr-defined, no-any-return]  # facts.decisions_of put them there
