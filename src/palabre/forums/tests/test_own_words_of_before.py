"""Of rows of before, only what nobody else can have said for somebody counts as their own word."""

from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from palabre.forums.models import SheetPledge
from palabre.forums.outcome.closure import close_day
from palabre.forums.outcome.sheet_pledges import pledge_to_sheet
from palabre.forums.tests.scene import AT, prepared, written
from palabre.groups.models import Membership, Pledge
from palabre.groups.roles import renewal
from palabre.groups.roles.pledges import come_along
from palabre.people.access import links
from palabre.people.models import Key, Link
from tests.builders import a_group, a_member, a_space

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def migrated():
    Membership.objects.update(own_word_at=None)
    Pledge.objects.update(own_word_at=None)
    SheetPledge.objects.update(carries_since=None)
    import_module("palabre.groups.migrations.0010_own_word").keep_own_words(apps, None)
    import_module("palabre.forums.migrations.0008_own_word").count_nobody_of_before(apps, None)


def by_link(her, malo):
    links.link_to(a_group(malo.space), person=her, by=malo, at=AT)
    Link.objects.update(used_at=AT)


def by_square(her, malo):
    Key.objects.create(person=her, made_by=malo, expires_at=AT, used_at=AT)


def by_account(her, malo):
    her.be_known_by(malo)


def by_going_on(her, _malo):
    renewal.go_on(her.memberships.get(), by=her, at=timezone.now())


def by_herself(_her, _malo):
    return None


@pytest.mark.parametrize("way", [by_link, by_square, by_account, by_going_on, by_herself])
def test_a_role_counts_where_nobody_else_ever_held_what_lets_its_person_in(way):
    malo = a_member(a_space(), "Malo Riou")
    her = a_member(malo.space, "Zoé Petit")
    a_group(malo.space, convened_by=(her,), given_by=malo)
    way(her, malo)

    migrated()

    role = her.memberships.get()
    assert role.own_word_at == (role.confirmed_at if way is by_herself else None)


def test_a_pledge_counts_where_nobody_typed_it_and_no_closing_brought_it():
    day, sabine = prepared()
    malo, group = a_member(day.forum.space, "Malo Riou"), a_group(day.forum.space)
    pledge_to_sheet(written(day, sabine, 12), by=malo, at=AT, carries=True)
    pledge_to_sheet(day.sheets.get(), by=sabine, at=AT, carries=False)
    close_day(day, {}, by=sabine, at=AT)
    come_along(group, by=malo, at=AT, typed_by=sabine)
    own = come_along(group, by=sabine, at=AT)

    migrated()

    assert list(Pledge.objects.exclude(own_word_at=None)) == [own]
    assert [one.carries for one in SheetPledge.objects.exclude(carries_since=None)] == [True]
