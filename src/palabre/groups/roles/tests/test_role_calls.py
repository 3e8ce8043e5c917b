"""« On recherche » : a call is published, taken back, opened again."""

import datetime

import pytest
from django.utils import timezone

from palabre.groups.models import Role, RoleCall
from palabre.groups.roles import role_calls
from palabre.journal.models import Entry
from palabre.people.models import Audience
from palabre.refusal import Refusal
from tests.builders import a_group, a_member, a_space, readers_of

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 10, 13, 23, 30, tzinfo=datetime.UTC)
WORDS = "On recherche une personne pour conduire le mardi"


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def group(space, ines):
    return a_group(space, convened_by=(ines,), audience=Audience.of_persons(ines))


def verbs():
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))


def test_a_call_is_read_by_whoever_reads_its_group(group, ines):
    made = role_calls.call(group, f"  {WORDS}\n", role=Role.CONTRIBUTOR, by=ines, at=NOW)

    assert (made.group, made.words, made.role, made.by) == (group, WORDS, Role.CONTRIBUTOR, ines)
    assert (made.audience, made.opened_on) == (group.audience, datetime.date(2026, 10, 14))
    assert verbs() == ["call.published"]


@pytest.mark.parametrize("public", [True, False])
def test_a_call_for_the_community_is_read_by_all_who_may_come_in(public):
    space = a_space(public=public)

    made = role_calls.call(None, WORDS, by=a_member(space), at=NOW, space=space)

    assert (made.group, made.audience) == (None, readers_of(space))


def test_the_same_words_twice_are_one_call(group, ines):
    first = role_calls.call(group, WORDS, by=ines, at=NOW)

    assert role_calls.call(group, WORDS + " ", by=ines, at=NOW) == first
    assert verbs() == ["call.published"]


def test_once_over_the_same_words_are_another_call(group, ines):
    first = role_calls.call(group, WORDS, by=ines, at=NOW)
    role_calls.withdraw_role_call(first, by=ines, at=NOW)

    assert role_calls.call(group, WORDS, by=ines, at=NOW) != first


@pytest.mark.parametrize("words", ["", " \n ", "\x00", "a" * 401])
def test_what_nobody_would_read_is_refused_with_a_next_step(group, ines, words):
    with pytest.raises(Refusal) as refused:
        role_calls.call(group, words, by=ines, at=NOW)

    assert refused.value.instead
    assert not RoleCall.objects.exists()


def test_a_group_has_a_number_of_open_calls_and_no_more(group, ines, monkeypatch):
    monkeypatch.setattr(role_calls, "MOST_OPEN", 1)
    first = role_calls.call(group, "Un premier appel", by=ines, at=NOW)

    with pytest.raises(Refusal):
        role_calls.call(group, WORDS, by=ines, at=NOW)

    role_calls.withdraw_role_call(first, by=ines, at=NOW)
    assert role_calls.call(group, WORDS, by=ines, at=NOW).is_open


def test_a_call_is_taken_back_and_opened_again_once_each(group, ines):
    made = role_calls.call(group, WORDS, by=ines, at=NOW)

    for act in (role_calls.withdraw_role_call, role_calls.withdraw_role_call, role_calls.reopen, role_calls.reopen):
        act(made, by=ines, at=NOW)

    assert RoleCall.objects.get().is_open
    assert verbs() == ["call.published", "call.withdrawn", "call.published"]


def test_what_is_gone_is_refused_in_words(group, ines):
    made = role_calls.call(group, WORDS, by=ines, at=NOW)
    RoleCall.objects.all().delete()

    with pytest.raises(Refusal, match="entre-temps"):
        role_calls.withdraw_role_call(made, by=ines, at=timezone.now())
