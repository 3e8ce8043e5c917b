"""Two names of one human stay one word, whatever he says by links that he made for others."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from palabre.groups.questions import new_question
from palabre.people.access import links
from palabre.people.agreements import agreements, electorate
from palabre.people.models import Person
from tests.builders import a_group, a_member, a_person, a_space

pytestmark = pytest.mark.django_db


def long_here(person):
    Person.objects.filter(pk=person.pk).update(joined_at=timezone.now() - datetime.timedelta(days=9))
    return person


def test_two_names_of_one_human_are_not_made_two_by_links_that_he_made_for_a_third():
    """« J’y vais » said by a link that he made for Claire counts as hers: his two names say two yeses."""
    founder = long_here(a_member(a_space(), "Odile Tanneguy"))
    space, now = founder.space, timezone.now()
    malo, bis = (long_here(a_member(space, name)) for name in ("Malo Kersauze", "Malo Bis"))
    for one in (malo, bis):
        new_question.ask_question(space, f"Et si {one} ?", by=one, on=timezone.localdate(), carried=True)
    claire = a_person(space, "Claire Aubanel")  # of her, minutes say that she carries something; she never came
    asked = a_group(space, "Le moulin", convened_by=(claire,))
    assert not electorate.are_two(malo.pk, bis.pk, space, at=now)
    phone = Client()

    def opened(thing):
        link = links.link_to(thing, person=claire, by=malo, at=now)
        phone.get(links.link_path(link))
        return link.pk

    numbers = [opened(one.memberships.get().group) for one in (malo, bis)]  # as letters to whom minutes name do
    phone.post(f"/opened/{opened(asked)}/answer/", {"answer": "yes"})
    for number in numbers:
        phone.post(f"/given/{number}/group/")

    agreements.say_yes(space, "put_out", by=malo, at=timezone.now(), person=founder)
    agreements.say_yes(space, "put_out", by=bis, at=timezone.now(), person=founder)
    assert Person.objects.get(pk=founder.pk).put_out_at is None
