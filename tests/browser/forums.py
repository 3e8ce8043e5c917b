"""The screens of forums: invented days in the demonstration, one at each moment, made once for all who look."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from playwright.sync_api import Page

from tests.browser.house import DEMONSTRATION, House

type Reach = Callable[[Page, House], None]

SHE = "Linh Nguyen"
GREY_WALL = (
    "iVBORw0KGgoAAAANSUhEUgAAAoAAAAHgAQAAAAAdquFJAAAAoElEQVR42u3MQQEAAAQEsKN/Z0rw2wKsJrc6QqFQKBQKhUKhUCgU"
    "CoVCoVAoFAqFQqFQKBQKhUKhUCgUCoVCoVAoFAqFQqFQKBQKhUKhUCgUCoVCoVAoFAqFQqFQKBQKhUKhUCgUCoVCoVAoFAqFQqFQ"
    "KBQKhUKhUCgUCoVCoVAoFAqFQqFQKBQKhUKhUCgUCoVCoVAoFAqFQqFQKBS+hwu8jQS/UeleEwAAAABJRU5ErkJggg=="
)
MAKE = """
import base64, datetime
from palabre.forums.ballots.day_dots import open_dots
from palabre.forums.day.accepted_hosts import ask_to_host
from palabre.forums.day.forum_preparation import Plan, prepare_forum
from palabre.forums.day.forum_publicity import keep_forum_to_members
from palabre.forums.day.newsroom_codes import open_newsroom
from palabre.forums.models import DotVote, ForumDay
from palabre.forums.outcome.closure import close_day
from palabre.forums.outcome.reports import join_sheet, report_nothing, report_text
from palabre.forums.outcome.sheet_pledges import pledge_for
from palabre.forums.wall.placements import lose_place
from palabre.forums.wall.sheets import sheet_numbered
from palabre.forums.wall.wall_copy import copy_line
from palabre.forums.wall.wall_lines import read_hours, read_spots, read_wall_line
from palabre.forums.wall.wall_photos import add_wall_photo
from palabre.forums.wall.withdrawal import withdraw_sheet
from palabre.people.models import Audience, Person
from palabre.questions.models import Forum
from palabre.spaces.models import Space
space = Space.objects.get(is_demonstration=True)
her, at, today = Person.objects.get(space=space, name="Linh Nguyen"), timezone.now(), timezone.localdate()
now = dict(by=her, at=at)
def begun(theme, on, hours, lines=(), arrival=None):
    spots = tuple(read_spots("Table 1, de plain-pied\\nTable 2\\nScène, boucle magnétique\\nJardin"))
    plan = Plan(theme, on, arrival, "Salle des fêtes, de plain-pied", tuple(read_hours(hours)), spots)
    forum = prepare_forum(space, plan, by=her)
    day = ForumDay.objects.select_related("forum__space", "forum__audience").get(forum=forum)
    for line in lines: copy_line(day, read_wall_line(line), asked_by="Bernadette", **now)
    return day
asked = ("4 Plus de car le mercredi", "9 Ma mère attend que je sois en congé", "12 Qui veille l’été ?",
    "5 Salles fermées", "7 Qui répare ?", "8 Une de trop")
placed = ("4 1 A", "9 1 B", "12 1 D", "4 1 C", "7 2 B")
whole, over = "0 h - 23 h 58\\n23 h 58 - 23 h 59", "0 h - 0 h 01"
living = begun("Comment rester bien servis loin du bourg ?", today, whole, (*asked, *placed))
ask_to_host(living, by=Person.objects.get(space=space, name="Karim Belkacem"), at=at)
lose_place(living.places.get(name="Jardin"), **now)
withdraw_sheet(sheet_numbered(living, 8), **now)
arrived = timezone.localtime(at) - datetime.timedelta(minutes=1)
circle = begun("Qui prend soin de qui ?", today, whole, arrival=arrived.time())
end = begun("Que garder du marché ?", today, over, asked[:3])
past = begun("Comment nourrir le canton ?", today - datetime.timedelta(days=1), whole, (*asked[:5], "4 1 A"))
for day in (living, end, past):
    for number, name, carries in ((4, "Nadège", True), (4, "Gérard", False), (12, "Éloi", True)):
        pledge_for(sheet_numbered(day, number), name, carries=carries, **now)
