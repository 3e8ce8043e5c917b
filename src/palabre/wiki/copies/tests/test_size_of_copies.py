"""A copy is bounded, however often its text shows one picture."""

import pytest
from django.template.loader import render_to_string

from palabre.wiki.copies.page_copies import HEAVIEST, Copy

PICTURE = b"\x89PNG" + bytes(1_000_000)
ADDRESS = "https://palabre.example/s/le-val/pages/plan/attachments/1/a.png"
LEFT_OUT = "Des images ne sont pas dans ce fichier"


def a_copy(html, files):
    return Copy("Plan", "", "", (), "2026-11-28", html, "", files)


def test_a_picture_that_a_text_shows_many_times_is_not_as_many_times_in_its_copy():
    made = a_copy(f'<img src="{ADDRESS}" alt="Le plan">' * 100, {ADDRESS: PICTURE})

    assert len(made.html_with_pictures) <= 2 * HEAVIEST
    assert made.html_with_pictures.count("data:image/png") == HEAVIEST // len(PICTURE)
    assert made.html_with_pictures.endswith(f'<img src="{ADDRESS}" alt="Le plan">')


@pytest.mark.parametrize(
    ("times", "files", "is_said"),
    [(2, {ADDRESS: PICTURE}, False), (13, {ADDRESS: PICTURE}, True), (1, {}, True), (0, {}, False)],
    ids=["all there", "shown too often", "too heavy with the others", "none"],
)
def test_a_copy_that_leaves_pictures_out_says_so(times, files, is_said):
    made = a_copy(f'<img src="{ADDRESS}" alt="Le plan">' * times, files)

    said = render_to_string("wiki/copies/copy.html", {"copy": made, "written_in": "fr"})

    assert (LEFT_OUT in said) is is_said
