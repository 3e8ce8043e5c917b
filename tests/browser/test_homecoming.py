"""The way home, by clicks, between two computers that share nothing: a laptop without network, and the server."""

import ast
import os

import pytest
from playwright.sync_api import expect

from tests.browser.axe import ALL, AXE_AT_HAND, load_axe, overflow, violations
from tests.browser.house import House
from tests.browser.test_bad_hall import A_DAY, come

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
        lines = self.server.ask(TOLD).splitlines()
        return ast.literal_eval(lines[0])


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


def test_the_day_of_the_laptop_comes_home_twice_by_clicks(computers, enter):
    host, member, stranger = (
        enter(at="", base_url=house.url) for house in (computers.laptop, computers.server, computers.server)
    )
    for page in (host, member, stranger):
        page.context.add_init_script(AXE_AT_HAND)
    come(host, computers.host)
    come(member, computers.member)

    computers.take_away(host)
    computers.bring(member)
    expect(member.get_by_text("2 nouvelles questions")).to_be_visible()
    expect(member.get_by_label("Karim Belkacem")).to_be_checked()
    seen(member, "preview")
    member.get_by_role("button", name="Ramener", exact=True).click()
    expect(member.get_by_role("heading", name="Le forum est rentré")).to_be_visible()
    seen(member, "home")
    stranger.goto("/forum/")
    stranger.get_by_label("Les huit lettres").fill(computers.code.lower())
    stranger.get_by_role("main").get_by_role("button").click()
    expect(stranger.get_by_role("heading", name="Comment rester bien servis loin du bourg ?")).to_be_visible()

    host.goto(f"{computers.forum}copy/")
    host.get_by_label("Feuille, heure, lieu").fill("3 Qui garde les clés ?")
    host.get_by_role("button", name="Copier", exact=True).click()
    host.goto(f"{computers.forum}closing/")
    host.get_by_role("main").get_by_role("button", name="Fermer la journée").click()
    computers.take_away(host)
    for news in ("1 nouvelle question", "Rien n’y est nouveau"):
        computers.bring(member)
        expect(member.get_by_text(news)).to_be_visible()
        seen(member, news[:4])
        member.get_by_role("button", name="Ramener", exact=True).click()
        expect(member.get_by_role("heading", name="Le forum est rentré")).to_be_visible()
    stranger.goto("/forum/")
    stranger.get_by_label("Les huit lettres").fill(computers.code)
    stranger.get_by_role("main").get_by_role("button").click()
    expect(stranger.get_by_text("Actes du forum ouvert")).to_be_visible()

    assert computers.told() == [["Qui garde les clés ?", "Un repas froid ?", "Qui passe voir les gens seuls ?"]]
    lines = computers.server.ask(TOLD).splitlines()
    assert lines[1].count("Karim Belkacem") == 1
