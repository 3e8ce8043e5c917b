"""The screens of what minutes leave to say: two near lines of inquiry, an invitation, a need that is old."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from playwright.sync_api import Page

from tests.browser.calls import come_in
from tests.browser.house import House

type Reach = Callable[[Page, House], None]

LEFT = """
from palabre.groups.models import Action, Group, Inquiry, Need
from palabre.people.access import keys
from palabre.people.models import Audience
from palabre.people.space_creation import create_space
odile = create_space("Les préaux du val", by_name="Odile Tanneguy", at=timezone.now())
here = {"space": odile.space, "audience": Audience.of_space(odile.space)}
group = Group.objects.create(title="Les préaux prêtés", **here)
group.welcome(odile, role="convener")
for text in ("Dessiner les préaux qui ont servi de refuge", "Comment rouvrir les préaux qui ont servi de refuge ?"):
    Inquiry.objects.create(group=group, text=text, **here)
Action.objects.create(text="Chaque groupe va essayer de dire son intention", **here)
need = Need.objects.create(group=group, text="Deux directrices de crèche", kind="people", validity="asked", **here)
print(keys.address_for(odile), group.get_absolute_url(), need.get_absolute_url())
"""
NEAR, INVITED, OLD = "se ressemblent", "réunion propose", "toujours vrai"


@cache
def left(house: House) -> list[str]:
    """Return her key, the path of her group, that of the need."""
    return house.ask(LEFT).split()


def come_to_group(page: Page, house: House) -> None:
    come_to(page, house, 1, NEAR, INVITED)


def come_to_need(page: Page, house: House) -> None:
    come_to(page, house, 2, OLD)


def come_to(page: Page, house: House, which: int, *words: str) -> None:
    come_in(page, left(house)[0])
    page.goto(left(house)[which])
    if page.locator("html").get_attribute("lang") == "fr":
        for one in words:
            assert page.get_by_text(one).count(), (page.url, page.locator("main").inner_text()[:1500])


OLD_SCREENS: dict[str, tuple[str, Reach]] = {
    "two near lines, and an invitation": ("", come_to_group),
    "need of old minutes": ("", come_to_need),
}
