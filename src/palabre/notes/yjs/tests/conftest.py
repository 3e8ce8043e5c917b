"""A space with two members, for the tests of what live texts keep."""

import pytest

from tests.builders import a_member, a_space


@pytest.fixture
def space(db):
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Kerbrat")


@pytest.fixture
def malo(space):
    return a_member(space, "Malo Tanguy")
