"""Where lines of a text say given words together, however the text is broken."""

from hypothesis import given
from hypothesis import strategies as st

from palabre.wiki.lines.said_runs import runs_saying, words_said

WORDS = ["Cléo", "Marzin", "cherche", "un", "logement", "depuis", "ca-", "mionnette"]
SENTENCES = st.lists(st.lists(st.sampled_from(WORDS[:6]), min_size=2, max_size=8).map(" ".join), min_size=1, max_size=4)


def test_one_line_some_in_a_row_and_a_broken_word_say_the_same():
    said = {"Cléo prête sa camionnette demain"}

    for lines in (
        ["- Cléo prête sa camionnette demain"],
        ["- Cléo prête", "  sa camionnette", "  demain"],
        ["- Cléo prête sa ca-", "  mionnette demain"],
    ):
        assert [(run.first, run.last) for run in runs_saying(["Un.", *lines, "Deux."], said)] == [(2, len(lines) + 1)]


def test_a_hyphen_of_the_words_may_end_a_line():
    said = {"Cléo vit avec un demi-frère de Saint-Malo"}

    for lines in (["Cléo vit avec un demi-", "frère de Saint-Malo"], ["Cléo vit avec un demi-frère de Saint-", "Malo"]):
        assert [run.words for run in runs_saying(lines, said)] == list(said)


def test_two_points_of_a_list_do_not_say_one_sentence():
    assert not list(runs_saying(["- Cléo Marzin", "- apporte le pain"], {"Cléo Marzin apporte le pain"}))


def test_neither_a_part_of_them_nor_more_on_a_line_does():
    said = {"Cléo prête sa camionnette"}

    for lines in (["Cléo prête sa"], ["Cléo prête sa", "", "camionnette"], ["Cléo prête sa", "camionnette demain"]):
        assert not list(runs_saying(lines, said))


@given(SENTENCES, st.data())
def test_wherever_a_sentence_is_broken_it_is_found(sentences, data):
    said, lines, numbers = set(sentences), list[str](), list[tuple[int, int]]()
    for sentence in sentences:
        words = sentence.split()
        cuts = sorted(data.draw(st.sets(st.integers(1, len(words) - 1))))
        parts = [words[start:end] for start, end in zip([0, *cuts], [*cuts, len(words)])]
        lines += ["", *map(" ".join, parts)]
        numbers.append((len(lines) - len(parts) + 1, len(lines)))

    found = [(run.first, run.last) for run in runs_saying(lines, said)]

    assert found == numbers
    assert said <= words_said("\n".join(lines), said)
