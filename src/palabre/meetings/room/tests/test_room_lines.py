"""Lines that the room adds and proposes, names pasted, namesakes, and a speaker who ends with the point."""

import pytest
from django.test import Client
from django.urls import reverse

from palabre.groups.models import Action
from palabre.meetings.models import Presence, Room
from palabre.meetings.room import floor_requests, room_facilitation, room_presence
from palabre.meetings.room.room_facts import read_room_facts
from palabre.meetings.room.room_screens import Onlooker, screen_of_role
from palabre.meetings.room.room_state import Role, RoomState
from palabre.meetings.room.tests.room_of import AT, a_guest, a_room, again, later, present
from palabre.people.access.links import link_path
from palabre.people.models import Person
from tests.builders import a_member, a_person, a_space, an_action, entered
from tests.made_once import once_per_module

pytestmark = pytest.mark.django_db
PROMISE = "Anouk appelle le maçon avant vendredi"


begun = once_per_module(lambda: a_room(a_member(a_space(), "Sabine Delorme")))


@pytest.fixture
def room(begun: Room) -> Room:
    return again(begun)


@pytest.fixture
def sabine(room: Room) -> Person:
    return room.meeting.space.persons.select_related("space").get(name="Sabine Delorme")


@pytest.fixture
def anouk(sabine: Person) -> Person:
    return a_member(sabine.space, "Anouk Le Bris")


def state_of(room: Room, role: Role, *, leads: bool = False) -> RoomState:
    facts = read_room_facts(room.meeting_id, at=later(1))
    assert facts is not None
    return screen_of_role(facts, Onlooker(0, role, leads=leads, may_speak=True))


def post(by: Person, room: Room, end: str, **words: str) -> str:
    place = reverse("room:room", args=[room.meeting.space.slug, room.meeting_id])
    answer = entered(Client(), by).post(f"{place}{end}", {"as": "scribe", **words}, follow=True)
    return answer.content.decode()


def test_a_line_said_in_the_room_is_one_of_its_things_to_do(room: Room, sabine: Person) -> None:
    post(sabine, room, "line/", line="Ranger la salle")

    assert [one.text for one in state_of(room, Role.PROJECTOR).actions] == ["Ranger la salle"]
    assert (Action.objects.get().owner, Action.objects.get().offered_to) == (None, None)


def test_a_line_that_names_somebody_who_is_there_is_proposed_to_them(room: Room, sabine: Person, anouk: Person) -> None:
    present(room, anouk)

    post(sabine, room, "line/", line=PROMISE)

    action = Action.objects.get()
    assert (action.offered_to, action.owner, action.due_words) == (anouk, None, "avant vendredi")


def test_a_line_is_proposed_by_name_to_who_is_there_alone(room: Room, sabine: Person, anouk: Person) -> None:
    action = an_action(sabine.space, "Demander le devis")
    room.meeting.carried_over.create(action=action)

    refused = post(sabine, room, f"proposing/?action={action.pk}", **{f"to-{action.pk}": "Anouk"})
    before = Action.objects.get().offered_to
    present(room, anouk)
    post(sabine, room, f"proposing/?action={action.pk}", **{f"to-{action.pk}": "Anouk"})

    assert "Personne ici de ce nom" in refused
    assert (before, Action.objects.get().offered_to) == (None, anouk)


def test_who_came_by_the_code_adds_and_proposes_nothing(room: Room, anouk: Person) -> None:
    link, guest = a_guest(room), Client()
    guest.get(link_path(link))
    place = reverse("came_in:room", args=[link.pk])

    guest.post(f"{place}line/", {"line": "Ranger la salle"})
    guest.post(f"{place}presence-of-all/", {"names": "Lise\nPaul"})

    assert (Action.objects.count(), room.meeting.attendances.filter(person__name="Lise").count()) == (0, 0)


def test_thirty_names_are_pasted_at_once(room: Room, sabine: Person, anouk: Person) -> None:
    names = [f"Personne {one}" for one in range(28)]
    listed = "\n".join(f"- {one}" for one in names) + "\n2. Anouk Le Bris, Lise Peyron\n\n"

    post(sabine, room, "presence-of-all/", names=listed)
    post(sabine, room, "presence-of-all/", names=listed)

    there = room.meeting.attendances.filter(presence=Presence.PRESENT).values_list("person__name", flat=True)
    assert sorted(there) == sorted([*names, "Anouk Le Bris", "Lise Peyron", "Sabine Delorme"])
    assert room.meeting.attendances.filter(person=anouk).count() == 1


def test_namesakes_are_told_apart_on_the_projector(room: Room, sabine: Person, anouk: Person) -> None:
    present(room, anouk, a_person(sabine.space, "Anouk Riou"))

    shown = {one.who.first_name for one in state_of(room, Role.PROJECTOR).people}

    assert shown == {"Sabine", "Anouk Le Bris", "Anouk R."}


def test_a_speaker_ends_with_the_point_and_who_waits_goes_on_waiting(room: Room, sabine: Person, anouk: Person) -> None:
    present(room, anouk)
    floor_requests.ask_floor(room, by=sabine, at=AT)
    floor_requests.give_floor(room, anouk.pk, by=sabine, at=AT)

    room_facilitation.next_point(room, since_version=again(room).version, by=sabine, at=later(5))

    now = state_of(room, Role.FACILITATOR, leads=True)
    assert (now.speaker, [one.name for one in now.floor]) == (None, ["Sabine Delorme"])


def test_an_objection_says_that_its_author_is_named_on_the_page_alone(sabine: Person, room: Room) -> None:
    room_presence.say_present(room, by=sabine, at=AT)
    item = room.meeting.agenda.create(position=9, text="Décider", kind="decide")
    room_facilitation.go_to(room, item.pk, since_version=again(room).version, by=sabine, at=AT)
    post(sabine, room, "proposal/", proposal="On garde le jeudi")

    shown = entered(Client(), sabine).get(reverse("room:room", args=[sabine.space.slug, room.meeting_id]) + "?as=phone")

    assert "la page de la décision dit qui l’a faite" in shown.content.decode()
