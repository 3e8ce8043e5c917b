"""A meeting to which people are called, in a community that only one test lives in; and the screens of calling."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import cache

from playwright.sync_api import Page

from tests.browser.house import House

type Reach = Callable[[Page, House], None]

SET_UP = """
import datetime
from django.utils import timezone
from palabre.groups.models import Group
from palabre.post.models import Letter
from palabre.meetings.attendance import call_answers
from palabre.meetings.invitations import meeting_invitations
from palabre.meetings.models import Meeting
from palabre.people.access import keys
from palabre.people.access import links
from palabre.people.space_creation import create_space
from palabre.people.models import Audience, Person
at = timezone.now()
odile = create_space({space!r}, by_name="Odile Tanneguy", at=at)
ines, malo = (Person.objects.create(space=odile.space, name=name) for name in ("Inès Carvalho", "Malo Riou"))
readers = Audience.of_space(odile.space)
group = Group.objects.create(space=odile.space, title="Le minibus", audience=readers)
for person in (odile, ines, malo):
    group.welcome(person, role="convener")
meeting = Meeting.objects.create(space=odile.space, audience=readers, title="Le minibus", group=group,
    on=datetime.date(2027, 3, 2), at=datetime.time(14), place="Foyer de Brennes", by=odile)
if {called!r}:
    meeting_invitations.call(meeting, by=odile, at=at)
    call_answers.answer_meeting_call(meeting, "news", by=malo, at=at, text="Le minibus est réparé.")
link = links.link_to(meeting, person=ines, by=odile, at=at)
print(meeting.get_absolute_url(), keys.address_for(odile), links.link_path(link))
"""


def a_meeting(house: House, *, called: bool = False) -> tuple[str, str, str]:
    """Return its path, that by which Odile comes in, and that of Inès's own link to it."""
    told = house.ask(SET_UP.format(space=f"Val {uuid.uuid4().hex[:8]}", called=called))
    meeting, odile, ines = told.split()
    return meeting, odile, ines


@cache
def to_look_at(house: House) -> tuple[str, str, str]:
    """Return the same one each time, for screens that only look."""
    return a_meeting(house, called=True)


def come_in(page: Page, key: str) -> None:
    page.goto(key)
    page.locator("main form button").click()


def as_odile(tail: str) -> Reach:
    def reach(page: Page, house: House) -> None:
        meeting, odile, _ines = to_look_at(house)
        come_in(page, odile)
        page.goto(f"{meeting}{tail}")

    return reach


def by_her_link(tail: str = "") -> Reach:
    return lambda page, house: page.goto(f"{to_look_at(house)[2]}{tail}") and None


def a_change_refused(page: Page, house: House) -> None:
    as_odile("change/")(page, house)
    page.locator("[name=words]").fill("un de ces jours")
    page.locator("main form .primary").click()


def a_name_that_goes(page: Page, house: House) -> tuple[str, str]:
    """Ask by Odile’s link that Inès’s name goes; return the meeting, and the path by which Odile comes in."""
    meeting, odile, ines = a_meeting(house, called=True)
    page.goto(f"{ines}?answer=remove")
    page.locator("form[action$='name/'] button").last.click()
    return meeting, odile


def a_name_to_keep(page: Page, house: House) -> None:
    meeting, odile = a_name_that_goes(page, house)
    come_in(page, odile)
    page.goto(f"{meeting.partition('meetings/')[0]}words/")


CALL_SCREENS: dict[str, tuple[str, Reach]] = {
    "calling people": ("", as_odile("calling/")),
    "meeting with news": ("", as_odile("")),
    "changing a meeting": ("", as_odile("change/")),
    "changing a meeting, refused": ("", a_change_refused),
    "what is planned now": ("", as_odile("change/done/")),
    "sending news": ("", as_odile("news/")),
    "called by a link": ("", by_her_link()),
    "answer to a call, to confirm": ("", by_her_link("?answer=coming")),
    "name to remove by a link of another": ("", by_her_link("?answer=remove")),
    "name that goes tomorrow": ("", lambda page, house: a_name_that_goes(page, house) and None),
    "name to keep": ("", a_name_to_keep),
    "news by a link": ("", by_her_link("?answer=news")),
}
