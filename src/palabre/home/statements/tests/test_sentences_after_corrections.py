"""What somebody took out of minutes, or said otherwise, stays so: through corrections, older files, and their undo."""

import pytest
from django.utils import timezone

from palabre.groups.models import Action, RoleCall
from palabre.home.statements import statement_corrections
from palabre.home.statements.statements import said_of
from palabre.meetings.models import Decision
from palabre.minutes.doubts.doubt_answers import settle_doubt
from palabre.minutes.imports.former_text import bring_back
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.models import Import
from palabre.minutes.tests.scene import brought
from palabre.notes.models import Revision
from palabre.people import hooks
from palabre.people.models import Person
from palabre.wiki.models import Page, Passage
from palabre.wiki.page_text import save_page_text
from tests.builders import a_member, a_space

pytestmark = pytest.mark.django_db
TEXT = """# Réunion du lavoir

Date : 19 novembre 2026
Présents : Ana Kerdoncuff, Cléo Marzin, Dan Le Goff

## Le toit
- Décision : on refait le toit au printemps.
- À faire : Cléo Marzin prête sa camionnette avant le 20 décembre.
- À faire : Dan Le Goff demande trois devis.
- Cléo Marzin traverse un moment difficile depuis son divorce.

## Le sentier
- Décision : le sentier passe par la prairie.
- Cléo Marzin refuse de travailler avec le maire.
- Besoin : des cailloux.
- Merci à la boulangerie.
"""
HERS = "Cléo Marzin dit que ce chemin relève du conseil municipal."
BY_DAN = "\n## Le puits\n\nLe puisatier viendra en mars.\n"


@pytest.fixture
def ana() -> Person:
    return a_member(a_space(public=True), "Ana Kerdoncuff")


@pytest.fixture
def cleo(ana: Person) -> Person:
    return a_member(ana.space, "Cléo Marzin")


@pytest.fixture
def first(ana: Person, cleo: Person) -> Import:
    reading = brought(ana, TEXT)
    open_to_space(reading, by=ana, at=timezone.now())
    return Import.objects.get(pk=reading.pk)


def page() -> Page:
    return Page.objects.select_related("note", "audience", "space").get()


def text() -> str:
    return page().note.body_md


def gesture(person: Person, words: str, new: str | None = None) -> int:
    """Take the sentence with these words out of the page, or say it otherwise."""
    line = next(one.line for one in said_of(person).sentences if words in one.words)
    facts = {"base": page().note.revision, "by": person, "at": timezone.now()}
    if new is None:
        return statement_corrections.refuse(page(), line, **facts).revision
    return statement_corrections.correct(page(), line, new, **facts).revision


def by_hand(person: Person, new: str) -> None:
    save_page_text(page(), new, base=page().note.revision, by=person, is_writer=True)


def gestures_of_others(cleo: Person) -> None:
    gesture(cleo, "divorce")
    gesture(cleo, "camionnette")
    gesture(cleo, "refuse de travailler", HERS)
    by_hand(a_member(cleo.space, "Dan Le Goff"), text().rstrip() + "\n" + BY_DAN)


def copied() -> str:
    """Return the text of the page, as it is copied, with one word more."""
    return text().replace("des cailloux", "des cailloux et du sable")


def actions() -> set[str]:
    return set(Action.objects.values_list("text", flat=True))


KEPT = (Import, Revision)  # of before


def said_in(texts):
    return texts.model._base_manager.values_list(*texts.fields)


GONE = ("divorce", "camionnette", "refuse de travailler")
STAYS = (HERS, "Le puisatier viendra en mars.")


def is_as_others_left_it() -> bool:
    return not any(one in text() for one in GONE) and all(one in text() for one in STAYS)


def test_the_undo_of_a_correction_that_was_copied_from_the_page_takes_back_its_own_words_only(first, ana, cleo):
    gestures_of_others(cleo)
    before = text()
    second = brought(ana, copied())

    back = bring_back(second, by=ana)

    assert text() == before
    assert is_as_others_left_it()
    assert actions() == {"Dan Le Goff demande trois devis."}
    assert not any(one in back.text for one in GONE)


def test_nor_where_who_corrects_left_these_sentences_out_of_a_text_of_their_own(first, ana, cleo):
    gesture(cleo, "divorce")
    gesture(cleo, "camionnette")
    by_hand(a_member(cleo.space, "Dan Le Goff"), text() + BY_DAN)
    own = "\n".join(line for line in TEXT.split("\n") if not any(one in line for one in GONE[:2]))
    second = brought(ana, own.replace("des cailloux", "des cailloux et du sable"))

    bring_back(second, by=cleo)

    assert ("sable" in text(), STAYS[1] in text()) == (False, True)
    assert not any(one in text() for one in GONE[:2])
    assert actions() == {"Dan Le Goff demande trois devis."}


def test_nor_what_was_taken_out_after_the_correction(first, ana, cleo):
    second = brought(ana, TEXT.replace("des cailloux", "des cailloux et du sable"))
    gestures_of_others(cleo)

    bring_back(second, by=ana)

    assert is_as_others_left_it()
    assert "sable" not in text()


