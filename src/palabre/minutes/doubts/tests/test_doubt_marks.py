"""The doubts of minutes whose page changed stand at their lines, which are looked for once for each text."""

import re
from collections import OrderedDict

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.minutes.doubts.settlement import Settlement
from palabre.minutes.imports.import_publication import publish
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.models import Doubt
from palabre.minutes.tests.scene import HEAD, KNOWN, NEWS, TAIL, again, brought
from palabre.notes.diff import text_memory
from palabre.wiki import page_text
from tests.builders import a_member, a_space, entered
from tests.long_texts import in_short_lines

pytestmark = pytest.mark.django_db
LINES = re.compile(r'href="([^"]+)">\s*ligne (\d+)</a>')
SAID = NEWS.format(who="Karim", said="Rien.") + "\nClarisse\n\n- Un atelier.\n"
TEXT = f"{HEAD}- **Karim Belkacem**, *{KNOWN}*{TAIL}{SAID}"


@pytest.fixture
def malo():
    malo = a_member(a_space(public=True), "Malo Kersauze")
    a_member(malo.space, "Clarisse")
    return malo


@pytest.fixture
def page(malo):
    """A public page of minutes with an open doubt, changed since."""
    reading = brought(malo, f"{TEXT}\n## Annexe\n\n{in_short_lines('ab', 2)}")
    open_to_space(reading, by=malo, at=timezone.now())
    publish(again(reading), by=malo)
    page = again(reading).page
    page_text.save_page_text(page, f"# Avant\n\n{TEXT}\n## Annexe\n\n{in_short_lines('ba', 2)}", base=1, by=malo)
    return page


@pytest.fixture
def compared(monkeypatch):
    """Return the texts of the page that were compared with what was given."""
    texts, real = [], text_memory.kept_lines

    def kept(before, after):
        texts.append(after)
        return real(before, after)

    monkeypatch.setattr(text_memory, "kept_lines", kept)
    monkeypatch.setattr(text_memory.followed_lines, "found", OrderedDict())
    return texts


def test_the_lines_of_a_page_are_looked_for_once_whoever_reads_it(page, malo, compared):
    for visitor in (Client(), Client(), entered(Client(), malo)):
        assert "Annexe" in visitor.get(page.get_absolute_url()).content.decode()

    assert compared == [page.note.body_md]


def test_they_are_looked_for_again_once_the_page_changed(page, malo, compared):
    hers = entered(Client(), malo)
    hers.get(page.get_absolute_url())
    page_text.save_page_text(page, f"Neuf\n{page.note.body_md}", base=page.note.revision, by=malo)

    hers.get(page.get_absolute_url())

    assert (len(compared), compared[-1]) == (2, page.note.body_md)


def test_an_answer_finds_the_line_that_a_visit_looked_for(page, malo, compared):
    entered(Client(), malo).get(page.get_absolute_url())
    doubt = Doubt.objects.get(kind="speaker_not_listed")
    doubt.reading = again(doubt.reading)

    first, last = Settlement(doubt, malo, timezone.now()).lines()

    assert (first, last) == (doubt.first_line + 2, doubt.last_line + 2)
    assert len(compared) == 1


@pytest.mark.parametrize("kind", ["speaker_not_listed", "need"])
def test_what_was_read_leads_to_the_line_on_which_the_words_now_stand(page, malo, kind):
    doubt = Doubt.objects.get(kind="speaker_not_listed")
    Doubt.objects.filter(pk=doubt.pk).update(kind=kind)

    shown = entered(Client(), malo).get(doubt.reading.get_absolute_url()).content.decode()

    line = doubt.first_line + 2
    there = reverse("wiki:line", args=[page.space.slug, page.slug, line])
    assert LINES.findall(shown)[0] == (f"{there}#l{line}", str(line))


def test_what_was_read_leads_to_no_line_once_the_words_went(page, malo):
    page_text.save_page_text(page, "# Tout est changé\n", base=page.note.revision, by=malo)

    doubt = Doubt.objects.get(kind="speaker_not_listed")
    shown = entered(Client(), malo).get(doubt.reading.get_absolute_url()).content.decode()

    assert "parle, mais n’est pas dans la liste" in shown
    assert str(doubt.first_line) not in [line for _address, line in LINES.findall(shown)]
