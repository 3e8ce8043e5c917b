"""A forum of forty people, from preparing it to its groups: twelve pages are open, the rest is on paper.

The network of the hall is cut twice: under a question that is proposed, and under somebody who goes on.

One helper types the paper: the wall and a first sheet with the keyboard, the other sheets by the same form, sent
without its page. `forums/tests/test_day_typed_later.py` is the same day without a phone, all of it typed.
"""

import pytest

from tests import forum_of_forty as forty
from tests.browser.hands import PHONE
from tests.browser.journeys_of_questions import begin
from tests.browser.walker import Walker

DESK = {"viewport": {"width": 1280, "height": 900}, "java_script_enabled": False}
CUT = ("Inès", "Pascal")
AT_ONCE = "Math.random = () => 0"  # a hall comes back spread over some seconds: here there is one phone
FOUND = "space = Space.objects.get(name='Pays de Forlonge')"
SHOWN_TO_ALL = f"""
from palabre.spaces.models import Space
{FOUND}
Space.objects.filter(pk=space.pk).update(opened_at=timezone.now(), public_at=timezone.now())
Space.touch(space.pk)
"""
DOORS = f"""
from django.urls import reverse
from palabre.forums.day.forum_codes import day_key
from palabre.forums.models import ForumDay
from palabre.spaces.models import Space
{FOUND}
day = ForumDay.objects.select_related("forum__space").get(forum__space=space)
print(day.code, reverse("forum_code:square", args=[day.code, day_key(day)]), day.forum.get_absolute_url())
"""
COUNTED = f"""
from palabre.forums.models import Sheet, SheetPledge
from palabre.people.models import Person
from palabre.spaces.models import Space
{FOUND}
print(space.persons.count(), Sheet.objects.filter(day__forum__space=space).count(),
    SheetPledge.objects.filter(person__space=space).count())
"""


@pytest.fixture
def day(enter, house):
    """The helper at a desk without JavaScript, the phones by name, the projector; and the address of the forum."""
    odile = Walker(enter(at="", **DESK))
    begin(odile, f"{house.url}/", "Pays de Forlonge")
    house.ask(SHOWN_TO_ALL)
    prepare(odile)
    letters, square, forum = house.ask(DOORS).split()
    phones = {one.name: Walker(enter(at="", **PHONE)) for one in forty.PHONES}
    for name in CUT:
        phones[name].page.context.add_init_script(AT_ONCE)
    for number, phone in enumerate(phones.values()):
        come(phone, letters if number == 0 else "", square)
    projector = Walker(enter(at=""))
    projector.open(f"{forum}projector/")
    return odile, phones, projector, forum


def test_a_day_of_forty_people_goes_from_the_paper_to_groups(day, enter, house):
    odile, phones, projector, forum = day

    type_the_paper(odile)
    propose(phones)
    lose_a_place(odile, phones["Fatoumata"], projector)
    tell_what_was_said(odile, phones["Solène"], forum)
    set_aside(phones["Léonie"], forum)
    say_who_goes_on(phones, forum)
    type_who_goes_on(odile, forum)
    close_the_day(odile, forum)

    kept = (len(forty.PEOPLE), len(forty.QUESTIONS), len(forty.PEOPLE) - 1)
    assert tuple(map(int, house.ask(COUNTED).split())) == kept
    read_as_a_stranger(Walker(enter(at="")), forum)


def prepare(odile):
    odile.press("Préparer un forum")
    odile.write("La question qui vous réunit", forty.THEME)
    odile.write("Quand ?", "demain à 9 h")
    odile.write("Où ?", forty.VENUE)
    odile.write("Les heures", forty.HOURS)
    odile.write("Les lieux", forty.PLACES)
    odile.press("Préparer ce forum")
    odile.reads("Où aller d’abord", "Libre. Une idée ?")


def come(phone, letters, square):
    """Come by the eight letters, or by the square: no name is asked."""
    if letters:
        phone.open("/forum/")
        phone.write("Les huit lettres", letters.lower())
        phone.press("Entrer")
    else:
        phone.open(square)
    phone.reads(forty.THEME, "Où aller d’abord")


def type_the_paper(odile):
    odile.press("Copier le mur")
    on_paper = [one for one in forty.QUESTIONS if not one.has_phone]
    for one in on_paper:
        type_line(odile, forty.as_typed(one), asked_by=one.by)
    for one in on_paper:
        type_line(odile, f"{one.number} {one.place}")
    odile.reads(*(f"{one.number} {one.place}" for one in on_paper))


def type_line(odile, line, *, asked_by=""):
    odile.page.locator("[name=asked_by]").fill(asked_by)
    odile.page.locator("[name=line]").fill(line)
    with odile.page.expect_navigation():
        odile.page.locator("[name=line]").press("Enter")
    assert odile.page.get_by_role("alert").count() == 0, line


