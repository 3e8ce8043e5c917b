"""The builders build what they say."""

import pytest

from palabre.people.models import Person
from tests.builders import a_group, a_member, a_question, a_space, entered

pytestmark = pytest.mark.django_db


def test_a_group_carries_its_question_and_has_its_convener():
    space = a_space()
    nadege, question = a_member(space, "Nadège"), a_question(space)

    group = a_group(space, convened_by=(nadege,), carrying=(question,))

    assert list(group.questions.all()) == [question]
    assert [(one.person, one.role) for one in group.memberships.all()] == [(nadege, "convener")]


def test_who_entered_is_known_in_her_space(client, rf):
    from palabre.people.devices.person_middleware import person_here

    space = a_space()
    nadege = a_member(space, "Nadège")

    request = entered(client, nadege).get("/health/").wsgi_request

    assert person_here(request, space.slug) == Person.objects.get(pk=nadege.pk)
