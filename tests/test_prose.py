"""The prose of the code: plain, but for the files of a list that only shrinks."""

from pathlib import Path

import pytest

from tests import prose

PACKAGE = Path(__file__).parents[1] / "src/palabre"
MOST = 29  # lower it when files leave the list


@pytest.fixture(scope="module")
def faults():
    return prose.faults(PACKAGE)


def test_a_file_that_was_plain_stays_so(faults):
    listed = prose.not_yet_plain()

    assert {name: here for name, here in faults.items() if name not in listed} == {}


def test_a_file_that_became_plain_has_left_the_list(faults):
    assert [name for name in prose.not_yet_plain() if name not in faults] == []


def test_the_list_only_shrinks():
    listed = prose.not_yet_plain()

    assert (listed, len(listed) <= MOST) == (sorted(set(listed)), True)


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ('"""Answers that she may read."""', ["1: “she” for a person"]),
        ('def f():\n    """Whether it is open."""', ["2: begins with “Whether”"]),
        ("x = 1  # hers alone", ["1: “hers” for a person"]),
        ('"""Answers that the member may read."""\nx = "whether she"  # here, there', []),
    ],
)
def test_what_is_not_plain_is_told_with_its_line(source, told):
    assert prose.faults_of(source) == told
