"""An address on paper is read by those who carry the group, and by the host who closed the day; by no typed name."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.forums.outcome.closure import close_day
from palabre.forums.outcome.sheet_pledges import pledge_for, pledge_to_sheet
from palabre.forums.tests.scene import AT, as_, at, prepared, written
from palabre.groups.models import Pledge
from palabre.groups.roles.pledges import How, come_along
from palabre.refusal import Refusal
from tests.builders import a_member, a_person

pytestmark = pytest.mark.django_db
ADDRESS = "b@exemple.example"


@pytest.fixture
def scene():
    """On the paper Éloi carries the question and Bernadette comes, with her address."""
    day, sabine = prepared(public=True)
    sheet = written(day, sabine, 12)
    pledge_for(sheet, "Éloi", by=sabine, at=AT, carries=True)
    pledge_for(sheet, "Bernadette", by=sabine, at=AT, carries=False, how=How(reply_to=ADDRESS))
    return day, sabine, sheet


def reply_page(day, client, pledge=None):
    pledge = pledge or Pledge.objects.get()
    return client.get(reverse("groups:reply", args=[day.forum.space.slug, pledge.pk])).content.decode()


def test_a_name_typed_by_a_stranger_reads_no_address(scene):
    day, sabine, _sheet = scene
    stranger = Client()
    stranger.post(at(day, "going_on"), {"number": "12", "who": "Zoé", "form_token": "z", "carries": "1"})
    close_day(day, {}, by=sabine, at=AT)

    assert ADDRESS not in reply_page(day, stranger)


def test_a_member_who_neither_hosts_nor_carries_reads_no_address(scene):
    day, sabine, _sheet = scene
    close_day(day, {}, by=sabine, at=AT)

    page = reply_page(day, as_(a_member(day.forum.space, "Hugo")))

    assert "Bernadette" in page
    assert ADDRESS not in page


def test_who_closed_the_day_reads_the_addresses_of_its_paper(scene):
    day, sabine, _sheet = scene
    (group,) = close_day(day, {}, by=sabine, at=AT)
    later = come_along(
        group, by=a_person(group.space, "Ana"), at=timezone.now(), how=How(reply_to="ana@exemple.example")
    )

    assert ADDRESS in reply_page(day, as_(sabine), Pledge.objects.get(reply_to=ADDRESS))
    assert "ana@exemple.example" not in reply_page(day, as_(sabine), later)


def test_a_member_who_carries_reads_the_address_and_the_host_no_longer(scene):
    day, sabine, sheet = scene
    ines = a_member(day.forum.space, "Inès")
    pledge_to_sheet(sheet, by=ines, at=AT, carries=True)
    close_day(day, {}, by=sabine, at=AT)

    assert ADDRESS in reply_page(day, as_(ines))
    assert ADDRESS not in reply_page(day, as_(sabine))


def test_what_another_host_copied_is_said_otherwise_by_nobody_else(scene):
    """Two lines of paper may say one name of two people."""
    day, _sabine, sheet = scene
    other = a_member(day.forum.space, "Inès")
    day.hosts.create(person=other, asked_at=AT, accepted_at=AT)
    pledge_for(sheet, "Éloi", by=other, at=AT, carries=False, words="Le soir")  # there were no words yet
    pledge_for(sheet, "Bernadette", by=other, at=AT, carries=False)

    with pytest.raises(Refusal, match="a déjà noté Bernadette"):
        pledge_for(sheet, "Bernadette", by=other, at=AT, carries=False, words="Le mardi")
    with pytest.raises(Refusal):
        pledge_for(sheet, "Bernadette", by=other, at=AT, carries=False, how=How(reply_to="c@exemple.example"))

    said = sheet.pledges.order_by("pk").values_list("person__name", "words", "carries")
    assert [*said] == [("Éloi", "Le soir", True), ("Bernadette", "", False)]
    assert sheet.pledges.get(person__name="Bernadette").reply_to == ADDRESS


def test_only_a_new_line_is_taken_back_at_once(scene):
    """The list below offers it of each line; the notice, of the line that was made."""
    day, sabine, sheet = scene

    def offered(name):
        page = as_(sabine).post(at(day, "going_on"), {"number": "12", "whose": name}, follow=True).content.decode()
        return page.count(day.screen("not_going_on", sheet.pledges.get(person__name=name).pk))

    assert [offered("Bernadette"), offered("Rosa")] == [1, 2]
