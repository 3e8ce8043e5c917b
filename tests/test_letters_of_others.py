"""Letters of others and addresses open to who founded the space, and to whom its care was given: by nothing else."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.accounts.models import Account
from palabre.forums.day.forum_preparation import prepare_forum
from palabre.forums.outcome.closure import close_day
from palabre.forums.outcome.sheet_pledges import pledge_to_sheet
from palabre.forums.tests.scene import AT, PLAN, day_now
from palabre.forums.wall.sheets import propose
from palabre.gatherings.gathering_access import tends
from palabre.groups.models import Greeting, Role
from palabre.groups.roles.convener_answers import answer_as_convener
from palabre.groups.roles.pledges import How, come_along
from palabre.groups.roles.role_offers import propose_role, take
from palabre.meetings.permissions import can_know_address, can_open_letter, can_read_letters
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.tests.scene import sent
from palabre.people.access import keys
from palabre.people.agreements import stewardship
from palabre.people.agreements.exclusion import put_out
from palabre.people.duplicates.person_merge import merge_pair
from palabre.people.models import Person
from tests.builders import a_gathering, a_group, a_letter, a_member, a_person, a_role_call, a_space, entered

pytestmark = pytest.mark.django_db
TEXT = "# Rencontre\n\n29 avril 2026\n\n### Participants\n\n- **Malo Riou**, *Comment coudre ?*\n"


@pytest.fixture
def odile():
    """She founded the space and looks after it."""
    odile = a_member(a_space(), "Odile Morvan")
    odile.steward_since = timezone.now()
    odile.save()
    return odile


@pytest.fixture
def malo(odile):
    return a_member(odile.space, "Malo Riou")


def named_in_her_minutes(odile, malo):
    open_to_space(sent(odile, TEXT), by=odile, at=timezone.now())
    answer_as_convener(malo.memberships.get().group, "yes", by=malo, at=timezone.now())


def offered_by_her(odile, malo):
    group = a_group(odile.space, convened_by=(odile,))
    take(propose_role(group, Role.CO_CONVENER, to=malo, by=odile, at=timezone.now()), by=malo, at=timezone.now())


def joined_by_her(odile, malo):
    group = a_group(malo.space, "Le four", convened_by=(malo,))
    call = a_role_call(malo.space, role=Role.CO_CONVENER, group=group)
    come_along(call, by=odile, at=timezone.now(), how=How(level="co_carry"))


def carried_at_a_day_that_she_closes(odile, malo):
    day = day_now(prepare_forum(odile.space, PLAN, by=odile))
    sheet = propose(day, "Ma question ?", by=malo, at=AT)
    pledge_to_sheet(sheet, by=malo, at=AT, carries=True)
    pledge_to_sheet(sheet, by=odile, at=AT, carries=False)
    close_day(day, {}, by=odile, at=AT)


def greeted_by_her(odile, malo):
    Greeting.objects.create(group=a_group(odile.space, convened_by=(odile,)), person=malo, by=odile, at=timezone.now())


def cared_for_alone(odile, malo):
    stewardship.leave_stewardship(odile.space, by=odile, at=timezone.now())
    stewardship.take_up(odile.space, by=malo, at=timezone.now())


def fresh(person):
    return Person.objects.get(pk=person.pk)


WAYS = [
    named_in_her_minutes,
    offered_by_her,
    joined_by_her,
    carried_at_a_day_that_she_closes,
    greeted_by_her,
    cared_for_alone,
]


def what_opens(person, odile):
    """Return what the person may do with the letters, addresses and registrations of the founder."""
    now, gathering = Person.objects.get(pk=person.pk), a_gathering(odile.space, by=odile)
    letter = a_letter(a_person(odile.space, "Éloi Garnier"), by=odile)
    said = (can_read_letters(now), can_open_letter(now, letter), can_know_address(now, letter.to))
    return {*said, tends(now, gathering)}


@pytest.mark.parametrize("way", WAYS)
def test_no_role_opens_them_whoever_gave_it(odile, malo, way):
    way(odile, malo)

    assert what_opens(malo, odile) == {False}


def test_they_are_open_to_who_founded_the_space(odile):
    assert what_opens(odile, odile) == {True}


@pytest.mark.parametrize("act", [stewardship.share, stewardship.hand_over])
def test_and_to_whom_its_care_is_given_from_one_to_the_next(odile, malo, act):
    zoe = a_member(odile.space, "Zoé Petit")

    act(odile.space, malo, by=odile, at=timezone.now())
    act(odile.space, zoe, by=Person.objects.get(pk=malo.pk), at=timezone.now())

    assert what_opens(zoe, odile) == {True}


def cared_for_beside_her(odile, malo):
    """Have Malo take up the care alone, and then the founder, beside him."""
    cared_for_alone(odile, malo)
    stewardship.take_up(odile.space, by=fresh(odile), at=timezone.now())


@pytest.mark.parametrize("act", [stewardship.share, stewardship.hand_over])
def test_and_to_who_took_it_up_alone_once_it_is_given(odile, malo, act):
    cared_for_beside_her(odile, malo)

    act(odile.space, fresh(malo), by=fresh(odile), at=timezone.now())

    assert what_opens(malo, odile) == {True}


@pytest.mark.parametrize("act", [stewardship.share, stewardship.hand_over])
def test_what_was_given_to_who_took_it_up_alone_is_taken_back(odile, malo, act):
    cared_for_beside_her(odile, malo)
    handed = act(odile.space, fresh(malo), by=fresh(odile), at=timezone.now())

    for _twice in range(2):
        stewardship.undo_stewardship(odile.space, handed, by=fresh(odile), at=timezone.now())

    assert what_opens(malo, odile) == {False}
    assert what_opens(odile, odile) == {True}
    assert {one.pk for one in stewardship.stewards(odile.space)} == {odile.pk, malo.pk}


def test_sharing_it_twice_gives_it_once_and_one_undo_of_the_last_leaves_the_first(odile, malo):
    first = stewardship.share(odile.space, malo, by=odile, at=timezone.now())
    second = stewardship.share(odile.space, fresh(malo), by=odile, at=timezone.now())

    stewardship.undo_stewardship(odile.space, second, by=odile, at=timezone.now())
    assert what_opens(malo, odile) == {True}

    stewardship.undo_stewardship(odile.space, first, by=odile, at=timezone.now())
    assert what_opens(malo, odile) == {False}


def test_who_took_it_up_alone_gives_nothing_to_a_second_name_that_passes_it_back(odile, malo):
    cared_for_alone(odile, malo)
    second = a_member(odile.space, "Maël Riou")
    stewardship.share(odile.space, second, by=fresh(malo), at=timezone.now())

    stewardship.share(odile.space, fresh(malo), by=fresh(second), at=timezone.now())

    assert what_opens(malo, odile) == {False}


@pytest.mark.parametrize("act", [stewardship.share, stewardship.hand_over])
def test_what_is_taken_back_is_over_for_those_to_whom_it_was_passed_on(odile, malo, act):
    second = a_member(odile.space, "Maël Riou")
    handed = stewardship.share(odile.space, malo, by=odile, at=timezone.now())
    act(odile.space, second, by=fresh(malo), at=timezone.now())

    assert not stewardship.undo_stewardship(odile.space, handed, by=fresh(odile), at=timezone.now())

    assert what_opens(second, odile) == {False}
    assert what_opens(odile, odile) == {True}


def test_who_leaves_it_before_it_is_taken_back_has_it_no_more_when_they_come_back_to_it(odile, malo):
    handed = stewardship.share(odile.space, malo, by=odile, at=timezone.now())
    left = stewardship.leave_stewardship(odile.space, by=fresh(malo), at=timezone.now())

    stewardship.undo_stewardship(odile.space, handed, by=fresh(odile), at=timezone.now())
    stewardship.undo_stewardship(odile.space, left, by=fresh(malo), at=timezone.now())

    assert what_opens(malo, odile) == {False}


def test_what_one_gives_again_does_not_end_when_they_are_put_out(odile, malo):
    zoe = a_member(odile.space, "Zoé Petit")
    for one in (malo, zoe):
        stewardship.share(odile.space, one, by=odile, at=timezone.now())
    stewardship.share(odile.space, fresh(malo), by=fresh(zoe), at=timezone.now())

    put_out(fresh(zoe), by=None, at=timezone.now())

    assert what_opens(malo, odile) == {True}


def test_who_has_the_care_no_longer_reads_them_no_longer(odile, malo):
    stewardship.share(odile.space, malo, by=odile, at=timezone.now())

    stewardship.leave_stewardship(odile.space, by=Person.objects.get(pk=malo.pk), at=timezone.now())

    assert what_opens(malo, odile) == {False}


@pytest.mark.parametrize("are_two", [False, True])
def test_where_nobody_has_it_any_longer_two_people_surely_give_it(odile, malo, are_two, monkeypatch):
    monkeypatch.setattr("palabre.people.agreements.electorate.MemberBonds.are_two", lambda *_pair: are_two)
    zoe = a_member(odile.space, "Zoé Petit")
    Person.objects.get(pk=odile.pk).leave_space(timezone.now())
    stewardship.take_up(odile.space, by=malo, at=timezone.now())

    stewardship.share(odile.space, zoe, by=Person.objects.get(pk=malo.pk), at=timezone.now())

    assert [can_read_letters(Person.objects.get(pk=one.pk)) for one in (malo, zoe)] == [False, are_two]


def test_while_who_founded_it_is_a_member_they_do_not(odile, malo, monkeypatch):
    monkeypatch.setattr("palabre.people.agreements.electorate.MemberBonds.are_two", lambda *_pair: True)
    cared_for_alone(odile, malo)
    zoe = a_member(odile.space, "Zoé Petit")

    later = timezone.now() + datetime.timedelta(minutes=1)
    stewardship.share(odile.space, zoe, by=Person.objects.get(pk=malo.pk), at=later)

    assert what_opens(zoe, odile) == {False}


def test_a_square_of_who_cares_by_one_click_opens_none_under_the_name_of_the_founder(odile, malo):
    """He shares the care with her name, and shows his own square for it."""
    cared_for_alone(odile, malo)
    stewardship.share(odile.space, Person.objects.get(pk=odile.pk), by=fresh(malo), at=timezone.now())
    gathering = a_gathering(odile.space, by=a_member(odile.space, "Zoé Petit"))
    phone, door = Client(), reverse("gatherings:registered", args=[odile.space.slug, gathering.pk])

    phone.post(keys.key_path(keys.key_shown_to(odile, by=malo, at=timezone.now())))

    assert (phone.get(door).status_code, entered(Client(), fresh(odile)).get(door).status_code) == (403, 200)
    day = prepare_forum(odile.space, PLAN, by=gathering.by)
    assert phone.get(reverse("forums:kit", args=[odile.space.slug, day.pk])).status_code == 403


def test_a_second_name_that_takes_the_first_one_in_opens_none(odile, malo):
    cared_for_alone(odile, malo)
    bis = a_member(odile.space, "Malo Bis")
    bis.sign_in_as(Account.objects.create(email="bis@exemple.example"))

    merge_pair(bis, fresh(malo), by=fresh(malo), at=timezone.now())

    assert fresh(malo).same_as == bis
    assert [*what_opens(malo, odile), *what_opens(bis, odile)] == [False, False]


def test_who_founded_the_space_looks_after_it_again_beside_who_took_it_up(odile, malo):
    cared_for_alone(odile, malo)
    door = reverse("here:people", args=[odile.space.slug])
    offered = [
        f'"{reverse("here:care", args=[odile.space.slug])}"' in entered(Client(), one).get(door).content.decode()
        for one in (fresh(odile), fresh(malo), a_member(odile.space, "Zoé Petit"))
    ]

    stewardship.take_up(odile.space, by=fresh(odile), at=timezone.now())

    assert offered == [True, False, False]
    assert (what_opens(odile, odile), what_opens(malo, odile)) == ({True}, {False})


def test_the_care_that_was_given_once_is_over_for_who_was_put_out(odile, malo):
    zoe = a_member(odile.space, "Zoé Petit")
    stewardship.share(odile.space, malo, by=odile, at=timezone.now())
    stewardship.leave_stewardship(odile.space, by=fresh(odile), at=timezone.now())
    fresh(malo).be_put_out(timezone.now())
    stewardship.take_up(odile.space, by=zoe, at=timezone.now())
    fresh(malo).be_let_back(joined=timezone.now(), steward=None)

    stewardship.share(odile.space, fresh(malo), by=fresh(zoe), at=timezone.now())

    assert (what_opens(malo, odile), what_opens(zoe, odile)) == ({False}, {False})


def test_nor_does_it_under_the_name_of_who_prepared_a_day(odile, malo):
    zoe = a_member(odile.space, "Zoé Petit")
    day = prepare_forum(odile.space, PLAN, by=zoe)
    cared_for_alone(odile, malo)
    stewardship.share(odile.space, zoe, by=fresh(malo), at=timezone.now())
    phone, door = Client(), reverse("forums:kit", args=[odile.space.slug, day.pk])

    phone.post(keys.key_path(keys.key_shown_to(zoe, by=malo, at=timezone.now())))

    assert (phone.get(door).status_code, entered(Client(), fresh(zoe)).get(door).status_code) == (403, 200)


def test_a_name_that_was_absorbed_has_no_care_any_longer(odile, malo):
    stewardship.share(odile.space, malo, by=odile, at=timezone.now())
    bis = a_member(odile.space, "Malo Bis")
    bis.sign_in_as(Account.objects.create(email="bis@exemple.example"))

    merge_pair(bis, fresh(malo), by=fresh(malo), at=timezone.now())

    assert (fresh(malo).is_steward, what_opens(malo, odile)) == (False, {False})
