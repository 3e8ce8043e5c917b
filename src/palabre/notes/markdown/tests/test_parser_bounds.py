"""A text made to be slow is refused, or shown with less in it: bounds count work, never time."""

import difflib
from typing import Any

import pytest
from linkify_it import LinkifyIt

from palabre.notes.diff import line_matches
from palabre.notes.diff.text_diff import compare, tally
from palabre.notes.diff.text_merge import merge_texts
from palabre.notes.markdown import parser_bounds
from palabre.notes.markdown.html_render import render
from palabre.notes.markdown.parser_bounds import HEAVIEST, MOST_CELLS, MOST_OF_ADDRESSES, MOST_SEARCHED, weight
from palabre.notes.markdown.prepared_text import TooLong, prepare

MOST_LOOKED_AT = 500_000  # lines, words and characters of one side; each is compared with many of the other


@pytest.mark.parametrize("sign", ["![", "[[", "*a ", "- a\n", "> ", "« a ", "`", "<"])
def test_a_million_characters_of_signs_are_refused_before_they_are_read(sign: str) -> None:
    with pytest.raises(TooLong):
        prepare(sign * (1_000_000 // len(sign)))


@pytest.mark.parametrize(
    "text",
    [
        "- un point de la liste, avec **du gras** et un [lien](https://exemple.example/page)\n" * 5000,
        "# Titre\n\n" * 10_000,
        "mot " * 50_000,
        f"{'Une phrase comme on en écrit. ' * 20}\n\n" * 1600,
    ],
)
def test_long_minutes_are_within_bounds(text: str) -> None:
    assert weight(text) <= HEAVIEST


def test_a_long_address_named_many_times_does_not_swell_the_page() -> None:
    html = render(f"[a]: /{'x' * 20_000}\n\n{'[a] ' * 2000}")

    assert len(html) < 2 * MOST_OF_ADDRESSES
    assert html.count('href=""') > 1000


def test_tables_that_complete_themselves_stop_at_a_number_of_cells() -> None:
    one = f"{'|'.join('a' * 300)}\n{'|'.join('-' * 300)}\n{'x\n' * 200}\n"

    html = render(one * 5)

    assert html.count("<table>") == 1
    assert html.count("<td") <= MOST_CELLS


def test_bare_links_are_looked_for_within_a_number_of_characters(monkeypatch: Any) -> None:
    searched = []
    monkeypatch.setattr(parser_bounds, "read_link", lambda state, silent: searched.append(len(state.src)))

    render("ftp://a" * 4000)

    assert 0 < sum(searched) <= MOST_SEARCHED


def test_long_lines_that_all_changed_are_compared_within_a_number_of_characters(monkeypatch: Any) -> None:
    compared = []
    monkeypatch.setattr(line_matches, "are_kin", lambda one, other, work: compared.append(len(one) * len(other)) or 0.0)

    line_matches.kin(["ab" * 1000] * 60, ["ba" * 1000] * 60, line_matches.Work(line_matches.MOST_MENDED))

    assert sum(compared) <= line_matches.MOST_COMPARED


def test_a_mended_line_of_a_thousand_signs_is_told_whole() -> None:
    changes = compare("a," * 900 + "fin", "a," * 900 + "suite")

    assert [(bit.state, len(bit.text)) for bit in changes[0].lines[0].bits] == [("gone", 1803), ("new", 1805)]


@pytest.fixture
def looked_at(monkeypatch: Any) -> list[int]:
    """What difflib looks at: each line, character or word of one side, in each of its rounds."""
    rounds: list[int] = []
    longest = difflib.SequenceMatcher.find_longest_match

    def counted(self: Any, alo: int = 0, ahi: int | None = None, *others: Any) -> Any:
        rounds.append((len(self.a) if ahi is None else ahi) - alo)
        assert sum(rounds) < MOST_LOOKED_AT
        return longest(self, alo, ahi, *others)

    monkeypatch.setattr(difflib.SequenceMatcher, "find_longest_match", counted)
    return rounds


@pytest.fixture
def _a_tenth(monkeypatch: Any) -> None:
    """Bounds of a tenth: as many rounds tell as much, in a tenth of the time."""
    for name in ("MOST_MATCHED", "MOST_MENDED"):
        monkeypatch.setattr(line_matches, name, getattr(line_matches, name) // 10)


def every_second(lines: int, other: str) -> str:
    """Return a text whose every second line is of few, always in the same order: difflib finds them one by one."""
    return "\n".join(line for n in range(lines // 2) for line in (str(n % 60), f"{other}{n}"))


@pytest.mark.usefixtures("_a_tenth")
def test_two_texts_of_the_same_few_lines_are_merged_in_a_number_of_steps(looked_at: list[int]) -> None:
    text, theirs, mine = (f"{one}\n{every_second(2_000, one)}\n{one}" for one in "abc")

    assert merge_texts(text, theirs, mine).places
    assert looked_at


@pytest.mark.usefixtures("_a_tenth")
def test_long_lines_that_are_hardly_alike_are_compared_in_a_number_of_steps(looked_at: list[int]) -> None:
    first, last = (
        "\n".join(
            f"{''.join(f'ab{chr(0x4E00 + (other + n) % 20_000)}' for n in range(600))}\n{line}" for line in range(10)
        )
        for other in (0, 5000)
    )

    counted = tally(first, last)

    assert counted.gone + counted.mended == 10
    assert looked_at


def test_what_each_text_says_once_is_found_where_difflib_would_take_too_long(monkeypatch: Any) -> None:
    monkeypatch.setattr(line_matches, "MOST_MATCHED", 0)
    a, b = [*"12x3x45"], [*"013xx24y5"]

    blocks = line_matches.LineMatcher(None, a, b).get_matching_blocks()

    assert [a[i : i + n] for i, _j, n in blocks] == [["1"], ["3"], ["4"], ["5"], []]
    assert all(a[i : i + n] == b[j : j + n] for i, j, n in blocks)


@pytest.mark.parametrize(
    "text",
    [
        "Voir https://lavoir.exemple.example/plan, (http://a.example) et *ftp://b.example*.",
        "Écrire à ines@exemple.example ou mailto:malo@exemple.example ; HTTP://C.EXAMPLE aussi.",
        "Une heure : 14:30 //ici// _http://d.example_ http\\://e.example //f.example/x",
        "agent.es, www.g.example, 192.168.1.1 et localhost",
        "Rien de cela.",
    ],
)
def test_the_links_of_a_text_are_those_that_the_library_finds(text: str, monkeypatch: Any) -> None:
    found = render(text)
    monkeypatch.setattr(parser_bounds.BareLinks, "pretest", LinkifyIt.pretest)

    assert found == render(text)


def test_hosts_without_a_scheme_are_not_looked_for() -> None:
    assert [parser_bounds.BareLinks().pretest(text) for text in ("agent.es", "voir www.g.example")] == [False] * 2


@pytest.mark.parametrize("one", ["a@b.fr\n", "//a.fr\n", "mailto:a@b.fr\n", "> a@b.fr\n"])
def test_a_paragraph_of_thousands_of_addresses_is_not_copied_for_each(one: str) -> None:
    """28,000 of them took 42 seconds: the library copies the whole paragraph for each."""
    assert "<a " not in render(one * 28_000)
    assert render(one * 300).count("<a ") == 300
