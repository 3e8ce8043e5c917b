"""Sentences that people took out of a page, or said otherwise, as its journal and its revisions tell them."""

import pytest

from palabre.journal.models import record
from palabre.notes.diff.line_matches import are_kin
from palabre.people.models import Person
from palabre.wiki.lines.earlier_text import restore_page_text
from palabre.wiki.lines.line_edits import mend
from palabre.wiki.lines.own_sentences import CORRECTED, REFUSED, are_current, own_sentences
from palabre.wiki.models import Page
from palabre.wiki.page_text import save_page_text
from tests.builders import a_member, a_page, a_space, readers_of

pytestmark = pytest.mark.django_db
MODULE = "palabre.wiki.lines.own_sentences"
TEXT = "# Page\n\n- Inès est là.\n- Inès part.\n- Malo aussi."


@pytest.fixture
def ines() -> Person:
    return a_member(a_space(), "Inès Carvalho")


@pytest.fixture
def page(ines: Person) -> Page:
    return a_page(ines.space, "Page", TEXT, audience=readers_of(ines.space))


def mended(page: Page, line: int, words: str | None, *, by: Person) -> None:
    verb = REFUSED if words is None else CORRECTED
    mend(page, line, words, base=page.note.revision, by=by, verb=verb)


def test_they_are_those_of_its_revisions(page, ines):
    mended(page, 3, "Inès viendra.", by=ines)
    mended(page, 4, None, by=ines)

    assert own_sentences(page).instead == {"Inès est là.": "Inès viendra.", "Inès part.": None}


def test_an_older_text_says_none_of_them(page, ines):
    mended(page, 3, "Inès viendra.", by=ines)
    mended(page, 4, None, by=ines)
    mended(page, 3, "Inès viendra demain.", by=ines)

    said = own_sentences(page)

    assert said.heeded(TEXT) == "# Page\n\n- Inès viendra demain.\n- Malo aussi."
    assert said.heeded(TEXT, given="- Inès viendra.") == "# Page\n\n- Inès viendra.\n- Malo aussi."
    assert said.heeded(TEXT, given="- Inès part.") == "# Page\n\n- Inès part.\n- Malo aussi."


def test_what_she_undid_herself_counts_no_longer(page, ines):
    mended(page, 4, None, by=ines)
    restore_page_text(page, 1, by=ines)

    assert own_sentences(page).instead == {}


def test_nor_does_a_sentence_that_the_page_says_again(page, ines):
    mended(page, 4, None, by=ines)
    save_page_text(page, TEXT, base=page.note.revision, by=a_member(ines.space, "Malo Riou"))

    assert own_sentences(page).heeded(TEXT) == TEXT


@pytest.mark.parametrize("is_hers", [True, False])
def test_who_brings_back_an_earlier_text_leaves_out_what_another_took_out(page, ines, is_hers):
    mended(page, 3, "Inès viendra.", by=ines)
    mended(page, 4, None, by=ines)

    restore_page_text(page, 1, by=ines if is_hers else a_member(ines.space, "Malo Riou"))

    said = TEXT if is_hers else "# Page\n\n- Inès viendra.\n- Malo aussi."
    assert Page.objects.select_related("note").get(pk=page.pk).note.body_md == said


def test_they_are_read_again_once_somebody_took_out_one_more(page, ines):
    said = own_sentences(page)
    assert are_current(said, page)

    record("page.renamed", page, by=ines)
    assert are_current(said, page)

    mended(page, 4, None, by=ines)
    assert not are_current(said, page)


def test_there_are_none_without_a_page():
    assert own_sentences(None).heeded(TEXT) == TEXT


def test_how_they_read_before_somebody_edited_them_counts_too(page, ines):
    malo = a_member(ines.space, "Malo Guivarch")
    for words in ("- Inès part demain.", "- Inès part après-demain."):
        text = page.note.body_md.split("\n")
        save_page_text(page, "\n".join([*text[:3], words, *text[4:]]), base=page.note.revision, by=malo)
    mended(page, 4, None, by=ines)

    said = own_sentences(page)

    assert said.instead == dict.fromkeys(["Inès part après-demain.", "Inès part demain.", "Inès part."])
    restore_page_text(page, 1, by=malo)
    assert page.note.body_md == "# Page\n\n- Inès est là.\n- Malo aussi."


@pytest.mark.parametrize("saves", [1, 3])
def test_wherever_they_stood_before(page, ines, saves):
    malo = a_member(ines.space, "Malo Guivarch")
    without = page.note.body_md.replace("- Inès part.\n", "")
    texts = [without + "\n- Inès part lundi."]
    if saves == 3:  # edited, cut, then pasted
        texts = [page.note.body_md.replace("Inès part.", "Inès part lundi."), without, *texts]
    for text in texts:
        save_page_text(page, text, base=page.note.revision, by=malo)
    mended(page, 5, None, by=ines)

    assert own_sentences(page).instead == {"Inès part lundi.": None, "Inès part.": None}


def test_a_page_whose_marks_all_changed_makes_none_forgotten(ines):
    malo = a_member(ines.space, "Malo Guivarch")
    lines = [f"- Inès apporte le panier {place}, {place * 7} pommes et {place * 3} poires." for place in range(400)]
    page = a_page(ines.space, "Page", "\n".join(lines), audience=readers_of(ines.space))
    for edited in (*range(0, 100, 5), None):
        if edited is None:
            lines = [line.replace("- ", "* ", 1) for line in lines]
        else:
            lines[edited] = lines[edited].replace("pommes", "prunes")
        save_page_text(page, "\n".join(lines), base=page.note.revision, by=malo)
    for edited in range(0, 100, 5):
        place = page.note.body_md.split("\n").index(lines[edited]) + 1
        mended(page, place, None, by=ines)

    assert len(own_sentences(page).instead) == 40


def test_but_a_line_that_named_them_not_yet_is_nobody_else_s_loss(page, ines):
    malo = a_member(ines.space, "Malo Guivarch")
    text = page.note.body_md.replace("- Malo aussi.", "- Malo et Inès aussi.")
    save_page_text(page, text, base=page.note.revision, by=malo)
    mended(page, 5, None, by=ines)

    assert own_sentences(page).instead == {"Malo et Inès aussi.": None}


def test_a_long_history_makes_none_of_them_forgotten(page, ines, monkeypatch):
    monkeypatch.setattr(f"{MODULE}.MOST_READ", 1)
    mended(page, 4, None, by=ines)
    for words in ("Un mot.", "Deux mots."):
        save_page_text(page, f"{page.note.body_md}\n{words}", base=page.note.revision, by=ines)
    mended(page, 3, "Inès viendra.", by=ines)

    assert own_sentences(page).instead == {"Inès est là.": "Inès viendra.", "Inès part.": None}


def test_no_more_is_compared_than_half_a_second_allows(page, ines, monkeypatch):
    calls = list[str]()
    monkeypatch.setattr(f"{MODULE}.MOST_FOLLOWED", 1)
    monkeypatch.setattr(f"{MODULE}.are_kin", lambda *told: calls.append(told[0]) or are_kin(*told))
    for place, words in ((3, "- Inès part demain."), (2, "- Inès est là demain.")):
        text = page.note.body_md.split("\n")
        save_page_text(page, "\n".join([*text[:place], words, *text[place + 1 :]]), base=page.note.revision, by=ines)
    mended(page, 4, None, by=ines)
    mended(page, 3, None, by=ines)

    assert own_sentences(page).instead.keys() == {"Inès part demain.", "Inès est là demain."}
    assert not calls
