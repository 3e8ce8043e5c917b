"""Lines of the twin of the founding minutes, lived: what each became, as a member reads it and acts on it here.

docs/parcours.md says which line is lived by which test.
"""

import datetime
import html

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.models import Action, Deliverable, Group, Need, RoleCall, RoleOffer
from palabre.minutes.doubts.doubt_answers import settle_doubt
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.imports.import_validity import say_of_all
from palabre.minutes.margin.tests.margin_of import PAD, reply
from palabre.minutes.models import Doubt
from palabre.minutes.tests.scene import brought
from palabre.questions.models import Forum, Question
from tests.builders import a_gathering, a_member, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def odile():
    return a_member(a_space(), "Odile Tanneguy")


@pytest.fixture
def her(odile):
    return entered(Client(), odile)


@pytest.fixture
def reading(odile):
    """The twin, opened to members, who said that it is under way."""
    found = brought(odile)
    open_to_space(found, by=odile, at=timezone.now())
    say_of_all(found, "", by=odile)
    return found


def words(answer):
    said = html.unescape(answer.content.decode())
    for odd, plain in (("\u2011", "-"), ("\u202f", " "), ("\xa0", " "), ("’", "'")):
        said = said.replace(odd, plain)
    return " ".join(said.split())


def thing_of(reading, line, model):
    """Return what was read in this line, of this kind."""
    kind = model._meta.label_lower
    passage = reading.page.passages.filter(thing_kind=kind, first_line__lte=line, last_line__gte=line).latest("pk")
    found = apps.get_model(kind).objects.get(pk=passage.thing_id)
    found.space = reading.space
    return found


def made_of(her, reading, line, kind, words):
    """« En faire… »: have a member make a thing of these words of the page of minutes."""
    address = reverse("minutes:readings", args=[reading.space.slug, reading.page.slug])
    return her.post(address, {"words": words, "line": line, "kind": kind}, headers=PAD)


def test_line_5_the_forum_has_its_page_one_click_from_the_minutes_the_home_and_a_question(her, reading):
    forum = Forum.objects.select_related("space").get()
    asked = Question.objects.select_related("space").get(text__startswith="Comment retenir l'eau")
    way = forum.get_absolute_url()

    doors = [html.unescape(her.get(one.get_absolute_url()).content.decode()) for one in (reading, forum.space, asked)]
    page = words(her.get(way))

    assert [way in one for one in doors] == [True] * 3
    assert "Forum du 13 mars 2023" in page
    assert "Thème pas encore écrit" in page
    assert "Nadège Pélissol et Ismaël Berthou" in page
    assert "Elle est devenue :" in page
    assert ">Comment manger ensemble plus souvent</a>" in page


def test_line_51_is_quoted_under_its_question_beside_its_dots_and_a_call_that_says_it(her, reading):
    asked = Question.objects.select_related("space").get(text__startswith="Comment retenir l'eau")
    line = "Le jour du forum, la table était pourtant comble et les bras levés nombreux."
    counting = reverse("forums:dots", args=[reading.space.slug, asked.forum_id, asked.pk])
    calling = reverse("groups:group_calling", args=[reading.space.slug, Group.objects.get(questions=asked).pk])

    told = words(her.post(counting, {"dots": "une trentaine"}, follow=True))
    call = words(her.get(f"{calling}?role=contributor&question={asked.pk}"))

    assert told.count(line) == 1
    assert told.index("Comment retenir l'eau des toits") < told.index(line) < told.index("ligne 51")
    assert "Gommettes, comptées sur papier : une trentaine" in told
    assert "On recherche des personnes pour avancer sur cette question : « Comment retenir l'eau des toits ?" in call


def test_line_55_whoever_helps_with_the_method_of_one_session_is_asked_and_told(her, reading):
    group = Group.objects.get(space=reading.space, title="Comment manger ensemble plus souvent")
    said = {"whose": "Gwenn Riou", "role": "methodologist", "words": "Pour la séance du 13 avril"}

    asked = her.post(reverse("groups:proposing", args=[reading.space.slug, group.pk]), said, follow=True)

    offer = RoleOffer.objects.get(group=group)
    assert (offer.person.name, offer.words) == ("Gwenn Riou", "Pour la séance du 13 avril")
    assert reverse("groups:role_offer_letter", args=[reading.space.slug, offer.pk]) in words(asked)


def said_yes(reading, line, kind, answer="yes"):
    """Answer the question that the reading asks about this line."""
    doubt = Doubt.objects.get(reading=reading, kind=kind, first_line=line)
    settle_doubt(doubt, answer, by=reading.by, at=timezone.now())


def test_line_77_the_reading_asks_whether_it_is_a_need_of_this_group(her, reading):
    asked = words(her.get(reading.get_absolute_url(), follow=True))

    said_yes(reading, 77, "need")

    assert "Aucun binôme à cette heure." in asked
    assert thing_of(reading, 77, Need).group == thing_of(reading, 79, RoleCall).group


