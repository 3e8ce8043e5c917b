"""Points are proposed, ordered, put off and taken off; templates are changed, and come back."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.meetings.agenda import (
    agenda_choice,
    agenda_items,
    agenda_length,
    agenda_text,
    item_order,
    item_postponement,
)
from palabre.meetings.agenda.agenda_items import ItemDetails
from palabre.meetings.agenda.agenda_preparation import prepare
from palabre.meetings.agenda.agenda_templates import bring_shipped_back, change_template
from palabre.meetings.agenda.shipped_agendas import SHIPPED, Point
from palabre.meetings.models import AgendaItem, ItemKind
from palabre.people.erasures.refused_names import NameRefused
from palabre.people.models import Audience
from palabre.refusal import Refusal
from tests.builders import a_meeting, a_member, a_page, a_person, a_space, an_action, entered
from tests.erasing import erase
from tests.lengths import often

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 12, 8)
NOW = timezone.make_aware(datetime.datetime(2026, 11, 24, 10))
WORDS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=40)


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def meeting(space, ines):
    found = a_meeting(space, on=DAY, lasts=90)
    prepare(found, by=ines, at=NOW)
    return found


def texts(meeting):
    return list(meeting.agenda.standing().order_by("position").values_list("text", flat=True))


def proposed(meeting, by, text="Le bus", **more):
    return agenda_items.propose_point(meeting, ItemDetails(text, **more), by=by, at=NOW)


def body(meeting):
    meeting.minutes.note.refresh_from_db()
    return meeting.minutes.note.body_md


def test_a_point_stands_before_what_closes_the_agenda_and_in_the_note(meeting, ines):
    proposed(meeting, ines, kind="explore", minutes=10)

    assert texts(meeting)[4:6] == ["Le bus", "Décisions"]
    assert "## Le bus\n" in body(meeting)


def test_the_same_point_proposed_twice_is_one(meeting, ines):
    assert proposed(meeting, ines) == proposed(meeting, ines)


def test_who_is_invited_without_having_joined_proposes_too(meeting, space):
    guest = a_person(space, "Zoé Martin")
    meeting.invitations.create(person=guest, at=NOW)

    assert proposed(meeting, guest).proposed_by == guest


def test_who_is_not_invited_proposes_nothing(meeting, space):
    with pytest.raises(Refusal, match="invit"):
        proposed(meeting, a_person(space, "Zoé Martin"))


def test_a_member_of_another_space_proposes_nothing(meeting):
    with pytest.raises(Refusal):
        proposed(meeting, a_member(a_space("Ailleurs")))


@pytest.mark.parametrize(
    "said",
    [
        ItemDetails(" "),
        ItemDetails("a" * 301),
        ItemDetails("Le bus", kind="fête"),
        ItemDetails("Le bus", minutes=0),
        ItemDetails("b", minutes=999),
    ],
)
def test_what_is_no_point_is_refused_with_a_sentence(meeting, ines, said):
    with pytest.raises(Refusal):
        agenda_items.propose_point(meeting, said, by=ines, at=NOW)


def test_a_name_that_was_taken_away_is_in_no_point(meeting, space, ines):
    erase(a_person(space, "Maël Guivarch"), at=NOW)

    with pytest.raises(NameRefused):
        proposed(meeting, ines, "Écouter Maël Guivarch")


def test_a_guest_fills_no_agenda(meeting, space):
    guest = a_person(space, "Zoé Martin")
    meeting.invitations.create(person=guest, at=NOW)
    for number in range(5):
        proposed(meeting, guest, f"Point {number}")

    with pytest.raises(Refusal, match="complet"):
        proposed(meeting, guest, "Un de plus")


def test_who_proposed_a_point_says_it_otherwise_and_another_guest_does_not(meeting, space):
    guest, other = a_person(space, "Zoé Martin"), a_person(space, "Luc Morel")
    meeting.invitations.create(person=guest, at=NOW)
    item = proposed(meeting, guest)

    agenda_items.change_point(item, ItemDetails("Le car"), by=guest)

    assert "Le car" in texts(meeting)
    with pytest.raises(Refusal):
        agenda_items.change_point(item, ItemDetails("Rien"), by=other)


def test_a_point_taken_off_comes_back(meeting, ines):
    item = proposed(meeting, ines)

    agenda_items.drop_point(item, by=ines, at=NOW)
    assert ("Le bus" in texts(meeting), "## Le bus" in body(meeting)) == (False, False)
    agenda_items.bring_point_back(item, by=ines)

    assert ("Le bus" in texts(meeting), "## Le bus" in body(meeting)) == (True, True)


def test_who_is_only_named_orders_nothing(meeting, space):
    for act in (item_order.move, item_postponement.postpone):
        with pytest.raises(Refusal):
            act(
                meeting.agenda.first(),
                by=a_person(space),
                **({"way": "up", "seen": None} if act is item_order.move else {"at": NOW}),
            )


def test_a_move_sent_twice_moves_once(meeting, ines):
    before = texts(meeting)
    item = meeting.agenda.get(position=3)

    for _twice in range(2):
        item_order.move(item, "up", seen=3, by=ines)

    assert texts(meeting) == [before[0], before[2], before[1], *before[3:]]


def test_two_who_order_at_once_wait_for_each_other(meeting, ines):
    with CaptureQueriesContext(connection) as done:
        item_order.move(meeting.agenda.get(position=3), "up", seen=3, by=ines)

    begun = next(at for at, query in enumerate(done) if query["sql"].startswith("SAVEPOINT"))
    assert 'FROM "spaces_space"' in done[begun + 1]["sql"]


def test_of_two_who_moved_what_they_saw_the_second_moves_nothing(meeting, space, ines):
    item, hugo = meeting.agenda.get(position=3), a_member(space, "Hugo Ferreira")
    item_order.move(item, "up", seen=3, by=ines)
    before = texts(meeting)

    assert item_order.move(item, "down", seen=3, by=hugo) is False
    assert texts(meeting) == before


@settings(deadline=None, max_examples=often(25))
@given(moves=st.lists(st.tuples(st.integers(0, 4), st.sampled_from(["up", "down"])), max_size=8))
def test_the_order_stays_a_permutation(moves):
    space = a_space()
    by, meeting = a_member(space), a_meeting(space, on=DAY)
    items = [meeting.agenda.create(position=place, text=str(place)) for place in (1, 2, 3, 7, 9)]
    items[2].drop(NOW)

    for place, way in moves:
        item_order.move(items[place], way, seen=None, by=by)

    assert sorted(texts(meeting)) == ["1", "2", "7", "9"]
    assert meeting.agenda.count() == 5


def test_a_point_put_off_is_at_the_next_meeting_and_back_again(meeting, space, ines):
    after = a_meeting(space, on=DAY.replace(day=22))
    prepare(after, by=ines, at=NOW)
    item = proposed(meeting, ines)

    assert item_postponement.postpone(item, by=ines, at=NOW) == after
    assert ("Le bus" in texts(meeting), "Le bus" in texts(after)) == (False, True)
    agenda_items.bring_point_back(item, by=ines)

    assert ("Le bus" in texts(meeting), "Le bus" in texts(after)) == (True, False)


def test_a_point_put_off_before_the_next_meeting_is_set_comes_back_by_itself_once(meeting, space, ines):
    item = proposed(meeting, ines)
    assert item_postponement.postpone(item, by=ines, at=NOW) is None
    after = a_meeting(space, on=DAY.replace(day=22))

    for _twice in range(2):
        prepare(after, by=ines, at=NOW)

    assert texts(after).count("Le bus") == 1
    assert after.agenda.get(text="Le bus").comes_from == item


def test_a_point_kept_to_few_is_put_off_to_no_wider_meeting(space, ines):
    few = a_meeting(space, on=DAY, audience=Audience.of_persons(ines))
    item = proposed(few, ines, "Un secret")
    wide = a_meeting(space, on=DAY.replace(day=22))
    prepare(wide, by=ines, at=NOW)

    item_postponement.postpone(item, by=ines, at=NOW)

    assert "Un secret" not in texts(wide)


def test_once_its_minutes_are_there_the_agenda_stays_as_it_was(space, ines):
    told = a_meeting(space, on=DAY, minutes=a_page(space))
    told.imports.create(space=space, audience=told.audience, by=ines, page=told.minutes, digest="0", text="x")

    with pytest.raises(Refusal, match="compte rendu"):
        proposed(told, ines)


@pytest.mark.parametrize(("minutes", "words"), [(85, "1 h 25"), (60, "1 h"), (10, "10 min"), (125, "2 h 05")])
def test_a_length_is_said_in_words(minutes, words):
    assert agenda_length.length_in_words(minutes).replace("\u202f", " ").replace("\xa0", " ") == words


@given(st.lists(st.one_of(st.none(), st.integers(1, 480))))
def test_minutes_sum(minutes):
    items = [AgendaItem(minutes=one) for one in minutes]

    assert agenda_length.total(items) == sum(one or 0 for one in minutes)


def points():
    kinds, some = st.sampled_from(["", *ItemKind.values]), st.one_of(st.none(), st.integers(1, 480))
    text = (
        st.lists(WORDS, min_size=1, max_size=3)
        .map(" ".join)
        .filter(lambda one: one[0] not in "-–•*|" and one[-1] != "|")
    )
    return st.builds(
        Point,
        text,
        kind=kinds,
        minutes=some,
        parts=st.lists(text, max_size=3).map(tuple),
        brings=st.sampled_from(["", "needs"]),
    )


@given(st.lists(points(), max_size=6))
def test_a_template_is_read_as_it_was_written(some):
    assert agenda_text.read_agenda(agenda_text.agenda_as_text(some)) == tuple(some)


@given(st.text())
def test_any_text_gives_points(text):
    assert all(point.text or point.kind or True for point in agenda_text.read_agenda(text))


@pytest.mark.parametrize("key", list(SHIPPED))
def test_each_template_that_is_offered_reads_back(key):
    written = agenda_text.agenda_as_text(SHIPPED[key].points)

    assert agenda_text.agenda_as_text(agenda_text.read_agenda(written)) == written


def test_a_space_begins_its_agendas_in_its_own_words_and_takes_back_ours(space, ines):
    change_template(space, "conveners", "Bonjour | 5 min\n- un mot chacun", title="Les nôtres", by=ines)

    meeting = a_meeting(space, on=DAY)
    prepare(meeting, by=ines, at=NOW)
    assert (texts(meeting), meeting.agenda.get().parts) == (["Bonjour"], ["un mot chacun"])
    bring_shipped_back(space, "conveners", by=ines)

    assert len(agenda_choice.as_in(space, "conveners").points) == 7


def test_who_is_only_named_changes_no_template(space):
    with pytest.raises(Refusal):
        change_template(space, "conveners", "Bonjour", title="", by=a_person(space))


def test_an_agenda_that_nobody_touched_begins_otherwise_in_one_gesture_and_keeps_what_was_proposed(
    client, meeting, space, ines
):
    proposed(meeting, ines)
    page, address = entered(client, ines), reverse("meetings:agenda", args=[space.slug, meeting.pk])
    beginning = reverse("meetings:agenda_beginning", args=[space.slug, meeting.pk])
    before = texts(meeting)

    offered = 'value="first"' in page.get(address).content.decode()
    page.post(beginning, {"key": "first"})
    other, told = texts(meeting), body(meeting)
    page.post(beginning, {"key": "conveners"})

    shipped = [str(point.text) for point in SHIPPED["first"].points]
    assert (offered, sorted(other)) == (True, sorted([*shipped, "Le bus"]))
    assert (f"## {shipped[1]}" in told, before[1] in told, texts(meeting)) == (True, False, before)


def test_an_agenda_that_somebody_worked_on_stays_as_it_is(client, meeting, space, ines):
    agenda_items.change_point(meeting.agenda.get(position=3), ItemDetails("Tout autre chose"), by=ines)
    page, before = entered(client, ines), texts(meeting)

    offered = page.get(reverse("meetings:agenda", args=[space.slug, meeting.pk])).content.decode()
    answer = page.post(reverse("meetings:agenda_beginning", args=[space.slug, meeting.pk]), {"key": "first"})

    assert ('value="first"' in offered, answer.status_code, texts(meeting)) == (False, 409, before)


def test_a_point_is_moved_by_a_form_and_the_focus_comes_back_to_its_button(client, meeting, space, ines):
    item = meeting.agenda.get(position=3)
    address = reverse("meetings:point_place", args=[space.slug, meeting.pk, item.pk])

    answer = entered(client, ines).post(address, {"way": "up", "seen": "3"})

    assert answer.url.endswith(f"/agenda/#up-{item.pk}")


@pytest.mark.parametrize("rows", [1, 5])
def test_the_agenda_asks_as_much_for_five_points_as_for_one(client, space, ines, rows, django_assert_num_queries):
    meeting = a_meeting(space, on=DAY)
    for number in range(rows):
        meeting.agenda.create(position=number + 1, text=f"Point {number}", holder=ines)
        meeting.carried_over.create(action=an_action(space, f"Action {number}", owner=ines))
        meeting.sent_news.create(person=a_person(space, f"Zoé {number}"), text="Bonjour", at=NOW)
    entered(client, ines)

    with django_assert_num_queries(QUERIES):
        answer = client.get(reverse("meetings:agenda", args=[space.slug, meeting.pk]))

    assert f"Point {rows - 1}" in answer.content.decode()


QUERIES = 11
