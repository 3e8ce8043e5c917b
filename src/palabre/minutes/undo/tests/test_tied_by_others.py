"""What others tied to what minutes made keeps it: their need keeps its group, and their page its place."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from palabre.groups.models import Group, Need
from palabre.groups.needs.new_need import NeedDetails, say_need
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.models import Import
from palabre.minutes.tests.scene import OTHER, TWO, brought
from palabre.minutes.undo.import_undo import chain, delete_imported_rows, things_left, undo_import
from palabre.people.models import Audience, Person
from palabre.refusal import Refusal
from palabre.wiki.hierarchy.page_placement import place
from palabre.wiki.models import Page
from palabre.wiki.page_text import begin_page
from tests.builders import a_member, a_space

pytestmark = pytest.mark.django_db
WITHOUT_KARIM = TWO.replace(f"\n- **Karim Belkacem**, *{OTHER}*", "")


@pytest.fixture
def odile() -> Person:
    return a_member(a_space(), "Odile Morvan")


@pytest.fixture
def blaise(odile: Person) -> Person:
    return a_member(odile.space, "Blaise Riou")


@pytest.fixture
def reading(odile: Person) -> Import:
    found = brought(odile, TWO)
    open_to_space(found, by=odile, at=timezone.now())
    return Import.objects.get(pk=found.pk)


def his_group() -> Group:
    return Group.objects.select_related("space", "audience").get(carryings__question__text=OTHER)


def need_said_to(group: Group, by: Person) -> Need:
    return say_need(None, "Une salle le lundi", by=by, at=timezone.now(), more=NeedDetails(to_group=group))


def page_under(parent: Page, by: Person) -> Page:
    page = begin_page(by.space, "Page de Blaise", "Un texte.", audience=Audience.of_space(by.space), by=by)
    place(page, parent, by=by)
    return page


def test_the_importer_does_not_undo_the_group_to_which_somebody_said_a_need(reading, odile, blaise):
    group = his_group()
    need = need_said_to(group, blaise)

    with pytest.raises(Refusal, match=r"s’appuient|lean"):
        undo_import(reading, by=odile)

    assert Need.objects.get(pk=need.pk).to_group == group


def test_nor_the_page_under_which_somebody_put_theirs(reading, odile, blaise):
    page = page_under(reading.page, blaise)

    with pytest.raises(Refusal, match=r"s’appuient|lean"):
        undo_import(reading, by=odile)

    assert Page.objects.get(pk=page.pk).parent_id == reading.page_id


def test_a_correction_keeps_the_group_to_which_somebody_said_a_need(reading, odile, blaise):
    group = his_group()
    need = need_said_to(group, blaise)

    brought(odile, WITHOUT_KARIM)

    assert Need.objects.get(pk=need.pk).to_group == group


def test_what_the_importer_tied_is_untied_by_their_own_undo(reading, odile):
    need, page = need_said_to(his_group(), odile), page_under(reading.page, odile)

    undo_import(reading, by=odile)

    assert (Need.objects.get(pk=need.pk).to_group, Page.objects.get(pk=page.pk).parent) == (None, None)


def test_finding_who_tied_what_costs_no_query_of_each_row(reading, odile, blaise):
    group = his_group()
    counted = []
    for number in (1, 1, 5):
        for one in range(number):
            need = need_said_to(group, blaise)
            Need.objects.filter(pk=need.pk).update(text=f"Besoin {number} {one}")
        counted.append(queries_of_an_undo(reading))

    assert counted[1] == counted[2]  # the first one fills caches


def queries_of_an_undo(reading: Import) -> int:
    with CaptureQueriesContext(connection) as queries, transaction.atomic():
        delete_imported_rows(things_left(chain(reading)), reading=reading, by=reading.by, hands=[reading.by_id])
        transaction.set_rollback(True)
    return len(queries)
