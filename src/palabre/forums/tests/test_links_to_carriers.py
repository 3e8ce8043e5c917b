"""Once the day is closed, its hosts give a link by hand to who carries a question and left no address."""

import re

import pytest
from django.test import Client

from palabre.forums.outcome.closure import close_day
from palabre.forums.outcome.sheet_pledges import pledge_for, pledge_to_sheet
from palabre.forums.tests.scene import AT, as_, at, prepared, written
from palabre.groups.roles.pledges import How
from palabre.people.models import Link
from tests.builders import a_member

pytestmark = pytest.mark.django_db
SHOWN = re.compile(r'value="https?://[^/"]+(/links/[^"]+)"')


@pytest.fixture
def scene():
    day, sabine = prepared()
    sheet = written(day, sabine, 12)
    pledge = pledge_for(sheet, "Nadège", by=sabine, at=AT, carries=True)
    return day, sabine, sheet, pledge


def test_a_host_makes_a_link_to_give_and_is_shown_it_once(scene):
    day, sabine, _sheet, pledge = scene
    close_day(day, {}, by=sabine, at=AT)
    client = as_(sabine)

    page = client.get(day.forum.get_absolute_url()).content.decode()
    before = Link.objects.count()
    pages = [client.post(at(day, "carrier_link", pledge.pk), follow=True).content.decode() for _time in range(2)]
    [path] = SHOWN.findall(pages[0])

    assert (at(day, "carrier_link", pledge.pk) in page, "Sans adresse" in page, before) == (True, True, 0)
    assert Link.objects.get().person.name == "Nadège"
    assert SHOWN.findall(pages[1]) == []
    assert "Il est dit ici que vous portez cette question" in Client().get(path, follow=True).content.decode()


def test_who_came_by_themselves_is_let_in_by_a_square_and_by_no_link(scene):
    day, sabine, sheet, _pledge = scene
    eloi = a_member(day.forum.space, "Éloi Tanguy")
    own = pledge_to_sheet(sheet, by=eloi, at=AT, carries=True)
    close_day(day, {}, by=sabine, at=AT)
    client = as_(sabine)

    page = client.get(day.forum.get_absolute_url()).content.decode()
    answer = client.post(at(day, "carrier_link", own.pk))

    assert (at(day, "carrier_link", own.pk) in page, answer.status_code, Link.objects.exists()) == (False, 409, False)
    assert f"/s/{day.forum.space.slug}/people/" in page
    assert "Redonner son lien" in page


@pytest.mark.parametrize("case", ["open", "address", "stranger"])
def test_no_other_link_is_made(scene, case):
    day, sabine, sheet, pledge = scene
    if case == "address":
        how = How(reply_to="gael@exemple.fr")
        pledge = pledge_for(sheet, "Gaël", by=sabine, at=AT, carries=True, how=how)
    if case != "open":
        as_(sabine).post(at(day, "closing"))
    by = a_member(day.forum.space, "Hugo Lenoir") if case == "stranger" else sabine

    answer = as_(by).post(at(day, "carrier_link", pledge.pk))

    assert answer.status_code == (403 if case == "stranger" else 409)
    assert not Link.objects.filter(shown_at__isnull=False).exists()
