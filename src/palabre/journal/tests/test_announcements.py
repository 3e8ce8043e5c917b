"""Entries become deliveries, once, to those who hear of them."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from palabre.journal import channels, hooks
from palabre.journal.announcements import AFTER_A_FAULT, announce, announce_some
from palabre.journal.models import Delivery, Entry, record
from palabre.people.models import Audience, Person, Seat
from tests.builders import a_member, a_person, a_space, an_action

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
NOON = datetime.datetime(2031, 5, 6, 12, tzinfo=datetime.UTC)


@pytest.fixture
def space(monkeypatch):
    """A space where everybody hears of "x", by a channel that keeps quiet."""
    monkeypatch.setattr(hooks, "notices", {"x": lambda entry: Person.objects.filter(space=entry.space_id)})
    monkeypatch.setattr(channels, "by_name", {"paper": channels.Channel(lambda delivery: None, lambda person: True)})
    return a_space()


def heard_by():
    return sorted(Delivery.objects.values_list("person__name", flat=True))


def test_members_hear_of_it_and_who_did_it_does_not(space):
    ines = a_member(space, "Inès")
    a_member(space, "Malo")
    record("x", an_action(space), by=ines)

    announce_some(NOON)

    assert heard_by() == ["Malo"]


def test_who_never_joined_hears_nothing(space):
    a_person(space, "Named in a text")
    record("x", an_action(space), by=None)

    announce_some(NOON)

    assert heard_by() == []


def test_only_who_holds_a_seat_today_hears_of_a_seated_thing(space):
    seated, gone = a_member(space, "Seated"), a_member(space, "Gone")
    a_member(space, "Elsewhere")
    audience = Audience.of_persons(seated, gone)
    Seat.objects.filter(person=gone).update(until=timezone.now() - datetime.timedelta(days=1))
    record("x", an_action(space, audience=audience), by=None)

    announce_some(NOON)

    assert heard_by() == ["Seated"]


def test_nobody_of_another_space_hears_of_it(space, monkeypatch):
    a_member(a_space("Ailleurs", public=True), "Stranger")
    monkeypatch.setattr(hooks, "notices", {"x": lambda entry: Person.objects.all()})
    record("x", an_action(space), by=None)

    announce_some(NOON)

    assert heard_by() == []


def test_a_channel_that_does_not_reach_her_gets_nothing(space, monkeypatch):
    a_member(space)
    monkeypatch.setattr(channels, "by_name", {"mail": channels.Channel(print, lambda person: False)})
    record("x", an_action(space), by=None)

    announce_some(NOON)

    assert heard_by() == []


def test_an_entry_that_concerns_nobody_is_announced_all_the_same(space):
    entry = record("y", an_action(space), by=None)

    announce_some(NOON)

    entry.refresh_from_db()
    assert entry.announced_at == NOON


def test_announcing_twice_adds_nothing(space):
    a_member(space)
    entry = record("x", an_action(space), by=None)
    announce(entry.pk, at=NOON)
    before = list(Delivery.objects.values_list("pk", "message_id"))

    Entry.objects.update(announced_at=None)
    announce(entry.pk, at=NOON)

    assert list(Delivery.objects.values_list("pk", "message_id")) == before


def test_entries_of_which_nobody_is_to_hear_are_marked_in_one_statement(space):
    entries = [record("x", an_action(space), by=None) for _number in range(5)]

    with CaptureQueriesContext(connection) as asked:
        assert announce_some(NOON) == 5

    written = [one["sql"] for one in asked.captured_queries if one["sql"].startswith("UPDATE")]
    assert len(written) == 2, "to lease them, and to mark them"
    assert set(Entry.objects.filter(pk__in=[one.pk for one in entries]).values_list("announced_at", flat=True)) == {
        NOON
    }


def test_a_leased_entry_waits_until_its_lease_runs_out(space):
    entry = record("x", an_action(space), by=None)
    Entry.objects.update(leased_until=NOON + datetime.timedelta(seconds=30))

    assert announce_some(NOON) == 0
    assert announce_some(NOON + datetime.timedelta(seconds=31)) == 1
    assert Entry.objects.get(pk=entry.pk).announced_at == NOON + datetime.timedelta(seconds=31)


def test_a_faulty_notice_holds_up_no_other_entry_and_logs_no_word_of_it(space, monkeypatch, caplog):
    def faulty(entry):
        raise KeyError("Inès Lamour, 06 00 00 00 00")

    monkeypatch.setitem(hooks.notices, "bad", faulty)
    bad, good = (record(verb, an_action(space), by=None) for verb in ("bad", "x"))

    announced = announce_some(NOON)

    bad.refresh_from_db()
    good.refresh_from_db()
    assert (announced, bad.announced_at, good.announced_at) == (1, None, NOON)
    assert bad.leased_until == NOON + AFTER_A_FAULT
    assert "KeyError" in caplog.text
    assert "Inès" not in caplog.text
