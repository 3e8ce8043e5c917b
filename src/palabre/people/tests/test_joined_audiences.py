"""Audiences that are joined are read, and written, by whoever holds a seat in any of them; parted, each by its own."""

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from palabre.journal.announcements import hearers
from palabre.journal.models import Entry
from palabre.live.live_visitors import LiveVisitor
from palabre.live.visitor_rights import Right
from palabre.notes.live.note_rights import rights_of_visitors
from palabre.people.models import Audience, Seat, held_by, read_by_all_of
from palabre.people.permissions import can_write
from palabre.people.seats_held import seats_held
from palabre.wiki.models import Page
from tests.builders import a_member, a_page, a_space
from tests.lengths import often

pytestmark = pytest.mark.django_db


@pytest.fixture
def persons():
    space = a_space()
    return [a_member(space, name) for name in ("Inès", "Malo", "Anouk", "Ewen")]


def audiences_of(persons):
    return [Audience.of_persons(person) for person in persons]


def reads(person):
    return {number for number, _may_write in seats_held(person, at=timezone.now())}


def test_each_reads_and_writes_what_is_joined_and_nobody_else_does(persons):
    *joined, apart = audiences_of(persons)
    pages = [a_page(one.space, f"Page {one.pk}", audience=one) for one in (*joined, apart)]

    joined[0].join([one.pk for one in joined])

    ines, malo, _anouk, ewen = persons
    assert reads(malo) == {one.pk for one in joined}
    assert set(Page.objects.visible_to(ines)) == set(pages[:3])
    assert can_write(malo, Audience.objects.get(pk=joined[2].pk))
    assert not can_write(ewen, Audience.objects.get(pk=joined[0].pk))


def test_a_seat_to_read_joined_to_others_is_still_one_to_read(persons):
    first, second, *_others = audiences_of(persons)
    Seat.objects.filter(audience=second).update(may_write=False)

    first.join([second.pk])

    assert seats_held(persons[1], at=timezone.now()) == ((first.pk, False), (second.pk, False))
    assert not can_write(persons[1], first)


def test_the_live_note_and_the_journal_say_the_same(persons):
    first, second, *_others = audiences_of(persons)
    first.join([second.pk])
    page = a_page(first.space, audience=Audience.objects.get(pk=second.pk))
    entry = Entry.objects.create(space=first.space, audience=page.audience, verb="x", subject_kind="y", subject_id=1)

    rights = rights_of_visitors([LiveVisitor(page.note_id, one.pk) for one in persons]).values()

    assert list(rights) == [Right.WRITE, Right.WRITE, Right.WITHDRAWN, Right.WITHDRAWN]
    assert hearers(entry, [one.pk for one in persons]) == persons[:2]


def test_an_agenda_takes_what_all_of_the_joined_read(persons):
    first, second, third, _ = audiences_of(persons)
    first.join([second.pk])
    second.refresh_from_db()
    pages = [a_page(first.space, f"Page {one.pk}", audience=one) for one in (first, second, third)]

    assert set(Page.objects.filter(read_by_all_of(second))) == set(pages[:2])
    assert (second.covers(first), third.covers(first)) == (True, False)


def test_parted_each_is_read_by_its_own_again(persons):
    first, second, third, _ = audiences_of(persons)
    first.join([second.pk, third.pk])

    first.join([third.pk])

    assert [reads(one) for one in persons[:3]] == [{first.pk, third.pk}, {second.pk}, {first.pk, third.pk}]


@settings(max_examples=often(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ties=st.lists(st.tuples(st.integers(0, 3), st.sets(st.integers(0, 3))), max_size=3))
def test_both_ways_of_asking_agree_whatever_is_joined(persons, ties):
    made = audiences_of(persons)
    for root, others in ties:
        fresh = Audience.objects.get(pk=made[root].pk)
        if not Audience.objects.filter(pk__in=[made[one].pk for one in others], joined__isnull=False).exists():
            fresh.join([made[one].pk for one in others])

    for person in persons:
        assert set(held_by(person)) == reads(person)
