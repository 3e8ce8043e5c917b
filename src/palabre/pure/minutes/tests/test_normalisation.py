"""Texts as they come, and the lines that they are read from."""

from __future__ import annotations

import pytest

from palabre.pure.minutes import read_minutes


@pytest.mark.parametrize(
    "noise",
    [
        "<!-- un\ncommentaire -->",
        "Page 1/3",
        "Compte rendu            Page 2 sur 3",
        "- ",
        "•",
        "---",
        "[TOC]",
        ":hammer:",
    ],
)
def test_noise_is_no_finding_and_moves_no_line(noise):
    found = read_minutes(f"{noise}\n\nÀ faire :\n- imprimer\n")

    assert [(one.text, one.lines[0]) for one in found.tasks] == [("imprimer", noise.count("\n") + 4)]


def test_a_line_broken_by_a_pdf_is_mended():
    found = read_minutes(
        "À faire :\n- Chiffrer la pose de clôtures et d'abreuvoirs, y com-\npris la main d'œuvre\n- Imprimer\n"
    )

    assert [(one.text, one.lines) for one in found.tasks] == [
        ("Chiffrer la pose de clôtures et d'abreuvoirs, y compris la main d'œuvre", (2, 3)),
        ("Imprimer", (4, 4)),
    ]


def test_small_capitals_and_breaks_leave_the_words():
    found = read_minutes("## Présents\n\n[Ana Gil]{.smallcaps}<br/>Luc Noé\n")

    assert [(one.name, one.lines) for one in found.participants] == [("Ana Gil", (3, 3)), ("Luc Noé", (3, 3))]


@pytest.mark.parametrize(
    "heading",
    ["## À faire", "À faire\n-------", "**À faire**", "== À faire ==", "A FAIRE :", "<h2>À faire</h2>", "2) À faire :"],
)
def test_a_section_is_known_however_it_is_headed(heading):
    assert [one.text for one in read_minutes(f"{heading}\n\n- imprimer\n").tasks] == ["imprimer"]
