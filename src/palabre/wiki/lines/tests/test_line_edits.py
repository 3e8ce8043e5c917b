"""One line of a page mended or taken away, and the rest left alone."""

import pytest

from palabre.journal.models import Entry
from palabre.notes.note_save import Conflict
from palabre.refusal import Refusal
from palabre.wiki import page_text
from palabre.wiki.lines import line_edits, passages
from palabre.wiki.models import Page, Passage
from tests.builders import a_member, a_need, a_space, readers_of

pytestmark = pytest.mark.django_db

TEXT = "# Réunion\n\n- Inès est très motivée.\n- Une salle manque.\n"


@pytest.fixture
def ines():
    return a_member(a_space(), "Inès Carvalho")


@pytest.fixture
def page(ines):
    return page_text.begin_page(ines.space, "Réunion", TEXT, audience=readers_of(ines.space), by=ines)


def mend(page, words, by, *, line=3, base=1):
    return line_edits.mend(page, line, words, base=base, by=by, verb="page.written")


def text():
    return Page.objects.get().note.body_md


def test_the_words_of_one_line_change_and_its_signs_stay(page, ines):
    mend(page, "Inès est là.", ines)

    assert text() == "# Réunion\n\n- Inès est là.\n- Une salle manque.\n"
    assert Entry.objects.latest("pk").facts == {"revision": 2}


def test_a_line_is_taken_away(page, ines):
    mend(page, None, ines)

    assert text() == "# Réunion\n\n- Une salle manque.\n"


def test_sent_twice_it_is_done_once(page, ines):
    for _twice in range(2):
        mend(page, "Inès est là.", ines)
    for _twice in range(2):
        mend(page, None, ines, base=2)

    assert Page.objects.get().note.revision == 3


def test_what_others_wrote_elsewhere_meanwhile_stays(page, ines):
    page_text.save_page_text(page, TEXT + "\nFin.\n", base=1, by=a_member(ines.space, "Malo Riou"))

    mend(page, "Inès est là.", ines)

    assert text() == "# Réunion\n\n- Inès est là.\n- Une salle manque.\n\nFin.\n"


def test_what_others_wrote_in_the_line_meanwhile_is_a_conflict(page, ines):
    page_text.save_page_text(
        page, TEXT.replace("très motivée", "fatiguée"), base=1, by=a_member(ines.space, "Malo Riou")
    )

    with pytest.raises(Conflict):
        mend(page, "Inès est là.", ines)


def test_what_was_read_in_the_line_is_told_in_its_new_words(page, ines):
    passages.tie(page, a_need(ines.space), (3, 3), "Inès est très motivée.")
    passages.tie(page, a_need(ines.space), (3, 4), "Inès est très motivée.\nUne salle manque.")

    mend(page, "Inès est là.", ines)

    told = list(Passage.objects.order_by("pk").values_list("words", "first_line", "revision"))
    assert told == [("Inès est là.", 3, 2), ("Inès est là.\nUne salle manque.", 3, 2)]


def test_once_a_line_is_taken_away_its_words_stand_beside_nothing(page, ines):
    passages.tie(page, a_need(ines.space), (3, 3), "Inès est très motivée.")
    passages.tie(page, a_need(ines.space), (4, 4), "Une salle manque.")

    mend(page, None, ines)

    assert list(Passage.objects.values_list("words", "first_line", "revision")) == [("Une salle manque.", 3, 2)]


def test_a_revision_that_is_not_there_is_refused(page, ines):
    with pytest.raises(Refusal):
        mend(page, "Inès est là.", ines, base=7)
