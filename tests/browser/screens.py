"""The written list of the screens that are looked at in every language, light and width.

Each has who looks ("" for a passer-by), and its path or how it is reached. A new screen needs a line here.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from playwright.sync_api import Page

from tests.browser.circle import a_link_again, the_door, the_door_closed, the_door_refused, who_is_here
from tests.browser.convener import open_link
from tests.browser.house import DEMONSTRATION, House
from tests.browser.minutes import TWIN, give

type Reach = Callable[[Page, House], None]

SHE = "Linh Nguyen"
THINGS: list[tuple[str, dict[str, object]]] = []


def path(path: str) -> Reach:
    return lambda page, house: go(page, path)


def thing(kind: str, tail: str = "", **facts: object) -> Reach:
    """The first thing of this kind; `paths_of_things` asks for all of them at once."""
    number = len(THINGS)
    THINGS.append((kind, facts))
    return lambda page, house: go(page, paths_of_things(house)[number] + tail)


@cache
def paths_of_things(house: House) -> list[str]:
    return house.paths_of(*THINGS)


def within(tail: str) -> Reach:
    return path(DEMONSTRATION + tail)


def go(page: Page, path: str) -> None:
    page.goto(path)


def given_minutes(text: str) -> Reach:
    return lambda page, house: give(page, text)


def an_empty_form(page: Page, house: House) -> None:
    go(page, f"{DEMONSTRATION}imports/new/")
    page.locator("main form button").last.click()


def a_refusal(page: Page, house: House) -> None:
    go(page, "/minutes/")
    page.locator("[name=document]").set_input_files({"name": "a.docx", "mimeType": "text/plain", "buffer": b"Non."})
    page.locator("[name=space_name]").fill("Les refus")
    page.locator("[name=your_name]").fill("Odile Tanneguy")
    page.locator("main form .principal").click()
    page.get_by_role("alert").wait_for()


def an_old_text(page: Page, house: House) -> None:
    """A conflict: the text is sent from its first version, which others have changed since."""
    go(page, f"{DEMONSTRATION}pages/la-cle-du-samedi/text/")
    page.locator("[name=base]").evaluate("field => field.value = 1")
    page.locator("[name=text]").fill("Un tout autre texte.\n")
    page.locator("main form button").first.click()


def a_preview(page: Page, house: House) -> None:
    go(page, f"{DEMONSTRATION}pages/new/")
    page.locator("[name=title]").fill("Essai")
    page.locator("[name=text]").fill("# Essai\n\n- [ ] **Un** mot\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")
    page.locator("main form button").nth(1).click()


def opened(state: str, tail: str = "") -> Reach:
    return lambda page, house: open_link(page, house, state, tail)


def a_sentence_meant_by_two(page: Page, house: House) -> None:
    """What she types meets what others wrote: her form is sent from a version that is no longer there."""
    open_link(page, house, "asked", "said/")
    page.locator("[name=sentence]").last.evaluate("field => field.value = field.value.replace(/-(\\d+)-/, '-999-')")
    page.locator(".phrase-dite button").last.click()


def not_me(page: Page, house: House) -> None:
    open_link(page, house, "asked")
    page.locator("form[action$='other/'] button").click()


def a_space_just_begun(page: Page, house: House) -> None:
    go(page, "/spaces/new/")
    page.locator("[name=space_name]").fill("Les commencements")
    page.locator("[name=your_name]").fill("Odile Tanneguy")
    page.locator("main form .principal").click()


def a_question_asked(page: Page, house: House) -> None:
    go(page, f"{DEMONSTRATION}questions/new/")
    page.locator("[name=text]").fill("Qui garde la clé du four ?")
    page.locator("main form .principal").click()


def a_date_refused(page: Page, house: House) -> None:
    go(page, f"{DEMONSTRATION}meetings/new/")
    page.locator("[name=words]").fill("un de ces jours")
    page.locator("main form .principal").click()


def a_day_to_choose(page: Page, house: House) -> None:
    give(page, TWIN)
    put_off(page)
    page.locator("#question summary").first.click()


def all_answered(page: Page, house: House) -> None:
    give(page, TWIN)
    for _number in range(5):
        put_off(page)


def opened_minutes(page: Page, house: House) -> None:
    give(page, TWIN)
    address = page.url
    page.locator("form[action$='opening/'] button").click()
    go(page, address)


def lines_to_settle(page: Page, house: House) -> None:
    give(page, TWIN)
    page.locator("a[href$='/lines/']").first.click()
    page.locator("#l69 + .trou + .compris button").first.click()


def put_off(page: Page) -> None:
    """Say « plus tard » to the question, and wait for the next one."""
    before = page.locator("#question").inner_text()
    page.locator("#question button[value=later]").click()
    page.wait_for_function("before => document.querySelector('#question').innerText !== before", arg=before)


def people_to_tell(page: Page, house: House) -> None:
    give(page, TWIN)
    go(page, f"{page.url}people/")


def a_line_that_was_read(page: Page, house: House) -> None:
    """Two addresses are known, one is nobody's yet, one is cut."""
    people_to_tell(page, house)
    page.locator("[name=line]").fill("Yann Corbeval <yc@irtav.example>, secretariat@vieilleroche.example")
    page.locator("[name^=address-]").first.fill("coupée@")
    page.locator("[name=read]").click()
    page.locator("[role=status]").first.wait_for()


