"""A space is made public by those who share it; what is for its members stays for them."""

import pytest
from django.utils import timezone

from palabre.people import publishing
from palabre.people.models import Audience
from palabre.refusal import Refusal
from tests.builders import a_member, a_need, a_person, a_space

pytestmark = pytest.mark.django_db


def test_a_public_space_is_entered_by_everybody(client):
    member = a_member(a_space())

    publishing.publish(member.space, by=member, at=timezone.now())

    assert client.get(member.space.get_absolute_url()).status_code == 200


def test_who_has_not_joined_publishes_nothing():
    space = a_space()

    with pytest.raises(Refusal):
        publishing.publish(space, by=a_person(space), at=timezone.now())


def test_the_member_of_another_space_publishes_nothing():
    with pytest.raises(Refusal):
        publishing.publish(a_space(), by=a_member(a_space("Ailleurs")), at=timezone.now())


def test_a_space_in_preparation_is_not_published():
    member = a_member(a_space(opened=False))

    with pytest.raises(Refusal):
        publishing.publish(member.space, by=member, at=timezone.now())


def test_what_is_for_the_members_stays_for_them():
    member = a_member(a_space())
    a_need(member.space, audience=Audience.of_space(member.space))

    publishing.publish(member.space, by=member, at=timezone.now())

    assert list(member.space.need_set.visible_to(None)) == []


def test_publishing_twice_keeps_the_first_day():
    member, first = a_member(a_space()), timezone.now()
    publishing.publish(member.space, by=member, at=first)

    publishing.publish(member.space, by=member, at=timezone.now())

    assert member.space.public_at == first
