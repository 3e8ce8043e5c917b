"""A place each as far as there are, then the waiting list in order of arrival; who leaves gives hers to the first."""

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from palabre.gatherings import gathering_announcement, gathering_day, gathering_preparation
from palabre.gatherings.gathering_preparation import GatheringDetails
from palabre.gatherings.tests.scene import AT, DAY, announced, come, minutes_later, now, prepared, standing
from palabre.people.access.links import link_to
from palabre.people.models import Link, Person
from palabre.post.address_letters import last_letter
from palabre.post.models import Letter
from palabre.pure.slots import Slot
from palabre.refusal import Refusal
from palabre.registrations import enrolment, retention
from palabre.registrations.enrolment import Coming
from palabre.registrations.models import Registration, RegistrationNews
from palabre.upkeep.rate_limits import Bound, Limit, LimitScope
from tests.lengths import often

pytestmark = pytest.mark.django_db


def test_who_comes_after_the_last_place_waits_in_order_of_arrival():
    gathering, _ines = announced(capacity=1)

    for number, name in enumerate(("Odile", "Tarek", "Maud")):
        come(gathering, name, at=minutes_later(number))

    assert standing(gathering) == (["Odile"], ["Tarek", "Maud"])


def test_the_first_who_waits_is_given_the_place_of_who_leaves_and_is_to_be_told():
    gathering, _ines = announced(capacity=1)
    odile, tarek, _maud = (come(gathering, name) for name in ("Odile", "Tarek", "Maud"))

    enrolment.cancel_registration(odile, at=minutes_later(5))
    enrolment.cancel_registration(odile, at=minutes_later(6))

    assert standing(gathering) == (["Tarek"], ["Maud"])
    tarek.refresh_from_db()
    assert (tarek.why, tarek.promoted_at) == (RegistrationNews.PROMOTED, minutes_later(5))


def test_places_are_given_to_many_in_few_queries(django_assert_max_num_queries):
    gathering, _ines = announced(capacity=1)
    rows = [come(gathering, f"Maud {number}") for number in range(12)]
    roll = now(gathering).roll
    roll.capacity = 11

    with django_assert_max_num_queries(15):
        enrolment.make_room(roll, at=minutes_later(5))

    assert len(standing(gathering)[0]) == 11
    letters = Letter.objects.filter(to=None, sent_at=None).values_list("to_email", flat=True)
    assert sorted(letters) == sorted(row.email for row in rows)
    assert {row.why for row in roll.registrations.placed()} == {RegistrationNews.PROMOTED, RegistrationNews.REGISTERED}


def test_one_address_is_registered_once_and_written_to_again_once_an_hour_at_the_most():
    gathering, _ines = announced()
    row = come(gathering, "Odile", email="Odile@exemple.example")
    letter = Letter.objects.get(to=None)
    Letter.objects.update(sent_at=AT)
    row.expect_letter("")

    again = come(gathering, "Une autre", email="odile@EXEMPLE.example", at=minutes_later(5))

    assert (again.pk, again.name) == (row.pk, "Odile")
    assert last_letter(row.space, letter.about).due_at == minutes_later(60)


def test_who_left_and_comes_again_is_behind_those_who_came_meanwhile():
    gathering, _ines = announced(capacity=1)
    odile, _tarek = come(gathering, "Odile"), come(gathering, "Tarek", at=minutes_later(1))
    enrolment.cancel_registration(odile, at=minutes_later(2))

    come(gathering, "Odile", at=minutes_later(3))

    assert standing(gathering) == (["Tarek"], ["Odile"])


def test_a_larger_room_gives_places_to_those_who_wait_and_a_smaller_one_takes_none():
    gathering, ines = announced(capacity=1)
    for name in ("Odile", "Tarek", "Maud"):
        come(gathering, name)

    larger = gathering_preparation.change_gathering(
        gathering, GatheringDetails(gathering.title, capacity=2), by=ines, at=AT
    )
    gathering_preparation.change_gathering(larger, GatheringDetails(gathering.title, capacity=1), by=ines, at=AT)

    assert standing(gathering) == (["Odile", "Tarek"], ["Maud"])


