"""What somebody took out of minutes is not made again by the choices and the answers of who brought them."""

from typing import Any

import pytest
from django.db.models import Q
from django.utils import timezone

from palabre.groups.actions.new_action import mend_action, undo_mending
from palabre.groups.models import Action, Carrying, ProgressEntry
from palabre.home.statements import statement_corrections
from palabre.meetings.models import Decision, Meeting
from palabre.minutes.choices.import_choices import keep_text_only, mend_words, put_back, take_out
from palabre.minutes.doubts.doubt_answers import settle_doubt
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.models import Import
from palabre.minutes.tests.scene import KNOWN, TWIN, TWO, brought
from palabre.people.models import Audience, Person
from palabre.questions.models import Question, Wording
from palabre.refusal import Refusal
from palabre.wiki.lines.earlier_text import restore_page_text
from palabre.wiki.models import Page
from palabre.wiki.page_text import save_page_text
from palabre.wiki.readers import page_audience
from tests.builders import a_meeting, a_member, a_page, a_passage, a_question, a_space

pytestmark = pytest.mark.django_db
TEXT = """# Réunion du lavoir

Date : 19 novembre 2026
Présents : Ana Kerdoncuff, Cléo Marzin

## Le toit
- À faire : Cléo Marzin prête sa camionnette avant le 20 décembre.
- À faire : Ana Kerdoncuff demande trois devis.
- Cléo Marzin doit appeler la notaire pour son divorce.
"""


@pytest.fixture
def ana() -> Person:
    return a_member(a_space(public=True), "Ana Kerdoncuff")


@pytest.fixture
def cleo(ana: Person) -> Person:
    return a_member(ana.space, "Cléo Marzin")


@pytest.fixture
def reading(ana: Person, cleo: Person) -> Import:
    reading = brought(ana, TEXT)
    open_to_space(reading, by=ana, at=timezone.now())
    return Import.objects.get(pk=reading.pk)


def refuses(person: Person, words: str) -> None:
    statement_corrections.refuse(**where(words), by=person, at=timezone.now())


def corrects(person: Person, words: str, new: str) -> None:
    statement_corrections.correct(**where(words), words=new, by=person, at=timezone.now())


def where(words: str) -> dict[str, Any]:
    page = Page.objects.select_related("note", "audience", "space").get()
    line = next(at for at, said in enumerate(page.note.body_md.split("\n"), 1) if words in said)
    return {"page": page, "line": line, "base": page.note.revision}


@pytest.mark.parametrize("is_taken_out_first", [True, False])
def test_everything_read_again_but_that(reading, ana, cleo, is_taken_out_first):
    if is_taken_out_first:
        refuses(cleo, "camionnette")
    keep_text_only(reading, by=ana)
    if not is_taken_out_first:
        refuses(cleo, "camionnette")

    keep_text_only(reading, by=ana, only=False)

    said = " ".join(Action.objects.values_list("text", flat=True))
    assert ("camionnette" in said, "devis" in said) == (False, True)


def test_nor_is_what_was_taken_out_of_the_list_put_back_in_its_former_words(reading, ana, cleo):
    key = reading.things.get(thing_kind="groups.action", thing_id=Action.objects.get(text__contains="camionnette").pk)
    refuses(cleo, "camionnette")

    take_out(reading, key.key, by=ana)
    put_back(reading, key.key, by=ana)

    assert not Action.objects.filter(text__contains="camionnette").exists()


@pytest.mark.parametrize("new", ["le 21 décembre", "Noël"])
def test_what_she_said_otherwise_is_made_again_in_her_words(reading, ana, cleo, new):
    key = reading.things.get(thing_kind="groups.action", thing_id=Action.objects.get(text__contains="camionnette").pk)
    corrects(cleo, "camionnette", f"À faire : Cléo Marzin prête sa camionnette avant {new}.")

    take_out(reading, key.key, by=ana)
    put_back(reading, key.key, by=ana)

    assert Action.objects.filter(text=f"Cléo Marzin prête sa camionnette avant {new}.").exists()


def test_and_what_still_says_the_words_is_made_as_it_was(ana):
    mado = a_member(ana.space, "Mado Kersauze")
    reading = brought(ana, TWO)
    open_to_space(reading, by=ana, at=timezone.now())
    reading = Import.objects.get(pk=reading.pk)
    corrects(mado, KNOWN, f"**Mado Kersauze**, du lavoir, *{KNOWN}*")

    keep_text_only(reading, by=ana)
    keep_text_only(reading, by=ana, only=False)

    assert (Question.objects.count(), Carrying.objects.count()) == (2, 2)


def test_a_mood_that_an_answer_took_out_is_not_read_again(ana):
    reading = brought(ana, TWIN)
    open_to_space(reading, by=ana, at=timezone.now())
    reading = Import.objects.get(pk=reading.pk)
    settle_doubt(reading.doubts.get(kind="mood"), "withdraw", by=ana, at=timezone.now())

    keep_text_only(reading, by=ana)
    keep_text_only(reading, by=ana, only=False)

    assert ProgressEntry.objects.filter(text__contains="Préparation en cours").exists()
    assert not ProgressEntry.objects.filter(Q(text__contains="élan") | Q(body_html__contains="élan")).exists()


