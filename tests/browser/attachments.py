"""The files of a page: given, refused, in their list, in its text."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from playwright.sync_api import Page

from palabre.wiki.attachments.tests.pictures_given import a_picture
from tests.browser.house import DEMONSTRATION, House

type Reach = Callable[[Page, House], None]

FORM = f"{DEMONSTRATION}pages/la-cle-du-samedi/attachments/new/"
PHOTOGRAPH = ("four.jpg", a_picture("JPEG", 1200, 900), "Le four du haut, un samedi matin")
PLAN = ("Plan d’accès au fournil, avec toutes ses marches.pdf", b"%PDF-1.7 plan", "")
GIVEN = """
from palabre.people.models import Audience, Person
from palabre.wiki import page_text
from palabre.wiki.attachments import page_attachments
she = Person.objects.get(name="Linh Nguyen"); readers = Audience.of_space(she.space)
page = page_text.begin_page(she.space, "Le four du haut", "Voici le four.", audience=readers, by=she)
said = {{"is_decorative": False, "by": she, "at": timezone.now()}}
files = [page_attachments.attach(page, name, content, alt=alt, **said) for name, content, alt in {files!r}]
print(page.get_absolute_url())
"""
REMOVED = "page_attachments.remove(files[-1], by=she, at=timezone.now())"
SHOWN = "page_attachments.show_in_text(files[0], page, by=she)"


@cache
def a_page_of_files(house: House, files: tuple[tuple[str, bytes, str], ...], more: str = "") -> str:
    words = f"from django.utils import timezone\n{GIVEN.format(files=files)}{more}"
    return house.ask(f"exec({words!r})")


def a_picture_without_words(page: Page, house: House) -> None:
    page.goto(FORM)
    name, content, _alt = PHOTOGRAPH
    page.locator("[name=file]").set_input_files({"name": name, "mimeType": "image/jpeg", "buffer": content})
    page.locator("main form .primary").click()
    page.get_by_role("alert").wait_for()


def no_file_chosen(page: Page, house: House) -> None:
    page.goto(FORM)
    page.locator("[name=file]").evaluate("field => field.form.noValidate = true")
    page.locator("main form .primary").click()
    page.locator(".why").wait_for()


def one_file(page: Page, house: House) -> None:
    page.goto(f"{a_page_of_files(house, (PLAN,))}attachments/")


def several_files(page: Page, house: House) -> None:
    removed = ("liste.csv", b"a;b\n1;2\n", "")
    page.goto(f"{a_page_of_files(house, (PHOTOGRAPH, PLAN, removed), REMOVED)}attachments/")


def a_page_with_a_picture(page: Page, house: House) -> None:
    page.goto(a_page_of_files(house, (PHOTOGRAPH,), SHOWN))
    page.locator(".written-page img").wait_for()
