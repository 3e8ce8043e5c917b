"""The invented twin of the founding minutes, and how a first visitor gives them."""

from pathlib import Path

from playwright.sync_api import Page

TWIN = (Path(__file__).parents[2] / "src/palabre/pure/minutes/tests/twin.md").read_text()
TITLE = "Rencontre des porteuses des sujets du forum ouvert du 13 mars"


def give(page: Page, text: str = TWIN, *, community: str = "Carnet des vallées") -> None:
    """Paste minutes on the first page that takes them, and have them read."""
    page.goto("/minutes/")
    page.locator("[name=text]").fill(text)
    page.locator("[name=space_name]").fill(community)
    page.locator("[name=your_name]").fill("Odile Tanneguy")
    page.locator("main form .primary").click()


def said(page: Page) -> str:
    """Return the title of the page as words, its typographic spaces plain."""
    return " ".join(page.locator("h1").inner_text().split())
