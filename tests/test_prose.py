"""The prose of the code is plain."""

from pathlib import Path

import pytest

from tests import prose

PACKAGE = Path(__file__).parents[1] / "src/palabre"


def test_docstrings_and_comments_are_plain():
    assert prose.faults(PACKAGE) == {}


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
