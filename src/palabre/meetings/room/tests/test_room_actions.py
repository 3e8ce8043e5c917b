"""« À prendre » from the screens of a room: who may take on, give back and leave in suspense, and who may not."""

import pytest
from django.test import Client
from django.urls import reverse

from palabre.groups.actions.action_offers import offer
from palabre.groups.models import Action
from palabre.meetings.models import Room
from palabre.meetings.room import room_facilitation
from palabre.meetings.room.room_lock import bell
from palabre.meetings.room.tests.room_of import AT, a_guest, a_meeting, a_room, again
from palabre.meetings.room.views.actions import TAKING
from palabre.people.access.links import link_path
from palabre.people.models import Person
from tests.builders import a_member, a_space, an_action, entered
from tests.made_once import once_per_module

pytestmark = pytest.mark.django_db


begun = once_per_module(lambda: a_room(a_member(a_space(), "Sabine Delorme")))


@pytest.fixture
def room(begun: Room) -> Room:
    return again(begun)


@pytest.fixture
def sabine(room: Room) -> Person:
    return room.meeting.space.persons.select_related("space").get(name="Sabine Delorme")


@pytest.fixture
def action(room: Room) -> Action:
    made = an_action(room.meeting.space, "Demander le devis")
    room.meeting.carried_over.create(action=made)
    return made


def of(room: Room, gesture: str, action: Action) -> str:
    base = reverse("room:room", args=[room.meeting.space.slug, room.meeting_id])
    return f"{base}{gesture}/?action={action.pk}"


def held_by(action: Action) -> tuple[Person | None, Person | None]:
    """Whoever has it, and whoever was asked."""
    now = Action.objects.get(pk=action.pk)
    return now.owner, now.offered_to


@pytest.mark.parametrize("gesture", ["taking", "taking-together"])
def test_a_guest_of_the_meeting_takes_on_and_gives_back(room: Room, action: Action, gesture: str) -> None:
    link, zoe = a_guest(room), Client()
    zoe.get(link_path(link))
    base = reverse("came_in:room", args=[link.pk])

    zoe.post(f"{base}{gesture}/?action={action.pk}")
    taken = held_by(action)
    zoe.post(f"{base}giving-back/?action={action.pk}")

    assert (taken, held_by(action)) == ((link.person, None), (None, None))


def test_every_line_that_nobody_has_may_be_left_in_suspense_and_one_that_somebody_has_may_not(
    client: Client, sabine: Person, room: Room, action: Action
) -> None:
    taken = an_action(room.meeting.space, "Écrire la lettre", owner=sabine)
    room.meeting.carried_over.create(action=taken)
    last = room.meeting.agenda.get(kind="act")
    room_facilitation.go_to(room, last.pk, since_version=again(room).version, by=sabine, at=AT)

    shown = entered(client, sabine).get(reverse("room:room", args=[sabine.space.slug, room.meeting_id]))

    html = shown.content.decode()
    assert (f"suspense/?action={action.pk}" in html, f"suspense/?action={taken.pk}" in html) == (True, False)


def test_what_was_offered_is_left_in_suspense_twice_as_once(
    client: Client, sabine: Person, room: Room, action: Action
) -> None:
    offer(action, a_member(sabine.space, "Karim Oualid"), by=sabine)
    her = entered(client, sabine)

    answers = [her.post(of(room, "suspense", action)).status_code for _press in range(2)]

    assert (answers, held_by(action)) == ([302, 302], (None, None))


def test_who_takes_it_together_names_the_others_after_and_everybody_reads_them(
    client: Client, sabine: Person, room: Room, action: Action
) -> None:
    last = room.meeting.agenda.get(kind="act")
    room_facilitation.go_to(room, last.pk, since_version=again(room).version, by=sabine, at=AT)
    her, karim = entered(client, sabine), entered(Client(), a_member(sabine.space, "Karim Oualid"))
    her.post(of(room, "taking-together", action))
    base = of(room, "state", action).partition("?")[0] + "?as=phone"
    asked = [f'name="with-{action.pk}"' in one.get(base).json()["html"] for one in (her, karim)]

    her.post(of(room, "taking-together", action), {f"with-{action.pk}": "avec Zoé et Hugo"})

    assert asked == [True, False]
    assert "Sabine Delorme, avec Zoé et Hugo" in karim.get(base).json()["html"]


