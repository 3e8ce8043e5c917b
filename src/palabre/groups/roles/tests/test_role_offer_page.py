"""What who proposed a role reads: whether anything reaches the person, and what to do when nothing does."""

import pytest
from django.test import Client
from django.utils import timezone

from palabre.groups.models import RoleOffer
from palabre.people.models import Audience
from tests.builders import a_group, a_member, a_person, a_space, entered

pytestmark = pytest.mark.django_db
NOTHING = "Rien ne parvient encore à Nadège"


@pytest.mark.parametrize(("address", "is_told"), [("", True), ("nadege@exemple.example", False)])
def test_a_role_proposed_to_who_never_came_says_that_nothing_reaches_her(address, is_told):
    space = a_space()
    her, other = a_member(space), a_person(space, "Nadège Corbin")
    other.email = address
    other.save()
    facts = {"space": space, "audience": Audience.of_persons(her), "by": her, "at": timezone.now()}
    offer = RoleOffer.objects.create(group=a_group(space), person=other, role="liaison", **facts)

    told = entered(Client(), her).get(offer.get_absolute_url()).content.decode()

    assert (NOTHING in told, f"/s/{space.slug}/people/" in told.split("<main")[1]) == (is_told, is_told)
