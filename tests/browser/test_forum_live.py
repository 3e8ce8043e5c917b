"""The wall of a forum, followed without a reload: by a phone that told no name, and by the projector."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import ALL, AXE_AT_HAND, FLAT, load_axe, overflow, violations
from tests.browser.forums import GREY_WALL
from tests.browser.hands import PHONE
from tests.browser.house import House

SIZES = ((1024, 768), (1280, 720), (1920, 1080))
A_DAY = """
import datetime
from palabre.forums.day.forum_preparation import Plan, prepare_forum
from palabre.forums.models import ForumDay
from palabre.forums.wall.wall_copy import copy_line
from palabre.forums.wall.wall_lines import read_hours, read_spots, read_wall_line
from palabre.people.models import Person
host = Person.objects.filter(space__is_demonstration=True, steward_since__isnull=False).order_by("pk")[0]
spots = ", de plain-pied\\n".join(["Table 1", "Table 2", "Table 3", "Scène", "Jardin", "Foyer"])
plan = Plan("Comment rester bien servis loin du bourg ?", timezone.localdate(), None, "Salle",
    tuple(read_hours("0 h - 23 h 59")), tuple(read_spots(spots)))
forum = prepare_forum(host.space, plan, by=host)
day = ForumDay.objects.select_related("forum__space", "forum__audience").get(forum=forum)
for line in ("4 Plus de car le mercredi", "9 Ma mère attend que je sois en congé", "4 1 A"):
    copy_line(day, read_wall_line(line), by=host, at=timezone.now())
print(forum.get_absolute_url())
"""
MOVED = (
    A_DAY.partition("host = ")[0]
    + """
host = Person.objects.filter(space__is_demonstration=True, steward_since__isnull=False).order_by("pk")[0]
day = ForumDay.objects.select_related("forum__space", "forum__audience").order_by("-pk")[0]
for line in ("9 1 B", "4 1 E"):
    copy_line(day, read_wall_line(line), by=host, at=timezone.now())
"""
)
PHOTOGRAPHED = (
    MOVED.partition("for line")[0]
    + f"""
import base64
from palabre.forums.wall.wall_photos import add_wall_photo
add_wall_photo(day, "mur.png", base64.b64decode({GREY_WALL!r}), by=host, at=timezone.now())
"""
)


@pytest.fixture
def lively(browser, tmp_path_factory):
    opened = House(tmp_path_factory.mktemp("lively"))
    yield opened
    opened.close()


@pytest.mark.long
def test_the_wall_lives_on_a_phone_without_a_name_and_on_the_projector(enter, lively):
    forum = lively.ask(A_DAY).strip()
    phone, projector = enter(at="", base_url=lively.url, **PHONE), enter(at="", base_url=lively.url)
    projector.context.add_init_script(AXE_AT_HAND)
    phone.goto(forum)
    projector.goto(f"{forum}projector/")
    expect(phone.get_by_text("Plus de car le mercredi")).to_be_visible()

    lively.ask(MOVED)

    expect(phone.get_by_text("Ma mère attend")).to_be_visible()
    expect(phone.get_by_text("Vient de : Table 1")).to_be_visible()
    expect(projector.get_by_text("Ma mère attend")).to_be_attached()
    assert faults_of_projector(projector) == []


@pytest.mark.long
def test_the_photo_of_the_wall_comes_to_a_phone_and_to_the_projector(enter, lively):
    forum = lively.ask(A_DAY).strip()
    phone, projector = enter(at="", base_url=lively.url, **PHONE), enter(at="", base_url=lively.url)
    projector.context.add_init_script(AXE_AT_HAND)
    phone.goto(forum)
    projector.goto(f"{forum}projector/")
    expect(phone.get_by_text("Libre. Une idée").first).to_be_visible()

    lively.ask(PHOTOGRAPHED)

    for page in (phone, projector):
        expect(page.get_by_alt_text("Photo grise du mur")).to_be_visible()
    expect(phone.get_by_text("Libre. Une idée")).to_have_count(0)
    assert faults_of_projector(projector, ".wall-photo img") == []


def faults_of_projector(page, shown=".departures > li:not([hidden])"):
    """Name the sizes at which the projector has to be scrolled, and what axe finds."""
    faults = []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        expect(page.locator(shown).first).to_be_visible()
        page.wait_for_function("() => document.documentElement.scrollHeight <= innerHeight")
        faults += overflow(page, width)
    page.evaluate(FLAT)
    load_axe(page)
    return [*faults, *violations(page, ALL, "projector")]
