"""Handlers of the room's gestures; `views/room.py` lists them with their parameters."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.groups.log.project_weather import say_weather
from palabre.groups.models import Group
from palabre.meetings.models import Room
from palabre.meetings.room import circle, floor_requests, open_room, room_facilitation, room_harvest, room_presence
from palabre.meetings.room.room_lock import let_lead
from palabre.meetings.room.room_words import WordsForm
from palabre.meetings.room.views.actions import TAKING, say_line
from palabre.meetings.room.views.decisions import DECIDING
from palabre.meetings.room.views.needs import NEEDS
from palabre.meetings.series.occurrence_changes import none_for_now
from palabre.meetings.written.left_addresses import leave_address
from palabre.people.guests import sentences_bounded
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.refusal import Refusal
from palabre.web.form.form_input import is_number
from palabre.web.origins import origin_of


@dataclasses.dataclass(frozen=True, slots=True)
class Gesture:
    """A gesture: its author, room and time. `parameters` are in the form, or in the URL of its button."""

    request: Any
    room: Room
    by: Person
    at: datetime.datetime
    parameters: dict[str, str]
    said: list[str] = dataclasses.field(default_factory=list)

    def say(self, words: str) -> None:
        """Queue a message for the author, if the effect is not visible on their screen, or not at once."""
        self.said.append(words)

    def words(self, field: str, key: int | None = None) -> str:
        """Return the words of this field, of the row of this key. Raise UnreadableForm past its bound."""
        return str(WordsForm.read(self.request, only=field, prefix=key)[field])

    def number(self, name: str) -> int:
        """Return the number of this name; 0, which is no row's id, if it is not a number."""
        said = self.parameters[name]
        return int(said) if is_number(said) else 0

    def says(self, name: str) -> bool:
        return self.parameters[name] == "1"


def refuse_leading(name: str, by: Person) -> None:
    """Raise a Refusal for what is for whoever belongs to the space, of who is here by a link or by another's word."""
    if (by.comes_by_link or by.is_on_one_word) and name not in IN_THE_ROOM:
        raise Refusal(
            _("This is for those who are here in the space, each on their own device: a link leads nothing."),
            instead=_("Ask one of them, or enter the space on your own device."),
        )


def begin_by_gesture(made: Gesture) -> None:
    room_facilitation.begin_meeting(made.room, by=made.by, at=made.at)


def next_point(made: Gesture) -> None:
    room_facilitation.next_point(made.room, since_version=made.number("version"), by=made.by, at=made.at)


def point(made: Gesture) -> None:
    since = made.number("version")
    room_facilitation.go_to(made.room, made.number("item"), since_version=since, by=made.by, at=made.at)


def extension(made: Gesture) -> None:
    room_facilitation.extend(made.room, since_extra=made.number("extra"), by=made.by)


def clock(made: Gesture) -> None:
    room_facilitation.hide_time(made.room, hides=made.says("hides"), by=made.by)


def facilitation(made: Gesture) -> None:
    room_facilitation.take_over(made.room, by=made.by)


def pen(made: Gesture) -> None:
    room_facilitation.take_pen(made.room, by=made.by)


def notes(made: Gesture) -> None:
    room_facilitation.begin_notes(made.room, by=made.by)


def code(made: Gesture) -> None:
    open_room.renew_code(made.room, by=made.by)


def presence_of(made: Gesture) -> None:
    if made.number("person"):
        room_presence.mark(made.room, made.number("person"), is_here=made.says("here"), by=made.by)
    else:
        room_presence.mark_present(made.room, made.words("name"), by=made.by)


def presence_of_all(made: Gesture) -> None:
    room_presence.mark_all_present(made.room, made.words("names"), by=made.by)


def my_presence(made: Gesture) -> None:
    room_presence.say_present(made.room, by=made.by, at=made.at)


def hand(made: Gesture) -> None:
    floor_requests.ask_floor(made.room, by=made.by, at=made.at)


def no_hand(made: Gesture) -> None:
    floor_requests.withdraw_floor_request(made.room, by=made.by)


def speaker(made: Gesture) -> None:
    floor_requests.give_floor(made.room, made.number("person") or None, by=made.by, at=made.at)


