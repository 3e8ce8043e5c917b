"""Roles in words."""

from palabre.groups.models import NeedKind, Role, RoleCall
from palabre.groups.templatetags.role_tags import ASKED, LOOKED_FOR, held_by, looked_for


def test_one_person_carries_and_two_carry():
    one, two = held_by(Role.CONVENER, ["Inès"]), held_by(Role.CONVENER, ["Inès", "Hugo"])

    assert one == "<b>Inès</b> porte la question."
    assert two == "<b>Inès</b> et <b>Hugo</b> portent la question."


def test_a_name_is_escaped():
    assert held_by(Role.CONTRIBUTOR, ["<i>Inès</i>"]) == "&lt;i&gt;Inès&lt;/i&gt; contribue."


def test_each_role_and_each_kind_of_need_has_its_words():
    assert set(LOOKED_FOR) == {*Role.values, "steward"}
    assert set(ASKED) == set(NeedKind.values)
    assert looked_for(RoleCall(role="co_convener")) == "une deuxième personne pour porter la question"


def test_each_role_held_has_its_own_sentence():
    assert len({held_by(role, ["Inès"]) for role in Role.values}) == len(Role.values)


def test_a_call_that_names_no_role_is_told_in_its_own_words():
    assert looked_for(RoleCall(role="", words="On cherche quelqu'un !")) == "On cherche quelqu’un\u202f!"
