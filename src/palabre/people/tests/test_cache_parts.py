"""Which seats a kept screen depends on: those by which something restricted is read."""

import random

import pytest

from palabre.people.cache_parts import audiences_met, fields_to_audiences
from palabre.people.models import Audience, AudienceKind
from tests.builders import a_group, a_member, a_page, a_space

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def met(space, *audiences, is_member=True, never=()):
    audiences_met.cache_clear()
    numbers = tuple(one.pk for one in audiences)
    return audiences_met(numbers, is_member, frozenset(never), space=space.pk, version=space.version)


def met_by_the_orm(audiences, *, is_member, never):
    """Ask once for each kind, and let Django write it."""
    kinds = {AudienceKind.SEATS} if is_member else {AudienceKind.SEATS, AudienceKind.SPACE}
    fields = [one for one in fields_to_audiences() if one.model._meta.label_lower not in never]
    used = {getattr(row, one.attname) for one in fields for row in one.model._base_manager.all()}
    return {one.pk for one in audiences if one.kind in kinds and one.pk in used}


def test_a_seat_that_opens_nothing_counts_for_no_screen():
    space = a_space()
    zoe = a_member(space, "Zoé")
    empty, of_a_page = Audience.of_persons(zoe), Audience.of_persons(zoe)
    a_page(space, "Le cercle fermé", audience=of_a_page)

    assert met(space, empty, of_a_page) == {of_a_page.pk}
    assert met(space, empty, of_a_page, never=("wiki.page", "notes.note", "wiki.reference")) == set()


def test_a_guest_reads_by_a_seat_what_a_member_reads_without():
    space = a_space()
    everybody, members = Audience.everybody(space), Audience.of_space(space)
    for number, audience in enumerate((everybody, members)):
        a_page(space, f"Feuille {number}", audience=audience)

    assert met(space, everybody, members, is_member=False) == {members.pk}
    assert met(space, everybody, members) == set()


def test_every_kind_that_has_an_audience_is_looked_at():
    labels = {(one.model._meta.label_lower, one.name) for one in fields_to_audiences()}

    assert {("wiki.page", "audience"), ("groups.group", "own_audience"), ("journal.entry", "audience")} <= labels
    assert not {"people.seat", "people.audience"} & {label for label, _name in labels}


def test_at_random_the_audiences_met_are_those_of_the_orm():
    space, dice = a_space(), random.Random(5)
    persons = [a_member(space, f"Personne {number}") for number in range(3)]
    audiences = [Audience.everybody(space), Audience.of_space(space)]
    audiences += [Audience.of_persons(dice.choice(persons)) for _number in range(6)]
    for number in range(5):
        a_page(space, f"Feuille {number}", audience=dice.choice(audiences))
        group = a_group(space, f"Groupe {number}", audience=dice.choice(audiences))
        if dice.random() < 0.5:
            group.own_audience = Audience.of_persons(dice.choice(persons))
            group.save()
            audiences.append(group.own_audience)
    for is_member in (True, False):
        for never in ((), ("wiki.page", "notes.note"), ("groups.group",)):
            some = dice.sample(audiences, 5)
            found = met(space, *some, is_member=is_member, never=never)
            assert found == met_by_the_orm(some, is_member=is_member, never=never)
