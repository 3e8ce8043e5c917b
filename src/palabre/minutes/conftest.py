"""The scene of the tests of minutes: a space that everybody reads, and a member who prepares some."""

import pytest

from palabre.people.models import Person
from palabre.spaces.models import Space
from tests.builders import a_member, a_space


@pytest.fixture
def space() -> Space:
    return a_space(public=True)


@pytest.fixture
def malo(space: Space) -> Person:
    return a_member(space, "Malo Kersauze")
