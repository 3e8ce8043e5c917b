"""Reading lists as people paste them: a title, an address, or both, a line each."""

import pytest

from palabre.pure.reading_lines import ToRead, to_read


@pytest.mark.parametrize(
    ("line", "title", "address"),
    [
        ("Le guide du compost", "Le guide du compost", ""),
        ("https://exemple.example/guide.", "https://exemple.example/guide", "https://exemple.example/guide"),
        ("- Le guide : https://exemple.example/guide", "Le guide", "https://exemple.example/guide"),
        ("https://exemple.example/guide (le guide)", "(le guide)", "https://exemple.example/guide"),
        ("javascript:alert(1)", "javascript:alert(1)", ""),
    ],
)
def test_a_line_is_a_title_an_address_or_both(line, title, address):
    assert to_read(line) == [ToRead(title, address)]


def test_an_address_cut_by_a_mail_program_is_told():
    (one,) = to_read("Enquête https://exemple.example/enquete-2026...")

    assert one.is_cut


def test_empty_lines_are_nothing():
    assert to_read("\n  \n-\n") == []
