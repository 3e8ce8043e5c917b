"""Deciding from the screens of a room: who proposes, objects and adopts, and who may not."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from palabre.meetings.models import Decision, Objection, Room
from palabre.meetings.room import room_facilitation
from palabre.meetings.room.open_room import open_room
from palabre.meetings.room.tests.room_of import AT, a_guest, a_meeting, again
from palabre.meetings.room.views.decisions import DECIDING
from palabre.people.access.links import link_path
from palabre.people.models import Audience, Person
from tests.builders import a_decision, a_member, a_space, entered
from tests.made_once import once_per_module

pytestmark = pytest.mark.django_db
WORDS = "Le préau reste ouvert chaque jeudi"
WHY = "Personne ne garde les clés"


begun = once_per_module(lambda: where_one_decides(a_member(a_space(), "Sabine Delorme")))


@pytest.fixture
def room(begun: Room) -> Room:
    return again(begun)


@pytest.fixture
def sabine(room: Room) -> Person:
    return room.meeting.space.persons.select_related("space").get(name="Sabine Delorme")


@pytest.fixture
def her(client: Client, sabine: Person) -> Client:
    return entered(client, sabine)


@pytest.fixture
def proposal(her: Client, room: Room) -> Decision:
    her.post(of(room, "proposal/"), {"proposal": WORDS})
    return Decision.objects.get()


def where_one_decides(by: Person, **facts: object) -> Room:
    """A room that stands at a point where something is decided."""
    meeting = a_meeting(by)
    point = meeting.agenda.create(position=4, text="Ce que nous décidons", kind="decide", **facts)
    room = room_facilitation.begin_meeting(open_room(meeting, by=by, at=AT), by=by, at=AT)
    return room_facilitation.go_to(room, point.pk, since_version=again(room).version, by=by, at=AT)


def of(room: Room, end: str) -> str:
    return reverse("room:room", args=[room.meeting.space.slug, room.meeting_id]) + end


def live(client: Client, room: Room, role: str) -> str:
    return str(client.get(of(room, f"state/?as={role}")).json()["html"])


def now(proposal: Decision) -> str:
    """Where it stands, in a word."""
    one = Decision.objects.get(pk=proposal.pk)
    return "adopted" if one.adopted_at else "set aside" if one.set_aside_at else "proposed"


def test_words_past_their_bound_come_back_on_the_screen(her: Client, room: Room, proposal: Decision) -> None:
    long = "x" * 1001

    answer = her.post(of(room, f"setting-aside/?decision={proposal.pk}"), {f"why-{proposal.pk}": long})

    shown = answer.content.decode()
    assert (answer.status_code, f'value="{long}"' in shown, now(proposal)) == (422, True, "proposed")
    assert "C’est trop long" in shown


def test_unfinished_words_of_another_row_stop_nothing(her: Client, room: Room, proposal: Decision) -> None:
    words = {f"why-{proposal.pk}": "x" * 1001, f"wording-{proposal.pk}": f"{WORDS}, avec Zoé"}

    answer = her.post(of(room, f"rewording/?decision={proposal.pk}"), words)

    assert (answer.status_code, Decision.objects.get().text) == (302, f"{WORDS}, avec Zoé")


def test_a_field_says_its_bound_and_is_tied_to_its_help(her: Client, room: Room, proposal: Decision) -> None:
    shown, box = live(her, room, "facilitator"), f"words-review-{proposal.pk}"

    name, told = f'name="review-{proposal.pk}"', f'autocomplete="off" aria-describedby="{box}_helptext" id="{box}"'
    assert f'<input type="text" {name} value="" form="parole" maxlength="200" {told}>' in shown
    assert (f'<p class="note" id="{box}_helptext">' in shown, f'<label for="{box}">' in shown) == (True, True)


def test_a_proposal_is_adopted_after_its_objection_was_heard_and_lifted(
    her: Client, room: Room, proposal: Decision
) -> None:
    link, zoe = a_guest(room), Client()
    zoe.get(link_path(link))
    base = reverse("came_in:room", args=[link.pk])
    zoe.post(f"{base}objection/?decision={proposal.pk}", {f"reason-{proposal.pk}": WHY})
    raised = Objection.objects.get()

    held = her.post(of(room, f"adoption/?decision={proposal.pk}"))
    her.post(of(room, f"rewording/?decision={proposal.pk}"), {f"wording-{proposal.pk}": f"{WORDS}, avec Zoé"})
    her.post(of(room, f"lifting/?objection={raised.pk}"))
    her.post(of(room, f"adoption/?decision={proposal.pk}"))

    assert (raised.person, held.status_code, WHY in held.content.decode()) == (link.person, 409, True)
    assert (now(proposal), Decision.objects.get().text) == ("adopted", f"{WORDS}, avec Zoé")


@pytest.mark.parametrize("kept", [False, True])
def test_who_objected_lifts_their_own_objection_from_their_phone(
    her: Client, room: Room, proposal: Decision, *, kept: bool
) -> None:
    link, zoe = a_guest(room), Client()
    zoe.get(link_path(link))
    base, others = reverse("came_in:room", args=[link.pk]), proposal.objections
    zoe.post(f"{base}objection/?decision={proposal.pk}", {f"reason-{proposal.pk}": WHY})
    others.create(audience=proposal.audience, reason="Autre chose", at=AT)
    raised = Objection.objects.get(person=link.person)
    if kept:
        Objection.objects.update(audience=Audience.of_persons(link.person))

    shown = str(zoe.get(f"{base}state/").json()["html"])
    zoe.post(f"{base}lifting/?objection={raised.pk}")

    assert re.findall(r"lifting/\?objection=(\d+)", shown) == [str(raised.pk)]
    assert ("Je la lève" in shown, "lifting/" in live(her, room, "phone")) == (True, False)
    assert (others.filter(lifted_at=None).count(), "Je la lève" in zoe.get(f"{base}state/").json()["html"]) == (
        1,
        False,
    )


@pytest.mark.parametrize(
    ("count", "told"), [(1, "Une objection tient : changez"), (2, "Des objections tiennent : changez")]
)
def test_objections_that_stand_say_what_to_do_in_the_room_and_on_the_page(
    her: Client, room: Room, proposal: Decision, count: int, told: str
) -> None:
    for number in range(count):
        proposal.objections.create(audience=proposal.audience, reason=f"{WHY} {number}", at=AT)

    texts = [live(her, room, "facilitator"), her.get(proposal.get_absolute_url()).content.decode()]

    shown = [" ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split()) for text in texts]
    assert [f"{told} d’abord la proposition." in text for text in shown] == [True, True]


def test_the_form_of_an_objection_is_aligned_with_those_that_stand(her: Client, room: Room, proposal: Decision) -> None:
    proposal.objections.create(audience=proposal.audience, reason=WHY, at=AT)

    tree = html.fromstring(her.get(proposal.get_absolute_url()).content)

    (form,) = tree.xpath("//form[.//textarea[@name='reason']]")
    assert form.xpath("ancestor-or-self::*[contains(concat(' ', @class, ' '), ' continued ')]") == []


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        ("facilitator", {"proposal/", "adoption/", "setting-aside/", "rewording/", "objection/", "data-hand"}),
        ("scribe", {"proposal/", "adoption/", "setting-aside/", "rewording/", "objection/", "data-hand"}),
        ("phone", {"objection/", "data-hand"}),
        ("projector", set()),
    ],
)
def test_each_screen_offers_what_is_done_there(
    her: Client, room: Room, proposal: Decision, role: str, offered: set[str]
) -> None:
    html = live(her, room, role)

    buttons = {f"{one}/": f'formaction="{one}/' for one in DECIDING} | {"data-hand": "data-hand"}
    assert {one for one, words in buttons.items() if words in html} == offered
    assert WORDS in html


def test_adopting_with_a_day_in_words_keeps_both_or_neither(her: Client, room: Room, proposal: Decision) -> None:
    address, name = of(room, f"adoption/?decision={proposal.pk}"), f"review-{proposal.pk}"

    refused = her.post(address, {name: "quand les poules auront des dents", "as": "scribe"})
    before = now(proposal)
    her.post(address, {name: "dans six mois"})

    assert (refused.status_code, 'value="quand les poules auront des dents"' in refused.content.decode()) == (409, True)
    assert (before, now(proposal), Decision.objects.get().review_on is not None) == ("proposed", "adopted", True)


def test_what_is_set_aside_says_why_and_is_opened_again(her: Client, room: Room, proposal: Decision) -> None:
    her.post(of(room, f"setting-aside/?decision={proposal.pk}"), {f"why-{proposal.pk}": WHY})
    aside, told = now(proposal), live(her, room, "projector")

    her.post(of(room, f"proposal-return/?decision={proposal.pk}"))

    assert (aside, WHY in told, now(proposal)) == ("set aside", True, "proposed")


def test_an_objection_without_a_reason_is_refused_and_says_what_one_is(
    her: Client, room: Room, proposal: Decision
) -> None:
    listening = {"accept": "application/json"}

    answer = her.post(of(room, f"objection/?decision={proposal.pk}"), headers=listening)

    assert (answer.status_code, set(answer.json())) == (409, {"why", "instead"})


def test_a_reason_that_came_too_late_for_its_field_is_shown_all_the_same(
    her: Client, room: Room, proposal: Decision
) -> None:
    her.post(of(room, f"adoption/?decision={proposal.pk}"))

    answer = her.post(of(room, f"objection/?decision={proposal.pk}"), {f"reason-{proposal.pk}": WHY})

    assert (answer.status_code, WHY in answer.content.decode()) == (409, True)


@pytest.mark.parametrize("gesture", sorted(set(DECIDING) - {"objection"}))
def test_a_guest_decides_nothing(her: Client, room: Room, proposal: Decision, gesture: str) -> None:
    raised = proposal.objections.create(audience=proposal.audience, reason=WHY, at=AT)
    link, zoe = a_guest(room), Client()
    zoe.get(link_path(link))
    said = {"proposal": "Autre chose", f"wording-{proposal.pk}": "Autre chose", "objection": raised.pk}

    answer = zoe.post(
        reverse("came_in:room", args=[link.pk]) + f"{gesture}/", said | {"decision": proposal.pk, "as": "facilitator"}
    )

    raised.refresh_from_db()
    assert (answer.status_code, now(proposal), raised.lifted_at) in [(403, "proposed", None), (409, "proposed", None)]
    assert list(Decision.objects.values_list("text", flat=True)) == [WORDS]


@pytest.mark.parametrize("gesture", sorted(DECIDING))
def test_a_decision_of_another_meeting_is_none_of_this_room(
    her: Client, sabine: Person, room: Room, proposal: Decision, gesture: str
) -> None:
    other = where_one_decides(sabine)
    raised = proposal.objections.create(audience=proposal.audience, reason=WHY, at=AT)
    said = {"decision": proposal.pk, "objection": raised.pk, f"reason-{proposal.pk}": WHY}

    answer = her.post(of(other, f"{gesture}/"), said)

    assert (answer.status_code, now(proposal)) == (409 if gesture == "proposal" else 404, "proposed")


def test_a_decision_that_comes_back_is_shown_at_its_point(her: Client, sabine: Person) -> None:
    former = a_decision(sabine.space, "Le marché se tient le samedi", proposed_at=AT, adopted_at=AT)
    room = where_one_decides(sabine, about=former)

    shown = live(her, room, "scribe")

    assert ("Le marché se tient le samedi" in shown, f"proposal-return/?decision={former.pk}" in shown) == (True, True)


def test_decisions_cost_as_many_queries_for_five_as_for_one(
    her: Client, room: Room, proposal: Decision, django_assert_max_num_queries: Callable[..., object]
) -> None:
    counts = []
    for number in range(5):
        her.post(of(room, "proposal/"), {"proposal": f"{WORDS} ({number})"})
        one = Decision.objects.order_by("-pk")[0]
        her.post(of(room, f"objection/?decision={one.pk}"), {f"reason-{one.pk}": WHY})
        with django_assert_max_num_queries(40) as counted:
            live(her, room, "facilitator")
        counts.append(len(counted))

    assert counts[0] == counts[-1]


def test_a_screen_of_before_adopts_no_other_words(her: Client, room: Room, proposal: Decision) -> None:
    buttons = html.fromstring(live(her, room, "facilitator")).iter("button")
    adopt = next(to for one in buttons if (to := one.get("formaction", "")).startswith("adoption/"))
    her.post(of(room, f"rewording/?decision={proposal.pk}"), {f"wording-{proposal.pk}": "Le préau ferme"})

    held = her.post(of(room, adopt))

    assert (held.status_code, "Le préau ferme" in held.content.decode(), now(proposal)) == (409, True, "proposed")
    her.post(of(room, f"rewording/?decision={proposal.pk}"), {f"wording-{proposal.pk}": WORDS})
    her.post(of(room, adopt))
    assert now(proposal) == "adopted"