def test_left_in_suspense_is_a_real_answer_of_a_line_offered_to_nobody_too(
    client: Client, sabine: Person, room: Room, action: Action
) -> None:
    taken = an_action(sabine.space, "Écrire la lettre", owner=sabine)
    room.meeting.carried_over.create(action=taken)
    her, listening = entered(client, sabine), {"accept": "application/json"}

    told, nothing = (her.post(of(room, "suspense", one), headers=listening) for one in (action, taken))

    assert ("suspens" in told.json()["said"], nothing.status_code) == (True, 204)


def test_what_was_read_out_is_taken_on_after_the_end_too_by_a_guest_as_well(
    sabine: Person, room: Room, action: Action
) -> None:
    link, zoe = a_guest(room), Client()
    zoe.get(link_path(link))
    room_facilitation.end_meeting(room, by=sabine, at=AT)

    answer = zoe.post(reverse("came_in:room", args=[link.pk]) + f"taking/?action={action.pk}")

    assert (answer.status_code, held_by(action)) == (302, (link.person, None))


def test_a_guest_leaves_nothing_in_suspense(sabine: Person, room: Room, action: Action) -> None:
    link, zoe = a_guest(room), Client()
    zoe.get(link_path(link))
    karim = a_member(sabine.space, "Karim Oualid")
    offer(action, karim, by=sabine)

    answer = zoe.post(reverse("came_in:room", args=[link.pk]) + f"suspense/?action={action.pk}")

    assert (answer.status_code, held_by(action)) == (409, (None, karim))


def test_nobody_gives_back_what_somebody_else_took(client: Client, sabine: Person, room: Room, action: Action) -> None:
    entered(client, sabine).post(of(room, "taking", action))
    karim = entered(Client(), a_member(sabine.space, "Karim Oualid"))

    for gesture in ("giving-back", "suspense", "taking"):
        karim.post(of(room, gesture, action))

    assert held_by(action) == (sabine, None)


@pytest.mark.parametrize("gesture", TAKING)
@pytest.mark.parametrize("public", [True, False])
def test_a_passer_by_takes_nothing_on_nor_leaves_it(gesture: str, public: bool) -> None:
    sabine = a_member(a_space(public=public), "Sabine Delorme")
    room, karim = a_room(sabine), a_member(sabine.space, "Karim Oualid")
    action = an_action(sabine.space, "Demander le devis")
    room.meeting.carried_over.create(action=action)
    offer(action, karim, by=sabine)

    answer = Client().post(of(room, gesture, action))

    assert answer.status_code in {302, 403, 404}
    assert held_by(action) == (None, karim)


@pytest.mark.parametrize("gesture", TAKING)
def test_a_member_of_another_space_takes_nothing_on_by_its_room_or_by_hers(
    room: Room, action: Action, gesture: str
) -> None:
    omar = a_member(a_space("Ailleurs"), "Omar")
    his, client = a_room(omar), entered(Client(), omar)

    answers = [client.post(of(one, gesture, action)).status_code for one in (room, his)]

    assert (answers, held_by(action)) == ([404, 404], (None, None))


@pytest.mark.parametrize("gesture", TAKING)
def test_the_address_of_a_guest_is_of_no_use_without_her_link(room: Room, action: Action, gesture: str) -> None:
    link = a_guest(room)

    answer = Client().post(reverse("came_in:room", args=[link.pk]) + f"{gesture}/?action={action.pk}")

    assert answer.status_code >= 400
    assert held_by(action) == (None, None)


@pytest.mark.parametrize("gesture", TAKING)
def test_in_a_room_that_nobody_opened_there_is_nothing_to_take(client: Client, sabine: Person, gesture: str) -> None:
    meeting, action = a_meeting(sabine), an_action(sabine.space, "Demander le devis")
    meeting.carried_over.create(action=action)
    address = reverse("room:room", args=[sabine.space.slug, meeting.pk])

    answer = entered(client, sabine).post(f"{address}{gesture}/?action={action.pk}")

    assert (answer.status_code, held_by(action)) == (404, (None, None))


def test_the_screens_are_told_at_once_of_what_is_no_row_of_the_room(
    client: Client, sabine: Person, room: Room, action: Action, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[int] = []
    monkeypatch.setattr(bell, "listeners", [heard.append])

    entered(client, sabine).post(of(room, "taking", action))

    assert heard == [room.meeting_id]
