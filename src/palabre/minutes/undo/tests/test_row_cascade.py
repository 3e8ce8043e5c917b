"""Rows go together as they would one by one, and finding which may go costs nothing for each row."""

from __future__ import annotations

import random

import pytest
from django.db import connection, transaction
from django.db.models import Model
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from palabre.groups.models import Action, Carrying, Group, Membership, Role
from palabre.meetings.models import Attendance, Meeting
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.models import Import
from palabre.minutes.plan.row_maker import load_rows, ref
from palabre.minutes.tests.scene import TWO, brought, held
from palabre.minutes.undo.import_undo import chain, delete_imported_rows, things_left, undo_import
from palabre.minutes.undo.row_cascade import Cascade, Ref, Refs, key_of
from palabre.people.models import Affiliation, Organisation, Person
from palabre.questions.models import Question
from palabre.refusal import Refusal
from palabre.wiki.models import Page
from tests.builders import a_group, a_meeting, a_member, a_page, a_question, a_space, an_action

pytestmark = pytest.mark.django_db
KINDS = (Person, Organisation, Affiliation, Group, Membership, Question, Meeting, Attendance, Action, Page)
NAMES = [f"{first} {last}" for first in ("Ada", "Bo", "Cid", "Dan") for last in ("Bihan", "Kervran", "Marec", "Nicol")]
MINUTES = "# Réunion\n\n{} octobre 2026\n\nPrésents : {}\n\n- On cherche un local.\n"


def one_by_one(wanted: list[Ref], rows: dict[Ref, Model], refused: Refs, touched: Refs) -> tuple[Refs, Refs]:
    """Delete as Django alone would, row after row; return what went, and what stays: what the cascade answers to."""
    gone, left = set[Ref](), set[Ref]()
    for key in wanted:
        if key in gone:
            continue
        whole = taken_with(rows[key])
        if whole is None or key in touched or whole & refused:
            left.add(key)
            continue
        gone |= whole
        type(rows[key])._base_manager.get(pk=key[1]).delete()
    return gone, left


def taken_with(row: Model) -> Refs | None:
    collector = Collector(using="default")
    try:
        collector.collect([type(row)._base_manager.get(pk=row.pk)])
    except (ProtectedError, RestrictedError):
        return None
    fast = {key_of(one) for some in collector.fast_deletes for one in some}
    return fast | {key_of(one) for some in collector.data.values() for one in some}


def a_tangle(dice: random.Random) -> None:
    """Rows of many kinds, tied at random: by what goes along, by what holds, in circles too."""
    space = a_space()
    people = [a_member(space, f"Personne {number}") for number in range(8)]
    groups = [a_group(space, f"Groupe {number}", convened_by=(dice.choice(people),)) for number in range(5)]
    for person in people:
        Person.objects.filter(pk=person.pk).update(address_by=dice.choice([None, None, *people]))
    for group in groups:
        Group.objects.filter(pk=group.pk).update(lives_in=dice.choice([None, *(one for one in groups if one != group)]))
    bodies = [Organisation.objects.create(space=space, name=f"Lieu {n}", audience=groups[0].audience) for n in range(2)]
    meetings = [a_meeting(space, group=dice.choice([None, *groups])) for _one in range(3)]
    for person in people:
        Attendance.objects.get_or_create(meeting=dice.choice(meetings), person=person)
        Affiliation.objects.get_or_create(person=person, organisation=dice.choice(bodies))
        dice.choice(groups).welcome(person, role=Role.CONTRIBUTOR)
        an_action(space, f"Action de {person}", group=dice.choice(groups), owner=person)
    for number in range(3):
        a_question(space, f"Question {number} ?")
        a_page(space, f"Page {number}")


@pytest.mark.parametrize("seed", range(12))
def test_what_goes_together_is_what_went_one_by_one(seed: int) -> None:
    dice = random.Random(seed)
    a_tangle(dice)
    rows = {key_of(row): row for kind in KINDS for row in kind._base_manager.all()}
    wanted = dice.sample(sorted(rows), len(rows) * dice.choice([1, 2, 3]) // 3)
    touched = set(dice.sample(wanted, 2))
    whole = Cascade.of([rows[key] for key in wanted], lambda some: set())
    refused = set(dice.sample(sorted(whole.rows), dice.choice([0, 3, 8])))
    with transaction.atomic():
        expected = one_by_one(wanted, rows, refused, touched)
        kept = {key_of(row) for kind in KINDS for row in kind._base_manager.all()}
        transaction.set_rollback(True)

    again = [
        kind._base_manager.get(pk=number)
        for kind in KINDS
        for label, number in wanted
        if label == kind._meta.label_lower
    ]
    cascade = Cascade.of(again, lambda some: refused & {key_of(row) for row in some})
    found = cascade.delete(wanted, touched=touched)

    assert found == expected
    assert {key_of(row) for kind in KINDS for row in kind._base_manager.all()} == kept


@pytest.fixture
def by() -> Person:
    return a_member(a_space(), "Hugo Ferreira")


def twice_met(by: Person, people: list[str]) -> tuple[Import, Import]:
    return brought(by, MINUTES.format(3, ", ".join(people))), brought(by, MINUTES.format(4, ", ".join(people)))


def test_whoever_is_held_by_other_minutes_costs_no_query_of_their_own(by: Person) -> None:
    """440 people of two meetings took the writer for 33 s of processor, at each try."""
    assert queries_of_a_deletion(by, NAMES[:3]) == queries_of_a_deletion(a_member(a_space(), "Zoé Nicol"), NAMES)


def queries_of_a_deletion(by: Person, people: list[str]) -> int:
    first, _second = twice_met(by, people)
    with CaptureQueriesContext(connection) as queries, transaction.atomic():
        delete_imported_rows(list(first.things.order_by("-pk")), reading=first, by=by, hands=[by.pk])
        transaction.set_rollback(True)
    return len(queries)


def test_minutes_whose_people_other_minutes_say_too_are_not_undone_and_it_is_not_said_that_somebody_wrote(
    by: Person,
) -> None:
    first, second = twice_met(by, NAMES[:3])
    before = held()

    with pytest.raises(Refusal, match=r"s’appuient|lean"):
        undo_import(first, by=by)

    assert held() == before
    undo_import(second, by=by)
    undo_import(Import.objects.get(pk=first.pk), by=by)


def test_what_minutes_of_another_say_too_does_not_go_with_ones_own(by: Person) -> None:
    """The people, held by a third text of hers, had been handed over to it, and the rest deleted."""
    malo = a_member(by.space, "Malo Riou")
    first = brought(by, TWO)
    open_to_space(first, by=by, at=timezone.now())
    open_to_space(brought(malo, TWO.replace("28 avril 2023", "5 mai 2023")), by=malo, at=timezone.now())
    brought(by, "# Bureau\n\n6 mai 2023\n\nPrésents : Mado Kersauze, Karim Belkacem\n")
    before = {model: model.objects.count() for model in (Group, Question, Carrying, Membership)}

    with pytest.raises(Refusal):
        undo_import(first, by=by)

    assert {model: model.objects.count() for model in before} == before
    assert before[Group] == 2


def test_what_a_chain_of_corrections_made_and_is_gone_is_not_loaded(by: Person) -> None:
    for start in range(0, 12, 3):
        reading = brought(by, MINUTES.format(3, ", ".join(NAMES[start : start + 3])))

    left = things_left(chain(reading))

    assert {ref(thing) for thing in left} == set(load_rows(left))
    assert len([thing for thing in left if thing.thing_kind == "people.person"]) == 3
