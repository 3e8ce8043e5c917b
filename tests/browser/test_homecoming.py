"""The way home, by clicks, between two computers that share nothing: a laptop without network, and the server."""

import os

import pytest
from playwright.sync_api import expect

from tests.browser.axe import ALL, AXE_AT_HAND, load_axe, overflow, violations
from tests.browser.hall_phones import come
from tests.browser.halls import A_DAY
from tests.browser.house import House

pytestmark = pytest.mark.long

SPACE = """
from palabre.people.access import keys
from palabre.people.models import Person
from palabre.spaces.models import Space
now = timezone.now()
space = Space.objects.create(name="Le val", slug=Space.free_slug("le-val"), opened_at=now, public_at=now)
she, he = (Person.objects.create(space=space, name=name, came_at=now, joined_at=now)
    for name in ("Nadège Kerouanton", "Karim Belkacem"))
print(space.slug, keys.address_for(she))
"""
PEOPLE = """
from palabre.forums.models import ForumDay
from palabre.forums.outcome.sheet_pledges import pledge_for
from palabre.groups.roles.pledges import How
day = ForumDay.objects.select_related("forum__space", "forum__audience", "by").get()
for name, carries in (("Karim Belkacem", True), ("Odile Marchand", False)):
    pledge_for(day.sheets.get(number=12), name, by=day.by, at=timezone.now(), carries=carries)
print(day.code)
"""
TOLD = """
from palabre.forums.models import ForumDay
from palabre.groups.models import Group
from palabre.people.models import Person
days = ForumDay.objects.all()
print([[one.question.text for one in day.sheets.order_by("number")] for day in days])
print([group.title for group in Group.objects.all()], sorted(one.name for one in Person.objects.all()))
"""


class Computers:
    """The laptop, its forum and its code; the server, its space; a file that goes between them."""

    def __init__(self, laptop, server, folder):
        self.laptop, self.server, self.file = laptop, server, folder / "forum.zip"
        _number, self.forum, self.host, _karim = laptop.ask(A_DAY).split()
        self.code = laptop.ask(PEOPLE).strip()
        self.slug, self.member = server.ask(SPACE).split()

    def take_away(self, page):
        page.goto(self.forum)
        page.get_by_role("link", name="Emporter ce forum").click()
        seen(page, "away")
        with page.expect_download() as download:
            page.get_by_role("button", name="Prendre le fichier").click()
        download.value.save_as(self.file)

    def bring(self, page):
        """Bring the file home by clicks, as far as what it brings."""
        page.goto(f"/s/{self.slug}/forums/")
        page.get_by_role("link", name="Ramener un forum joué ailleurs").click()
        seen(page, "give")
        page.get_by_label("Le fichier du forum").set_input_files(self.file)
        page.get_by_role("button", name="Voir ce qu’il apporte").click()

    def told(self):
        return self.server.ask(TOLD).splitlines()


@pytest.fixture
def computers(browser, tmp_path, tmp_path_factory):
    houses = [House(tmp_path_factory.mktemp(name), with_example=False) for name in ("laptop", "server")]
    yield Computers(*houses, tmp_path)
    for house in houses:
        house.close()


def seen(page, name):
    """Look at the screen in both widths: no fault for a screen reader, nothing wider than the page."""
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        load_axe(page)
        assert [*overflow(page, width), *violations(page, ALL, name)] == []
        if folder := os.environ.get("PALABRE_SEEN"):
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)


@pytest.fixture
def pages(computers, enter):
    """Open a page of the host on the laptop, one of a member on the server, one of a stranger there."""
    urls = [one.url for one in (computers.laptop, computers.server, computers.server)]
    host, member, stranger = (enter(at="", base_url=url) for url in urls)
    for page in (host, member, stranger):
        page.context.add_init_script(AXE_AT_HAND)
    come(host, computers.host)
    come(member, computers.member)
    return host, member, stranger


def say_yes(page):
    page.get_by_role("button", name="Ramener", exact=True).click()
    expect(page.get_by_role("heading", name="Le forum est rentré")).to_be_visible()


def type_code(page, code):
    page.goto("/forum/")
    page.get_by_label("Les huit lettres").fill(code)
    page.get_by_role("main").get_by_role("button").click()


def go_on(page, forum):
    """Copy one more question, and close the day."""
    page.goto(f"{forum}copy/")
    page.get_by_label("Feuille, heure, lieu").fill("3 Qui garde les clés ?")
    page.get_by_role("button", name="Copier", exact=True).click()
    expect(page.get_by_text("C’est écrit.").first).to_be_visible()  # its script leads there: no other page before
    page.goto(f"{forum}closing/")
    page.get_by_role("main").get_by_role("button", name="Fermer la journée").click()


def test_the_day_of_the_laptop_comes_home_twice_by_clicks(computers, pages):
    host, member, stranger = pages

    computers.take_away(host)
    computers.bring(member)
    expect(member.get_by_text("2 nouvelles questions")).to_be_visible()
    expect(member.get_by_label("Karim Belkacem")).to_be_checked()
    seen(member, "preview")
    say_yes(member)
    seen(member, "home")
    type_code(stranger, computers.code.lower())
    expect(stranger.get_by_role("heading", name="Comment rester bien servis loin du bourg ?")).to_be_visible()
    go_on(host, computers.forum)
    computers.take_away(host)
    for news in ("1 nouvelle question", "Rien n’y est nouveau"):
        computers.bring(member)
        expect(member.get_by_text(news)).to_be_visible()
        seen(member, news[:4])
        say_yes(member)
    type_code(stranger, computers.code)
    expect(stranger.get_by_text("Actes du forum ouvert")).to_be_visible()

    questions, groups_and_people = computers.told()
    assert questions == "[['Qui garde les clés ?', 'Un repas froid ?', 'Qui passe voir les gens seuls ?']]"
    assert groups_and_people.count("Karim Belkacem") == groups_and_people.count("Odile Marchand") == 1
    assert groups_and_people.startswith("['Qui passe voir les gens seuls ?']")
