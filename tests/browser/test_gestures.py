"""One gesture on each page: by who passes by, without JavaScript, on a phone; undone where it is said."""

import pytest
from playwright.sync_api import expect

from tests.browser.house import DEMONSTRATION
from tests.lengths import short_by

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, "java_script_enabled": False}
GROUP = ("groups.Group", {"lives_in": None})
CALL = ("groups.RoleCall", {"withdrawn_at": None, "filled_at": None})
NEED = ("groups.Need", {"answers": None})
ACTION = ("groups.Action", {"owner": None, "is_done": False})
NEXT_MEETING = (
    "from palabre.meetings.models import Meeting; from django.utils import timezone; "
    "rows = Meeting.objects.filter(space__is_demonstration=True, on__gte=timezone.localdate()); "
    "print(rows.order_by('pk')[0].get_absolute_url())"
)
A_LINK = (
    "from palabre.groups.models import RoleCall; from palabre.people.access import links; "
    "from django.utils import timezone; "
    "call = RoleCall.objects.filter(space__is_demonstration=True, withdrawn_at=None).first(); "
    "print(links.link_path(links.link_to(call, person=None, by=None, at=timezone.now())))"
)


@pytest.fixture
def phone(enter):
    """The phone of somebody whom nobody knows here."""
    return enter(**PHONE)


def tap(page, words):
    """Touch a button or a link of the page's text, wide enough for a thumb."""
    reached = page.get_by_role("main").locator("a, button").filter(has_text=words).first
    box = reached.bounding_box()
    assert box["height"] >= 24
    reached.tap()


def say_her_name(page, name):
    page.get_by_label("Votre prénom et votre nom").fill(name)


def done(page):
    return page.get_by_role("main").locator(".done").first


def wide(page):
    return page.evaluate("document.documentElement.scrollWidth")


@pytest.mark.parametrize("thing", short_by([GROUP, CALL, None], [CALL]), ids=["group", "call", "meeting"])
def test_a_passer_by_comes_along_and_changes_her_mind(phone, house, thing):
    phone.goto(house.paths_of(thing)[0] if thing else house.ask(NEXT_MEETING))

    tap(phone, "J’y vais")
    say_her_name(phone, "Nadia Ferhat")
    tap(phone, "J’y vais")

    expect(done(phone)).to_contain_text("vous y allez")
    tap(phone, "Annuler")
    expect(phone.get_by_role("main").locator("a, button").filter(has_text="J’y vais")).to_have_count(1)


def test_a_passer_by_takes_care_of_something_and_gives_it_back(phone, house):
    phone.goto(house.paths_of(ACTION)[0])

    tap(phone, "Je m’en charge")
    say_her_name(phone, "Nadia Ferhat")
    tap(phone, "Je m’en charge")

    expect(done(phone)).to_contain_text("Vous vous en chargez.")
    tap(phone, "Annuler")
    expect(phone.get_by_text("à prendre")).to_be_visible()


def test_a_passer_by_answers_a_need_and_takes_it_back(phone, house):
    phone.goto(house.paths_of(NEED)[0])

    tap(phone, "Je réponds")
    say_her_name(phone, "Nadia Ferhat")
    phone.get_by_label("Votre réponse").fill("Deux chaises chez moi.")
    tap(phone, "Envoyer ma réponse")

    expect(phone.locator("article.sheet")).to_contain_text("Deux chaises chez moi.")
    tap(phone, "Annuler")
    expect(phone.locator("article.sheet")).to_have_count(0)


def test_who_forgot_her_name_loses_no_word(phone, house):
    phone.goto(f"{house.paths_of(NEED)[0]}answers/new/")
    say_her_name(phone, "   ")
    phone.get_by_label("Votre réponse").fill("Deux chaises chez moi.")

    tap(phone, "Envoyer ma réponse")

    expect(phone.get_by_role("alert")).to_contain_text("Il manque votre nom.")
    expect(phone.get_by_label("Votre réponse")).to_have_value("Deux chaises chez moi.")


def test_a_member_publishes_a_call_and_has_it_at_hand_for_others(enter, house):
    page = enter("Inês Figueiredo", **PHONE)
    page.goto(house.paths_of(("groups.Group", {"memberships__person__name": "Inês Figueiredo"}))[0])
    page.locator("summary", has_text="Chercher quelqu’un").tap()  # folded, since somebody is looked for already
    page.get_by_label("Qui recherchez-vous ?").fill("On recherche une personne pour lire des histoires")
    tap(page, "Publier l’appel")
    expect(done(page)).to_contain_text("Votre appel est en page d’accueil.")

    tap(page, "Copier pour un courriel")

    expect(page.get_by_label("Texte du courriel")).to_contain_text("lire des histoires")
    page.goto(DEMONSTRATION)
    expect(page.get_by_role("main")).to_contain_text("lire des histoires")


def test_a_text_is_copied_in_one_gesture(enter, house):
    page = enter()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{house.paths_of(CALL)[0]}sharing/")

    page.get_by_role("button", name="Copier, Texte du courriel").click()

    expect(page.locator("#mail copy-text [role=status]")).to_have_text("Copié.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.get_by_role("textbox", name="Texte du courriel").input_value()


def test_a_poster_is_one_sheet_of_paper(enter, house):
    page = enter("Linh Nguyen")
    page.goto(f"{house.paths_of(CALL)[0]}poster/")
    expect(page.get_by_role("button", name="Imprimer")).to_be_visible()

    sheet = page.pdf(format="A4")

    assert sheet.count(b"/Type /Page\n") == 1


def test_a_link_opens_one_call_to_whoever_holds_it(phone, house):
    phone.goto(house.ask(A_LINK))
    assert phone.url.rstrip("/").endswith("call")

    say_her_name(phone, "Nadia Ferhat")
    tap(phone, "J’y vais")

    expect(done(phone)).to_contain_text("vous y allez")
    assert phone.locator(f"main a[href^='{DEMONSTRATION}']").count() == 0
    tap(phone, "Annuler")
    expect(phone.get_by_role("button", name="J’y vais")).to_be_visible()
    assert wide(phone) <= 360