def test_what_was_read_again_after_others_wrote_follows_the_sentence_too(reading, ana, cleo):
    page = Page.objects.select_related("note", "audience", "space").get()
    dan = a_member(ana.space, "Dan Le Goff")
    save_page_text(page, f"{page.note.body_md}\n\nUn mot de plus.\n", base=page.note.revision, by=dan, is_writer=True)
    keep_text_only(reading, by=ana)
    keep_text_only(reading, by=ana, only=False)

    refuses(cleo, "camionnette")

    assert not Action.objects.filter(text__contains="Cléo Marzin prête").exists()


def test_a_doubt_about_words_that_were_taken_out_is_answered_no_longer(reading, ana, cleo):
    doubt = reading.doubts.get(words__contains="notaire")
    refuses(cleo, "notaire")

    with pytest.raises(Refusal):
        settle_doubt(doubt, "yes", by=ana, at=timezone.now())

    assert not Action.objects.filter(text__contains="notaire").exists()


@pytest.mark.parametrize(
    ("words", "place"), [(None, ""), ("Lieu : chez Cléo Marzin, au bourg", "chez Cléo Marzin, au bourg")]
)
def test_the_meeting_says_its_place_as_she_left_it(ana, cleo, words, place):
    text = TEXT.replace("Date :", "Lieu : chez Cléo Marzin, 3 rue du Four\nDate :")
    open_to_space(brought(ana, text), by=ana, at=timezone.now())
    assert Meeting.objects.get().place == "chez Cléo Marzin, 3 rue du Four"

    if words is None:
        refuses(cleo, "rue du Four")
    else:
        corrects(cleo, "rue du Four", words)

    assert Meeting.objects.get().place == place
    brought(ana, text.replace("trois devis", "deux devis"))
    assert Meeting.objects.get().place == place


def test_a_place_that_names_nobody_stays_as_the_line_is_taken_out(ana, cleo):
    text = TEXT.replace("Date :", "Lieu : Salle des fêtes (Cléo Marzin a la clé)\nDate :")
    open_to_space(brought(ana, text), by=ana, at=timezone.now())
    Meeting.objects.update(place="Salle des fêtes")

    refuses(cleo, "Salle des fêtes")

    assert Meeting.objects.get().place == "Salle des fêtes"
    assert "Salle des fêtes" not in Page.objects.get().note.body_md


def test_what_was_read_in_a_line_that_moved_as_it_changed_follows_it(reading, ana, cleo):
    page = Page.objects.select_related("note", "audience", "space").get()
    line = next(line for line in page.note.body_md.split("\n") if "camionnette" in line)
    text = page.note.body_md.replace(f"{line}\n", "") + "\n" + line.replace("20 décembre", "21 décembre")
    save_page_text(page, text, base=page.note.revision, by=a_member(ana.space, "Dan Le Goff"), is_writer=True)

    refuses(cleo, "camionnette")

    assert not Action.objects.filter(text__contains="Cléo").exists()


@pytest.mark.parametrize("new", [None, "À faire : Cléo Marzin ne prête plus rien."])
def test_the_words_of_the_text_come_back_without_hers(reading, ana, cleo, new):
    row = Action.objects.get(text__contains="camionnette")
    key = reading.things.get(thing_kind="groups.action", thing_id=row.pk).key
    mend_words(reading, key, "Prêter un camion", by=ana)
    if new:
        corrects(cleo, "camionnette", new)
    else:
        refuses(cleo, "camionnette")

    mend_words(Import.objects.get(), key, "", by=ana)

    assert Action.objects.get(pk=row.pk).text == ("Cléo Marzin ne prête plus rien." if new else "Prêter un camion")


def test_who_undoes_other_words_of_a_thing_brings_back_no_name_that_was_taken_out(reading, ana, cleo):
    action = Action.objects.get(text__contains="camionnette")
    dan = a_member(ana.space, "Dan Le Goff")
    entry = mend_action(action, "Prêter un camion", action.due_words, by=dan, at=timezone.now())
    refuses(cleo, "camionnette")

    undo_mending(Action.objects.get(pk=action.pk), entry.pk, by=dan)

    assert "Cléo" not in Action.objects.get(pk=action.pk).text
    assert "camionnette" in Action.objects.get(pk=action.pk).text


def test_nor_the_words_that_she_said_otherwise(reading, ana, cleo):
    action = Action.objects.get(text__contains="camionnette")
    dan = a_member(ana.space, "Dan Le Goff")
    entry = mend_action(action, "Prêter un camion", action.due_words, by=dan, at=timezone.now())
    corrects(cleo, "camionnette", "À faire : Cléo Marzin prête son vélo avant le 20 décembre.")

    undo_mending(Action.objects.get(pk=action.pk), entry.pk, by=dan)

    assert Action.objects.get(pk=action.pk).text == "Cléo Marzin prête son vélo avant le 20 décembre."


