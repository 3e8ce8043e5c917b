"""Which texts come out close, and that nothing about their order or their oddities changes it."""

import re
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.pure.affinity import Pair, closest
from tests.lengths import often

FOUNDING_MINUTES = Path(__file__).parents[6] / "shared" / "inputs" / "reunion-des-porteurs.md"
SHARED = "À quoi sert la coopération dans une vallée ? Comment entraîner ceux qui n'y croient pas ?"
QUESTIONS = [
    ("q1", "Quelle place pour l'encadrement quand naissent des initiatives à accompagner ?"),
    ("q2", f"Faire vivre une coopération entre communes, sous quelle.s forme.s ? & {SHARED}"),
    ("q3", f"Comment mieux collaborer entre élu·es/services/agents ? & {SHARED}"),
    ("q4", "Comment passer d'un premier essai à une règle qui dure ?"),
    ("q5", "Que garder de l'organisation née pendant les inondations ?"),
    ("q6", "Des cantines qui cuisinent les légumes d'ici"),
    ("q7", "Accompagner les initiatives des anciens : ateliers, écoles, potagers"),
]
WORDS = st.sampled_from(
    ["coopérer", "coopération", "vélo", "école", "l'eau", "agent·es", "forêt,", "?", "comment", "le", "12"]
)
TEXTS = st.lists(
    st.tuples(st.text("abc", max_size=2), st.one_of(st.lists(WORDS, max_size=8).map(" ".join), st.text(max_size=20))),
    max_size=7,
)


def ends(pairs):
    return [(pair.a, pair.b) for pair in pairs]


def test_two_questions_that_share_a_sentence_come_first():
    assert ends(closest(QUESTIONS, top=1)) == [("q2", "q3")]


def test_two_questions_of_one_theme_come_first_without_the_sentence_that_they_shared():
    parted = [(key, text.replace(f"& {SHARED}", "")) for key, text in QUESTIONS]

    [first] = closest(parted, top=1)

    assert (first.a, first.b, first.shared) == ("q2", "q3", ("coopération", "collaborer"))


@pytest.mark.skipif(not FOUNDING_MINUTES.exists(), reason="the founding minutes are not beside this repository")
def test_the_founding_pair_comes_first_without_the_sentences_that_it_shared():
    lines = FOUNDING_MINUTES.read_text().splitlines()
    asked = {number: " ".join(re.findall(r"(?<!\*)\*([^*]+)\*(?!\*)", lines[number - 1])) for number in range(12, 19)}
    match = SequenceMatcher(None, asked[13], asked[14], autojunk=False).find_longest_match()
    shared = asked[13][match.a : match.a + match.size]
    questions = {text.replace(shared, ""): str(number) for number, text in reversed(asked.items())}

    [first] = closest([(number, text) for text, number in questions.items()], top=1)

    assert (first.a, first.b) == ("13", "14")


def test_words_are_told_as_they_are_written_the_rarest_first():
    texts = [("a", "Des vélos pour la forêt"), ("b", "LA FORET à vélo"), ("c", "La forêt"), ("d", "Le bourg")]

    found = {(pair.a, pair.b): pair.shared for pair in closest(texts)}

    assert found[("a", "b")] == ("vélos", "forêt")


def test_texts_without_a_common_word_are_no_pair():
    assert closest([("a", "Des vélos"), ("b", "La soupe"), ("c", "?"), ("d", "")]) == []


def test_equal_texts_score_one_whatever_their_accents():
    [pair] = closest([("a", "Forêt et hiver ?"), ("b", "FORET ET HIVER ?")])

    assert pair == Pair("a", "b", 1.0, ("Forêt", "hiver"))


@given(TEXTS, st.randoms(use_true_random=False))
@settings(max_examples=often(80), deadline=None)
def test_the_order_of_the_texts_changes_nothing(texts, random):
    shuffled = random.sample(texts, len(texts))

    assert closest(shuffled) == closest(texts)


@given(TEXTS)
@settings(max_examples=often(80), deadline=None)
def test_scores_are_bounded_sorted_and_rounded(texts):
    scores = [pair.score for pair in closest(texts)]

    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 and score == round(score, 4) for score in scores)


@given(TEXTS, st.integers(min_value=0, max_value=5))
@settings(max_examples=often(80), deadline=None)
def test_the_first_few_are_the_head_of_all(texts, top):
    assert closest(texts, top=top) == closest(texts)[:top]


@given(TEXTS)
@settings(max_examples=often(80), deadline=None)
def test_a_text_and_its_copy_score_one(texts):
    doubled = [(f"{number}{side}", text) for number, (_, text) in enumerate(texts) for side in "ab"]

    copies = {pair.a: pair.score for pair in closest(doubled) if pair.a[:-1] == pair.b[:-1]}

    assert copies == {f"{number}a": 1.0 for number in range(len(texts))}


@given(TEXTS)
@settings(max_examples=often(80), deadline=None)
def test_each_shared_word_is_written_in_one_of_the_two_texts(texts):
    known = {str(number): text for number, (_, text) in enumerate(texts)}

    pairs = closest(list(known.items()))

    assert all(word in known[pair.a] or word in known[pair.b] for pair in pairs for word in pair.shared)
