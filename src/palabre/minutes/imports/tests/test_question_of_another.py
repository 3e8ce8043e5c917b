"""Minutes that a member brings give nobody a say over a question that others carry, and take none from them."""

import contextlib

import pytest
from django.utils import timezone

from palabre.groups.models import Carrying
from palabre.groups.questions.question_access import looks_after
from palabre.groups.questions.question_split import carry_on
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.margin.findings import reading_of
from palabre.minutes.margin.margin_answers import answer_finding
from palabre.minutes.plan import text_claims
from palabre.minutes.tests.scene import HEAD, NEWS, SILENCE, TAIL, brought
from palabre.minutes.undo.import_undo import undo_import
from palabre.questions.models import Lineage, Question
from palabre.refusal import Refusal
from tests.builders import a_group, a_lineage, a_member, a_page, a_question, a_space
from tests.stewards import given_care

pytestmark = pytest.mark.django_db
HERS, HIS, OTHER_WORDS = "Comment garder le four ?", "Qui a la clé ?", "Comment vendre le four du bourg ?"


@pytest.fixture
def ines():
    return a_member(a_space(), "Inès Carvalho")


@pytest.fixture
def malo(ines):
    return a_member(ines.space, "Malo Riou")


@pytest.fixture
def hers(ines):
    question = a_question(ines.space, HERS)
    a_group(ines.space, "Le four", convened_by=(ines,), carrying=(question,))
    return question


def said(who: str, *questions: str) -> str:
    """Return minutes in which `who` brings the first of these questions, reworded into the second."""
    line = f"- **{who}**, *{questions[0]}*" + "".join(f" > Sujet reformulé : *{one}*" for one in questions[1:])
    return f"{HEAD}{line}{TAIL}{NEWS.format(who=who, said=SILENCE)}"


def opened(text: str, *, by):
    reading = brought(by, text)
    open_to_space(reading, by=by, at=timezone.now())
    return reading


@pytest.mark.parametrize("questions", [(HERS,), (HIS, HERS), (HERS, HIS)])
@pytest.mark.parametrize("named", ["Malo Riou", "Zoé Petit"])
def test_minutes_of_one_s_own_give_no_say_over_a_carried_question(ines, malo, hers, questions, named):
    zoe = a_member(ines.space, "Zoé Petit")

    opened(said(named, *questions), by=malo)

    assert [one.name for one in (ines, malo, zoe) if looks_after(one, hers)] == [ines.name]
    assert hers in Question.objects.living()


@pytest.mark.parametrize("questions", [(HERS,), (HIS, HERS), (HERS, HIS)])
def test_nor_over_the_one_that_a_question_which_nobody_carries_became(ines, malo, questions):
    living = carry_on(a_question(ines.space, HERS), OTHER_WORDS, by=ines, at=timezone.now())
    a_group(ines.space, "Le four", convened_by=(ines,), carrying=(living,))

    opened(said("Malo Riou", *questions), by=malo)

    assert not looks_after(malo, living)
    assert not Lineage.objects.filter(at=None).exists()


@pytest.mark.parametrize("questions", [(HERS,), (HIS, HERS), (HERS, HIS)])
def test_nor_in_the_margin_of_a_page_that_all_read(ines, malo, hers, questions):
    page = a_page(ines.space, "Réunion", said("Malo Riou", *questions))

    for one in reading_of(page.note.body_md).findings:
        with contextlib.suppress(Refusal):
            answer_finding(page, one.subject, one.digest, "yes", by=malo, at=timezone.now(), line=one.lines[0])

    assert looks_after(ines, hers)
    assert not looks_after(malo, hers)
    assert hers in Question.objects.living()


def test_nor_by_correcting_open_minutes_of_somebody_else(ines, malo, hers):
    opened(said("Malo Riou", HIS), by=ines)

    brought(malo, said("Malo Riou", HIS, HERS))

    assert not looks_after(malo, hers)


@pytest.mark.parametrize("who", ["its carrier", "a steward", "a member, where nobody carries it"])
def test_who_looks_after_the_question_says_that_it_was_reworded(ines, malo, hers, who):
    by = ines if who == "its carrier" else malo
    if who == "a steward":
        given_care(malo)
    if by is malo and who != "a steward":
        hers.groups.get().delete()

    opened(said("Zoé Petit", HERS, OTHER_WORDS), by=by)

    assert Lineage.objects.get(source=hers).target.text == OTHER_WORDS


def test_a_correction_does_not_reword_the_question_that_a_carried_one_became(ines, malo, hers):
    opened(said("Inès Carvalho", HERS, OTHER_WORDS), by=ines)

    brought(malo, said("Inès Carvalho", HERS, f"{OTHER_WORDS} vite"))

    assert Lineage.objects.get(source=hers).target.text == OTHER_WORDS


@pytest.mark.parametrize("brings", ["another", "the one who corrects"])
def test_nor_does_it_make_its_author_the_one_who_asked(ines, malo, brings):
    zoe = a_member(ines.space, "Zoé Petit")
    opened(said("Zoé Petit", HERS), by=ines if brings == "another" else malo)
    question = Question.objects.get()
    question.groups.all().delete()

    brought(malo, said("Malo Riou", HERS))
    question.groups.all().delete()
    a_group(ines.space, "Le four", convened_by=(ines,), carrying=(question,))

    assert (looks_after(malo, question), looks_after(zoe, question)) == (False, True)


@pytest.mark.parametrize("gesture", ["correct", "undo"])
def test_nobody_parts_the_questions_of_a_carrier_by_the_minutes_that_say_them_one(ines, malo, hers, gesture):
    reading = opened(said("Inès Carvalho", HERS, OTHER_WORDS), by=ines)
    living = Question.objects.get(text=OTHER_WORDS)

    if gesture == "correct":
        brought(malo, said("Inès Carvalho", OTHER_WORDS))
    else:
        with pytest.raises(Refusal):
            undo_import(reading, by=malo)

    assert looks_after(ines, living)
    assert not looks_after(malo, living)
    assert Lineage.objects.filter(source=hers).exists()


def test_nobody_parts_questions_that_another_edge_ties_to_a_carried_one(ines, malo, hers):
    middle = a_question(ines.space, OTHER_WORDS)
    reading = opened(said("Zoé Petit", OTHER_WORDS, HIS), by=ines)
    a_lineage(hers, middle, at=timezone.now())

    brought(malo, reading.text.replace(f" > Sujet reformulé : *{HIS}*", ""))

    assert looks_after(ines, Question.objects.get(text=HIS))
    assert not looks_after(malo, Question.objects.get(text=HIS))


def test_beyond_a_hundred_known_questions_a_text_says_nothing_more_of_them(ines, monkeypatch):
    monkeypatch.setattr(text_claims, "MOST_ASKED", 2)
    for words in (HERS, HIS, OTHER_WORDS):
        a_question(ines.space, words)
    text = said("Zoé Petit", HERS, HIS).replace(TAIL, f"\n- **Malo Riou**, *{OTHER_WORDS}*{TAIL}")

    opened(f"{text}{NEWS.format(who='Malo Riou', said=SILENCE)}", by=ines)

    assert Lineage.objects.count() == 1
    assert not Carrying.objects.filter(question__text=OTHER_WORDS).exists()
