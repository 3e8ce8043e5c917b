"""Signing in by a code, in each of its states."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.house import House

ODILE = "odile.tanneguy@exemple.example"


def awaited_code(page: Page, house: House, *, email: str = ODILE) -> None:
    """Ask for a code; no mail leaves this house, so that the page says whom to ask."""
    page.goto("/account/sign-in/?next=/")
    page.locator("[name=email]").fill(email)
    page.locator("main form .primary").click()


def refused_address(page: Page, house: House) -> None:
    page.goto("/account/sign-in/")
    page.locator("[name=email]").evaluate("field => field.type = 'text'")
    page.locator("[name=email]").fill("odilé@exemple.example")
    page.locator("main form .primary").click()


def wrong_code(page: Page, house: House) -> None:
    awaited_code(page, house)
    page.locator("[name=code]").fill("XXXX-ZZZZ")
    page.locator("main form .primary").click()


def her_account(page: Page, house: House, *, email: str = ODILE) -> None:
    """Sign in with the code that the house keeps, where somebody is known by this browser."""
    if "/account/" not in page.url or page.locator("[name=code]").count():
        awaited_code(page, house, email=email)
        said = f"SentCode.objects.filter(email={email!r}).latest('pk').code"
        page.locator("[name=code]").wait_for()
        page.locator("[name=code]").fill(house.ask(f"from palabre.accounts.models import SentCode; print({said})"))
        page.locator("main form .primary").click()
    page.goto("/account/")


def codes_to_tell(page: Page, house: House) -> None:
    """The administrator's: a code waits there for a voice."""
    her_account(page, house, email="regis.aubin@exemple.example")
    house.ask(
        "from palabre.accounts.models import Account; "
        "Account.objects.filter(email='regis.aubin@exemple.example').update(is_instance_admin=True)"
    )
    page.goto("/account/codes/")
