"""The needs of the last time, answered at their point: who says it, who reads it, and what waits for the next time."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from palabre.groups.models import Answer, Need
from palabre.meetings.agenda.carry_over import waiting_needs
from palabre.meetings.models import Room
from palabre.meetings.room import room_facilitation
from palabre.meetings.room.open_room import open_room
from palabre.meetings.room.tests.room_of import AT, a_guest, a_meeting, again, later
from palabre.notes.models import Note
from palabre.people.access.links import link_path
from palabre.people.models import Audience, Person
from tests.builders import a_group, a_member, a_need, a_space, entered
from tests.made_once import once_per_module

pytestmark = pytest.mark.django_db
SAID = "La salle du foyer est libre"


def with_a_need() -> Room:
    sabine = a_member(a_space(), "Sabine Delorme")
    a_need(sabine.space, "Une salle le lundi", group=a_group(sabine.space, "Le dernier kilomètre"))
    return at_the_needs(sabine)


begun = once_per_module(with_a_need)


@pytest.fixture
def room(begun: Room) -> Room:
    return again(begun)


@pytest.fixture
def sabine(room: Room) -> Person:
    return room.meeting.space.persons.select_related("space").get(name="Sabine Delorme")


@pytest.fixture
def need(room: Room) -> Need:
    return Need.objects.select_related("space", "group", "audience").get(text="Une salle le lundi")


def at_the_needs(by: Person) -> Room:
    """A room that stands at the point of the needs."""
    meeting = a_meeting(by)
    point = meeting.agenda.create(position=4, text="Ce qui est répondu", kind="inform", brings="needs")
    room = room_facilitation.begin_meeting(open_room(meeting, by=by, at=AT), by=by, at=AT)
    return room_facilitation.go_to(room, point.pk, since_version=again(room).version, by=by, at=AT)


def of(room: Room, end: str) -> str:
    return reverse("room:room", args=[room.meeting.space.slug, room.meeting_id]) + end


def live(client: Client, room: Room, role: str = "phone") -> str:
    return str(client.get(of(room, f"state/?as={role}")).json()["html"])


@pytest.mark.parametrize("role", ["facilitator", "scribe", "projector", "phone"])
def test_each_screen_tells_who_lacks_what_and_what_was_answered(
    client: Client, sabine: Person, room: Room, need: Need, role: str
) -> None:
    her = entered(client, sabine)
    before = live(her, room, role)

    her.post(of(room, f"answer/?need={need.pk}"), {f"answer-{need.pk}": SAID})
    after = live(her, room, role)

    assert ["Le dernier kilomètre" in one and "Une salle le lundi" in one for one in (before, after)] == [True, True]
    assert [SAID in one for one in (before, after)] == [False, True]
    assert [f"answer/?need={need.pk}" in one for one in (before, after)] == [role != "projector"] * 2


def test_a_guest_answers_once_and_takes_back_what_is_hers_alone(sabine: Person, room: Room, need: Need) -> None:
    link, zoe = a_guest(room), Client()
    zoe.get(link_path(link))
    base = reverse("came_in:room", args=[link.pk])
    for _press in range(2):
        zoe.post(f"{base}answer/?need={need.pk}", {f"answer-{need.pk}": SAID})
    given = Answer.objects.get()

    entered(Client(), sabine).post(of(room, f"answer-back/?answer={given.pk}"))
    kept = Answer.objects.filter(by=link.person).count()
    zoe.post(f"{base}answer-back/?answer={given.pk}")

    assert (kept, Answer.objects.count()) == (1, 0)


def test_an_answer_stands_under_its_need_in_the_note_until_it_is_taken_back(
    client: Client, sabine: Person, room: Room, need: Need
) -> None:
    her, page = entered(client, sabine), again(room).meeting.minutes
    for _press in range(2):
        her.post(of(room, f"answer/?need={need.pk}"), {f"answer-{need.pk}": SAID})
    noted = Note.objects.get(pk=page.note_id).body_md

    her.post(of(room, f"answer-back/?answer={Answer.objects.get().pk}"))

    assert f"### {need.text}\n\n- « {SAID} » (Sabine Delorme)\n" in noted
    assert SAID not in Note.objects.get(pk=page.note_id).body_md


def test_only_she_who_answered_is_offered_to_undo_it(client: Client, sabine: Person, room: Room, need: Need) -> None:
    her, karim = entered(client, sabine), entered(Client(), a_member(sabine.space, "Karim Oualid"))
    her.post(of(room, f"answer/?need={need.pk}"), {f"answer-{need.pk}": SAID})

    assert ["answer-back/" in live(one, room) for one in (her, karim)] == [True, False]


def test_what_waits_comes_back_and_not_yet_says_so_without_a_trace(
    client: Client, sabine: Person, room: Room, need: Need
) -> None:
    address, listens = of(room, f"not-yet/?need={need.pk}"), {"accept": "application/json"}
    her, version = entered(client, sabine), again(room).version

    told = her.post(address, headers=listens)
    shown = her.post(address, {"as": "facilitator"}, follow=True).content.decode()

    assert "prochaine réunion" in told.json()["said"]
    assert told.json()["said"][-20:-1] in shown
    assert (again(room).version, list(waiting_needs(room.meeting))) == (version, [need])


def test_an_answer_that_is_refused_stands_in_its_field_without_javascript(
    client: Client, sabine: Person, room: Room, need: Need
) -> None:
    long = "é" * 4_001

    answer = entered(client, sabine).post(of(room, f"answer/?need={need.pk}"), {f"answer-{need.pk}": long})

    html = answer.content.decode()
    assert (answer.status_code, html.count(f'value="{long}"'), Answer.objects.count()) == (422, 1, 0)
    assert ('role="alert"' in html, 'formaction="../answer/?need=' in html) == (True, True)


def test_the_group_alone_says_that_it_is_met_and_never_who_answered(
    client: Client, sabine: Person, room: Room, need: Need
) -> None:
    ines, hugo = (a_member(sabine.space, name) for name in ("Inès Courtois", "Hugo Ferreira"))
    need.group.welcome(ines, role="convener")
    need.group.welcome(hugo, role="observer")
    entered(client, sabine).post(of(room, f"answer/?need={need.pk}"), {f"answer-{need.pk}": SAID})
    each = {one: entered(Client(), one) for one in (sabine, ines, hugo)}

    offered = {one.name: f"met/?need={need.pk}" in live(seat, room) for one, seat in each.items()}
    refused = [each[one].post(of(room, f"met/?need={need.pk}")).status_code for one in (sabine, hugo)]
    met = each[ines].post(of(room, f"met/?need={need.pk}")) and Need.objects.get(pk=need.pk).satisfied_by
    each[ines].post(of(room, f"not-met/?need={need.pk}"))

    assert offered == {"Sabine Delorme": False, "Inès Courtois": True, "Hugo Ferreira": False}
    assert (refused, met, Need.objects.get(pk=need.pk).satisfied_at) == ([409, 409], ines, None)


def test_what_not_everybody_here_reads_any_longer_is_answered_elsewhere(
    client: Client, sabine: Person, room: Room, need: Need
) -> None:
    her = entered(client, sabine)
    Need.objects.filter(pk=need.pk).update(audience=Audience.of_persons(sabine))

    shown = live(her, room)
    answer = her.post(of(room, f"answer/?need={need.pk}"), {f"answer-{need.pk}": SAID})

    assert (f"answer/?need={need.pk}" in shown, answer.status_code, Answer.objects.count()) == (False, 404, 0)


def test_a_need_that_the_meeting_did_not_open_with_is_answered_elsewhere(
    client: Client, sabine: Person, room: Room
) -> None:
    late = a_need(sabine.space, "Un vidéoprojecteur")

    answers = [
        entered(client, sabine).post(of(room, f"{one}/?need={late.pk}"), {f"answer-{late.pk}": SAID}).status_code
        for one in ("answer", "not-yet")
    ]

    assert (answers, "Un vidéoprojecteur" in live(client, room)) == ([404, 404], False)


def test_a_passer_by_of_a_public_space_answers_nothing_in_the_room() -> None:
    sabine = a_member(a_space(public=True), "Sabine Delorme")
    need = a_need(sabine.space, "Une salle le lundi")
    room = at_the_needs(sabine)

    answer = Client().post(of(room, f"answer/?need={need.pk}"), {f"answer-{need.pk}": SAID})

    assert (answer.status_code, Answer.objects.count()) == (403, 0)
    assert "answer/?need=" not in live(Client(), room)


def test_once_the_room_has_ended_an_answer_on_its_way_is_still_heard(
    client: Client, sabine: Person, room: Room, need: Need
) -> None:
    room_facilitation.end_meeting(room, by=sabine, at=later(60))

    entered(client, sabine).post(of(room, f"answer/?need={need.pk}"), {f"answer-{need.pk}": SAID})

    assert Answer.objects.get().text == SAID


def test_the_needs_cost_as_many_queries_for_five_as_for_one(
    client: Client, sabine: Person, need: Need, django_assert_max_num_queries: Callable[..., object]
) -> None:
    her, counts = entered(client, sabine), []
    for added in (0, 4):
        more = [a_need(sabine.space, f"Besoin {one}", group=a_group(sabine.space)) for one in range(added)]
        room = at_the_needs(sabine)
        for one in [need, *more]:
            her.post(of(room, f"answer/?need={one.pk}"), {f"answer-{one.pk}": SAID})
        with django_assert_max_num_queries(40) as counted:
            live(her, room, "facilitator")
        counts.append(len(counted))
        Answer.objects.all().delete()

    assert counts[0] == counts[1]
