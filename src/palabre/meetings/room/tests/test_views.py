"""The doors of a room: screens, gestures without JavaScript, the state where no WebSocket passes, coming in."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from palabre.meetings.models import Room
from palabre.meetings.room import circle, floor_requests, room_codes, room_facilitation, room_presence
from palabre.meetings.room.tests.room_of import AT, a_guest, a_meeting, a_room, again, an_open_room, later, present
from palabre.meetings.room.views.gestures import GESTURES
from palabre.notes.models import Note
from palabre.people import guests
from palabre.people.access.links import link_path
from palabre.people.models import Link, Person
from palabre.upkeep.models import Attempt
from palabre.upkeep.rate_limits import Bound, Limit, LimitScope
from tests.builders import a_member, a_space, entered
from tests.lengths import short_by
from tests.made_once import once_per_module

pytestmark = pytest.mark.django_db
ROLES = ("facilitator", "scribe", "projector", "phone")


begun = once_per_module(lambda: a_room(a_member(a_space(), "Sabine Delorme")))


@pytest.fixture
def room(begun: Room) -> Room:
    return again(begun)


@pytest.fixture
def sabine(room: Room) -> Person:
    return room.meeting.space.persons.select_related("space").get(name="Sabine Delorme")


@pytest.fixture
def her(client: Client, sabine: Person) -> Client:
    return entered(client, sabine)


def place_of(room: Room, end: str = "") -> str:
    return reverse("room:room", args=[room.meeting.space.slug, room.meeting_id]) + end


def with_link(link: Link, end: str = "") -> tuple[Client, str]:
    client = Client()
    client.get(link_path(link))
    return client, reverse("came_in:room", args=[link.pk]) + end


def test_the_room_is_opened_by_a_button_and_shows_whoever_opened_how_to_begin(her: Client, sabine: Person) -> None:
    meeting = a_meeting(sabine)
    address = reverse("room:room", args=[sabine.space.slug, meeting.pk])

    before, after = her.get(address), her.post(address, follow=True)

    assert Room.objects.get(meeting=meeting).code in after.content.decode()
    assert 'formaction="beginning/"' not in before.content.decode()
    assert 'formaction="beginning/"' in after.content.decode()
    assert 'formaction="facilitation/"' not in after.content.decode()  # they have it already


@pytest.mark.parametrize("role", ROLES)
def test_each_screen_shows_the_present_point(her: Client, sabine: Person, role: str, room: Room) -> None:
    shown = her.get(place_of(room, f"?as={role}"))

    assert (shown.status_code, "Ce qui a changé" in shown.content.decode()) == (200, True)


def test_next_point_without_javascript_leads_back_to_the_same_screen(her: Client, sabine: Person, room: Room) -> None:
    answer = her.post(place_of(room, f"next-point/?version={room.version}"), {"as": "scribe"})

    assert answer.headers["location"] == place_of(room, "?as=scribe")
    assert str(again(room).item) == "Échange libre"


def test_the_second_of_two_who_pressed_reads_it_on_her_own_screen(her: Client, sabine: Person, room: Room) -> None:
    pressed = place_of(room, f"next-point/?version={room.version}")
    her.post(pressed)

    second = her.post(pressed, {"as": "facilitator"}, follow=True)

    assert (second.status_code, str(again(room).item)) == (200, "Échange libre")
    assert "plus rapide" in second.content.decode() or "quicker" in second.content.decode()


def test_a_browser_that_listens_is_told_in_a_word(her: Client, sabine: Person, room: Room) -> None:
    pressed, listening = place_of(room, f"next-point/?version={room.version}"), {"accept": "application/json"}

    first, second = (her.post(pressed, headers=listening) for _press in range(2))

    assert (first.status_code, second.status_code) == (204, 409)
    assert set(second.json()) == {"why", "instead"}


@pytest.mark.parametrize("hostile", short_by(["", "²", "-1", "9" * 40, "\x00"], {"²"}))
def test_a_gesture_without_its_facts_is_no_fault_of_the_server(her: Client, sabine: Person, hostile: str) -> None:
    room = an_open_room(sabine)
    room_facilitation.begin_meeting(room, by=sabine, at=AT)

    told = dict.fromkeys(("version", "item", "person", "circle", "holder", "to", "extra", "name", "text"), hostile)
    answers = {gesture: her.post(place_of(room, f"{gesture}/"), told).status_code for gesture in GESTURES}

    assert {gesture: one for gesture, one in answers.items() if one not in {302, 404, 409, 422}} == {}


def test_no_gesture_is_made_by_looking(her: Client, sabine: Person, room: Room) -> None:
    answers = {her.get(place_of(room, f"{gesture}/")).status_code for gesture in GESTURES}

    assert (answers, again(room).version) == ({405}, room.version)


def test_no_gesture_is_made_by_a_member_of_another_space(client: Client, sabine: Person, room: Room) -> None:
    stranger = entered(client, a_member(a_space("Ailleurs"), "Omar"))
    other = a_room(a_member(a_space("Là-bas"), "Lina"))

    answers = {one: stranger.post(place_of(room, f"{one}/"), {"person": sabine.pk}).status_code for one in GESTURES}

    assert answers == dict.fromkeys(GESTURES, 404)
    assert (again(room).version, again(other).version) == (room.version, other.version)


def test_a_person_of_another_space_is_neither_marked_nor_given_the_floor(her: Client, sabine: Person) -> None:
    room, omar = a_room(sabine), a_member(a_space("Ailleurs"), "Omar")

    answers = [her.post(place_of(room, f"{one}/"), {"person": omar.pk, "here": 1}) for one in ("presence", "speaker")]

    assert [one.status_code for one in answers] == [409, 409]
    assert not room.meeting.attendances.filter(person=omar).exists()


def test_eight_letters_then_a_first_name_and_one_is_in(client: Client, sabine: Person, room: Room) -> None:
    entrance = client.post(reverse("came_in:door"), {"code": room.code.lower()}).headers["location"]
    asked = client.get(entrance)
    inside = client.post(entrance, {"name": "Zoé", "form_token": "one"}, follow=True)

    assert "Réunion des porteurs" in asked.content.decode()
    assert "Ce qui a changé" in inside.content.decode()
    assert room.meeting.attendances.exclude(person=sabine).get().person.name == "Zoé"


def test_a_wrong_code_is_shown_again_with_what_to_do(client: Client, sabine: Person) -> None:
    an_open_room(sabine)

    answer = client.post(reverse("came_in:door"), {"code": "qqqqq"})

    assert (answer.status_code, "qqqqq" in answer.content.decode()) == (404, True)


def test_an_empty_or_endless_name_is_asked_again(client: Client, sabine: Person) -> None:
    room = an_open_room(sabine)
    entrance = reverse("came_in:entrance", args=[room.code, room_codes.room_key(room)])

    answers = [client.post(entrance, {"name": name, "form_token": "one"}) for name in ("", "é" * 100_000)]

    assert [one.status_code for one in answers] == [409, 422]
    assert f'value="{"é" * 100_000}"' in answers[1].content.decode()
    assert not room.meeting.attendances.exclude(person=sabine).exists()


def test_a_code_of_too_many_letters_comes_back(client: Client, sabine: Person) -> None:
    answer = client.post(reverse("came_in:door"), {"code": "q" * 13})

    assert (answer.status_code, "q" * 13 in answer.content.decode()) == (422, True)
    assert "C’est trop long" in answer.content.decode()


def test_a_code_opens_its_meeting_and_nothing_of_a_closed_space(client: Client, sabine: Person, room: Room) -> None:
    client.post(
        reverse("came_in:entrance", args=[room.code, room_codes.room_key(room)]), {"name": "Zoé", "form_token": "one"}
    )

    closed = [client.get(address).status_code for address in (sabine.space.get_absolute_url(), place_of(room))]

    assert closed == [404, 404]


def test_a_member_who_scans_the_square_goes_to_her_own_room(her: Client, sabine: Person, room: Room) -> None:
    answer = her.get(reverse("came_in:entrance", args=[room.code, room_codes.room_key(room)]))

    assert answer.headers["location"] == place_of(room)


def test_who_comes_back_by_the_square_is_not_asked_her_name_twice(client: Client, sabine: Person, room: Room) -> None:
    entrance = reverse("came_in:entrance", args=[room.code, room_codes.room_key(room)])
    client.post(entrance, {"name": "Zoé", "form_token": "one"})

    answer = client.get(entrance)

    assert answer.headers["location"] == reverse("came_in:room", args=[Link.objects.get().pk])


def test_a_guest_asks_for_the_floor_and_leads_nothing(sabine: Person, room: Room) -> None:
    client, address = with_link(a_guest(room))

    asked = client.post(f"{address}hand/")
    led = [client.post(f"{address}{one}/", {"version": 99}).status_code for one in ("next-point", "end", "code")]

    assert (asked.status_code, led, again(room).floor.count()) == (302, [409, 409, 409], 1)


def test_a_guest_writes_in_the_note_as_long_as_the_room_is_open(sabine: Person, room: Room) -> None:
    link = a_guest(room)
    client, _address = with_link(link)
    text, note = reverse("opened:text", args=[link.pk]), again(room).meeting.minutes.note
    said = {"text": note.body_md + "\nUne ligne de Zoé.\n", "base": note.revision}

    wrote = client.post(text, said)
    room_facilitation.end_meeting(room, by=sabine, at=later(60))
    late = client.post(text, said)

    assert (wrote.status_code, late.status_code) == (302, 404)
    assert "Une ligne de Zoé." in Note.objects.get(pk=note.pk).body_md


def test_a_link_to_another_thing_opens_no_room(sabine: Person) -> None:
    room = a_room(sabine)
    other = a_guest(a_room(sabine), "Hugo")

    client, _address = with_link(other)

    assert client.get(reverse("came_in:room", args=[a_guest(room).pk])).status_code == 410


def test_the_square_is_drawn_for_whoever_is_in_and_gone_with_the_code(her: Client, sabine: Person) -> None:
    room = an_open_room(sabine)

    drawn = her.get(place_of(room, "qr/"))
    room_facilitation.end_meeting(room, by=sabine, at=later(60))

    assert (drawn.headers["content-type"], drawn.content[:4]) == ("image/svg+xml", b"<svg")
    assert b"xmlns" in drawn.content
    assert her.get(place_of(room, "qr/")).status_code == 404


def test_neither_a_passer_by_nor_a_guest_takes_the_square_of_a_public_meeting() -> None:
    """Whoever has it comes in by it: they write in the shared text, and read the minutes that are given later."""
    room = an_open_room(a_member(a_space(public=True), "Sabine Delorme"))
    passer_by, (guest, its_place) = Client(), with_link(a_guest(room))

    page, square = passer_by.get(place_of(room)), passer_by.get(place_of(room, "qr/"))

    assert (page.status_code, square.status_code) == (200, 404)
    assert guest.get(f"{its_place}qr/").status_code in (404, 405)
    assert room.code[:4] not in page.content.decode() + passer_by.get(place_of(room, "state/")).content.decode()


def test_the_state_is_told_once_for_each_version(her: Client, sabine: Person, room: Room) -> None:
    told = her.get(place_of(room, "state/?as=phone")).json()
    same = her.get(place_of(room, f"state/?as=phone&version={told['version']}"))
    room_facilitation.extend(room, since_extra=0, by=sabine)
    changed = her.get(place_of(room, f"state/?as=phone&version={told['version']}"))

    assert ("Ce qui a changé" in told["html"], same.status_code, changed.status_code) == (True, 304, 200)
    assert changed.json()["version"] > told["version"]


@pytest.mark.parametrize("role", ROLES)
def test_what_is_sent_to_many_bears_neither_token_nor_address_of_one(
    her: Client, sabine: Person, role: str, room: Room
) -> None:
    room_presence.say_present(room, by=sabine, at=AT)

    html = her.get(place_of(room, f"state/?as={role}")).json()["html"]

    assert "csrf" not in html
    assert sabine.space.slug not in html


def test_a_projector_tells_the_first_name_of_who_never_came(her: Client, sabine: Person, room: Room) -> None:
    room_presence.mark_present(room, "Bernadette Morel", by=sabine)
    bernadette = room.meeting.attendances.exclude(person=sabine).get()
    floor_requests.give_floor(room, bernadette.person_id, by=sabine, at=AT)

    told = [her.get(place_of(room, f"state/?as={role}")).json()["html"] for role in ("projector", "facilitator")]

    assert ["Bernadette" in one for one in told] == [True, True]
    assert ["Morel" in one for one in told] == [False, True]


def test_a_screen_costs_as_many_queries_for_five_as_for_one(
    her: Client, sabine: Person, django_assert_max_num_queries: Callable[..., object], room: Room
) -> None:
    counts = []
    for number in range(6):
        room_presence.mark_present(room, f"Personne numéro {number}", by=sabine)
        room.meeting.agenda.create(position=10 + number, text=f"Point {number}")
        with django_assert_max_num_queries(40) as counted:
            her.get(place_of(room, "state/?as=facilitator"))
        counts.append(len(counted))

    assert counts[0] == counts[-1]


def test_the_whole_state_is_json_that_a_browser_reads(her: Client, sabine: Person, room: Room) -> None:
    room_presence.mark_present(room, "Zoé </script><b>", by=sabine)

    told = json.loads(her.get(place_of(room, "state/?as=facilitator")).content)

    assert "<b>" not in told["html"].replace("<b class", "").split("Zoé")[1][:20]


def test_pages_and_screens_of_one_process_share_a_reading_until_something_changes(
    her: Client, sabine: Person, settings: Any, django_assert_max_num_queries: Callable[..., object]
) -> None:
    settings.KEEP_SCREENS = True
    room = a_room(sabine)
    address = place_of(room, "state/?as=phone")

    with django_assert_max_num_queries(40) as alone:
        her.get(address)
    with django_assert_max_num_queries(40) as after:
        her.get(address)
    room_facilitation.go_to(room, room.meeting.agenda.get(position=2).pk, since_version=room.version, by=sabine, at=AT)

    assert len(after) < len(alone) / 2
    assert "Échange libre" in her.get(address).json()["html"]


def test_who_typed_a_name_leaves_few_sentences_of_circles(room: Room, sabine: Person, monkeypatch: Any) -> None:
    few = Bound(guests.SENTENCES_OF_A_TYPED_NAME.what, (Limit(LimitScope.EACH, 2),))
    monkeypatch.setattr(guests, "SENTENCES_OF_A_TYPED_NAME", few)
    present(room, sabine)
    made = circle.begin_circle(room, "Qu’est-ce qui nous tient ?", by=sabine, at=AT)
    circle.close_circle(room, made.pk, by=sabine, at=AT)
    phone, address = with_link(a_guest(room), f"sentence/?circle={made.pk}")
    hers = entered(Client(), sabine)

    left = [phone.post(address, {"text": f"Phrase {nth}."}).status_code for nth in range(2)]
    refused = phone.post(address, {"text": "Encore une."})
    same = place_of(room, f"sentence/?circle={made.pk}")
    of_a_member = [hers.post(same, {"text": f"Mot {nth}."}).status_code for nth in range(3)]

    assert (left, refused.status_code, of_a_member) == ([302, 302], 429, [302] * 3)
    assert "Encore une." in refused.content.decode()
    assert made.sentences.count() == 5
    assert {one.at.minute for one in Attempt.objects.filter(what=few.what)} == {0}
