"""A rhythm kept in words, one day left out, and a calendar that follows: in a browser, with a calendar beside it."""

import urllib.error
import urllib.request

import pytest
from icalendar import Calendar

from tests.browser.house import DEMONSTRATION
from tests.browser.rhythms import SHE

pytestmark = pytest.mark.browser


def read(address):
    """Return the days of the entries of this name that a calendar without cookies reads, by their state."""
    with urllib.request.urlopen(address) as answer:
        entries = Calendar.from_ical(answer.read()).walk("VEVENT")
    return {one["DTSTART"].dt.date(): str(one["STATUS"]) for one in entries if one["SUMMARY"] == "Atelier du vendredi"}


def test_a_day_that_is_left_out_is_crossed_out_in_the_calendar_that_follows(enter):
    page = enter(SHE)
    page.goto(f"{DEMONSTRATION}series/new/")
    page.get_by_label("Un nom pour ces réunions").fill("Atelier du vendredi")
    page.get_by_label("À quel rythme").fill("chaque vendredi à 10 h")
    page.get_by_role("button", name="Garder ce rythme").click()
    page.get_by_role("button", name="Pas cette fois").first.click()
    page.goto(f"{DEMONSTRATION}calendars/")
    page.get_by_role("button", name="Obtenir une adresse : Tout ce qui est prévu ici").click()
    address = page.get_by_label("Adresse à donner à votre agenda").first.input_value()
    followed = read(address)
    page.get_by_role("button", name="Changer l’adresse").first.click()

    assert sorted(followed.values())[:2] == ["CANCELLED", "CONFIRMED"]
    assert len(followed) > 20
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(address)
