"""The order of the questions on each phone is balanced, stable and complete."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from palabre.pure.fair_order import fair_order

ids = st.lists(st.integers(1, 10**6), min_size=1, max_size=60, unique=True)
seeds = st.binary(min_size=32, max_size=32)


@given(ids, st.integers(0, 400), seeds)
def test_each_question_is_first_on_its_share_of_the_phones(questions, phones, seed):
    first = Counter(fair_order(questions, phone, seed=seed)[0] for phone in range(phones))

    assert {first[one] for one in questions} <= {phones // len(questions), -(-phones // len(questions))}


@given(ids, st.integers(0, 5), seeds)
def test_the_orders_of_a_block_are_the_rotations_of_one_permutation(questions, block, seed):
    size = len(questions)

    orders = [fair_order(questions, block * size + turn, seed=seed) for turn in range(size)]

    assert orders == [[*orders[0][turn:], *orders[0][:turn]] for turn in range(size)]
    assert sorted(orders[0]) == sorted(questions)


@given(ids, st.lists(st.integers(10**6 + 1, 10**7), max_size=8, unique=True), st.integers(0, 400), seeds)
def test_a_late_question_moves_no_other(questions, late, phone, seed):
    before, after = (fair_order(questions, phone, seed=seed, late=some) for some in (late[:-1], late))

    assert [one for one in after if one not in late[-1:]] == before
    assert sorted(after) == sorted(questions + late)


@given(st.integers(0, 400), seeds)
def test_without_a_question_nothing_is_shown(phone, seed):
    assert fair_order([], phone, seed=seed) == []


def test_a_late_question_stands_anywhere():
    places = Counter(fair_order([1, 2, 3], phone, seed=b"a seed", late=[9]).index(9) for phone in range(400))

    assert set(places) == {0, 1, 2, 3}
    assert max(places.values()) < 150


def test_two_blocks_have_two_permutations():
    questions = list(range(1, 30))

    assert fair_order(questions, 0, seed=b"a seed") != fair_order(questions, 29, seed=b"a seed")
