"""« J’y vais » : to a group, to a call, and back."""

import pytest
from django.utils import timezone

from palabre.groups.models import Pledge
from palabre.groups.roles import pledges
from palabre.journal.models import Entry
from palabre.refusal import Refusal
from tests.builders import a_group, a_member, a_person, a_role_call, a_space

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return a_space(public=True)


@pytest.fixture
def nadia(space):
    return a_person(space, "Nadia Ferhat")


@pytest.fixture(params=["group", "call"])
def thing(request, space):
    group = a_group(space)
    return group if request.param == "group" else a_role_call(space, group=group)


def come(thing, by, words=""):
    return pledges.come_along(thing, by=by, at=timezone.now(), words=words)


def stay_away(thing, by):
    return pledges.stay_away(thing, by=by, at=timezone.now())


def verbs():
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))


def test_what_she_offers_is_kept_with_its_trace(thing, nadia):
    pledge = come(thing, nadia, " le  mardi ")

    assert (pledge.person, pledge.words, pledge.audience_id) == (nadia, "le mardi", thing.audience_id)
    assert pledges.pledge_of(nadia, type(thing), thing.pk) == pledge
    assert [(entry.subject_kind, entry.subject_id) for entry in Entry.objects.all()] == [
        (thing._meta.label_lower, thing.pk)
    ]


def test_said_twice_it_is_said_once_in_the_last_words(thing, nadia):
    come(thing, nadia, "le mardi")
    come(thing, nadia, "le jeudi")
    come(thing, nadia)

    assert (Pledge.objects.get().words, verbs()) == ("le jeudi", ["pledge.made"])


def test_a_pledge_to_a_call_is_none_to_its_group(space, nadia):
    group = a_group(space)
    come(a_role_call(space, group=group), nadia)

    assert pledges.pledge_of(nadia, type(group), group.pk) is None
    come(group, nadia)
    assert Pledge.objects.filter(group=group).count() == 2


def test_she_stays_away_once_and_without_a_reason(thing, nadia):
    come(thing, nadia)

    stay_away(thing, nadia)
    stay_away(thing, nadia)

    assert (Pledge.objects.count(), verbs()) == (0, ["pledge.made", "pledge.withdrawn"])


def test_nobody_takes_back_what_another_said(space, thing, nadia):
    come(thing, nadia)

    stay_away(thing, a_member(space, "Hugo Ferreira"))

    assert Pledge.objects.count() == 1


@pytest.mark.parametrize("over", ["withdrawn_at", "filled_at"])
def test_a_call_that_is_over_takes_nobody_but_lets_go(space, nadia, over):
    call = a_role_call(space)
    come(call, nadia)
    setattr(call, over, timezone.now())
    call.save()

    with pytest.raises(Refusal) as refused:
        come(call, a_member(space))
    stay_away(call, nadia)

    assert refused.value.instead
    assert Pledge.objects.count() == 0


def test_a_group_that_lives_in_another_takes_nobody(space, nadia):
    with pytest.raises(Refusal, match="rejoint"):
        come(a_group(space, "Ancien", lives_in=a_group(space)), nadia)


def test_too_many_words_are_refused(thing, nadia):
    with pytest.raises(Refusal, match="400"):
        come(thing, nadia, "a" * 401)


def test_what_is_gone_is_refused_in_words(thing, nadia):
    type(thing).objects.filter(pk=thing.pk).delete()

    with pytest.raises(Refusal, match="entre-temps"):
        come(thing, nadia)
