"""docs/security.md and docs/attaques.md name tests: each is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NAMED = re.compile(r"`([\w/]+\.py)(?:::(\w+))?`")


def is_there(path: str, name: str) -> bool:
    places = [ROOT / path, ROOT / "src/palabre" / path]
    return any(place.exists() and (not name or f"def {name}(" in place.read_text()) for place in places)


@pytest.mark.parametrize("page", ["security.md", "attaques.md"])
def test_every_test_that_the_pages_of_security_name_is_there(page):
    named = NAMED.findall((ROOT / "docs" / page).read_text())

    assert len(named) > 10
    assert [one for one in named if not is_there(*one)] == []
