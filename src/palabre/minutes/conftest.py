"""The scene of the tests of minutes: a space that everybody reads, and a member who prepares some."""

import pytest

from tests.builders import a_member, a_space


@pytest.fixture
def space():
    return a_space(public=True)


@pytest.fixture
def malo(space):
    return a_member(space, "Malo Kersauze")