def test_line_131_the_reading_asks_whether_it_is_to_be_done_and_what_the_group_makes(her, reading):
    group = Group.objects.get(space=reading.space, title__startswith="Balades à plusieurs voix")

    said_yes(reading, 131, "proposal", "action")
    said_yes(reading, 131, "output")

    action, output = thing_of(reading, 131, Action), thing_of(reading, 131, Deliverable)
    assert (action.due_on, action.owner_words, action.group) == (datetime.date(2023, 4, 20), "Élise Garrouste", group)
    assert (output.group, output.title) == (group, "Envie d'en tirer un dépliant.")
    assert "Envie d'en tirer un dépliant." in words(her.get(group.get_absolute_url()))


def test_line_77_is_a_need_of_its_group_alone_said_on_the_day_of_the_meeting(her, reading):
    made_of(her, reading, 77, "need", "Aucun binôme à cette heure.")

    need = thing_of(reading, 77, Need)
    assert need.group == thing_of(reading, 79, RoleCall).group
    assert "dit le 28 mars" in words(her.get(need.get_absolute_url()))


@pytest.mark.parametrize("sheet", ["world_cafe", "pro_action"])
def test_lines_120_to_124_and_139_a_run_sheet_in_words_is_begun_from_the_day_that_is_prepared(her, reading, sheet):
    gathering = a_gathering(reading.space, by=reading.by, is_announced=False)
    way = f"{reverse('wiki:new', args=[reading.space.slug])}?sheet={sheet}"

    page, form = words(her.get(gathering.get_absolute_url())), words(her.get(way))

    tables = reverse("forums:tables_file", args=[reading.space.slug])
    assert (way in page, tables in page) == (True, True)
    assert "## Trois tours" in form
    assert f"Imprimer [une feuille de récolte et un numéro par table]({tables})." in form


def test_line_129_what_was_agreed_is_read_above_the_needs(her, reading):
    said = {"name": reading.space.name, "licence": "CC BY-SA 4.0", "needs_rule": "sur appel des groupes (28 mars)"}

    her.post(reverse("home:settings", args=[reading.space.slug]), said)

    board = words(her.get(reverse("home:needs", args=[reading.space.slug])))
    assert "Convenu : sur appel des groupes (28 mars)" in board


def test_line_129_is_a_rule_and_not_a_need(her, reading):
    board = words(her.get(reverse("home:needs", args=[reading.space.slug])))

    assert "coup de main de l'IRTAV" in board
    assert "Sur appel des groupes" not in board


def test_line_131_is_something_to_do_on_its_day_and_something_that_a_group_makes(her, reading):
    words_of_131 = reading.page.note.body_md.split("\n")[130].strip()
    first, second = words_of_131.partition(" Envie ")[0], "Envie d'en tirer un dépliant."
    group = Group.objects.get(space=reading.space, title__startswith="Balades à plusieurs voix")

    made_of(her, reading, 131, "action", first)
    made_of(her, reading, 131, "output", second)
    reply(her, reading.page, "De quel groupe ?", str(group.pk))

    action, output = thing_of(reading, 131, Action), Deliverable.objects.get(group=group)
    assert (action.due_on, output.title) == (datetime.date(2023, 4, 20), second)


def test_line_64_and_a_near_one_are_asked_about_on_the_page_of_their_group(her, reading):
    group = Group.objects.get(space=reading.space, inquiries__text__startswith="Comment la chaleur")

    page = words(her.get(group.get_absolute_url()))

    assert "Ces deux pistes se ressemblent" in page


def test_line_79_a_call_keeps_both_places_that_somebody_may_come_from(her, reading):
    call = thing_of(reading, 79, RoleCall)

    assert "d'une médiathèque ou de l'IRTAV" in words(her.get(call.get_absolute_url()))


def test_line_85_a_need_is_classed_otherwise_in_place(her, reading):
    need = thing_of(reading, 85, Need)
    address = reverse("groups:need_words", args=[reading.space.slug, need.pk])

    her.post(address, {"text": need.text, "kind": "people"})

    assert Need.objects.get(pk=need.pk).kind == "people"


def test_line_118_is_asked_whether_somebody_was_found(her, reading):
    call = thing_of(reading, 118, RoleCall)

    assert "Est-ce trouvé ?" in words(her.get(call.get_absolute_url()))


def test_lines_135_and_143_are_an_invitation_on_the_page_of_each_group(her, reading):
    groups = list(Group.objects.filter(space=reading.space).alive())

    pages = [words(her.get(group.get_absolute_url())) for group in groups]
    first = thing_of(reading, 135, Action)
    for group in groups[:1]:
        her.post(reverse("groups:invitation", args=[reading.space.slug, group.pk, first.pk]))
    then = words(her.get(groups[0].get_absolute_url()))

    assert all("quelle est la forme, la trace pour raconter son sujet" in page for page in pages)
    assert "Chaque équipe apporte" in then.partition("La réunion propose")[2]
    assert "Une photo" in then


@pytest.mark.parametrize(("line", "button"), [(141, "Choisir une date"), (153, "Garder ce rythme")])
def test_lines_141_and_153_bear_the_button_of_their_tool(her, reading, line, button):
    action = thing_of(reading, line, Action)

    assert button in words(her.get(action.get_absolute_url()))


def test_what_the_twin_says_waits_until_somebody_says_that_it_is_under_way(her, odile):
    found = brought(odile)
    open_to_space(found, by=odile, at=timezone.now())

    board = words(her.get(reverse("home:needs", args=[found.space.slug])))

    assert "médiathèque" not in board
