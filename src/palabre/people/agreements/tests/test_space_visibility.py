"""A space is opened, made public and closed again by those who share it; what is for its members stays for them."""

import pytest
from django.utils import timezone

from palabre.journal.models import Entry
from palabre.people.agreements import space_visibility
from palabre.people.models import Audience
from palabre.refusal import Refusal
from tests.builders import a_member, a_need, a_person, a_space, entered

pytestmark = pytest.mark.django_db


def test_a_public_space_is_entered_by_everybody(client):
    member = a_member(a_space())

    space_visibility.publish(member.space, by=member, at=timezone.now())

    assert client.get(member.space.get_absolute_url()).status_code == 200


def test_who_has_not_joined_publishes_nothing():
    space = a_space()

    with pytest.raises(Refusal):
        space_visibility.publish(space, by=a_person(space), at=timezone.now())


def test_the_member_of_another_space_publishes_nothing():
    with pytest.raises(Refusal):
        space_visibility.publish(a_space(), by=a_member(a_space("Ailleurs")), at=timezone.now())


def test_a_space_in_preparation_is_not_published():
    member = a_member(a_space(opened=False))

    with pytest.raises(Refusal):
        space_visibility.publish(member.space, by=member, at=timezone.now())


def test_what_is_for_the_members_stays_for_them():
    member = a_member(a_space())
    a_need(member.space, audience=Audience.of_space(member.space))

    space_visibility.publish(member.space, by=member, at=timezone.now())

    assert list(member.space.need_set.visible_to(None)) == []


def test_publishing_twice_keeps_the_first_day():
    member, first = a_member(a_space()), timezone.now()
    space_visibility.publish(member.space, by=member, at=first)

    space_visibility.publish(member.space, by=member, at=timezone.now())

    assert member.space.public_at == first


def test_a_space_that_is_closed_again_is_entered_by_its_members_only(client):
    member = a_member(a_space(public=True))

    space_visibility.unpublish(member.space, by=member, at=timezone.now())

    assert client.get(member.space.get_absolute_url()).status_code == 404
    assert entered(client, member).get(member.space.get_absolute_url()).status_code == 200


def test_what_was_published_stays_so_should_the_doors_open_again():
    member = a_member(a_space(public=True))
    need = a_need(member.space)

    space_visibility.unpublish(member.space, by=member, at=timezone.now())
    space_visibility.publish(member.space, by=member, at=timezone.now())

    assert list(member.space.need_set.visible_to(None)) == [need]


def test_each_step_is_told_once():
    member = a_member(a_space(opened=False))

    for _ in range(2):
        space_visibility.open_to_members(member.space, by=member, at=timezone.now())
    for _ in range(2):
        space_visibility.publish(member.space, by=member, at=timezone.now())
    for _ in range(2):
        space_visibility.unpublish(member.space, by=member, at=timezone.now())

    told = list(Entry.objects.order_by("pk").values_list("verb", flat=True))
    assert told == ["space.opened", "space.published", "space.closed"]


def test_who_has_not_joined_neither_opens_nor_closes():
    space = a_space(public=True)

    for stranger in (a_person(space), a_member(a_space("Ailleurs"))):
        with pytest.raises(Refusal):
            space_visibility.unpublish(space, by=stranger, at=timezone.now())
        with pytest.raises(Refusal):
            space_visibility.open_to_members(space, by=stranger, at=timezone.now())
