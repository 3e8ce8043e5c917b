"""What a change replaced, or an undone ending held, leaves in no archive but that of who reads it on a page."""

import datetime
import io
import zipfile

import pytest
from django.utils import timezone

from palabre.groups.life.endings import Left, end_group, undo_ending
from palabre.groups.log.project_weather import say_weather
from palabre.home.archive.space_archive import anybody_who_joined, export
from palabre.journal.models import Entry
from palabre.people.reader import Reader
from tests.builders import a_group, a_member, a_person, a_space

pytestmark = pytest.mark.django_db
WORDS = "Karim a perdu son emploi"
NOW = timezone.now()


@pytest.fixture
def group():
    space = a_space()
    return a_group(space, "Le verger", convened_by=(a_member(space, "Odile Morvan"),))


@pytest.fixture
def odile(group):
    return group.memberships.get().person


def archive_of(reader):
    made = io.BytesIO()
    export(reader, into=made)
    with zipfile.ZipFile(made) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def files_with_words(person):
    files = archive_of(Reader(person.space, person, timezone.localdate()))
    return [name for name, text in files.items() if WORDS in text]


def test_the_words_of_an_undone_ending_leave_with_who_may_decide_for_the_group_alone(group, odile):
    end_group(group, Left(harvest=WORDS), by=odile, at=NOW)
    stood = files_with_words(a_member(group.space, "Malo Riou"))
    undo_ending(group, by=odile, at=NOW)

    taken = [files_with_words(one) for one in (a_member(group.space, "Ana Le Goff"), odile)]

    assert ("endings.json" in stood, "journal.json" in stood) == (True, False)
    assert taken == [[], ["endings.json"]]


def test_the_words_that_a_change_replaced_leave_in_no_archive_of_somebody_here(group, odile):
    day = timezone.localdate()
    for words in (WORDS, "Tout va bien"):
        say_weather(group, "", words, "", by=odile, at=NOW, on=day)
    say_weather(group, "sun", "Tout va bien", "", by=odile, at=NOW + datetime.timedelta(1), on=day)

    assert [files_with_words(one) for one in (odile, a_person(group.space, "Gaël Riou"))] == [[], []]


def test_who_takes_the_whole_server_takes_them_too(group, odile):
    end_group(group, Left(harvest=WORDS), by=odile, at=NOW)
    undo_ending(group, by=odile, at=NOW)

    files = archive_of(anybody_who_joined(group.space, at=NOW))

    assert [WORDS in files[name] for name in ("endings.json", "journal.json")] == [True, True]
    assert Entry.objects.filter(facts__has_key="former").exists()