report_text(sheet_numbered(past, 4), "On a dessiné les trajets.\\nLa suite : appeler le cabinet.", **now)
report_nothing(sheet_numbered(past, 5), **now)
join_sheet(sheet_numbered(past, 9), sheet_numbered(past, 4), **now)
for day in (living, end): DotVote.objects.create(day=day, each=5)
open_dots(end, datetime.time(16, 40), **now)
counts = {kind: {str(one.question_id): one.number for one in past.sheets.all()} for kind in ("phones", "cards")}
DotVote.objects.create(day=past, each=5, opened_at=at, closed_at=at, phones=12, cards=6, counts=counts)
close_day(past, {}, **now)
members = begun("Entre nous d’abord ?", today, whole, asked[:2])
keep_forum_to_members(members, by=her)
report_text(sheet_numbered(members, 4), "On a dessiné les trajets.\\nLa suite : appeler le cabinet.", **now)
open_newsroom(members, by=her)
members.refresh_from_db(fields=["code", "newsroom_code"])
bare = Forum.objects.create(space=space, audience=Audience.everybody(space), theme="", held_on=today)
photographed = begun("Que dit le mur ?", today, whole, asked[:2])
add_wall_photo(photographed, "mur.png", base64.b64decode(GREY_WALL), **now)
print(*[one.forum.get_absolute_url() for one in (living, circle, end, past, members)], bare.get_absolute_url())
print(members.code, members.newsroom_code)
print(photographed.forum.get_absolute_url())
"""
LIVING, CIRCLE, END, PAST, MEMBERS, BARE, CODE, LETTERS, PHOTOGRAPHED = range(9)


@cache
def paths(house: House) -> list[str]:
    return house.ask(f"GREY_WALL = {GREY_WALL!r}\n{MAKE}").split()


def of(forum: int, tail: str = "") -> Reach:
    return lambda page, house: go(page, paths(house)[forum] + tail)


def go(page: Page, path: str) -> None:
    page.goto(path)


def all_forums(page: Page, house: House) -> None:
    paths(house)
    go(page, f"{DEMONSTRATION}forums/")


def a_plan_refused(page: Page, house: House) -> None:
    go(page, f"{DEMONSTRATION}forums/new/")
    page.locator("main form .primary").click()


def a_place_taken(page: Page, house: House) -> None:
    """A line that puts a sheet where another one stands: it offers to swap them."""
    of(LIVING, "copy/")(page, house)
    page.locator("[name=line]").fill("9 1 C")
    page.locator("main form .primary").click()
    page.get_by_role("alert").wait_for()


def own_dots(page: Page, house: House) -> None:
    """The dots of a member, who has put one."""
    of(END, "ballot/")(page, house)
    if page.locator("[name=begin]").count():
        page.locator("[name=begin]").click()
        page.locator("#q4 [name=put]").click()
    page.locator("#q4.on").wait_for()


def in_hall(code: int, tail: str = "") -> Reach:
    """A screen of the day among members, on a device that came by these letters."""

    def come(page: Page, house: House) -> None:
        go(page, "/forum/")
        page.locator("[name=code]").fill(paths(house)[code])
        page.locator("main form .primary").click()
        of(MEMBERS, tail)(page, house)

    return come


def not_for_hall(page: Page, house: House) -> None:
    """The report of somebody else's question: a refusal within the pass."""
    in_hall(CODE, "sheets/4/report/")(page, house)


FORUM_SCREENS: dict[str, tuple[str, Reach]] = {
    "forums": (SHE, all_forums),
    "a forum to prepare": (SHE, lambda page, _house: go(page, f"{DEMONSTRATION}forums/new/")),
    "a forum to prepare, refused": (SHE, a_plan_refused),
    "a forum that took place": (SHE, lambda page, _house: go(page, f"{DEMONSTRATION}forums/past/")),
    "forum, now": ("", of(LIVING)),
    "forum, to who hosts it": (SHE, of(LIVING)),
    "forum, the circle": ("", of(CIRCLE)),
    "forum, who goes on": ("", of(END)),
    "forum known from minutes": (SHE, of(BARE)),
    "day of a forum": (SHE, of(LIVING, "day/")),
    "kit of a forum": (SHE, of(LIVING, "kit/")),
    "projector of a forum": ("", of(LIVING, "projector/")),
    "projector of a forum, the circle": ("", of(CIRCLE, "projector/")),
    "projector of a forum, who goes on": ("", of(END, "projector/")),
    "wall of a forum": ("", of(LIVING, "wall/")),
    "forum, its wall in a photo": ("", of(PHOTOGRAPHED)),
    "wall of a forum in a photo": ("", of(PHOTOGRAPHED, "wall/")),
    "projector of a forum, its wall in a photo": ("", of(PHOTOGRAPHED, "projector/")),
    "photographing a wall": (SHE, of(PHOTOGRAPHED, "wall/photos/")),
    "copying a wall": (SHE, of(LIVING, "copy/")),
    "copying a wall, a place that is taken": (SHE, a_place_taken),
    "proposing a question": ("", of(LIVING, "proposal/")),
    "sheet of a question": ("", of(LIVING, "sheets/4/")),
    "sheet of a question, to who hosts": (SHE, of(LIVING, "sheets/5/")),
    "own dots": (SHE, own_dots),
    "dots, to who did not come by the code": ("", of(END, "ballot/")),
    "dots to open": (SHE, of(LIVING, "ballot/opening/")),
    "dots to close": (SHE, of(END, "ballot/closing/")),
    "cards of dots": (SHE, of(END, "ballot/cards/")),
    "dots, counted": ("", of(PAST, "ballot/")),
    "words of a sheet": (SHE, of(LIVING, "sheets/5/words/")),
    "report of a sheet": (SHE, of(LIVING, "sheets/5/report/")),
    "who goes on": ("", of(LIVING, "who-goes-on/")),
    "who goes on, to who hosts": (SHE, of(LIVING, "who-goes-on/")),
    "a day to close": (SHE, of(LIVING, "closing/")),
    "a code to change": (SHE, of(MEMBERS, "code/")),
    "a forum to show to everybody": (SHE, of(MEMBERS, "publicity/")),
    "forum among members, by its code": ("", in_hall(CODE)),
    "forum among members, not open to her": ("", not_for_hall),
    "newsroom": (SHE, of(MEMBERS, "newsroom/")),
    "newsroom, a sheet at a desk": ("", in_hall(LETTERS, "newsroom/9/")),
    "newsroom, reports to print": ("", in_hall(LETTERS, "newsroom/prints/")),
    "proceedings of a forum": ("", of(PAST)),
    "proceedings of a forum, to who hosts": (SHE, of(PAST)),
    "door of a forum": ("", lambda page, _house: go(page, "/forum/")),
    "door of a forum, another square": ("", lambda page, _house: go(page, "/forum/BCDFGHJK/coupe/")),
}
