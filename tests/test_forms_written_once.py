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
    "home/signs/forms.py": (1, "the gesture stands in the address of a GET too"),
    "web/form/form_input.py": (2, "gives back what was typed to whom a page refuses, whatever the form"),
    "web/form/gesture_form.py": (2, "where forms read"),
}
# The number of fields of a template, and why no form writes them. It may only shrink.
WRITTEN_BY_HAND: dict[str, tuple[int, str]] = {
    "meetings/room/phone.html": (1, "a live part of the room: broadcast makes it, where forms cannot be imported"),
    "meetings/room/pieces.html": (3, "a live part of the room"),
    "meetings/room/scribe.html": (1, "the text of a page, whose form is the wiki's"),
}


def test_only_forms_read_what_is_typed():
    found = Counter()
    for path in SOURCES.rglob("*.py"):
        if "tests" not in path.parts:
            found[path.relative_to(SOURCES).as_posix()] += len(READS.findall(path.read_text(encoding="utf-8")))

    assert +found == {name: times for name, (times, _why) in READ_BY_HAND.items()}


def test_only_forms_write_fields():
    found = Counter()
    for path in SOURCES.glob("*/templates/**/*.html"):
        tags = FIELD.findall(path.read_text(encoding="utf-8"))
        found[path.as_posix().partition("/templates/")[2]] += sum(not NO_FIELD.search(tag) for tag in tags)

    assert +found == {name: times for name, (times, _why) in WRITTEN_BY_HAND.items()}
