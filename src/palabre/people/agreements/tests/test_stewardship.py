"""Who looks after a space: taken up, shared, handed over, and taken back within the hour."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.journal.models import Entry
from palabre.people.access.departure import come_back, leave_space
from palabre.people.agreements import stewardship
from palabre.people.agreements.exclusion import let_back, put_out
from palabre.people.models import Person
from palabre.refusal import Refusal
from tests.builders import a_member, a_person, a_space, entered

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def steward(space):
    her = a_member(space, "Odile Tanneguy")
    stewardship.take_up(space, by=her, at=NOW)
    return Person.objects.get(pk=her.pk)


@pytest.fixture
def other(space):
    return a_member(space, "Hugo Ferreira")


def stewards(space):
    return [one.name for one in stewardship.stewards(space)]


def hand(act, steward, other):
    return act(steward.space, other, by=steward, at=NOW)


def test_a_member_takes_it_up_when_nobody_does(space, other):
    stewardship.take_up(space, by=other, at=NOW)
    stewardship.take_up(space, by=other, at=NOW)

    assert stewards(space) == ["Hugo Ferreira"]
    assert Entry.objects.filter(verb="stewardship.taken_up").count() == 1


def test_nobody_takes_it_up_over_somebody(space, steward, other):
    with pytest.raises(Refusal):
        stewardship.take_up(space, by=other, at=NOW)


def test_sharing_leaves_two(space, steward, other):
    hand(stewardship.share, steward, other)

    assert stewards(space) == ["Odile Tanneguy", "Hugo Ferreira"]


def test_handing_over_leaves_the_other(space, steward, other):
    hand(stewardship.hand_over, steward, other)

    assert stewards(space) == ["Hugo Ferreira"]


def test_handing_over_twice_is_done_once(space, steward, other):
    hand(stewardship.hand_over, steward, other)

    assert hand(stewardship.hand_over, steward, other) is None
    assert Entry.objects.filter(verb="stewardship.handed_over").count() == 1


@pytest.mark.parametrize("act", [stewardship.share, stewardship.hand_over])
def test_what_was_handed_is_taken_back(space, steward, other, act):
    handed = hand(act, steward, other)

    for _twice in range(2):
        assert stewardship.undo_stewardship(space, handed, by=steward, at=NOW)

    assert stewards(space) == ["Odile Tanneguy"]
    assert Person.objects.get(pk=steward.pk).steward_since == NOW


@pytest.mark.parametrize("whole", ["", "yes"])
def test_a_double_click_takes_it_back_once(space, steward, other, whole):
    browser, places = entered(Client(), steward), [space.slug]
    browser.post(reverse("here:handing", args=places), {"to": other.pk, **({"whole": whole} if whole else {})})

    for _twice in range(2):
        browser.post(reverse("here:no_handing", args=places))

    assert stewards(space) == ["Odile Tanneguy"]
    assert Entry.objects.filter(verb="stewardship.taken_back").count() == 1


def test_what_was_handed_to_who_had_it_already_leaves_it_to_her(space, steward, other):
    hand(stewardship.share, steward, other)

    handed = hand(stewardship.hand_over, steward, other)
    stewardship.undo_stewardship(space, handed, by=steward, at=NOW)

    assert stewards(space) == ["Odile Tanneguy", "Hugo Ferreira"]


def test_leaving_is_taken_back_too(space, steward):
    handed = stewardship.leave_stewardship(space, by=steward, at=NOW)
    assert stewards(space) == []

    stewardship.undo_stewardship(space, handed, by=steward, at=NOW)

    assert stewards(space) == ["Odile Tanneguy"]


def test_after_an_hour_it_stays_as_it_is(space, steward, other):
    handed = hand(stewardship.hand_over, steward, other)

    with pytest.raises(Refusal):
        stewardship.undo_stewardship(space, handed, by=steward, at=NOW + datetime.timedelta(hours=2))


def test_nobody_else_takes_it_back(space, steward, other):
    handed = hand(stewardship.share, steward, other)

    with pytest.raises(Refusal):
        stewardship.undo_stewardship(space, handed, by=other, at=NOW)


def test_what_moved_on_is_taken_back_beside_who_has_it_now(space, steward, other):
    handed = hand(stewardship.hand_over, steward, other)
    third, later = a_member(space, "Inès Lamour"), NOW + datetime.timedelta(minutes=1)
    stewardship.hand_over(space, third, by=Person.objects.get(pk=other.pk), at=later)

    assert not stewardship.undo_stewardship(space, handed, by=steward, at=NOW)

    assert stewards(space) == ["Odile Tanneguy", "Inès Lamour"]


@pytest.mark.parametrize("act", [stewardship.share, stewardship.hand_over])
def test_who_does_not_look_after_it_hands_nothing(space, steward, other, act):
    with pytest.raises(Refusal):
        act(space, a_member(space, "Inès Lamour"), by=other, at=NOW)


@pytest.mark.parametrize("act", [stewardship.share, stewardship.hand_over])
def test_who_has_not_entered_receives_nothing(space, steward, act):
    for stranger in (a_person(space), a_member(a_space("Ailleurs")), steward):
        with pytest.raises(Refusal):
            act(space, stranger, by=steward, at=NOW)


def test_a_stranger_takes_nothing_up(space):
    for stranger in (a_person(space), a_member(a_space("Ailleurs"))):
        with pytest.raises(Refusal):
            stewardship.take_up(space, by=stranger, at=NOW)


def gone_and_back(person, how, *, meanwhile):
    """Have the person leave the space, or be put out, and come back after `meanwhile`."""
    now = Person.objects.get(pk=person.pk)
    if how == "leaves":
        leave_space(now, at=NOW)
        facts = Entry.objects.get(verb="person.left").facts
    else:
        facts = put_out(now, by=None, at=NOW)
    meanwhile()
    away = Person.objects.get(pk=person.pk)
    come_back(away, facts, at=NOW) if how == "leaves" else let_back(away, facts, by=away, at=NOW)


@pytest.mark.parametrize("how", ["leaves", "is put out"])
@pytest.mark.parametrize("shared_before", [True, False])
def test_who_comes_back_looks_after_the_space_again(space, steward, other, how, shared_before):
    if shared_before:
        stewardship.share(space, other, by=steward, at=NOW)

    gone_and_back(steward, how, meanwhile=lambda: None)

    assert "Odile Tanneguy" in stewards(space)


@pytest.mark.parametrize("how", ["leaves", "is put out"])
def test_unless_somebody_took_it_up_since(space, steward, other, how):
    gone_and_back(steward, how, meanwhile=lambda: stewardship.take_up(space, by=other, at=NOW))

    assert stewards(space) == ["Hugo Ferreira"]
    assert Person.objects.get(pk=steward.pk).is_member


def test_of_several_people_none_is_chosen_beforehand(space, steward, other):
    a_member(space, "Inès Lamour")
    browser, handing = entered(Client(), steward), reverse("here:handing", args=[space.slug])

    offered = browser.get(reverse("here:people", args=[space.slug])).context["handing"]["to"]
    answer = browser.post(handing, {"to": ""})

    assert next(iter(offered.field.widget.choices))[0] == ""
    assert (answer.status_code, stewards(space)) == (422, ["Odile Tanneguy"])
    assert "Choisissez un nom dans la liste." in answer.content.decode()
