"""After a meeting, without JavaScript: take on what is left, read the minutes through, give them, add to them."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.house import DEMONSTRATION

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, "java_script_enabled": False}
MADE = """
import datetime
from palabre.meetings.agenda.agenda_preparation import prepare
from palabre.meetings.models import CarriedOver, Meeting, Presence
from palabre.groups.models import Action
from palabre.people.models import Person
from palabre.spaces.models import Space
from palabre.wiki import page_text as writing
space = Space.objects.get(is_demonstration=True)
karim = Person.objects.get(space=space, name="Karim Belkacem")
yasmine = Person.objects.get(space=space, name="Yasmine Haddad")
audience = space.meeting_set.order_by("pk")[0].audience
on = timezone.localdate()
meeting = Meeting.objects.create(space=space, audience=audience, title="Réunion à relire", on=on, at=datetime.time(14))
prepare(meeting, by=karim, at=timezone.now())
for person in (karim, yasmine):
    meeting.attendances.create(person=person, presence=Presence.PRESENT)
action = Action.objects.create(space=space, audience=audience, text="Repeindre la porte")
CarriedOver.objects.create(meeting=meeting, action=action)
meeting.refresh_from_db()
page = meeting.minutes
text = page.note.body_md + "\\nLe gardien répond au 06 12 34 56 78.\\n"
writing.save_page_text(page, text, base=page.note.revision, by=karim)
print(meeting.pk)
"""
TAKEN = "Repeindre la porte (Karim Belkacem), avant le vendredi 3 janvier 2031"
SIDEWAYS = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
def number(house):
    return house.ask(MADE)


def words(page):
    return " ".join(page.locator("main").inner_text().split())


def test_the_evening_of_the_scribe_is_free(enter, number):
    page = enter("Karim Belkacem", **PHONE)

    page.goto(f"{DEMONSTRATION}meetings/{number}/actions/")
    line = page.locator(".row", has_text="Repeindre la porte")
    line.get_by_text("Pour quand ?").click()
    line.get_by_label("Pour quand, en mots").fill("avant le 3 janvier 2031")
    line.get_by_role("button", name="Garder cette date").click()
    page.locator(".row", has_text="Repeindre la porte").get_by_role("button", name="Je m’en charge").click()
    page.goto(f"{DEMONSTRATION}meetings/{number}/minutes/")
    expect(page.locator("main")).to_contain_text(TAKEN)
    looked_at_twice(page)
    page.get_by_role("button", name="Donner aux participants maintenant").click()
    expect(page.locator("main")).to_contain_text(re.compile("sauf demande|reste entre nous"))
    page.get_by_label("Après la réunion…").fill("La porte est ouverte.")
    page.get_by_role("button", name="Ajouter").click()

    assert "Karim Belkacem : La porte est ouverte." in words(page)
    assert page.evaluate(SIDEWAYS) is False


def looked_at_twice(page):
    """A number is taken out, comes back, and is taken out again."""
    for gesture in ("Retirer", "Annuler", "Retirer"):
        page.get_by_role("button", name=re.compile(rf"^{gesture}\W+06\W12")).click()
    assert "Le gardien répond au …." in words(page)
