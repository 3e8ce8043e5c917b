"""« Cercle sans notes »: turns, passing, the piece, a silent turn; and the little that is left of it."""

import pytest
from django.core.exceptions import PermissionDenied

from palabre.meetings.models import Circle, Presence, Room
from palabre.meetings.room import circle, room_facilitation, room_harvest
from palabre.meetings.room.tests.room_of import AT, a_guest, a_room, again, later, present
from palabre.notes.http_sync import LONGEST
from palabre.people.models import NAME_LENGTH, Person
from palabre.refusal import Refusal
from tests.builders import a_member, a_space
from tests.made_once import once_per_module

pytestmark = pytest.mark.django_db


def of_three() -> Room:
    space = a_space()
    people = a_member(space, "Sabine"), a_member(space, "Karim"), a_member(space, "Inès")
    made = a_room(people[0])
    present(made, *people)
    return made


begun = once_per_module(of_three)


@pytest.fixture
def room(begun: Room) -> Room:
    return again(begun)


@pytest.fixture
def people(room: Room) -> tuple[Person, ...]:
    return tuple(room.meeting.space.persons.select_related("space").order_by("pk"))


@pytest.fixture
def opened(room: Room, people: tuple[Person, ...]) -> Circle:
    return circle.begin_circle(room, "Qu’est-ce qui nous tient ?", by=people[0], at=AT)


def passes(opened: Circle, *spoke: bool, minutes: int = 25) -> Circle:
    """Have the piece go on, from whoever holds it, as often as there are words."""
    for one in spoke:
        opened.refresh_from_db()
        by = opened.room.facilitator
        circle.turn(opened.room, opened.pk, holder=opened.holder_id, spoke=one, by=by, at=later(minutes))
    opened.refresh_from_db()
    return opened


def test_the_piece_goes_round_and_one_may_pass(opened: Circle, people: tuple[Person, ...]) -> None:
    passes(opened, True, False)

    assert (opened.holder, opened.spoken) == (people[2], [people[0].pk])


def test_a_turn_in_which_somebody_spoke_is_followed_by_another(opened: Circle, people: tuple[Person, ...]) -> None:
    passes(opened, False, False, True)

    assert (opened.closed_at, opened.holder, opened.spoken) == (None, people[0], [])


def test_a_silent_turn_closes_it_and_only_its_length_is_kept(opened: Circle) -> None:
    passes(opened, True, True, True, False, False, False)

    kept = (opened.began_at, opened.closed_at, opened.holder, opened.order, opened.spoken, opened.place)
    assert kept == (AT, later(25), None, [], [], 0)


def test_two_who_say_that_she_has_spoken_hand_it_on_once(opened: Circle, people: tuple[Person, ...]) -> None:
    for by in people[:2]:
        circle.turn(opened.room, opened.pk, holder=people[0].pk, spoke=True, by=by, at=later(1))

    opened.refresh_from_db()
    assert opened.holder == people[1]


def test_who_was_removed_and_who_left_are_passed_over(opened: Circle, people: tuple[Person, ...]) -> None:
    people[1].lose_name("Personne partie", AT)
    opened.room.meeting.attendances.filter(person=people[2]).update(presence=Presence.INVITED)

    passes(opened, True)

    assert (opened.holder, opened.closed_at) == (people[0], None)


def test_a_circle_that_everybody_left_closes(opened: Circle) -> None:
    opened.room.meeting.attendances.all().delete()

    passes(opened, True)

    assert opened.closed_at == later(25)


def test_the_piece_is_put_in_somebodys_hands(opened: Circle, people: tuple[Person, ...]) -> None:
    circle.hand_to(opened.room, opened.pk, people[2].pk, by=people[0])

    opened.refresh_from_db()
    assert (opened.holder, opened.place) == (people[2], 2)


def test_a_second_circle_does_not_begin_within_the_first(opened: Circle, people: tuple[Person, ...]) -> None:
    again_begun = circle.begin_circle(opened.room, "Une autre ?", by=people[1], at=later(1))

    assert again_begun == opened


