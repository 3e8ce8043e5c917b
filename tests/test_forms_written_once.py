"""Forms read what people type, and write its fields: the exceptions are counted here, with why."""

import re
from collections import Counter
from pathlib import Path

SOURCES = Path(__file__).resolve().parents[1] / "src" / "palabre"
READS = re.compile(r"request\.POST\b")
FIELD = re.compile(r"<(?:input|textarea|select)\b[^>]*>")
NO_FIELD = re.compile(r"""\breadonly\b|type=["']?(?:hidden|submit)""")  # to be copied, or sent by the page itself

# The number of raw reads of a file, and why it is no form. It may only shrink.
READ_BY_HAND: dict[str, tuple[int, str]] = {
    "web/form/form_input.py": (2, "gives back what was typed to whom a page refuses, whatever the form; weighs it"),
    "web/form/gesture_form.py": (1, "where forms read"),
}
# Python that names a field, and why it writes none. No template writes any.
NAMED_IN_PYTHON = {
    "web/form/form_renderer.py": (3, "writes inputs and choices for all forms: Django writes each by templates"),
    "web/name_masking/tag_marks.py": (2, "patterns that find the texts that people are changing"),
}


def test_only_forms_read_what_is_typed():
    found = Counter()
    for path in SOURCES.rglob("*.py"):
        if "tests" not in path.relative_to(SOURCES).parts:
            found[path.relative_to(SOURCES).as_posix()] += len(READS.findall(path.read_text(encoding="utf-8")))

    assert +found == {name: times for name, (times, _why) in READ_BY_HAND.items()}


def test_only_forms_write_fields():
    found = Counter()
    for path in [*SOURCES.rglob("*.html"), *SOURCES.rglob("*.py")]:
        if "tests" not in path.parts:
            tags = FIELD.findall(path.read_text(encoding="utf-8"))
            found[path.relative_to(SOURCES).as_posix()] += sum(not NO_FIELD.search(tag) for tag in tags)

    assert +found == {name: times for name, (times, _why) in NAMED_IN_PYTHON.items()}
