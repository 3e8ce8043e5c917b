"""A desk of the newsroom keeps what is begun when the network falls or the browser closes, and clears itself."""

import re

import pytest
from playwright.sync_api import expect

SENT = re.compile("Le compte rendu de la 12 est gardé|Envoyé")  # the latter where a first answer was lost
WORDS = "La factrice sait qui ne sort plus."
A_NEWSROOM = """
from palabre.forums.day.forum_preparation import Plan, prepare_forum
from palabre.forums.day.newsroom_codes import open_newsroom
from palabre.forums.models import ForumDay
from palabre.forums.wall.wall_copy import copy_line
from palabre.forums.wall.wall_lines import read_hours, read_spots, read_wall_line
from palabre.people.models import Person
from palabre.spaces.models import Space
space = Space.objects.create(name="Pays de Brennes", slug=Space.free_slug("brennes"), opened_at=timezone.now())
host = Person.objects.create(space=space, name="Sabine Le Goff", came_at=timezone.now(), joined_at=timezone.now())
plan = Plan("Comment rester bien servis loin du bourg ?", timezone.localdate(), None, "Salle",
    tuple(read_hours("0 h - 23 h 59")), tuple(read_spots("Table 1, de plain-pied\\nJardin")))
forum = prepare_forum(space, plan, by=host)
day = ForumDay.objects.select_related("forum__space", "forum__audience").get(forum=forum)
for line in ("12 Qui passe voir les gens seuls ?", "7 Un repas froid ?", "12 1 A"):
    copy_line(day, read_wall_line(line), by=host, at=timezone.now())
open_newsroom(day, by=host)
print(ForumDay.objects.get(pk=day.pk).newsroom_code)
"""


@pytest.mark.long
def test_what_is_begun_at_a_desk_outlives_the_browser_and_leaves_no_trace(enter, new_house):
    letters = new_house.ask(A_NEWSROOM).strip()
    desk = enter(base_url=new_house.url)
    desk.goto("/forum/")
    come(desk, letters)
    begin(desk)

    address = desk.url.removesuffix("12/")  # of the sheet: the forum may be the twelfth too
    desk.close()
    again = desk.context.new_page()
    again.goto(address)
    expect(again.get_by_text("commencé ici")).to_be_visible()
    again.get_by_role("link", name="12 Qui passe").click()
    expect(again.get_by_label("Ce qui s’est dit")).to_have_value(WORDS)
    again.get_by_role("button", name="Terminé, pour les suivants").click()

    expect(again.get_by_text("Le compte rendu de la 12 est gardé.")).to_be_visible()
    assert_no_trace(again)


@pytest.mark.long
def test_a_report_sent_while_the_network_is_cut_leaves_by_itself_and_nobody_reads_it_meanwhile(enter, new_house):
    letters = new_house.ask(A_NEWSROOM).strip()
    desk = enter(base_url=new_house.url)
    desk.context.add_init_script("Math.random = () => 0")
    desk.goto("/forum/")
    come(desk, letters)
    begin(desk)

    desk.context.set_offline(True)
    desk.get_by_role("button", name="Terminé, pour les suivants").click()
    expect(desk.get_by_text("Le réseau est coupé.")).to_be_visible()
    expect(desk.get_by_text("Compte rendu 12")).to_be_visible()
    expect(desk.get_by_label("Ce qui s’est dit")).to_be_hidden()
    assert WORDS not in desk.content()
    address = desk.url.removesuffix("12/")  # of the sheet: the forum may be the twelfth too
    desk.close()
    again = desk.context.new_page()
    again.context.set_offline(False)
    again.goto(address)

    expect(again.locator("kept-posts").get_by_role("link", name=SENT)).to_be_visible()
    assert_no_trace(again)
    again.reload()
    expect(again.get_by_role("link", name="Qui passe voir les gens seuls ? texte")).to_be_visible()


def assert_no_trace(desk):
    assert WORDS not in desk.content()
    assert desk.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('palabre'))") == []


@pytest.mark.long
def test_a_desk_at_rest_clears_itself_twenty_seconds_after_it_said_so(enter, new_house):
    letters = new_house.ask(A_NEWSROOM).strip()
    desk = enter(base_url=new_house.url)
    desk.clock.install()
    desk.goto("/forum/")
    come(desk, letters)
    begin(desk)

    desk.clock.run_for(41_000)
    expect(desk.get_by_text("Cet écran s’efface dans vingt secondes.")).to_be_visible()
    desk.get_by_role("button", name="Je suis là").click()
    expect(desk.get_by_text("Cet écran s’efface dans vingt secondes.")).to_be_hidden()
    desk.clock.run_for(61_000)

    expect(desk.get_by_text("commencé ici")).to_be_visible()
    assert WORDS not in desk.content()


def come(desk, letters):
    desk.get_by_label("Les huit lettres").fill(letters)
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", name="Salle des nouvelles")).to_be_visible()


def begin(desk):
    desk.get_by_role("link", name="12 Qui passe").click()
    desk.get_by_label("Ce qui s’est dit").fill(WORDS)