def test_the_same_form_sent_twice_registers_once():
    gathering, _ines = announced()
    who = Coming("Odile", "odile@exemple.example", form_token="once")

    first, second = enrolment.enrol(gathering.roll, who, at=AT), enrolment.enrol(gathering.roll, who, at=AT)

    assert (first, Registration.objects.count()) == (second, 1)


def test_a_form_that_somebody_kept_opens_nobody_else_s_registration():
    gathering, _ines = announced()
    hers, _ = enrolment.enrol(gathering.roll, Coming("Odile", "odile@exemple.example", form_token="once"), at=AT)
    later = minutes_later(61)

    same = enrolment.enrol(gathering.roll, Coming("Malo", "odile@exemple.example", form_token="once"), at=later)
    malo, is_his = enrolment.enrol(gathering.roll, Coming("Malo", "malo@exemple.example", form_token="once"), at=later)

    assert (same, malo.name, is_his) == ((hers, False), "Malo", True)


def test_a_registration_makes_nobody_known_in_the_space():
    gathering, _ines = announced()
    known = Person.objects.count()

    come(gathering)

    assert Person.objects.count() == known


@pytest.mark.parametrize(
    "email", ["", "odile", "odile@", "o dile@exemple.example\x00x@y", f"{'o' * 250}@exemple.example"]
)
def test_an_address_to_which_nobody_could_write_is_refused(email):
    gathering, _ines = announced()

    with pytest.raises(Refusal):
        enrolment.enrol(gathering.roll, Coming("Odile", email), at=AT)


def test_nobody_registers_for_what_is_not_announced_is_off_or_is_past():
    gathering, ines = announced()
    late = datetime.datetime.combine(DAY, datetime.time(9), datetime.UTC) + datetime.timedelta(days=1)
    with pytest.raises(Refusal):
        come(gathering, at=late)
    with pytest.raises(Refusal):
        come(prepared()[0])

    gathering_announcement.cancel(gathering, by=ines, at=AT)

    with pytest.raises(Refusal):
        come(gathering)


def test_a_flood_of_registrations_is_stemmed(monkeypatch):
    monkeypatch.setattr(enrolment, "NEW", Bound("registration", (Limit(LimitScope.SCOPE, 1),)))
    gathering, _ines = announced()
    come(gathering, "Odile")

    with pytest.raises(enrolment.TooManyAtOnce):
        come(gathering, "Tarek")


def test_who_registered_is_forgotten_thirty_days_after_the_day_wherever_it_moved():
    gathering, ines = announced()
    row = come(gathering)
    link_to(row, person=None, by=None, at=AT)
    gathering_day.set_day(gathering, Slot(DAY + datetime.timedelta(days=7)), by=ines, at=AT)
    promised = datetime.datetime.combine(DAY + datetime.timedelta(days=37), datetime.time(12), datetime.UTC)

    retention.delete_due_registrations(promised - datetime.timedelta(days=1))
    kept = Registration.objects.count(), Link.objects.count()
    retention.delete_due_registrations(promised)

    assert kept == (1, 1)
    assert (Registration.objects.count(), Link.objects.count()) == (0, 0)


GESTURES = st.lists(
    st.one_of(
        st.tuples(st.just("come"), st.integers(0, 6)),
        st.tuples(st.just("leave"), st.integers(0, 6)),
        st.tuples(st.just("room"), st.integers(1, 4)),
    ),
    max_size=25,
)


@settings(max_examples=often(12), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(gestures=GESTURES)
def test_whatever_people_do_no_place_is_lost_nor_given_twice_and_the_order_is_kept(db, gestures):
    gathering, ines = announced(capacity=2)
    for number, (gesture, value) in enumerate(gestures):
        at, rows = minutes_later(number), {row.name: row for row in gathering.roll.registrations.standing()}
        name = f"P{value}"
        if gesture == "come":
            come(gathering, name, at=at)
        elif gesture == "room":
            gathering_preparation.change_gathering(
                now(gathering), GatheringDetails(gathering.title, capacity=value), by=ines, at=at
            )
        elif name in rows:
            enrolment.cancel_registration(rows[name], at=at)
        placed, waiting = standing(gathering)
        assert not waiting or len(placed) >= now(gathering).roll.capacity
        assert len({*placed, *waiting}) == len(placed) + len(waiting)
        arrivals = list(gathering.roll.registrations.waiting().values_list("at", flat=True))
        assert arrivals == sorted(arrivals)