def test_without_anybody_here_there_is_no_circle(people: tuple[Person, ...]) -> None:
    room = a_room(people[0])
    room.meeting.attendances.all().delete()

    with pytest.raises(Refusal):
        circle.begin_circle(room, "", by=people[0], at=AT)


def test_going_on_to_the_next_point_closes_it(opened: Circle, people: tuple[Person, ...]) -> None:
    room_facilitation.next_point(opened.room, since_version=again(opened.room).version, by=people[0], at=later(12))

    opened.refresh_from_db()
    assert (opened.closed_at, opened.order) == (later(12), [])


def test_a_guest_hands_on_her_own_turn_and_nobody_elses(room: Room, people: tuple[Person, ...]) -> None:
    zoe = a_guest(room).person
    opened = circle.begin_circle(room, "", by=people[0], at=AT)
    circle.hand_to(room, opened.pk, zoe.pk, by=people[0])

    circle.turn(room, opened.pk, holder=zoe.pk, spoke=True, by=zoe, at=later(1))

    opened.refresh_from_db()
    assert opened.holder == people[0]
    with pytest.raises(PermissionDenied):
        circle.turn(room, opened.pk, holder=people[0].pk, spoke=True, by=zoe, at=later(2))
    with pytest.raises(PermissionDenied):
        circle.begin_circle(room, "", by=zoe, at=later(2))
    with pytest.raises(PermissionDenied):
        circle.close_circle(room, opened.pk, by=zoe, at=later(2))
    with pytest.raises(PermissionDenied):
        circle.hand_to(room, opened.pk, zoe.pk, by=zoe)


def test_a_sentence_waits_for_the_end_of_the_circle(opened: Circle, people: tuple[Person, ...]) -> None:
    with pytest.raises(Refusal):
        circle.leave_sentence(opened.room, opened.pk, "On tient.", is_signed=False, by=people[0], at=AT)


def test_a_sentence_left_twice_is_left_once_and_unsigned_says_nobodys_name(
    opened: Circle, people: tuple[Person, ...]
) -> None:
    circle.close_circle(opened.room, opened.pk, by=people[0], at=later(25))

    for _time in range(2):
        circle.leave_sentence(opened.room, opened.pk, " On  tient. ", is_signed=False, by=people[1], at=later(26))

    assert list(opened.sentences.values_list("text", "by")) == [("On tient.", None)]


def test_all_that_a_circle_may_leave_leaves_room_in_its_note() -> None:
    assert circle.MOST_SENTENCES * (circle.LONGEST_SENTENCE + NAME_LENGTH + 10) < LONGEST


def test_guests_leave_room_for_the_sentences_of_members(
    opened: Circle, people: tuple[Person, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(circle, "MOST_WITH_GUESTS", 1)
    zoe = a_guest(opened.room).person
    circle.close_circle(opened.room, opened.pk, by=people[0], at=later(25))
    circle.leave_sentence(opened.room, opened.pk, "On tient.", is_signed=False, by=zoe, at=later(26))

    with pytest.raises(Refusal):
        circle.leave_sentence(opened.room, opened.pk, "On lâche.", is_signed=False, by=zoe, at=later(27))

    circle.leave_sentence(opened.room, opened.pk, "On avance.", is_signed=False, by=people[1], at=later(28))
    assert circle.MOST_WITH_GUESTS < circle.MOST_SENTENCES
    assert opened.sentences.count() == 2


def test_a_signed_sentence_stands_in_the_note_under_its_point(opened: Circle, people: tuple[Person, ...]) -> None:
    circle.close_circle(opened.room, opened.pk, by=people[0], at=later(25))
    given = {"is_signed": True, "by": people[1], "at": later(26)}
    left = circle.leave_sentence(opened.room, opened.pk, "On tient.", **given)

    for _time in range(2):
        room_harvest.put_in_note(left, again(opened.room))

    text = again(opened.room).meeting.minutes.note.body_md
    assert text.count("- « On tient. » (Karim)") == 1
    assert text.index("## Ce qui a changé") < text.index("On tient") < text.index("## Échange libre")
