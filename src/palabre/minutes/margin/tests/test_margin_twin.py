"""The twin of the founding minutes, typed by a dozen lines at a time, yields in the margin what it yields imported.

With --all, it is typed line by line.
"""

from collections import Counter

import pytest

from palabre.minutes.margin.findings import OF_IMPORTS, reading_of
from palabre.minutes.margin.tests.margin_of import at, begun, marks, written
from palabre.minutes.tests.scene import TWIN, brought
from tests import lengths
from tests.builders import a_member, a_space, entered, readers_of

pytestmark = pytest.mark.django_db
BY_DEFAULT = 12  # lines that are typed between two looks at the margin


def read_by_import(reading):
    """Everything that an import made or doubted, by line: its kind and its words; not what it alone asks."""
    tied = reading.page.passages.values_list("first_line", "thing_kind", "words")
    doubted = reading.doubts.exclude(kind__in=OF_IMPORTS).values_list("first_line", "kind", "words")
    return Counter([*tied, *doubted])


def read_by_margin(text):
    return Counter((one.lines[0], one.kind, one.words) for one in reading_of(text).findings)


@pytest.fixture
def ines():
    return a_member(a_space(), "Inès")


def test_the_twin_typed_bit_by_bit_is_read_as_the_import_reads_it(ines, client, settings):
    page = begun(ines.space, ines, audience=readers_of(ines.space))
    lines, her = TWIN.split("\n"), entered(client, ines)

    for number in [*range(1, len(lines), 1 if lengths.is_whole else BY_DEFAULT), len(lines)]:
        written(page, "\n".join(lines[:number]), by=ines)
        assert her.get(at(page)).status_code == 200

    reading = brought(a_member(a_space("Ailleurs"), "Malo"))
    assert read_by_margin(page.note.body_md) == read_by_import(reading)
    assert Counter(line for line, _words in marks(her, page)) == Counter(
        {
            line: sum(n for (at_line, *_), n in read_by_import(reading).items() if at_line == line)
            for line, *_ in read_by_import(reading)
        }
    )