def test_a_group_whose_title_she_changed_keeps_what_others_say_in_it(ana, cleo):
    news = "## Nouvelles des groupes\n\n### Le lavoir, Cléo Marzin\n\n- Dan Le Goff cherche des tuiles.\n"
    text = f"# Réunion\n\nDate : 19 novembre 2026\nPrésents : Ana Kerdoncuff, Cléo Marzin, Dan Le Goff\n\n{news}"
    open_to_space(brought(ana, text), by=ana, at=timezone.now())
    assert ProgressEntry.objects.get().text == "- Dan Le Goff cherche des tuiles."
    corrects(cleo, "Le lavoir,", "Le lavoir, Cléo Marzin et les autres")

    keep_text_only(Import.objects.get(), by=ana)
    keep_text_only(Import.objects.get(), by=ana, only=False)

    assert ProgressEntry.objects.get().text == "- Dan Le Goff cherche des tuiles."


def named_at_the_door(ana: Person, name: str) -> Person:
    person = a_member(ana.space, name)
    Person.objects.filter(pk=person.pk).update(is_self_named=True)
    return Person.objects.get(pk=person.pk)


@pytest.mark.parametrize(("name", "is_theirs"), [("Le Toit", False), ("Zoé Lenoir", True)])
def test_who_enters_under_ordinary_words_says_nothing_of_others_otherwise(ana, name, is_theirs):
    text = "# Réunion\n\nDate : 19 novembre 2026\n\n## Décisions\n\n- On refait le toit avec Zoé Lenoir.\n- On peint.\n"
    reading = brought(ana, text)
    open_to_space(reading, by=ana, at=timezone.now())
    who = named_at_the_door(ana, name)

    corrects(who, "Zoé Lenoir", "On rase le toit.")

    assert Decision.objects.filter(text="On rase le toit.").exists() is is_theirs
    page = Page.objects.select_related("note", "audience", "space").get()
    restore_page_text(page, 1, by=ana, is_writer=True)
    assert ("On rase le toit." in page.note.body_md) is is_theirs


@pytest.mark.parametrize("new", [None, "Cléo Marzin va bien."])
def test_a_question_that_was_asked_in_her_sentence_keeps_its_words_without_her_name(ana, cleo, new):
    said = "Comment aider Cléo Marzin à trouver un logement ?"
    asked = a_question(ana.space, said)
    Wording.objects.create(question=asked, number=9, text=said)
    a_passage(a_page(ana.space, "Idées", f"- {said}\n- Merci."), asked, words=said)

    if new is None:
        refuses(cleo, "logement")
    else:
        corrects(cleo, "logement", new)

    asked.refresh_from_db()
    assert asked.text == "Comment aider une personne à trouver un logement ?"
    assert {*asked.wordings.values_list("text", flat=True)} == {asked.text}


def test_the_news_of_a_group_that_begins_by_a_sign_follows_its_line(ana, cleo):
    news = "- Besoin : un remplacement de Cléo Marzin pendant son hospitalisation, du 3 au 18 janvier.\n"
    head = "# Réunion\n\nDate : 19 novembre 2026\nPrésents : Ana Kerdoncuff, Cléo Marzin\n"
    open_to_space(brought(ana, f"{head}\n## Nouvelles du lavoir\n\n{news}"), by=ana, at=timezone.now())
    assert "Cléo" in ProgressEntry.objects.get().text

    corrects(cleo, "hospitalisation", "Cléo Marzin va bien.")

    assert "Cléo" not in ProgressEntry.objects.get().text


def test_what_all_read_does_not_say_the_words_of_a_page_that_was_kept_to_fewer_since(reading, ana, cleo):
    """Her name leaves it; her words stay with those who read the page."""
    page = Page.objects.get()
    page_audience.move(page, Audience.of_persons(ana, cleo))

    corrects(cleo, "camionnette", "À faire : Cléo Marzin, malade, ne prête rien.")

    assert "malade" in Page.objects.get().note.body_md
    said = Action.objects.get(text__contains="camionnette").text
    assert "malade" not in said
    assert "Cléo" not in said


@pytest.mark.parametrize("is_public", [False, True])
def test_a_meeting_says_its_new_place_to_those_alone_who_read_its_page(ana, cleo, is_public):
    """To others the old one stays, without the name: whoever may change the meeting says the new one there."""
    place = "chez Cléo Marzin, 3 rue du Four"
    members = Audience.of_space(ana.space)
    page = a_page(ana.space, "Réunion", f"Lieu : {place}\n", audience=members)
    readers = Audience.everybody(ana.space) if is_public else members
    meeting = a_meeting(ana.space, on=timezone.localdate(), place=place, minutes=page, audience=readers)

    corrects(cleo, "rue du Four", "Lieu : chez Cléo Marzin, 5 rue du Four")

    meeting.refresh_from_db()
    assert meeting.place == ("chez une personne, 3 rue du Four" if is_public else "chez Cléo Marzin, 5 rue du Four")
