"""Who may and who may not: the matrix of docs/roles.md is current, and says what was decided."""

import pytest

from tools import role_matrix

Y, N, O = role_matrix.YES, role_matrix.NO, role_matrix.OWN  # noqa: E741

# passer-by, by a link, member, in the group, carries, methodologist, contact, looks after the space
DECIDED = {
    "can_offer": [Y, Y, Y, Y, Y, Y, Y, Y],
    "can_call": [N, N, Y, Y, Y, Y, Y, Y],
    "can_end": [N, O, Y, Y, Y, Y, Y, Y],
    "can_fill": [N, O, O, O, Y, O, O, Y],
    "can_propose_role": [N, N, O, O, Y, O, O, Y],
    "can_answer_role": [N, O, O, O, O, O, O, O],
    "can_take_role_back": [N, O, O, O, O, O, O, O],
    "can_keep_role": [N, O, O, O, O, O, O, O],
    "can_welcome": [N, N, N, N, Y, N, N, Y],
    "can_greet": [N, N, N, Y, Y, Y, Y, N],
    "can_take_down": [N, N, N, N, Y, N, N, Y],
    "can_type_for": [N, N, Y, Y, Y, Y, Y, Y],
    "can_see_roles": [N, N, Y, Y, Y, Y, Y, Y],
    "can_decide_for": [N, N, N, N, Y, N, N, Y],
}
RULES = {rule.__name__: rule for rule in role_matrix.rules()}


def test_the_page_is_current():
    assert role_matrix.PAGE.read_text() == role_matrix.page(), "tools/role_matrix.py write"


@pytest.mark.parametrize("name", DECIDED)
def test_each_permission_of_roles_says_who_may_and_who_may_not(name):
    assert [role_matrix.cell(RULES[name], who) for who in role_matrix.STANDINGS] == DECIDED[name]


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_nobody_of_another_space_may_do_what_she_did_not_make(rule, monkeypatch):
    monkeypatch.setattr(role_matrix.Thing, "elsewhere", True, raising=False)

    assert {role_matrix.allows(rule, who, own=False) for who in role_matrix.STANDINGS if who.is_known} == {False}