def circle_of(made: Gesture) -> None:
    circle.begin_circle(made.room, made.words("question"), by=made.by, at=made.at)


def turn(made: Gesture) -> None:
    number, holder, spoke = made.number("circle"), made.number("holder"), made.says("spoke")
    circle.turn(made.room, number, holder=holder, spoke=spoke, by=made.by, at=made.at)


def piece(made: Gesture) -> None:
    circle.hand_to(made.room, made.number("circle"), made.number("to"), by=made.by)


def circle_end(made: Gesture) -> None:
    circle.close_circle(made.room, made.number("circle"), by=made.by, at=made.at)


def sentence(made: Gesture) -> None:
    is_signed, number = made.says("signed"), made.number("circle")
    text = made.words("text")
    with sentences_bounded(made.request, made.by, at=made.at):
        left = circle.leave_sentence(made.room, number, text, is_signed=is_signed, by=made.by, at=made.at)
    room_harvest.put_in_note(left, made.room)


def weather(made: Gesture) -> None:
    """Record a project's weather, in its carrier's words, typed by them or by the scribe."""
    let_lead(made.by, made.room)
    meeting, number = made.room.meeting, made.number("group")
    reader = Reader(meeting.space, made.by, timezone.localdate(made.at))
    group = reader.find(Group, number)
    words, next_step = (made.words(name, number) for name in ("words", "next_step"))
    say_weather(group, made.parameters["weather"], words, next_step, by=made.by, at=made.at)


def weather_round(made: Gesture) -> None:
    """Call on a project: its weather is asked next."""
    meeting = made.room.meeting
    group = Reader(meeting.space, made.by, timezone.localdate(made.at)).find(Group, made.number("group"))
    room_facilitation.give_weather_turn(made.room, group, by=made.by)


def end_by_gesture(made: Gesture) -> str:
    """End the meeting, and return the next page: a new date poll, else the minutes as they will read."""
    room_facilitation.end_meeting(made.room, by=made.by, at=made.at)
    meeting = made.room.meeting
    if made.parameters["next"] == "choose":
        reader = Reader(meeting.space, made.by, timezone.localdate(made.at))
        is_read = reader.may_read(Group).filter(pk=meeting.group_id).exists()
        return reverse("meetings:new_poll", args=[meeting.space.slug]) + (
            f"?group={meeting.group_id}" if is_read else ""
        )
    if made.parameters["next"] == "none":
        none_for_now(meeting, by=made.by, at=made.at)
    try:
        return reverse("meetings:minutes_to_read", args=[meeting.space.slug, meeting.pk])
    except NoReverseMatch:
        return meeting.get_absolute_url()


def address(made: Gesture) -> None:
    """Keep the address that somebody leaves, to have the minutes."""
    origin = origin_of(made.request)
    leave_address(made.room.meeting, made.words("address"), by=made.by, at=made.at, origin=origin)
    made.say(_("Noted. The minutes will come to you."))


IN_THE_ROOM = (
    "my-presence",
    "address",
    "hand",
    "no-hand",
    "turn",
    "sentence",
    "taking",
    "taking-together",
    "giving-back",
    "answer",
    "answer-back",
    "not-yet",
    "objection",
    "lifting",
)
# They change rows besides the room's: its screens are told.
RUNG = ("weather", "address", "line", *TAKING, *NEEDS, *DECIDING)
GESTURES: dict[str, Callable[[Gesture], str | None]] = {
    "beginning": begin_by_gesture,
    "next-point": next_point,
    "point": point,
    "extension": extension,
    "clock": clock,
    "facilitation": facilitation,
    "pen": pen,
    "notes": notes,
    "code": code,
    "presence": presence_of,
    "presence-of-all": presence_of_all,
    "my-presence": my_presence,
    "hand": hand,
    "no-hand": no_hand,
    "speaker": speaker,
    "circle": circle_of,
    "turn": turn,
    "piece": piece,
    "circle-end": circle_end,
    "sentence": sentence,
    "weather": weather,
    "round": weather_round,
    "end": end_by_gesture,
    "address": address,
    "line": say_line,
    **TAKING,
    **NEEDS,
    **DECIDING,
}