def outbox(page: Page, house: House) -> None:
    people_to_tell(page, house)
    page.locator("[name=tell]").click()
    page.locator("[role=status]").first.wait_for()


def a_letter(page: Page, house: House) -> None:
    outbox(page, house)
    page.locator("main .liste a").first.click()
    page.locator(".voies").wait_for()


def words_of_a_letter(page: Page, house: House) -> None:
    a_letter(page, house)
    go(page, f"{page.url}words/")


def answered(page: Page, house: House) -> None:
    """A need to which she answered once, whatever the number of looks."""
    A_NEED(page, house)
    if page.locator("[name=text]").count():
        page.locator("[name=text]").fill("Le foyer est libre.\nDemandez la clé à la mairie.")
        page.locator("main form .principal").click()


def she_comes(page: Page, house: House) -> None:
    A_GROUP(page, house)
    if page.locator("form[action$='coming/'] button").count():
        page.locator("form[action$='coming/'] button").click()


def a_call_of_hers(page: Page, house: House) -> None:
    A_GROUP(page, house)
    page.locator("[name=words]").fill("On recherche une personne pour tenir la clé")
    page.locator("form[action$='calls/new/'] button").click()


def a_call_without_words(page: Page, house: House) -> None:
    go(page, f"{DEMONSTRATION}calls/new/")
    page.locator("main form button").last.click()


def a_given_call(page: Page, house: House) -> None:
    go(page, a_link_to_a_call(house))


@cache
def a_link_to_a_call(house: House) -> str:
    return house.ask(
        "from palabre.groups.models import RoleCall; from palabre.people import links; from django.utils import "
        "timezone; call = RoleCall.objects.filter(space__is_demonstration=True).first(); "
        "print(links.address_of(links.link_to(call, person=None, by=None, at=timezone.now())))"
    )


def entrance(page: Page, house: House) -> None:
    go(page, house.key_of("Théo Lacaze"))


def awaited_code(page: Page, house: House) -> None:
    """Ask for a code; no mail leaves this house, so that the page says whom to ask."""
    go(page, "/account/sign-in/?next=/")
    page.locator("[name=email]").fill("odile.tanneguy@exemple.example")
    page.locator("main form .principal").click()


def refused_address(page: Page, house: House) -> None:
    go(page, "/account/sign-in/")
    page.locator("[name=email]").evaluate("field => field.type = 'text'")
    page.locator("[name=email]").fill("odilé@exemple.example")
    page.locator("main form .principal").click()


def wrong_code(page: Page, house: House) -> None:
    awaited_code(page, house)
    page.locator("[name=code]").fill("XXXX-ZZZZ")
    page.locator("main form .principal").click()


def her_account(page: Page, house: House) -> None:
    """Sign in with the code that the house keeps, where somebody is known by this browser."""
    if "/account/" not in page.url or page.locator("[name=code]").count():
        awaited_code(page, house)
        said = "SentCode.objects.get(email='odile.tanneguy@exemple.example').code"
        page.locator("[name=code]").fill(house.ask(f"from palabre.accounts.models import SentCode; print({said})"))
        page.locator("main form .principal").click()
    go(page, "/account/")


A_GROUP, A_NEED = thing("groups.Group", lives_in=None), thing("groups.Need")

