"""docs/security.md names tests: each is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
NAMED = re.compile(r"`([\w/]+\.py)(?:::(\w+))?`")


def is_there(path: str, name: str) -> bool:
    places = [ROOT / path, ROOT / "src/palabre" / path]
    return any(place.exists() and (not name or f"def {name}(" in place.read_text()) for place in places)


def test_every_test_that_the_page_of_security_names_is_there():
    named = NAMED.findall((ROOT / "docs/security.md").read_text())

    assert len(named) > 10
    assert [one for one in named if not is_there(*one)] == []
