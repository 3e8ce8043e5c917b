"""A community begun without minutes, on a phone, without JavaScript: what it says is done, and shown to a stranger."""

from playwright.sync_api import expect

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, "java_script_enabled": False}
QUESTION, TASK, NAME = "Qui rallume le four à pain ?", "Commander deux stères de bois", "Le four à pain"


def tap(page, words):
    page.get_by_role("main").locator("a, button, summary").filter(has_text=words).first.tap()


def said(page):
    return expect(page.get_by_role("main"))


def has_heading(page, words):
    expect(page.get_by_role("heading", level=1)).to_have_text(words)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_question_is_carried_what_it_asks_is_done_and_its_group_is_shown_to_a_stranger(enter):
    phone = enter(**PHONE)
    begin(phone)

    ask(phone)
    group = phone.url
    do(phone)
    phone.goto(group)
    said(phone).to_contain_text("Voir ce qui est fait")
    name_otherwise(phone)
    publish(phone)
    phone.goto(group)
    tap(phone, "Faire évoluer le groupe")
    tap(phone, "Pour les membres, ou pour tous")
    said(phone).to_contain_text("Ce que tout le monde lirait")
    tap(phone, "Montrer à tout le monde")
    said(phone).to_contain_text("Tout le monde peut le lire.")

    stranger = enter(**PHONE)
    stranger.goto(group)
    said(stranger).to_contain_text(NAME)
    said(stranger).not_to_contain_text(TASK)


def begin(phone):
    phone.goto("/spaces/new/")
    phone.get_by_label("Nom de votre communauté").fill("Les fournils du Val")
    phone.get_by_label("Votre nom").fill("Odile Tanneguy")
    tap(phone, "Ouvrir cet espace")
    has_heading(phone, "Les fournils du Val")


def ask(phone):
    phone.goto(f"{phone.url}questions/new/")
    phone.locator("[name=text]").fill(QUESTION)
    tap(phone, "Poser cette question")
    said(phone).to_contain_text("Votre question est posée.")
    expect(phone.locator("main input:checked")).to_have_count(0)
    tap(phone, "Je la porte")
    said(phone).to_contain_text("Vous portez cette question")


def do(phone):
    tap(phone, "Dire ce qu’il y a à faire")
    has_heading(phone, "Une chose à faire")
    phone.locator("[name=text]").fill(TASK)
    tap(phone, "Dire ce qu’il y a à faire")
    said(phone).to_contain_text("C’est noté.")
    tap(phone, "Je m’en charge")
    tap(phone, "C’est fait")
    said(phone).to_contain_text("C’est fait, par Odile Tanneguy. Merci.")
    tap(phone, "Annuler")
    said(phone).to_contain_text("Vous vous en chargez.")
    tap(phone, "C’est fait")
    said(phone).to_contain_text("Merci.")


def name_otherwise(phone):
    tap(phone, "Faire évoluer le groupe")
    tap(phone, "Lui donner un autre nom")
    has_heading(phone, "Lui donner un autre nom")
    phone.locator("[name=title]").fill(NAME)
    tap(phone, "Garder ces mots")
    has_heading(phone, NAME)


def publish(phone):
    phone.goto(f"{phone.url.partition('/groups/')[0]}/people/")
    tap(phone, "l’ouvrir")
    tap(phone, "Rendre public")
    said(phone).to_contain_text("Tout le monde lit ce qui est public.")
