"""An objection said in the room of a meeting is read by those who read the meeting, on every screen."""

from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.home.you.my_day import first_awaited
from palabre.journal.models import Entry
from palabre.meetings.decisions.decision_adoption import ObjectionStands, adopt
from palabre.meetings.decisions.decision_objections import lift, object_to
from palabre.meetings.models import Decision, Objection
from palabre.meetings.room.open_room import open_room
from palabre.meetings.room.room_facilitation import begin_meeting
from palabre.people.models import Audience
from palabre.people.reader import Reader
from palabre.refusal import Refusal
from tests.builders import a_decision, a_group, a_meeting, a_member, a_space, entered

pytestmark = pytest.mark.django_db
WHY = "Maël a rechuté en hôpital"
STANDS = "Une objection tient"
NOT_TOLD = "lue par moins de personnes"


@pytest.fixture
def space():
    return a_space("Val", public=True)


@pytest.fixture
def hugo(space):
    return a_member(space, "Hugo Ferreira")


@pytest.fixture
def berthe(space):
    return a_member(space, "Berthe Loric")


@pytest.fixture
def decision(space, hugo):
    group = a_group(space, convened_by=(hugo,), audience=Audience.everybody(space))
    return a_decision(space, audience=group.audience, group=group, by=hugo, proposed_at=timezone.now())


def a_room(decision, readers, by):
    """A room that looks at the decision."""
    meeting = a_meeting(decision.space, group=decision.group, on=timezone.localdate(), audience=readers)
    meeting.agenda.create(text="Décider", position=1, kind="decide", about=decision)
    now = timezone.now()
    return begin_meeting(open_room(meeting, by=by, at=now), by=by, at=now)


def said_in(room, decision, by):
    place = reverse("room:room", args=[decision.space.slug, room.meeting_id])
    entered(Client(), by).post(f"{place}objection/?decision={decision.pk}", {f"reason-{decision.pk}": WHY})
    return Objection.objects.get()


def page(decision, person=None):
    client = entered(Client(), person) if person else Client()
    return client.get(decision.get_absolute_url()).text


def screen(room, person):
    return entered(Client(), person).get(reverse("room:room", args=[person.space.slug, room.meeting_id])).text


def outside(decision):
    digests = [reverse(f"home:{one}", args=[decision.space.slug]) for one in ("brief", "feed")]
    pages = (decision.space.get_absolute_url(), decision.group.get_absolute_url(), *digests)
    return page(decision) + "".join(Client().get(one, follow=True).text for one in pages)


@pytest.mark.parametrize("is_lifted", [False, True])
def test_one_said_in_a_room_of_members_is_read_by_members_alone(space, decision, hugo, berthe, is_lifted):
    objection = said_in(a_room(decision, Audience.of_space(space), hugo), decision, berthe)
    if is_lifted:
        lift(objection, by=berthe, at=timezone.now())

    read = outside(decision)
    assert [words in read for words in (WHY, "Berthe", STANDS, NOT_TOLD)] == [False] * 4
    assert WHY in page(decision, hugo)
    assert "Berthe Loric" in page(decision, hugo)


def test_one_said_in_a_room_of_a_group_is_read_by_the_group_alone(space, decision, hugo, berthe):
    zoe, room = a_member(space, "Zoé"), a_room(decision, Audience.of_persons(hugo, berthe), hugo)
    objection = said_in(room, decision, berthe)

    assert WHY not in outside(decision)
    hers = page(decision, zoe)
    assert [words in hers for words in (WHY, "Berthe", STANDS, NOT_TOLD)] == [False, False, True, True]
    assert WHY in page(decision, hugo)
    assert WHY in screen(room, hugo)
    assert not Entry.objects.visible_to(zoe).filter(verb="objection.raised").exists()
    with pytest.raises(ObjectionStands) as refusal:
        adopt(decision, by=zoe, at=timezone.now())
    assert WHY not in str(refusal.value.why)
    with pytest.raises(Refusal):
        lift(objection, by=zoe, at=timezone.now())
    address = reverse("meetings:lifting", args=[space.slug, decision.pk, objection.pk])
    assert entered(Client(), zoe).post(address).status_code == 404


def test_it_is_not_told_in_the_room_of_a_meeting_that_more_people_read(space, decision, hugo, berthe):
    said_in(a_room(decision, Audience.of_persons(hugo, berthe), hugo), decision, berthe)

    shown = screen(a_room(decision, Audience.of_space(space), hugo), hugo)

    assert (WHY in shown, NOT_TOLD in shown, "lifting/?" in shown) == (False, True, False)


def test_it_awaits_nobody_who_may_not_read_it(space, decision, hugo, berthe):
    zoe = a_member(space, "Zoé")
    said_in(a_room(decision, Audience.of_persons(hugo, berthe), hugo), decision, berthe)
    for proposer, awaited in ((hugo, ("objection", decision)), (zoe, None)):
        Decision.objects.update(by=proposer)
        assert first_awaited(Reader.here(space, proposer), proposer) == awaited


def test_one_said_among_all_is_read_by_all(space, decision, hugo, berthe):
    said_in(a_room(decision, Audience.everybody(space), hugo), decision, berthe)

    assert WHY in page(decision)


def test_the_same_words_on_the_page_of_the_decision_are_another_one(space, decision, hugo, berthe):
    said_in(a_room(decision, Audience.of_space(space), hugo), decision, berthe)

    object_to(decision, WHY, by=berthe, at=timezone.now())

    assert sorted(one.audience.kind for one in Objection.objects.all()) == ["public", "space"]
    assert WHY in page(decision)


def test_one_of_before_has_the_readers_of_its_decision(decision, berthe):
    objection = object_to(decision, WHY, by=berthe, at=timezone.now())
    Objection.objects.update(audience=None)
    assert WHY not in page(decision)

    for _twice in range(2):
        import_module("palabre.meetings.migrations.0009_readers_of_objections").give_readers(apps, None)

    objection.refresh_from_db()
    assert objection.audience == decision.audience
