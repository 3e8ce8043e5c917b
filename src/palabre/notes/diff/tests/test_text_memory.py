"""Two texts are compared once, as long as they are those that were last compared."""

import pytest

from palabre.notes.diff.text_memory import AN_ENTRY, FollowedLines, TextMemory


@pytest.fixture
def compared():
    return []


@pytest.fixture
def memory(compared):
    def compute(before, after):
        compared.append((before, after))
        return before + after

    return TextMemory(compute, most=2 * AN_ENTRY + 8)


def test_two_texts_are_compared_once(memory, compared):
    assert [memory("a", "b"), memory("a", "b"), memory("b", "a")] == ["ab", "ab", "ba"]
    assert compared == [("a", "b"), ("b", "a")]


def test_the_oldest_results_are_forgotten_beyond_the_bound(memory, compared):
    for text in ("one", "two", "one", "three", "one", "two"):
        memory(text, "")

    assert [before for before, _after in compared] == ["one", "two", "three", "two"]
    assert memory.size == sum(AN_ENTRY + len(found) for found in memory.found.values()) <= memory.most


def test_results_without_a_line_are_forgotten_too(compared):
    memory = TextMemory(lambda before, _after: compared.append(before) or "", most=2 * AN_ENTRY + 8)
    for number in range(5):
        memory(f"{number}", "")

    assert (len(compared), len(memory.found)) == (5, 2)


def test_a_result_beyond_the_bound_is_not_remembered(memory, compared):
    text = "a" * (AN_ENTRY + 20)
    assert [memory(text, text), memory(text, text)] == [text + text] * 2
    assert (len(compared), memory.size) == (2, 0)


@pytest.mark.parametrize(("line", "number"), [(0, 0), (1, 3), (2, 0), (3, 4), (4, 0)])
def test_a_line_that_went_has_no_number(line, number):
    assert FollowedLines({1: 3, 3: 4}).get(line) == number
