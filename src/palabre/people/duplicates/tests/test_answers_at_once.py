"""« C’est bien moi », sent several times at once."""

import pytest
from django.utils import timezone

from palabre.people.duplicates import merge_requests
from palabre.people.models import MergeRequest, Person
from palabre.refusal import Refusal
from tests.at_once import at_once
from tests.builders import a_member, a_space

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def test_the_same_yes_sent_several_times_at_once_is_said_once_and_fails_for_nobody():
    space = a_space()
    one, other = a_member(space, "Inès Carvalho"), a_member(space, "Inès Carvallo")
    asked = merge_requests.join_or_ask(one, other, by=one, at=timezone.now())
    number = asked.absorbed_id

    def say_yes():
        merge_requests.agree(asked, by=Person.objects.get(pk=number), at=timezone.now())

    faults = at_once(say_yes, say_yes, say_yes)

    assert all(isinstance(fault, Refusal) for fault in faults), faults
    assert not MergeRequest.objects.exists()
    assert Person.objects.get(pk=number).same_as is not None or Person.objects.filter(same_as=number).exists()
