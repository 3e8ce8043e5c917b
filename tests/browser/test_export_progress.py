"""The page of an archive that is being made follows it by itself, and says once that it is ready."""

from playwright.sync_api import expect

from tests.browser.exports import EXPORT, READY, UNDER_WAY, WHO, be_so


def test_the_page_follows_the_worker_and_offers_the_file(enter, house):
    page = enter(WHO)
    be_so(house, UNDER_WAY)
    page.goto(EXPORT)
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "4")
    page.evaluate("window.isTheSamePage = true")

    be_so(house, UNDER_WAY.replace("step=4", "step=9"))
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "9")
    be_so(house, READY)

    expect(page.get_by_role("status")).to_have_text("Votre archive est prête.")
    expect(page.get_by_role("link", name="Télécharger l’archive")).to_be_visible()
    assert page.evaluate("window.isTheSamePage")
