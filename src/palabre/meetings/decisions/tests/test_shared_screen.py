"""The page of a proposal is kept for all readers of the same rights; what one of them alone may do is on her own."""

import pytest
from django.test import Client
from django.utils import timezone

from palabre.people.access import keys
from palabre.people.access.links import link_to
from tests.builders import a_decision, a_meeting, a_member, a_person, a_space, entered

pytestmark = pytest.mark.django_db
ADOPT, OBJECT = "/adoption/", "/objections/"


def forms(client, decision):
    page = client.get(decision.get_absolute_url()).content.decode()
    return [one for one in (ADOPT, OBJECT) if f'/decisions/{decision.pk}{one}"' in page]


def test_who_looks_on_one_square_alone_takes_no_gesture_from_the_members():
    space = a_space()
    nadege, malo = a_member(space, "Nadège Kerouanton"), a_member(space, "Malo Kersauze")
    decision = a_decision(space, proposed_at=timezone.now())
    by_a_square = Client()
    by_a_square.post(keys.key_path(keys.key_shown_to(nadege, by=malo, at=timezone.now())))

    assert forms(by_a_square, decision) == [OBJECT]
    assert forms(entered(Client(), malo), decision) == [ADOPT, OBJECT]


def test_who_was_at_the_meeting_objects_whoever_looked_first():
    space = a_space(public=True)
    malo = a_member(space, "Malo Kersauze")
    ines, odile = a_person(space, "Inès Morvan"), a_person(space, "Odile Prigent")
    meeting = a_meeting(space)
    decision = a_decision(space, meeting=meeting, proposed_at=timezone.now())
    link_to(meeting, person=ines, by=malo, at=timezone.now())
    hers, of_another = (entered(Client(), one) for one in (ines, odile))

    assert [forms(one, decision) for one in (of_another, hers, of_another)] == [[], [OBJECT], []]
