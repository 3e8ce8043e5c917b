"""The ten journeys of a community, by clicks alone, on a server without mail, from an empty data folder.

On a phone; on a desk with --all. Each ends by what every person of it reads.
"""

import datetime
from functools import partial

import pytest
from icalendar import Calendar

from palabre.meetings.calendars.tests.khal import in_khal
from tests.browser.hands import PHONE
from tests.browser.house import House
from tests.browser.journeys_of_meetings import GUESTS, a_meeting_is_held_on_five_screens, four_guests_find_a_day
from tests.browser.journeys_of_minutes import (
    a_convener_answers_reads_their_group_and_finds_somebody,
    an_animator_brings_minutes_tells_people_and_opens,
)
from tests.browser.journeys_of_people import (
    a_group_and_a_space_are_left_and_a_space_is_archived,
    a_lost_browser_and_a_person_back_in_their_place,
    a_space_says_its_friends_and_lends_its_structure,
    somebody_is_put_out_by_two_yeses_and_let_back,
)
from tests.browser.journeys_of_questions import (
    a_community_without_minutes_lives_and_shows_its_groups,
    a_day_is_opened_and_people_register,
)
from tests.browser.walker import Walker

DESK = {"viewport": {"width": 1280, "height": 900}}
PLAIN = {**PHONE, "java_script_enabled": False}
LAST_SQUARE = """
from palabre.people.access import keys
from palabre.people.models import Key
from palabre.groups.templatetags.qr_tags import qr
path = keys.key_path(Key.objects.latest("pk"))
print(path)
print(qr("{url}" + path))
"""
THE_NEXT_DAY = """
import datetime
from django.db.models import F
from palabre.people.models import Person
Person.objects.update(joined_at=F("joined_at") - datetime.timedelta(days=1))
"""


@pytest.fixture(params=[PHONE, pytest.param(DESK, marks=pytest.mark.long)], ids=["phone", "desk"])
def meet(request, enter, new_house):
    """Give the next person, each with a browser of their own."""
    return lambda: Walker(enter(base_url=new_house.url, **request.param))


@pytest.fixture(params=[PLAIN, pytest.param(DESK, marks=pytest.mark.long)], ids=["plain phone", "desk"])
def meet_plainly(request, enter, new_house):
    """The same, whose phones have no JavaScript."""
    return lambda: Walker(enter(base_url=new_house.url, **request.param))


def test_an_animator_brings_minutes_tells_people_and_opens(meet, new_house):
    an_animator_brings_minutes_tells_people_and_opens(meet, new_house.url)


def test_a_convener_answers_reads_their_group_and_finds_somebody(meet, new_house):
    a_convener_answers_reads_their_group_and_finds_somebody(meet, new_house.url)


def test_a_community_without_minutes_lives_and_shows_its_groups(meet_plainly, new_house):
    a_community_without_minutes_lives_and_shows_its_groups(meet_plainly, new_house.url)


def test_a_day_is_opened_and_people_register(meet, new_house):
    a_day_is_opened_and_people_register(meet, new_house.url)


def test_a_lost_browser_and_a_person_back_in_their_place(meet, new_house):
    def scan(member):
        return scanned(member, new_house)

    a_lost_browser_and_a_person_back_in_their_place(meet, new_house.url, scan, lambda: new_house.ask(THE_NEXT_DAY))


def test_somebody_is_put_out_by_two_yeses_and_let_back(meet, new_house):
    somebody_is_put_out_by_two_yeses_and_let_back(meet, new_house.url)


@pytest.mark.long
def test_a_group_and_a_space_are_left_and_a_space_is_archived(meet, new_house):
    a_group_and_a_space_are_left_and_a_space_is_archived(meet, new_house.url)


@pytest.mark.long
def test_a_space_says_its_friends_and_lends_its_structure(meet, new_house):
    a_space_says_its_friends_and_lends_its_structure(meet, new_house.url)


def test_four_guests_find_a_day_on_two_devices_each(meet_plainly, enter, new_house, tmp_path):
    phone, desk = (
        partial(enter, base_url=new_house.url, **one) for one in (PLAIN, DESK | {"java_script_enabled": False})
    )

    files = four_guests_find_a_day(meet_plainly, phone, desk, new_house.url)

    events = [Calendar.from_ical(text).walk("VEVENT")[0] for text in files]
    assert len({(event["UID"], event["DTSTART"].dt) for event in events}) == 1
    assert len({event["URL"] for event in events}) == len(GUESTS)  # each leads to the guest's own answer
    listed = [line for line in in_khal(files[0], tmp_path, since=datetime.date.today().isoformat()) if "|" in line]
    assert len(listed) == 1


@pytest.mark.parametrize("is_cut", [False, pytest.param(True, marks=pytest.mark.long)], ids=["whole", "cut"])
def test_a_meeting_is_held_on_five_screens_and_its_minutes_arrive(enter, new_house, is_cut):
    desk, phone = (partial(enter, base_url=new_house.url, **one) for one in (DESK, PHONE))

    a_meeting_is_held_on_five_screens(desk, phone, new_house, is_cut=is_cut)


def scanned(member: Walker, house: House) -> str:
    """Return the address that the square on the page draws: what a phone's camera reads."""
    path, square = house.ask(LAST_SQUARE.format(url=house.url)).split("\n", 1)
    drawn = member.page.locator("main svg path").last.get_attribute("d")
    assert drawn
    assert drawn in square
    return house.url + path
