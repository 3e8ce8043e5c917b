"""The code of a room, typed or scanned: guessing is hopeless, a hall enters, and nothing stays open for ever."""

import datetime

import pytest

from palabre.live import join_codes
from palabre.meetings.models import FloorRequest
from palabre.meetings.room import floor_requests, open_room, room_codes, room_expiry, room_facilitation
from palabre.meetings.room.tests.room_of import AT, a_guest, a_meeting, again, an_open_room, later
from palabre.people.agreements import agreements
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.upkeep.models import Attempt
from palabre.upkeep.rate_limits import LimitScope
from palabre.web.visitor_cookie import NOBODY, Visitor
from tests.builders import a_member, a_space
from tests.lengths import often

pytestmark = pytest.mark.django_db
VISITOR = Visitor("a visitor")


@pytest.fixture
def sabine() -> Person:
    return a_member(a_space(), "Sabine Delorme")


def test_two_thousand_guesses_find_nothing_and_the_square_still_opens(sabine: Person) -> None:
    """A fifth of them by default: none is looked at past the 240 of all visitors."""
    room, guesses = an_open_room(sabine), often(2_000)
    wrong = ("".join(letters) for letters in zip(*[iter(join_codes.LETTERS * 800)] * 8, strict=False))

    refused = [status_of(code, by=Visitor(f"number {one // 10}")) for one, code in zip(range(guesses), wrong)]

    assert (len(refused), refused.count(404), refused.count(429)) == (guesses, 240, guesses - 240)
    assert room_codes.scanned(room.code, room_codes.room_key(room), at=AT) == room


def test_with_ten_rooms_open_a_year_of_guesses_finds_one_less_than_once_in_a_thousand_years() -> None:
    of_all = join_codes.WRONG.limits[-1]
    guesses = of_all.most * (datetime.timedelta(days=366) / of_all.within)

    assert of_all.of is LimitScope.ALL
    assert 10 * guesses / len(join_codes.LETTERS) ** join_codes.LENGTH < 1 / 1000


def test_one_visitor_who_guesses_waits_alone_and_is_told_how_long(sabine: Person) -> None:
    room, other = an_open_room(sabine), Visitor("other")
    wrong = [status_of("QQQQQQQQ", by=Visitor("one")) for _guess in range(20)]

    with pytest.raises(join_codes.TooManyGuesses) as told:
        room_codes.typed(room.code, by=Visitor("one"), at=later(50))

    assert (wrong.count(404), room_codes.typed(room.code, by=other, at=later(1))) == (12, room)
    assert "10 minutes" in str(told.value)
    assert room_codes.typed(room.code, by=Visitor("one"), at=later(61)) == room


def test_those_without_a_cookie_wait_together_and_behind_those_who_have_one(sabine: Person) -> None:
    room = an_open_room(sabine)

    wrong = [status_of("QQQQQQQQ", by=NOBODY) for _guess in range(20)]

    assert (wrong.count(404), status_of(room.code, by=NOBODY), status_of(room.code)) == (12, 429, 200)


def test_wrong_codes_of_every_process_are_counted_together_and_forgotten_after_a_day(sabine: Person) -> None:
    room = an_open_room(sabine)
    elsewhere = [Attempt(what="wrong code", visitor=f"{one}", at=AT) for one in range(240)]
    Attempt.objects.bulk_create(elsewhere)  # as other processes write them down

    closed, open_again = status_of(room.code), room_codes.typed(room.code, by=VISITOR, at=later(61))
    with pytest.raises(room_codes.WrongCode):
        room_codes.typed("QQQQQQQQ", by=VISITOR, at=later(24 * 60))

    assert (closed, open_again) == (429, room)
    assert [one.at for one in Attempt.objects.all()] == [later(24 * 60)]


def test_a_hall_that_types_the_right_code_is_not_kept_out_by_its_slips(sabine: Person) -> None:
    room = an_open_room(sabine)
    typed = f"{room.code[:4].lower()} - {room.code[4:]}"

    slips = [status_of("QQQQQQQQ", by=Visitor(f"{one}")) for one in range(200)]
    entered = [room_codes.typed(typed, by=Visitor(f"{one}"), at=AT) for one in range(often(400))]

    assert (set(slips), set(entered)) == ({404}, {room})


def test_four_hundred_phones_enter_by_the_square_and_nobody_can_use_their_places_up(sabine: Person) -> None:
    room = an_open_room(sabine)

    names = {a_guest(room, f"Personne {one}", form_token=f"form {one}").person.name for one in range(often(400))}

    assert len(names) == room.meeting.attendances.exclude(person=sabine).count() == often(400)


def test_four_hundred_hands_are_raised_at_once(sabine: Person) -> None:
    room = an_open_room(sabine)
    hall = [Person(space=sabine.space, name=f"Personne {one}", came_at=AT) for one in range(399)]
    raised = [FloorRequest(room=room, person=her, at=AT) for her in Person.objects.bulk_create(hall)]

    FloorRequest.objects.bulk_create(raised)
    floor_requests.ask_floor(room, by=a_guest(room, "Zoé").person, at=AT)

    assert room.floor.count() == 400


def test_a_room_that_nobody_ended_ends_by_itself_and_its_code_a_moment_before(sabine: Person) -> None:
    room = open_room.open_room(a_meeting(sabine), by=sabine, at=AT)
    after = later(12 * 60)

    closed = [status_of(room.code, at=later(12 * 60 - 1)), status_of(room.code, at=after)]
    with pytest.raises(room_codes.WrongCode):
        room_codes.scanned(room.code, room_codes.room_key(room), at=after)
    room_expiry.end_the_old(after)

    assert (closed, again(room).ended_at, again(room).code) == ([200, 404], after, None)
    assert room.meeting.space.entries.filter(verb="meeting.ran_out", by=None).count() == 1


def test_a_room_that_is_opened_again_has_twelve_hours_more(sabine: Person) -> None:
    room = open_room.open_room(a_meeting(sabine), by=sabine, at=AT)
    room_expiry.end_the_old(later(12 * 60))

    open_room.open_room(room.meeting, by=sabine, at=later(13 * 60))
    room_expiry.end_the_old(later(24 * 60))

    assert again(room).ended_at is None


def test_a_renewed_code_makes_the_former_and_its_square_worthless(sabine: Person) -> None:
    room = an_open_room(sabine)
    former, key = room.code, room_codes.room_key(room)

    open_room.renew_code(room, by=sabine)

    assert status_of(former) == 404
    with pytest.raises(room_codes.WrongCode):
        room_codes.scanned(former, key, at=AT)
    with pytest.raises(room_codes.WrongCode):
        room_codes.scanned(again(room).code, key, at=AT)


def status_of(code: str, *, by: Visitor = VISITOR, at: datetime.datetime = AT) -> int:
    try:
        room_codes.typed(code, by=by, at=at)
    except Refusal as refusal:
        return refusal.status
    return 200


def test_who_is_put_out_knows_a_square_that_opens_nothing(sabine: Person) -> None:
    room, malo = an_open_room(sabine), a_member(sabine.space, "Malo Kersauze")
    ended, elsewhere = an_open_room(sabine), an_open_room(a_member(a_space("Ailleurs")))
    room_facilitation.end_meeting(ended, by=sabine, at=AT)

    agreements.say_yes(sabine.space, "put_out", by=sabine, at=AT, person=malo)

    assert [again(one).code == one.code for one in (room, elsewhere)] == [False, True]
    assert (status_of(room.code, by=VISITOR), again(ended).code) == (404, None)