def propose(phones):
    """Propose by phone, then take a place there."""
    places = {"Inès": "10 h 30 · Table 2", "Karim": "11 h 30 · Table 1", "Solène": "14 h · Table 1"}
    for one in forty.QUESTIONS:
        if one.has_phone:
            phone = phones[one.by]
            phone.press("Proposer une question")
            phone.write("Écrivez-la comme vous la diriez", one.text)
            phone.write("Votre prénom", one.by)
            send(phone, "Poser cette question", is_cut=one.by == CUT[0])
            phone.reads("Votre question porte le numéro", str(one.number))
            phone.press(places[one.by])
            phone.reads("Tout le monde le voit.")


def send(phone, words, *, is_cut):
    """Send a form; or find the network cut, read that the words are kept, and follow them once it is back."""
    phone.page.context.set_offline(is_cut)
    phone.send(words)
    if not is_cut:
        return
    phone.reads("Gardé sur ce téléphone. Envoyé dès que le réseau revient.")
    phone.page.context.set_offline(False)
    told = phone.page.locator("kept-posts [data-told] a")
    phone.reads("Envoyé.")
    told.last.tap()


def lose_a_place(odile, phone, projector):
    """Say that a place is lost, then move what stood there: a phone and the projector follow it, as they are."""
    phone.press("Tout le mur")
    phone.reads("Ma mère attend")
    odile.press("Une place est perdue")
    odile.tap(odile.page.locator("li").filter(has_text=forty.LOST).get_by_role("button", name="Elle est perdue"))
    odile.reads(f"{forty.LOST} : la place est perdue.")
    phone.reads("Cette place est perdue. La question en cherche une autre.")
    projector.reads("Cette place est perdue.")
    type_line(odile, f"{forty.MOVED} {forty.MOVED_TO}")
    phone.reads(f"Vient de : {forty.LOST}")


def tell_what_was_said(odile, solene, forum):
    """The convener says it by phone; the helper files the sheets of paper."""
    solene.press("Écrire ce qui s’est dit")
    solene.write("Qui était là", forty.REPORTS[43])
    solene.press("Garder ce compte rendu")
    solene.reads("C’est noté.")
    told, home = forty.TOLD_WITH
    sent(odile, f"{forum}sheets/4/report/", text=forty.REPORTS[4])
    sent(odile, f"{forum}sheets/{forty.NO_REPORT}/report/", none="1")
    sent(odile, f"{forum}sheets/{told}/report/", joined_to=f"{home}")


def sent(odile, path, **form):
    """Send a form of the helper's, as their browser does, without showing its page."""
    headers = {"Origin": odile.page.evaluate("location.origin")}
    answer = odile.page.request.post(path, form=form, headers=headers, max_redirects=0)
    assert answer.status == 302, (path, form)


def set_aside(leonie, forum):
    leonie.open(f"{forum}paper/42/")  # the square of the sheet
    leonie.press("Mettre de côté pour moi")
    leonie.reads("Ne plus mettre de côté")
    leonie.open(forum)
    leonie.reads("Mise de côté par vous", "Qui apprend à réparer aux enfants ?")


def say_who_goes_on(phones, forum):
    """Scan the sheet that somebody holds up, then one tap; who said nothing yet gives a first name."""
    for one in forty.PHONES:
        phone = phones[one.name]
        phone.open(f"{forum}paper/{one.number}/")
        phone.press("Continuer avec cette question")
        phone.reads("Allez d’abord vers la personne.")
        if phone.page.locator("[name=who]").count():
            phone.write("Votre prénom", one.name)
        send(phone, "Je la porte" if one.carries else "J’y vais", is_cut=one.name == CUT[1])
        if one.name == CUT[1]:  # the sentence was on the link, and the list remains
            phone.reads("Noté", f"{one.number} {one.name}, y va")
            continue
        phone.reads(f"{one.name} porte la {one.number}." if one.carries else f"{one.name} va à la {one.number}.")


def type_who_goes_on(odile, forum):
    first, *others = forty.ON_PAPER
    odile.open(f"{forum}who-goes-on/")
    odile.write("Le numéro de la feuille", str(first.number))
    odile.write("Prénom", first.name)
    odile.send("Je la porte")
    odile.reads(f"{first.name} porte la {first.number}.")
    for one in others:
        more = {"carries": "1"} if one.carries else {}
        sent(odile, f"{forum}who-goes-on/", number=f"{one.number}", whose=one.name, **more)


def close_the_day(odile, forum):
    odile.open(forum)
    odile.press("Fermer la journée")
    odile.reads("Elles continuent", "Elles attendent quelqu’un", "Les salles sont fermées", "Ma mère attend")
    odile.write("Nom du groupe de la 12", "Veiller l’été")
    odile.press("Fermer la journée")
    odile.reads("La journée est fermée. Merci.", "Actes du forum ouvert")


def read_as_a_stranger(stranger, forum):
    """Read the proceedings without a name or an account, then a group."""
    stranger.open(forum)
    stranger.reads(*(one.text.removesuffix(" ?") for one in forty.QUESTIONS), "Veiller l’été")
    stranger.reads(*(f"portée par {name}" for name in forty.CARRIERS.values()))
    stranger.reads("On a dessiné les trajets.", forty.REPORTS[43], "Dite avec la 43.", "Personne ne la porte encore.")
    stranger.press("Veiller l’été")
    stranger.reads("Qui passe voir les gens seuls", "Éloi")
