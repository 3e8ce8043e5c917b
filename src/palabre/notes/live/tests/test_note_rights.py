"""Who may be in a room is who may read and write the page: one rule, said in two places, held together here."""

import datetime
from itertools import product

import pytest
from django.db.models import Exists
from django.utils import timezone

from palabre.live.live_visitors import LiveVisitor
from palabre.live.visitor_rights import Right
from palabre.notes import hooks
from palabre.notes.live.note_rights import rights_of_visitors
from palabre.notes.models import Note
from palabre.notes.note_save import begin_note
from palabre.people.access.links import link_to
from palabre.people.models import Audience, Seat
from palabre.people.permissions import can_enter, can_write
from tests.builders import a_group, a_member, a_person, a_space, readers_of

DAY = datetime.timedelta(days=1)
SEATS = {"none": None, "reads": (False, None), "writes": (True, None), "wrote": (True, -DAY), "for now": (True, DAY)}
CASES = list(product(["everybody", "space", "seats"], ["member", "guest", "of another space"], SEATS, [True, False]))

pytestmark = pytest.mark.django_db


def of_kind(kind, space):
    makers = {"everybody": Audience.everybody, "space": Audience.of_space}
    return makers[kind](space) if kind in makers else Audience.of_persons(a_member(space, "Malo"))


def a_case(kind, who, seat, is_public):
    space = a_space(public=is_public)
    her_space = a_space("Ailleurs") if who == "of another space" else space
    person = a_person(her_space, "Inès") if who == "guest" else a_member(her_space, "Inès")
    audience = of_kind(kind, space)
    if SEATS[seat] and her_space is space:
        may_write, left = SEATS[seat]
        until = timezone.now() + left if left else None
        Seat.objects.create(audience=audience, person=person, may_write=may_write, until=until)
    return begin_note(space, audience, "Bonjour", None), person


def as_pages_say(note, person):
    if person.space_id != note.space_id:
        return Right.NOBODY
    if not can_enter(person, note.space) or not Note.objects.visible_to(person).filter(pk=note.pk).exists():
        return Right.WITHDRAWN
    return Right.WRITE if can_write(person, note.audience) else Right.READ


@pytest.mark.parametrize(("kind", "who", "seat", "is_public"), CASES)
def test_a_room_says_what_pages_say(kind, who, seat, is_public):
    note, person = a_case(kind, who, seat, is_public)
    guest = LiveVisitor(note.pk, person.pk)

    assert rights_of_visitors([guest])[guest] is as_pages_say(note, person)


def test_nobody_is_nobody_and_what_is_gone_is_gone():
    note, person = a_case("space", "member", "none", True)
    asked = [LiveVisitor(note.pk, 0), LiveVisitor(note.pk + 1, person.pk)]

    assert [rights_of_visitors(asked)[guest] for guest in asked] == [Right.NOBODY, Right.GONE]


def test_many_are_judged_in_as_many_queries_as_one(django_assert_num_queries):
    cases = [a_case("seats", "member", "writes", False) for _number in range(5)]
    asked = [LiveVisitor(note.pk, person.pk) for note, person in cases]

    for guests in (asked[:1], asked):
        with django_assert_num_queries(3):
            rights_of_visitors(guests)


@pytest.fixture
def leads_in(monkeypatch):
    leads = hooks.NoteUse(lambda link, note: True, pins=lambda: Exists(Note.objects.none()), follow=None)
    monkeypatch.setitem(hooks.uses, "groups.group", leads)


def linked(space):
    person, note = a_person(space, "Inès"), begin_note(space, readers_of(space), "Bonjour", None)
    link = link_to(a_group(space), person=person, by=a_member(space), at=timezone.now())
    return link, LiveVisitor(note.pk, person.pk, link.pk)


def test_a_link_opens_what_it_leads_to_as_long_as_it_is_open(leads_in):
    link, guest = linked(a_space())
    before = rights_of_visitors([guest])[guest]

    link.revoke(timezone.now())

    assert (before, rights_of_visitors([guest])[guest]) == (Right.WRITE, Right.NOBODY)


def test_a_link_to_something_else_opens_no_note():
    _link, guest = linked(a_space())

    assert rights_of_visitors([guest])[guest] is Right.WITHDRAWN


def test_the_link_of_one_person_opens_nothing_for_another(leads_in):
    link, guest = linked(a_space())
    other = LiveVisitor(guest.thing, a_member(link.space, "Malo").pk, link.pk)

    assert rights_of_visitors([other])[other] is Right.NOBODY