SCREENS: dict[str, tuple[str, Reach]] = {
    "first page": ("", path("/")),
    "first minutes": ("", path("/minutes/")),
    "first minutes refused": ("", a_refusal),
    "entrance": ("", entrance),
    "sign in": ("", path("/account/sign-in/")),
    "sign in, address refused": ("", refused_address),
    "code": ("", awaited_code),
    "code, wrong": ("", wrong_code),
    "account": ("", her_account),
    "account, somebody offered": (SHE, her_account),
    "cut link": ("", path("/entrance/coupe/")),
    "help": ("", path("/help/")),
    "accessibility": ("", path("/accessibility/")),
    "legal notices": ("", path("/legal/")),
    "founding": ("", path("/spaces/new/")),
    "a space just begun": ("", a_space_just_begun),
    "ask a question": (SHE, within("questions/new/")),
    "a question asked": (SHE, a_question_asked),
    "choose a date": (SHE, within("meetings/new/")),
    "a date refused": (SHE, a_date_refused),
    "not found": ("", path("/nulle-part/")),
    "door": ("", path("/door/coupe/")),
    "space": ("", within("")),
    "space, hers": (SHE, within("")),
    "empty space": ("", given_minutes("Rien de neuf.")),
    "question": ("", thing("forums.Question", carryings__isnull=False)),
    "question reworded": ("", thing("forums.Question", comes_from__isnull=False)),
    "question that nobody carries": ("", thing("forums.Question", carryings=None, leads_to=None)),
    "group": ("", thing("groups.Group")),
    "group with a pending merge": (SHE, thing("groups.Group", merges_in__isnull=False)),
    "group just named": (SHE, thing("groups.Group", memberships=None)),
    "organisation": ("", thing("people.Organisation")),
    "needs": ("", within("needs/")),
    "need": ("", thing("groups.Need")),
    "role call": ("", thing("groups.RoleCall")),
    "need she answered": (SHE, answered),
    "answering": ("", thing("groups.Need", "answers/new/")),
    "group she comes to": (SHE, she_comes),
    "coming": ("", thing("groups.Group", "coming/", lives_in=None)),
    "coming for a call": (SHE, thing("groups.RoleCall", "coming/")),
    "coming to a meeting": ("", thing("meetings.Meeting", "coming/", minutes=None)),
    "call of hers": (SHE, a_call_of_hers),
    "calling": (SHE, within("calls/new/")),
    "call refused": (SHE, a_call_without_words),
    "sharing a call": ("", thing("groups.RoleCall", "sharing/")),
    "sharing a group": (SHE, thing("groups.Group", "sharing/", lives_in=None)),
    "sharing a meeting": ("", thing("meetings.Meeting", "sharing/", minutes=None)),
    "poster of a call": ("", thing("groups.RoleCall", "poster/")),
    "poster of a meeting": (SHE, thing("meetings.Meeting", "poster/", minutes=None)),
    "call given by a link": ("", a_given_call),
    "taking on": ("", thing("groups.Action", "taking/", owner=None, is_done=False)),
    "actions": (SHE, within("actions/")),
    "action to take": (SHE, thing("groups.Action", owner=None, is_done=False)),
    "action she took": (SHE, thing("groups.Action", owner__name=SHE)),
    "action done": ("", thing("groups.Action", is_done=True)),
    "meetings": ("", within("meetings/")),
    "meeting held": ("", thing("meetings.Meeting", minutes__isnull=False)),
    "meeting to come": (SHE, thing("meetings.Meeting", minutes=None)),
    "series": ("", thing("meetings.Series")),
    "decision": ("", thing("meetings.Decision")),
    "new import": (SHE, within("imports/new/")),
    "new import, empty": (SHE, an_empty_form),
    "import": ("", given_minutes(TWIN)),
    "import, a day to choose": ("", a_day_to_choose),
    "import, all was answered": ("", all_answered),
    "import, open": ("", opened_minutes),
    "import, lines to settle": ("", lines_to_settle),
    "people to tell": ("", people_to_tell),
    "people to tell, a line read": ("", a_line_that_was_read),
    "outbox": ("", outbox),
    "letter": ("", a_letter),
    "letter, its words": ("", words_of_a_letter),
    "pages": (SHE, within("pages/")),
    "page": (SHE, within("pages/la-cle-du-samedi/")),
    "minutes as a page": ("", thing("wiki.Page", imports__isnull=False)),
    "lines": ("", thing("wiki.Page", "lines/", imports__isnull=False)),
    "new page": (SHE, within("pages/new/")),
    "new page, preview": (SHE, a_preview),
    "text": (SHE, within("pages/la-cle-du-samedi/text/")),
    "text, conflict": (SHE, an_old_text),
    "revisions": (SHE, within("pages/la-cle-du-samedi/revisions/")),
    "revision": (SHE, within("pages/la-cle-du-samedi/revisions/2/")),
    "opened, asked": ("", opened("asked")),
    "opened, to confirm": ("", opened("asked", "?answer=share")),
    "opened, answered": ("", opened("answered")),
    "opened, another answer": ("", opened("answered", "answer/")),
    "opened, call": ("", opened("answered", "call/")),
    "opened, called": ("", opened("calling", "call/")),
    "opened, said": ("", opened("asked", "said/")),
    "opened, said, saved": ("", opened("asked", "said/?done=1-2")),
    "opened, said, gone": ("", a_sentence_meant_by_two),
    "opened, news": ("", opened("asked", "news/")),
    "opened, name": ("", opened("asked", "name/")),
    "opened, data": ("", opened("asked", "data/")),
    "opened, meeting": ("", opened("named")),
    "opened, not me": ("", not_me),
    "data": ("", path("/data/")),
    "who is here": ("", who_is_here()),
    "who is here, nobody but her": ("", who_is_here(full=False)),
    "who is here, two are two": ("", who_is_here(press="/people/differences/")),
    "who is here, handed over": ("", who_is_here(press="/people/care/handing/")),
    "a link given again": ("", a_link_again),
    "joining": ("", the_door),
    "joining, no name": ("", the_door_refused),
    "joining, without the link": ("", the_door_closed),
    "you": (SHE, within("you/")),
    "you, said": (SHE, within("you/said/")),
    "you, name": (SHE, within("you/name/")),
    "you, nobody": ("", within("you/")),
}
