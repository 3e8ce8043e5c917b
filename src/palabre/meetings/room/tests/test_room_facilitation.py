"""The acts of a room: leading, the floor, presence, the code. Pressed twice, they are done once."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from palabre.journal.models import Entry
from palabre.live import join_codes
from palabre.meetings.attendance.attendance import record_presence
from palabre.meetings.models import Attendance, Presence, Room
from palabre.meetings.room import floor_requests, open_room, room_facilitation, room_presence
from palabre.meetings.room.room_facilitation import AlreadyMoved
from palabre.meetings.room.tests.room_of import AT, a_guest, a_meeting, a_room, again, an_open_room, later, present
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from tests.builders import a_member, a_person, a_space
from tests.made_once import once_per_module

pytestmark = pytest.mark.django_db


begun = once_per_module(lambda: a_room(a_member(a_space(), "Sabine Delorme")))


@pytest.fixture
def room(begun: Room) -> Room:
    return again(begun)


@pytest.fixture
def sabine(room: Room) -> Person:
    return room.meeting.space.persons.select_related("space").get(name="Sabine Delorme")


def test_a_room_is_opened_once_with_eight_letters_that_nobody_takes_for_others(sabine: Person) -> None:
    meeting = a_meeting(sabine)

    one, other = (open_room.open_room(meeting, by=sabine, at=AT) for _time in range(2))

    assert (one.pk, one.code) == (other.pk, other.code)
    assert one.code is not None
    assert len(one.code) == join_codes.LENGTH
    assert set(one.code) <= set(join_codes.LETTERS)
    assert Entry.objects.filter(verb="meeting.opened", subject_id=meeting.pk).count() == 1


def test_beginning_twice_begins_at_the_first_point_once(sabine: Person, room: Room) -> None:
    room_facilitation.begin_meeting(room, by=a_member(sabine.space, "Karim"), at=later(5))

    now = again(room)
    assert (str(now.item), now.began_at, now.facilitator) == ("Ce qui a changé", AT, sabine)


def test_two_who_press_at_once_move_one_point_and_the_second_hears_it(sabine: Person) -> None:
    room, karim = a_room(sabine), a_member(sabine.space, "Karim")
    seen = room.version
    room_facilitation.next_point(room, since_version=seen, by=sabine, at=later(10))

    with pytest.raises(AlreadyMoved) as told:
        room_facilitation.next_point(room, since_version=seen, by=karim, at=later(10))

    assert str(again(room).item) == "Échange libre"
    assert "Échange libre" in str(told.value.why)


def test_a_raised_hand_between_two_gestures_does_not_hold_the_facilitator_back(sabine: Person, room: Room) -> None:
    seen = room.version
    floor_requests.ask_floor(room, by=a_member(sabine.space, "Karim"), at=AT)

    room_facilitation.next_point(room, since_version=seen, by=sabine, at=later(10))

    assert str(again(room).item) == "Échange libre"


def test_the_point_that_is_left_is_treated_and_one_may_go_back_to_it(sabine: Person, room: Room) -> None:
    first = room.item
    room_facilitation.next_point(room, since_version=room.version, by=sabine, at=later(10))

    room_facilitation.go_to(room, first.pk, since_version=again(room).version, by=sabine, at=later(12))

    first.refresh_from_db()
    assert (again(room).item, first.treated_at) == (first, later(10))


def test_after_the_last_point_there_is_none(sabine: Person, room: Room) -> None:
    for _point in range(2):
        room_facilitation.next_point(room, since_version=again(room).version, by=sabine, at=later(10))

    with pytest.raises(Refusal, match="dernier point"):
        room_facilitation.next_point(room, since_version=again(room).version, by=sabine, at=later(10))


def test_a_point_of_another_meeting_is_no_point_here(sabine: Person) -> None:
    room, other = a_room(sabine), a_meeting(sabine)

    with pytest.raises(Refusal):
        room_facilitation.go_to(room, other.agenda.first().pk, since_version=room.version, by=sabine, at=AT)


def test_five_minutes_more_pressed_twice_are_five(sabine: Person, room: Room) -> None:
    for _time in range(2):
        room_facilitation.extend(room, since_extra=0, by=sabine)

    assert again(room).extra == 5


def test_the_extra_minutes_end_with_their_point(sabine: Person) -> None:
    room = room_facilitation.extend(a_room(sabine), since_extra=0, by=sabine)

    room_facilitation.next_point(room, since_version=room.version, by=sabine, at=later(15))

    assert again(room).extra == 0


def test_another_takes_over_without_asking_and_it_leaves_a_trace(sabine: Person) -> None:
    room, karim = a_room(sabine), a_member(sabine.space, "Karim")

    for _time in range(2):
        room_facilitation.take_over(room, by=karim)

    assert again(room).facilitator == karim
    assert Entry.objects.filter(verb="meeting.facilitated", by=karim).count() == 1


def test_ending_twice_ends_once_frees_the_code_and_forgets_the_floor(sabine: Person, room: Room) -> None:
    floor_requests.ask_floor(room, by=sabine, at=AT)

    for minutes in (60, 70):
        room_facilitation.end_meeting(room, by=sabine, at=later(minutes))

    now = again(room)
    assert (now.ended_at, now.code, now.item, now.floor.count()) == (later(60), None, None, 0)
    assert room.meeting.agenda.filter(treated_at=later(60)).count() == 1


def test_a_room_that_ended_by_a_slip_is_opened_again_where_it_was(sabine: Person) -> None:
    room = room_facilitation.end_meeting(a_room(sabine), by=sabine, at=later(5))

    opened = open_room.open_room(room.meeting, by=sabine, at=later(6))

    room_facilitation.next_point(opened, since_version=opened.version, by=sabine, at=later(7))
    assert (opened.pk, opened.ended_at, opened.began_at) == (room.pk, None, AT)
    assert str(again(room).item) == "Échange libre"


def test_nothing_is_done_in_a_room_that_ended(sabine: Person) -> None:
    room = room_facilitation.end_meeting(a_room(sabine), by=sabine, at=later(5))

    with pytest.raises(Refusal):
        room_facilitation.next_point(room, since_version=99, by=sabine, at=later(6))
    with pytest.raises(Refusal):
        floor_requests.ask_floor(room, by=sabine, at=later(6))


@pytest.mark.parametrize("kind", ["a named person", "a guest by the code", "a member of another space"])
def test_who_does_not_belong_to_the_space_leads_nothing(sabine: Person, kind: str, room: Room) -> None:
    outsider = {
        "a named person": lambda: a_person(sabine.space, "Nadia"),
        "a guest by the code": lambda: a_guest(room).person,
        "a member of another space": lambda: a_member(a_space("Ailleurs"), "Omar"),
    }[kind]()
    gestures = (
        lambda: open_room.open_room(room.meeting, by=outsider, at=AT),
        lambda: open_room.renew_code(room, by=outsider),
        lambda: room_facilitation.begin_meeting(room, by=outsider, at=AT),
        lambda: room_facilitation.next_point(room, since_version=99, by=outsider, at=AT),
        lambda: room_facilitation.go_to(room, 1, since_version=99, by=outsider, at=AT),
        lambda: room_facilitation.extend(room, since_extra=0, by=outsider),
        lambda: room_facilitation.hide_time(room, hides=True, by=outsider),
        lambda: room_facilitation.take_over(room, by=outsider),
        lambda: room_facilitation.take_pen(room, by=outsider),
        lambda: room_facilitation.end_meeting(room, by=outsider, at=AT),
        lambda: floor_requests.give_floor(room, None, by=outsider, at=AT),
        lambda: room_presence.mark(room, sabine.pk, is_here=True, by=outsider),
        lambda: room_presence.mark_present(room, "Nadia", by=outsider),
    )
    before = Room.objects.filter(pk=room.pk).values().get()

    for gesture in gestures:
        with pytest.raises(PermissionDenied):
            gesture()

    assert Room.objects.filter(pk=room.pk).values().get() == before


def test_who_has_no_link_to_this_meeting_takes_no_part(sabine: Person) -> None:
    room, nadia = a_room(sabine), a_person(sabine.space, "Nadia")
    elsewhere = a_guest(a_room(sabine), "Hugo").person

    for outsider in (nadia, elsewhere):
        with pytest.raises(PermissionDenied):
            floor_requests.ask_floor(room, by=outsider, at=AT)
        with pytest.raises(PermissionDenied):
            room_presence.say_present(room, by=outsider, at=AT)


def test_a_guest_whose_link_was_withdrawn_takes_part_no_longer(sabine: Person, room: Room) -> None:
    link = a_guest(room)
    floor_requests.ask_floor(room, by=link.person, at=AT)

    link.revoke(timezone.now())

    with pytest.raises(PermissionDenied):
        floor_requests.withdraw_floor_request(room, by=link.person)


def test_the_floor_is_given_in_any_order_and_to_one_at_a_time(sabine: Person, room: Room) -> None:
    karim, zoe = a_member(sabine.space, "Karim"), a_guest(room).person
    for one in (karim, zoe, karim):
        floor_requests.ask_floor(room, by=one, at=AT)

    floor_requests.give_floor(room, zoe.pk, by=sabine, at=later(1))
    floor_requests.give_floor(room, karim.pk, by=sabine, at=later(2))

    assert list(room.floor.values_list("person", "given_at")) == [(karim.pk, later(2))]


def test_the_floor_is_not_given_to_a_stranger_of_the_meeting(sabine: Person, room: Room) -> None:
    with pytest.raises(Refusal):
        floor_requests.give_floor(room, a_member(a_space("Ailleurs"), "Omar").pk, by=sabine, at=AT)


def test_a_name_is_tapped_and_tapped_off_again(sabine: Person) -> None:
    room, karim = a_room(sabine), a_member(sabine.space, "Karim")
    room.meeting.invitations.create(person=karim, at=AT)
    Attendance.objects.create(meeting=room.meeting, person=karim, presence=Presence.COMING, answered_at=AT)

    room_presence.mark(room, karim.pk, is_here=True, by=sabine)
    was = room.meeting.attendances.get(person=karim).presence
    room_presence.mark(room, karim.pk, is_here=False, by=sabine)

    assert (was, room.meeting.attendances.get(person=karim).presence) == (Presence.PRESENT, Presence.COMING)


@pytest.mark.parametrize("said", [Presence.COMING, Presence.FINE])
def test_an_answer_that_nobody_had_asked_for_comes_back_too(sabine: Person, said: Presence) -> None:
    room, karim = a_room(sabine), a_member(sabine.space, "Karim")
    record_presence(room.meeting, said, by=karim, at=AT)

    for is_here in (True, False):
        room_presence.mark(room, karim.pk, is_here=is_here, by=sabine)

    assert room.meeting.attendances.get(person=karim).presence == said


@pytest.mark.parametrize("typed", ["Karim Haddad", "karim haddad", "Karim"])
def test_a_name_that_is_known_is_the_person_who_bears_it(sabine: Person, typed: str) -> None:
    room, karim = a_room(sabine), a_member(sabine.space, "Karim Haddad")

    room_presence.mark_present(room, typed, by=sabine)

    assert room.meeting.attendances.exclude(person=sabine).get().person == karim


def test_a_name_that_is_not_known_is_somebody_new_once(sabine: Person, room: Room) -> None:
    for _time in range(2):
        room_presence.mark_present(room, "Bernadette Morel", by=sabine)

    assert room.meeting.attendances.exclude(person=sabine).get().person.name == "Bernadette Morel"
    assert sabine.space.persons.filter(name="Bernadette Morel").count() == 1


def test_entering_by_the_code_is_being_here_and_gives_no_place_in_the_space(sabine: Person) -> None:
    room = an_open_room(sabine)

    one, other = (a_guest(room, "Zoé", form_token="the same form") for _time in range(2))

    assert one == other
    assert (one.person.is_member, one.person.name) == (False, "Zoé")
    assert room.meeting.attendances.get(person=one.person).presence == Presence.PRESENT


def test_who_was_erased_is_not_marked(sabine: Person) -> None:
    room, karim = a_room(sabine), a_member(sabine.space, "Karim")
    present(room, karim)
    karim.lose_name("Personne partie", AT)

    with pytest.raises(Refusal):
        room_presence.mark(room, karim.pk, is_here=False, by=sabine)


def test_what_only_its_screens_show_leaves_the_pages_of_the_space_as_they_are(sabine: Person) -> None:
    opened = a_room(sabine)
    room, space = again(opened), Space.objects.get(pk=sabine.space_id).version

    floor_requests.ask_floor(room, by=sabine, at=AT)
    floor_requests.give_floor(room, sabine.pk, by=sabine, at=AT)
    floor_requests.withdraw_floor_request(room, by=sabine)
    room_facilitation.extend(room, since_extra=0, by=sabine)
    room_facilitation.hide_time(room, hides=True, by=sabine)
    room_facilitation.take_pen(room, by=sabine)

    assert again(opened).version == room.version + 6
    assert Space.objects.get(pk=sabine.space_id).version == space


def test_what_other_pages_show_too_makes_them_anew(sabine: Person) -> None:
    opened = a_room(sabine)
    space = Space.objects.get(pk=sabine.space_id).version

    room_facilitation.take_over(opened, by=a_member(sabine.space, "Karim"))

    assert Space.objects.get(pk=sabine.space_id).version > space
