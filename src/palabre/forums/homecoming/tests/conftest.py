"""The two computers of these tests: the laptop where the day was, and the server to which it goes."""

import pytest

from palabre.forums.homecoming.tests.two_computers import a_server, played


@pytest.fixture
def laptop():
    return played()


@pytest.fixture
def server():
    return a_server()
