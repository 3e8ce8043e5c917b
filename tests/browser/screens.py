# long: one table, where each screen is found
"""The written list of the screens that are looked at in every language, light and width.

Each has who looks ("" for a passer-by), and its path or how it is reached. A new screen needs a line here.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from playwright.sync_api import Page

from tests.browser.agendas import AGENDA_SCREENS
from tests.browser.attachments import (
    FORM,
    a_page_with_a_picture,
    a_picture_without_words,
    no_file_chosen,
    one_file,
    several_files,
)
from tests.browser.becoming import BECOMING_SCREENS
from tests.browser.calls import CALL_SCREENS
from tests.browser.circle import (
    a_link_again,
    a_link_just_made,
    a_namesake,
    a_square,
    an_ended_space,
    asked_whether_it_is_she,
    it_is_she,
    the_door,
    the_door_closed,
    the_door_refused,
    who_is_here,
)
from tests.browser.convener import open_link
from tests.browser.dates import POLL_SCREENS
from tests.browser.edges import broken, from_elsewhere, name_taken_away, not_begun, not_understood, refused
from tests.browser.exports import EXPORT_SCREENS
from tests.browser.forums import FORUM_SCREENS
from tests.browser.house import DEMONSTRATION, House
from tests.browser.importing import (
    a_day_to_choose,
    a_letter,
    a_letter_given,
    a_letter_with_its_link,
    a_line_that_was_read,
    a_question_of_rank,
    all_answered,
    letters_copied,
    lines_to_settle,
    opened_minutes,
    outbox,
    people_to_tell,
    words_of_a_letter,
)
from tests.browser.lives import LIFE_SCREENS
from tests.browser.minutes import TWIN, give
from tests.browser.old_minutes import OLD_SCREENS
from tests.browser.opening_up import OPENING_SCREENS
from tests.browser.rhythms import RHYTHM_SCREENS
from tests.browser.rooms import ROOM_SCREENS
from tests.browser.signing import awaited_code, codes_to_tell, her_account, refused_address, wrong_code
from tests.browser.writing import live

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
    page.locator("main form .primary").click()
    page.get_by_role("alert").wait_for()


def her_news(page: Page, house: House) -> None:
    go(page, f"{DEMONSTRATION}you/news/")
    page.locator("[name=news][value=week]").click()
    go(page, f"{DEMONSTRATION}you/news/")


def a_stop_of(house: House, kind: str) -> str:
    """The address in a letter to somebody who asked for the news of every week."""
    return house.ask(
        "from palabre.people.access import unsubscribe as stopping; from palabre.people.models import Person; "
        f"her = Person.objects.get(name='Théo Lacaze'); her.hear('week');"
        f"print(stopping.unsubscribe_path(her, {kind!r}))"
    )


def a_letter_to_stop(page: Page, house: House) -> None:
    go(page, a_stop_of(house, "digest"))


def a_letter_stopped(page: Page, house: House) -> None:
    go(page, a_stop_of(house, "calls"))
    page.locator("main form button").first.click()


def the_live_editor(page: Page, house: House) -> None:
    """`?plain=0`: whoever was in the plain field before comes back."""
    live(page, f"{DEMONSTRATION}pages/la-cle-du-samedi/text/?plain=0")


def an_old_text(page: Page, house: House) -> None:
    """A conflict: the text is sent from its first version, which others have changed since."""
    go(page, f"{DEMONSTRATION}pages/la-cle-du-samedi/text/?plain=1")
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
    page.locator(".spoken-sentence button").last.click()


def not_me(page: Page, house: House) -> None:
    open_link(page, house, "asked")
    page.locator("form[action$='other/'] button").click()


def a_space_just_begun(page: Page, house: House) -> None:
    go(page, "/spaces/new/")
    page.locator("[name=space_name]").fill("Les commencements")
    page.locator("[name=your_name]").fill("Odile Tanneguy")
    page.locator("main form .primary").click()


def a_question_asked(page: Page, house: House) -> None:
    go(page, f"{DEMONSTRATION}questions/new/")
    page.locator("[name=text]").fill("Qui garde la clé du four ?")
    page.locator("main form .primary").click()


def a_date_refused(page: Page, house: House) -> None:
    go(page, f"{DEMONSTRATION}meetings/new/")
    page.locator("[name=words]").fill("un de ces jours")
    page.locator("main form .primary").click()


def answered(page: Page, house: House) -> None:
    """A need to which she answered once, whatever the number of looks."""
    A_NEED(page, house)
    if page.locator("[name=text]").count():
        page.locator("[name=text]").fill("Le foyer est libre.\nDemandez la clé à la mairie.")
        page.locator("main form .primary").click()


def she_comes(page: Page, house: House) -> None:
    A_GROUP(page, house)
    if page.locator("form[action$='coming/'] button").count():
        page.locator("form[action$='coming/'] button").click()


def a_call_of_hers(page: Page, house: House) -> None:
    A_GROUP(page, house)
    for folded in page.locator("details:has([name=words]) > summary").all():  # where a call is out already
        folded.click()
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
        "from palabre.groups.models import RoleCall; from palabre.people.access import links; from django.utils import "
        "timezone; call = RoleCall.objects.filter(space__is_demonstration=True).first(); "
        "print(links.link_path(links.link_to(call, person=None, by=None, at=timezone.now())))"
    )


def entrance(page: Page, house: House) -> None:
    go(page, house.key_of("Théo Lacaze"))


def a_proposal(page: Page, house: House) -> None:
    """One proposal, whatever the number of looks, with one objection."""
    go(page, f"{DEMONSTRATION}decisions/new/")
    page.locator("[name=text]").fill("On garde le four le samedi.")
    page.locator("main form .primary").click()
    page.locator("[name=reason]").fill("Personne n’a la clé ce jour-là.")
    page.locator("form[action$='objections/'] button").click()


def a_proposal_held(page: Page, house: House) -> None:
    a_proposal(page, house)
    page.locator("form[action$='adoption/'] button").click()


def a_day_posed(page: Page, house: House) -> None:
    go(page, f"{DEMONSTRATION}meetings/new/")
    page.locator("[name=words]").fill("mardi 2 mars 2027 à 14 h, à la mairie")
    page.locator("main form .primary").click()


def link_to_a_meeting(page: Page, house: House) -> None:
    go(page, a_link_to_a_meeting(house))


@cache
def a_link_to_a_meeting(house: House) -> str:
    return house.ask(
        "from palabre.meetings.models import Meeting; from palabre.people.access import links; "
        "from django.utils import timezone; "
        "one = Meeting.objects.filter(space__is_demonstration=True, minutes=None).first(); "
        "print(links.link_path(links.link_to(one, person=None, by=None, at=timezone.now())))"
    )


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
    "a date posed": (SHE, a_day_posed),
    "meeting given by a link": ("", link_to_a_meeting),
    "codes to tell": ("", codes_to_tell),
    "health": ("", path("/health/page/")),
    "not understood": ("", not_understood),
    "not open to her": ("", within("imports/new/")),
    "form from elsewhere": ("", from_elsewhere),
    "new page, refused": (SHE, refused),
    "broken": ("", broken),
    "not found, in a space": ("", within("pages/nulle-part/")),
    "not found": ("", path("/nulle-part/")),
    "door": ("", path("/door/coupe/")),
    "space": ("", within("")),
    "space, hers": (SHE, within("")),
    "groups": ("", within("groups/")),
    "groups, hers": (SHE, within("groups/")),
    "site map": (SHE, within("map/")),
    "organisations": ("", within("organisations/")),
    "empty space": ("", given_minutes("Rien de neuf.")),
    "question": ("", thing("questions.Question", carryings__isnull=False)),
    "question reworded": ("", thing("questions.Question", comes_from__isnull=False)),
    "question that nobody carries": ("", thing("questions.Question", carryings=None, leads_to=None)),
    "group": ("", thing("groups.Group")),
    "group with a pending merge": (SHE, thing("groups.Group", merges_in__isnull=False)),
    "group just named": (SHE, thing("groups.Group", memberships=None)),
    "weather of a group": (SHE, thing("groups.Group", "weather/", lives_in=None)),
    "organisation": ("", thing("people.Organisation")),
    "needs": ("", within("needs/")),
    "where each group is": ("", within("fortnight/")),
    "where each group is, hers": (SHE, within("fortnight/")),
    "news to pass on": (SHE, within("digest/?for=members")),
    "her news": (SHE, her_news),
    "a message to stop": ("", a_letter_to_stop),
    "a message stopped": ("", a_letter_stopped),
    "need": ("", thing("groups.Need")),
    "role call": ("", thing("groups.RoleCall")),
    "need she answered": (SHE, answered),
    "answering": ("", thing("groups.Need", "answers/new/")),
    "need of a member": (SHE, thing("groups.Need")),
    "needs, to the institution": (SHE, within("needs/?to=institution")),
    "saying a need": (SHE, within("needs/new/")),
    "saying a need of a group": (SHE, thing("groups.Group", "needs/new/", lives_in=None)),
    "offering help": ("", within("help/new/")),
    "offering help, member": (SHE, within("help/new/")),
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
    "minutes to read": (SHE, thing("meetings.Meeting", "minutes/", minutes__isnull=False)),
    "to take on": (SHE, thing("meetings.Meeting", "actions/", minutes__isnull=False)),
    "meeting to come": (SHE, thing("meetings.Meeting", minutes=None)),
    **ROOM_SCREENS,
    **CALL_SCREENS,
    **LIFE_SCREENS,
    **OLD_SCREENS,
    **POLL_SCREENS,
    **OPENING_SCREENS,
    **BECOMING_SCREENS,
    **RHYTHM_SCREENS,
    **FORUM_SCREENS,
    "series": ("", thing("meetings.Series")),
    "decision": ("", thing("meetings.Decision")),
    "agenda": ("", thing("meetings.Meeting", "agenda/", minutes=None, on__isnull=False)),
    "agenda to prepare": (SHE, thing("meetings.Meeting", "agenda/", minutes=None, on__isnull=False)),
    **AGENDA_SCREENS,
    "how agendas begin": (SHE, within("agendas/")),
    "a template of agenda": (SHE, within("agendas/template/")),
    "decisions": ("", within("decisions/")),
    "decisions to look at again": (SHE, within("decisions/?only=review")),
    "a proposal to make": (SHE, within("decisions/new/")),
    "a proposal with an objection": (SHE, a_proposal),
    "a proposal that an objection holds": (SHE, a_proposal_held),
    "new import": (SHE, within("imports/new/")),
    "new import, empty": (SHE, an_empty_form),
    "import": ("", given_minutes(TWIN)),
    "import, a day to choose": ("", a_day_to_choose),
    "import, second question": ("", a_question_of_rank(1)),
    "import, third question": ("", a_question_of_rank(2)),
    "import, fourth question": ("", a_question_of_rank(3)),
    "import, fifth question": ("", a_question_of_rank(4)),
    "import, all was answered": ("", all_answered),
    "import, open": ("", opened_minutes),
    "import, lines to settle": ("", lines_to_settle),
    "people to tell": ("", people_to_tell),
    "people to tell, a line read": ("", a_line_that_was_read),
    "outbox": ("", outbox),
    "letters, all copied": ("", letters_copied),
    "letter": ("", a_letter),
    "letter, its link": ("", a_letter_with_its_link),
    "letter, given": ("", a_letter_given),
    "letter, its words": ("", words_of_a_letter),
    "search": (SHE, within("search/?q=samedi+clé")),
    "search, narrowed": ("", within("search/?q=samedi&kind=wiki.page&since=year")),
    "search, nothing asked": (SHE, within("search/")),
    "search, nothing found": (SHE, within("search/?q=zzzzz")),
    "pages": (SHE, within("pages/")),
    "page": (SHE, within("pages/la-cle-du-samedi/")),
    "minutes as a page": ("", thing("wiki.Page", imports__isnull=False)),
    "lines": ("", thing("wiki.Page", "lines/", imports__isnull=False)),
    "pages wanted": (SHE, within("pages/wanted/")),
    "removed pages": (SHE, within("removed-pages/")),
    "what a group suggests to read": (SHE, thing("groups.Group", "reading/", lives_in=None, ended_at=None)),
    "page, its title": (SHE, within("pages/la-cle-du-samedi/title/")),
    "page, its comments": (SHE, within("pages/la-cle-du-samedi/comments/")),
    "page, its place": (SHE, within("pages/la-cle-du-samedi/place/")),
    "new page, from a template": (SHE, within("pages/new/?sheet=minutes&under=la-cle-du-samedi")),
    "revision, beside another": (SHE, within("pages/la-cle-du-samedi/revisions/2/?with=1")),
    "new page": (SHE, within("pages/new/")),
    "new page, preview": (SHE, a_preview),
    "text": (SHE, within("pages/la-cle-du-samedi/text/?plain=1")),
    "text, live": (SHE, the_live_editor),
    "text, conflict": (SHE, an_old_text),
    "page of living lists": ("", within("pages/ou-nous-en-sommes/")),
    "revisions": (SHE, within("pages/la-cle-du-samedi/revisions/")),
    "authors of a page": (SHE, within("pages/la-cle-du-samedi/authors/")),
    "readers of a page": (SHE, within("pages/la-cle-du-samedi/readers/")),
    "a page to take away": (SHE, within("pages/la-cle-du-samedi/copies/")),
    "a page within another site": ("", within("pages/la-cle-du-samedi/embed/")),
    "a file to add": (SHE, path(FORM)),
    "a file to add, none chosen": (SHE, no_file_chosen),
    "a file to add, refused": (SHE, a_picture_without_words),
    "attachments, none": (SHE, within("pages/la-cle-du-samedi/attachments/")),
    "attachments, one": (SHE, one_file),
    "attachments, several": (SHE, several_files),
    "attachments, as a passer-by": ("", within("pages/la-cle-du-samedi/attachments/")),
    "page with a picture": (SHE, a_page_with_a_picture),
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
    "opened, room open": ("", opened("called")),
    "opened, action": ("", opened("offered")),
    "opened, poster": ("", opened("calling", "poster/")),
    "opened, name taken away": ("", name_taken_away),
    "opened, not me": ("", not_me),
    "not begun, questions and groups": ("", not_begun("")),
    "not begun, needs": ("", not_begun("needs/")),
    "not begun, actions": ("", not_begun("actions/")),
    "not begun, meetings": ("", not_begun("meetings/")),
    "not begun, pages": ("", not_begun("pages/")),
    "not begun, outbox": ("", not_begun("outbox/")),
    "not begun, you": ("", not_begun("you/")),
    "words, none leaving": (SHE, within("words/")),
    "export": (SHE, within("export/")),
    **EXPORT_SCREENS,
    "data": ("", path("/data/")),
    "who is here": ("", who_is_here()),
    "who is here, nobody but her": ("", who_is_here(full=False)),
    "who is here, two are two": ("", who_is_here(press="/people/differences/")),
    "who is here, handed over": ("", who_is_here(press="/people/care/handing/")),
    "a space to archive": ("", not_begun("people/archiving/")),
    "a space to delete": ("", not_begun("people/deletion/")),
    "a space that is to be deleted": ("", an_ended_space),
    "a link given again": ("", a_link_again),
    "a link just made": ("", a_link_just_made),
    "a square": ("", a_square),
    "you, asked whether it is she": ("", asked_whether_it_is_she),
    "joining, a name that is there": ("", a_namesake),
    "joining, it is she": ("", it_is_she),
    "joining": ("", the_door),
    "joining, no name": ("", the_door_refused),
    "joining, without the link": ("", the_door_closed),
    "roles of the groups": (SHE, within("roles/")),
    "I’m coming, how": (SHE, thing("groups.Group", "coming/")),
    "somebody is coming": (SHE, thing("groups.Group", "coming/for/")),
    "a call for a role": (SHE, thing("groups.Group", "calls/new/?role=liaison")),
    "you": (SHE, within("you/")),
    "her day": (SHE, within("you/day/")),
    "you, said": (SHE, within("you/said/")),
    "you, name": (SHE, within("you/name/")),
    "you, nobody": ("", within("you/")),
}
