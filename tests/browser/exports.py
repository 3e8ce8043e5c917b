"""The archive of a large space, in each of its states: the row is written as the worker writes it."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.house import DEMONSTRATION, House

WHO = "Karim Belkacem"
EXPORT = f"{DEMONSTRATION}export/"
NOW, SOON = "timezone.now()", "timezone.now() + datetime.timedelta(seconds=110)"
UNDER_WAY = f"leased_until={SOON}, step=4, made_at=None, fault=''"
READY = f"leased_until=None, made_at={NOW}, size=48_000, fault='', read=[]"
FAILED = "leased_until=None, made_at=None, fault='failed'"
CHANGED = f"leased_until=None, made_at={NOW}, size=48_000, fault='', read=[{{'erasures': ['of before']}}]"
WRITE = """
import datetime
from palabre.home.archive.export_files import new_file
from palabre.home.models import Export
from palabre.people.models import Person
who = Person.objects.get(name={who!r})
facts = dict(space=who.space, asked_at=timezone.now(), {facts})
export, _is_new = Export.objects.update_or_create(person=who, defaults=facts)
new_file(export).close()
"""


def be_so(house: House, facts: str) -> None:
    house.ask(WRITE.format(who=WHO, facts=facts))


def an_export(facts: str) -> Callable[[Page, House], None]:
    def reach(page: Page, house: House) -> None:
        be_so(house, facts)
        page.goto(EXPORT)

    return reach


EXPORT_SCREENS = {
    "export, being made": (WHO, an_export(UNDER_WAY)),
    "export, ready": (WHO, an_export(READY)),
    "export, failed": (WHO, an_export(FAILED)),
    "export, to make again": (WHO, an_export(CHANGED)),
}