def test_what_the_correction_itself_left_out_comes_back_with_what_was_read_there(first, ana, cleo):
    gesture(cleo, "divorce")
    second = brought(ana, "\n".join(line for line in text().split("\n") if "toit au printemps" not in line))
    assert Decision.objects.count() == 1

    bring_back(second, by=ana)

    assert Decision.objects.count() == 2
    assert ("divorce" in text(), "toit au printemps" in text()) == (False, True)


def test_a_correction_that_changed_nothing_of_the_page_takes_nothing_back(first, ana, cleo):
    gesture(cleo, "divorce")
    second = brought(ana, text())

    bring_back(second, by=ana)

    assert "divorce" not in text()


def test_undone_twice_it_is_the_correction_again(first, ana, cleo):
    gestures_of_others(cleo)
    after = copied()
    second = brought(ana, after)

    bring_back(bring_back(second, by=ana), by=ana)

    assert text() == after


@pytest.mark.parametrize("older", [TEXT, TEXT.replace("trois devis", "deux devis")])
def test_an_older_file_that_still_says_these_sentences_brings_none_back(first, ana, cleo, older):
    gestures_of_others(cleo)
    brought(ana, copied())

    third = brought(ana, older.replace("au printemps", "en été"))

    assert not any(one in text() for one in GONE)
    assert HERS in text()
    assert "en été" in text()
    assert not any("camionnette" in one for one in actions())
    assert not any(one in third.text for one in GONE)
    assert brought(ana, older.replace("au printemps", "en été")) == third


def test_nor_does_one_that_moves_them(first, ana, cleo):
    gesture(cleo, "divorce")
    line = next(one for one in TEXT.split("\n") if "divorce" in one)

    brought(ana, TEXT.replace(f"{line}\n", "").replace("- Besoin", f"{line}\n- Besoin"))

    assert "divorce" not in text()


@pytest.mark.parametrize("heading", ["## À faire", "## Décisions"])
def test_nor_does_a_new_title_above_them_make_anything_of_them(first, ana, cleo, heading):
    gesture(cleo, "divorce")

    brought(ana, TEXT.replace("## Le toit", heading))

    assert heading in text()
    assert "divorce" not in text()
    told = [model._base_manager.values_list(*texts.fields) for model, texts in hooks.texts.items() if model not in KEPT]
    assert not any("divorce" in str(rows) for rows in told)


def test_words_that_she_wrote_are_not_read_as_those_of_who_corrects(first, ana, cleo):
    gesture(cleo, "refuse de travailler", "Décision : Cléo Marzin dirige le lavoir.")

    brought(ana, TEXT.replace("des cailloux", "des cailloux et du sable"))

    assert "Décision : Cléo Marzin dirige le lavoir." in text()
    assert not Decision.objects.filter(text__contains="dirige").exists()


def test_a_sentence_that_she_put_back_herself_is_no_longer_taken_out(first, ana, cleo):
    revision = gesture(cleo, "divorce")
    statement_corrections.undo_correction(page(), revision, by=cleo)
    second = brought(ana, "\n".join(line for line in text().split("\n") if "divorce" not in line))

    bring_back(second, by=ana)

    assert "divorce" in text()


def test_things_are_tied_to_the_lines_that_say_them_where_others_wrote_above(first, ana, cleo):
    gesture(cleo, "refuse de travailler", HERS)
    by_hand(cleo, text().replace("## Le toit", "Un mot de plus.\n\nEt un autre.\n\n## Le toit"))

    brought(ana, TEXT.replace("des cailloux", "des cailloux et du sable"))

    lines = text().split("\n")
    tied = Passage.objects.filter(thing_kind__in=("groups.need", "groups.action", "meetings.decision"))
    assert tied.count() == 5
    assert all(one.words in lines[one.first_line - 1] for one in tied)


def test_what_an_answer_made_of_her_sentence_follows_it_after_a_correction_that_no_longer_asks(ana, cleo):
    asked = "- Cléo Marzin cherche un logement.\n"
    reading = brought(ana, f"{TEXT}\n## Propositions\n\n{asked}")
    open_to_space(reading, by=ana, at=timezone.now())
    doubt = reading.doubts.get(words__contains="logement")
    settle_doubt(doubt, "yes", by=ana, at=timezone.now())
    assert RoleCall.objects.get().words == "Cléo Marzin cherche un logement."

    again = brought(ana, f"{TEXT}\n## Décisions\n\n{asked}- Merci.\n")
    assert not again.doubts.filter(words__contains="logement").exists()
    gesture(cleo, "logement")

    assert not RoleCall.objects.filter(words__contains="Cléo").exists()


@pytest.mark.parametrize("new", [None, "Cléo Marzin va bien."])
@pytest.mark.parametrize(("moved", "said"), [("camionnette", "prête sa"), ("refuse de travailler", "refuse de")])
def test_a_line_that_somebody_moved_before_a_correction_is_taken_out_of_what_was_read_there(
    first, ana, cleo, moved, said, new
):
    lines = text().split("\n")
    gone = [line for line in lines if moved in line]
    by_hand(a_member(cleo.space, "Dan Le Goff"), "\n".join([line for line in lines if line not in gone] + gone))
    brought(ana, TEXT.replace("## Le sentier", "## Le sentier des bois"))
    assert "des bois" in text()

    gesture(cleo, moved, new)

    told = " ".join(str(row) for texts in hooks.texts.values() if texts.model not in KEPT for row in said_in(texts))
    assert f"Cléo Marzin {said}" not in told
