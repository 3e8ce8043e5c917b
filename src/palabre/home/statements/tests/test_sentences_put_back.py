"""Minutes that were undone do not come back with what somebody took out of others since."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.home.statements import statement_corrections
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.models import Import
from palabre.minutes.tests.scene import brought
from palabre.minutes.undo import import_return
from palabre.minutes.undo.import_undo import undo_import
from palabre.wiki.models import Page
from palabre.wiki.page_text import save_page_text
from tests.builders import a_member, a_page, a_space, entered

pytestmark = pytest.mark.django_db
SAID = "Cléo Marzin cherche un logement."
FIRST = "# Réunion du lavoir\n\nDate : 19 novembre 2026\nPrésents : Ana Kerdoncuff, Cléo Marzin\n\n"
SECOND = f"{FIRST}## Nouvelles\n\n- {SAID}\n- Le toit est réparé.\n- Merci à Dan Le Goff.\n"


@pytest.fixture
def people():
    ana = a_member(a_space(public=True), "Ana Kerdoncuff")
    return ana, a_member(ana.space, "Cléo Marzin"), a_member(ana.space, "Dan Le Goff")


def opened(by, text):
    found = brought(by, text)
    open_to_space(found, by=by, at=timezone.now())
    return Import.objects.get(pk=found.pk)


@pytest.fixture
def undone(people):
    """Return minutes of Ana that Dan undid; then he gave others, of the same meeting."""
    ana, _cleo, dan = people
    first = opened(ana, f"{FIRST}- {SAID}\n- Qui garde la clé du lavoir ?\n")
    undo_import(first, by=dan)
    opened(dan, SECOND)
    return Import.objects.get(pk=first.pk)


def put_back(reading, by):
    door = reverse("minutes:putting_back", args=[reading.space.slug, reading.pk])
    return entered(Client(), by).post(door)


def sentence(said=SAID):
    """Return the page that says it, the line, and the revision of this page."""
    page = Page.objects.select_related("note", "audience", "space").get(note__body_md__contains=said)
    lines = page.note.body_md.split("\n")
    return page, lines.index(f"- {said}") + 1, page.note.revision


def taken_out(by):
    page, line, base = sentence()
    statement_corrections.refuse(page, line, base=base, by=by, at=timezone.now())


def corrected(by):
    page, line, base = sentence()
    statement_corrections.correct(page, line, "Cléo Marzin va bien.", base=base, by=by, at=timezone.now())


def taken_out_written_otherwise(by):
    """Somebody edits the sentence before."""
    page, _line, base = sentence()
    save_page_text(page, page.note.body_md.replace("logement.", "logement !"), base=base, by=by, is_writer=True)
    page, line, base = sentence(SAID.replace("logement.", "logement !"))
    statement_corrections.refuse(page, line, base=base, by=by, at=timezone.now())


@pytest.mark.parametrize("act", [taken_out, corrected, taken_out_written_otherwise])
@pytest.mark.parametrize("who", [0, 2])
def test_minutes_come_back_without_a_sentence_that_left_others_since(people, undone, act, who):
    act(people[1])

    answers = [put_back(undone, people[who]).status_code for _twice in range(2)]

    assert answers == [302, 302]
    assert not Page.objects.filter(note__body_md__contains=SAID).exists()
    assert Page.objects.filter(note__body_md__contains="Qui garde la clé du lavoir ?").count() == 1


def test_what_a_member_takes_out_of_a_page_of_his_own_keeps_no_minutes_away(people):
    ana, _cleo, dan = people
    his = "Dan Le Goff apporte le pain."
    first = opened(ana, f"{FIRST}- {his}\n- Qui garde la clé du lavoir ?\n")
    undo_import(first, by=dan)
    page = a_page(ana.space, "À moi", f"- {his}\n")
    statement_corrections.refuse(page, 1, base=1, by=dan, at=timezone.now())

    assert put_back(Import.objects.get(pk=first.pk), ana).status_code == 302
    assert Page.objects.filter(note__body_md__contains="Qui garde la clé du lavoir ?").exists()


def test_what_she_corrected_on_a_page_that_few_read_stays_there(people):
    """The minutes of the other page are not open: she and who brought them read them."""
    ana, cleo, dan = people
    first = opened(ana, f"{FIRST}- {SAID}\n- Qui garde la clé du lavoir ?\n")
    undo_import(first, by=dan)
    brought(ana, SECOND)
    corrected(cleo)

    assert put_back(first, dan).status_code == 302
    assert Page.objects.filter(note__body_md__contains="Cléo Marzin va bien.").count() == 1
    assert Page.objects.filter(note__body_md__contains=SAID).count() == 1


def test_of_each_person_the_last_pages_count(people, monkeypatch):
    """Somebody who takes sentences out of many pages keeps no minutes from coming back."""
    ana, _cleo, dan = people
    monkeypatch.setattr(import_return, "MOST_PAGES", 1)
    earlier, later = "Dan Le Goff apporte le pain.", "Dan Le Goff range les chaises."
    first = opened(ana, f"{FIRST}- {earlier}\n- {later}\n")
    undo_import(first, by=dan)
    for said in (earlier, later):
        page = a_page(ana.space, said, f"- {said}\n")
        statement_corrections.refuse(page, 1, base=1, by=dan, at=timezone.now())

    assert put_back(Import.objects.get(pk=first.pk), ana).status_code == 302
    assert Page.objects.filter(note__body_md__contains=earlier).count() == 1
    assert not Page.objects.filter(note__body_md__contains=later).exists()


def test_they_do_where_nobody_took_out_anything(people, undone):
    assert put_back(undone, people[0]).status_code == 302


def test_they_do_with_another_sentence_than_the_one_that_left(people, undone):
    page, line, base = sentence("Merci à Dan Le Goff.")
    statement_corrections.refuse(page, line, base=base, by=people[2], at=timezone.now())

    assert put_back(undone, people[0]).status_code == 302


def test_nor_where_it_left_minutes_that_are_not_open(people):
    """She is named in them: they are open to her, and to who brought them."""
    ana, cleo, dan = people
    first = opened(ana, f"{FIRST}- {SAID}\n- Qui garde la clé du lavoir ?\n")
    undo_import(first, by=dan)
    brought(dan, SECOND)
    taken_out(cleo)

    assert put_back(first, ana).status_code == 302
    assert not Page.objects.filter(note__body_md__contains=SAID).exists()


def test_what_left_other_minutes_while_these_stood_leaves_them(people):
    """Both said it: she left it in these."""
    ana, cleo, dan = people
    first = opened(ana, f"{FIRST}- {SAID}\n- Qui garde la clé du lavoir ?\n")
    opened(dan, f"# Autre réunion\n\nDate : 2 novembre 2026\n\n- {SAID}\n- Le puits est curé.\n")
    page = Page.objects.select_related("note", "audience", "space").get(note__body_md__contains="puits")
    line = page.note.body_md.split("\n").index(f"- {SAID}") + 1
    statement_corrections.refuse(page, line, base=page.note.revision, by=cleo, at=timezone.now())
    undo_import(first, by=dan)

    assert put_back(first, ana).status_code == 302
