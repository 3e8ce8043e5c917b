"""A meeting that does not take place is never the next one, and lists that show it say so."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from palabre.meetings.room.open_room import open_room
from palabre.people.access import links
from palabre.people.reader import Reader
from palabre.wiki.embedded_lists import LivingLists
from tests.builders import a_group, a_meeting, a_member, a_space, entered

pytestmark = pytest.mark.django_db
OFF = "n’aura pas lieu"


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def group(space, ines):
    return a_group(space, "Les jardins", convened_by=(ines,))


@pytest.fixture
def off(space, group):
    return meeting_in(space, 2, group=group, cancelled_at=timezone.now())


@pytest.fixture
def coming(space, group, off):
    return meeting_in(space, 9, group=group)


def meeting_in(space, days, **facts):
    return a_meeting(space, f"Réunion {days}", on=timezone.localdate() + datetime.timedelta(days), **facts)


def words(response):
    return " ".join(response.content.decode().replace("\u00a0", " ").replace("\u202f", " ").split())


def test_the_page_of_a_group_announces_the_one_that_takes_place(client, ines, group, off, coming):
    answer = entered(client, ines).get(group.get_absolute_url())

    page = answer.context["page"]
    assert (page.next_meeting, page.to_come) == (coming, [off, coming])
    assert words(answer).count(OFF) == 1


def test_a_group_whose_one_meeting_is_off_has_no_next_one(client, ines, group, off):
    answer = entered(client, ines).get(group.get_absolute_url())

    assert answer.context["page"].next_meeting is None
    assert "Pas encore de prochaine réunion" in words(answer)


def test_the_link_of_a_person_announces_the_one_that_takes_place(client, ines, group, off, coming):
    link = links.link_to(group, person=ines, by=None, at=timezone.now())
    client.get(links.link_path(link))

    assert client.get(f"/opened/{link.pk}/").context["page"].next_meeting == coming


def test_a_list_in_a_page_names_those_that_take_place(space, ines, off, coming):
    name = "prochaines réunions"
    html = LivingLists((name,), reader=Reader(space, ines, timezone.localdate()), page=None).in_page(name)

    assert (coming.title in html, off.title in html) == (True, False)


def test_a_room_left_open_does_not_lead_to_a_meeting_that_is_off(client, space, ines, off):
    off.restore()
    open_room(off, by=ines, at=timezone.now())
    off.cancel(timezone.now())

    answer = entered(client, ines).get(space.get_absolute_url())

    assert answer.context["page"].running is None


def test_the_list_of_meetings_says_beside_each_that_it_does_not_take_place(client, space, ines, off, coming):
    meeting_in(space, -3, cancelled_at=timezone.now())

    answer = entered(client, ines).get(reverse("meetings:meetings", args=[space.slug]))

    assert answer.context["page"].to_come == [off, coming]
    assert words(answer).count(OFF) == 2


def test_the_next_ones_say_so_and_those_that_take_place_all_come_in(client, space, ines, group, off):
    here = meeting_in(space, 1, group=group)
    later = [meeting_in(space, days, group=group) for days in range(5, 9)]
    further = meeting_in(space, 10, group=group, cancelled_at=timezone.now())

    shown = entered(client, ines).get(here.get_absolute_url())
    assert (shown.context["others"], words(shown).count(OFF)) == ([off, *later], 1)

    last = meeting_in(space, 20, group=group)
    others = client.get(here.get_absolute_url()).context["others"]
    assert (others, further in others) == ([*later, last], False)


def test_what_is_shared_of_it_says_so_and_no_poster_asks_to_come(client, ines, off):
    her, at = entered(client, ines), off.get_absolute_url()
    her.post(f"{at}sharing/")

    page, shared, poster = (words(her.get(f"{at}{more}")) for more in ("", "sharing/", "poster/"))

    assert "Affiche à imprimer" not in page
    assert "Elle n’aura pas lieu." in shared
    assert "Elle n’aura pas lieu." in poster


def test_who_is_called_to_it_is_asked_for_no_answer(client, ines, off):
    page = words(entered(client, ines).get(reverse("meetings:calling", args=[off.space.slug, off.pk])))

    assert ("cette réunion n’aura pas lieu" in page, "Trois réponses" in page) == (True, False)


def test_a_meeting_of_which_the_room_has_ended_is_no_longer_the_next_one(client, space, ines, group, off, coming):
    today = meeting_in(space, 0, group=group)
    her, place = entered(client, ines), (space.slug, today.pk)
    her.post(reverse("room:room", args=place))
    before = her.get(group.get_absolute_url()).context["page"].next_meeting

    her.post(reverse("room:gesture", args=[*place, "end"]))

    page, home = (her.get(thing.get_absolute_url()).context["page"] for thing in (group, space))
    assert (before, page.next_meeting, home.next_meeting) == (today, coming, coming)
    assert (page.to_come, page.past) == ([off, coming], [today])
    listed = her.get(reverse("meetings:meetings", args=[space.slug])).context["page"].to_come
    assert listed == [today, off, coming]


def test_a_meeting_of_which_the_room_was_tried_beforehand_stays_the_next_one(client, space, ines, group, off, coming):
    her, place = entered(client, ines), (space.slug, coming.pk)
    her.post(reverse("room:room", args=place))
    her.post(reverse("room:gesture", args=[*place, "end"]))

    page, home = (her.get(thing.get_absolute_url()).context["page"] for thing in (group, space))

    assert (page.next_meeting, home.next_meeting) == (coming, coming)
