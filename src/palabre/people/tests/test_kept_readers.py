"""What is kept among members tells who copied its words: there is one way to keep it."""

from pathlib import Path

import palabre

CALL = ".narrow_to_space("
ALLOWED = {
    "people/access/kept_readers.py",
    "gatherings/closed_space.py",  # nobody from outside reads anything there any longer
}


def test_only_that_module_narrows_an_audience():
    root = Path(palabre.__file__).parent
    modules = {one.relative_to(root).as_posix(): one for one in root.rglob("*.py") if "tests" not in one.parts}

    assert {name for name, one in modules.items() if CALL in one.read_text()} == ALLOWED, (
        "call people/access/kept_readers.keep_among_members instead: public copies of these words follow it"
    )
