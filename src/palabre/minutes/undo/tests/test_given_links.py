"""A link that somebody gave to several people goes on opening what minutes made, whoever undoes or corrects them."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from palabre.groups.links.share_sheet import close_share_links, create_share_link
from palabre.groups.models import Group
from palabre.meetings.models import Meeting
from palabre.minutes.imports.former_text import bring_back
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.models import Import
from palabre.minutes.tests.scene import OTHER, TWO, brought
from palabre.minutes.undo.import_undo import chain, delete_imported_rows, things_left, undo_import
from palabre.people.access.links import link_path
from palabre.people.models import Link, Person
from palabre.refusal import Refusal
from tests.builders import a_member, a_space, entered

pytestmark = pytest.mark.django_db
NEXT = "\n## Prochaine réunion\n\nProchaine réunion le 20 décembre 2026 à 18h, salle du four.\n"
KARIM = f"\n- **Karim Belkacem**, *{OTHER}*"
TEXT = TWO + NEXT
WITHOUT_KARIM = TWO.replace(KARIM, "")


@pytest.fixture
def odile() -> Person:
    return a_member(a_space(), "Odile Morvan")


@pytest.fixture
def blaise(odile: Person) -> Person:
    return a_member(odile.space, "Blaise Riou")


@pytest.fixture
def malo(odile: Person) -> Person:
    return a_member(odile.space, "Malo Kersauze")


@pytest.fixture
def reading(odile: Person) -> Import:
    found = brought(odile, TEXT)
    open_to_space(found, by=odile, at=timezone.now())
    return Import.objects.get(pk=found.pk)


def next_one() -> Meeting:
    return Meeting.objects.select_related("space", "audience").get(on="2026-12-20")


def his_group() -> Group:
    return Group.objects.select_related("space", "audience").get(carryings__question__text=OTHER)


def poster_of(thing: Meeting | Group, by: Person) -> Link:
    return create_share_link(thing, by=by, at=timezone.now())


def opens(link: Link) -> bool:
    return Client().get(link_path(link), follow=True).status_code == 200


def test_the_poster_of_somebody_else_opens_after_a_third_member_tried_to_undo(reading, blaise, malo):
    poster = poster_of(next_one(), blaise)

    answer = entered(Client(), malo).post(reverse("minutes:undoing", args=[malo.space.slug, reading.pk]))

    assert answer.status_code == 409
    assert "Quelqu’un d’autre a donné des liens vers ce qui serait retiré" in answer.content.decode()
    assert opens(poster)


def test_so_it_does_after_the_importer_tried(reading, blaise, odile):
    poster = poster_of(his_group(), blaise)

    with pytest.raises(Refusal, match=r"liens|links"):
        undo_import(reading, by=odile)

    assert opens(poster)


def test_once_the_link_is_closed_the_minutes_are_undone(reading, blaise, odile):
    poster_of(next_one(), blaise)
    close_share_links(next_one(), at=timezone.now())

    undo_import(reading, by=odile)

    assert not Meeting.objects.exists()


@pytest.mark.parametrize("who", ["odile", "malo"])
def test_ones_own_link_goes_with_ones_own_undo(reading, who, request):
    by = request.getfixturevalue(who)
    poster_of(next_one(), by)

    undo_import(reading, by=by)

    assert not Meeting.objects.exists()


def test_a_correction_that_says_them_no_longer_keeps_what_a_poster_opens(reading, blaise, malo):
    posters = [poster_of(next_one(), blaise), poster_of(his_group(), blaise)]

    brought(malo, WITHOUT_KARIM)

    assert [opens(one) for one in posters] == [True, True]


def test_so_does_the_former_text_that_comes_back(odile, blaise):
    first = brought(odile, WITHOUT_KARIM + NEXT)
    open_to_space(first, by=odile, at=timezone.now())
    last = brought(odile, TEXT)
    poster = poster_of(his_group(), blaise)

    bring_back(Import.objects.get(pk=last.pk), by=odile)

    assert opens(poster)


def queries_of_an_undo(reading: Import) -> int:
    with CaptureQueriesContext(connection) as queries, transaction.atomic():
        delete_imported_rows(things_left(chain(reading)), reading=reading, by=reading.by, hands=[reading.by_id])
        transaction.set_rollback(True)
    return len([one for one in queries if 'SELECT DISTINCT "people_link"' in one["sql"]])


def test_links_are_asked_for_once_however_many_things_there_are(odile):
    few, many = brought(odile, WITHOUT_KARIM), brought(odile, TEXT.replace("28 avril", "5 mai"))

    assert [queries_of_an_undo(few), queries_of_an_undo(many)] == [1, 1]
