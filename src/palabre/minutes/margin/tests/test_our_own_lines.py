"""The margin of a meeting's note asks nothing of the lines that Palabre itself wrote there."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from palabre.meetings.agenda.agenda_preparation import prepare
from palabre.meetings.note.meeting_note import note_of
from palabre.minutes.margin.tests.margin_of import marks, written
from tests.builders import a_group, a_meeting, a_member, a_need, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines():
    return a_member(a_space(), "Inès Courtois")


@pytest.fixture
def her(ines):
    return entered(Client(), ines)


@pytest.fixture
def meeting(ines):
    for title in ("Comment partager les jardins ?", "Le minibus du samedi"):
        group = a_group(ines.space, title, convened_by=(ines,))
        a_need(ines.space, f"Deux vélos-cargos, {title}", group=group)
    on = timezone.localdate() + datetime.timedelta(days=1)
    found = a_meeting(ines.space, on=on, at=datetime.time(14), place="Salle du conseil", by=ines)
    prepare(found, by=ines, at=timezone.now())
    return found


def asked(client, page):
    """Return the lines of which something is asked: a need that came back is named there, and nothing more."""
    return {line for line, words in marks(client, page) if line and not words.startswith("besoin")}


def test_a_fresh_note_is_asked_nothing(her, ines, meeting):
    page = note_of(meeting, by=ines)

    assert asked(her, page) == set()


def test_once_somebody_wrote_only_their_lines_are_asked_about(her, ines, meeting):
    page = note_of(meeting, by=ines)
    body = page.note.body_md + "\n\nIl nous faut deux vidéoprojecteurs avant le 9\n"

    page = written(page, body, by=ines)

    assert asked(her, page) == {len(body.rstrip().split("\n"))}
