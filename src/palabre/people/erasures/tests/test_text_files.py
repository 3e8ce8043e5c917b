"""Text files that say a removed name: read and cleaned before the lock, in a bounded time; none is forgotten."""

import datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from palabre.people import name_forms
from palabre.people.erasures import delayed_erasure, name_erasure, slow_removal
from palabre.people.erasures.refused_sweep import RefusedSweep
from palabre.people.erasures.tests.scene import entering
from palabre.people.models import Audience, Erasure, Person, RefusedName
from palabre.spaces.models import Space
from palabre.wiki.attachments import file_store
from palabre.wiki.models import Attachment
from tests.builders import a_file, a_member, a_page, a_person, a_space, entered

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

NOW = datetime.datetime(2026, 11, 27, 10, tzinfo=datetime.UTC)
TOMORROW = NOW + datetime.timedelta(days=1)
NAME = "Zéphyrine Quillévéré"
LONG = f"Avec {NAME}.\n" * 2_000


class Read:
    """Characters that were searched, and bytes read from the disk: in all, and while a lock was held."""

    def __init__(self):
        self.all = self.held = 0

    def add(self, size):
        self.all += size
        self.held += size if connection.in_atomic_block else 0


@pytest.fixture
def read(monkeypatch):
    counted, flat, read_bytes = Read(), name_forms.flat, Path.read_bytes

    def flat_counted(text):
        counted.add(len(text))
        return flat(text)

    def bytes_counted(path):
        content = read_bytes(path)
        counted.add(len(content))
        return content

    monkeypatch.setattr(name_forms, "flat", flat_counted)
    monkeypatch.setattr(Path, "read_bytes", bytes_counted)
    return counted


@pytest.fixture
def space():
    return a_space(public=True)


def said_in(file):
    file.refresh_from_db()
    return file_store.path_of(file.digest).read_bytes().decode()


def leave(space, *, owner_of=None):
    """Have the named person remove their name; a file is theirs."""
    her = a_member(space, NAME)
    if owner_of is not None:
        Attachment.objects.filter(pk=owner_of.pk).update(by=her)
    name_erasure.erase(her, at=NOW)


def test_no_file_is_read_while_the_space_is_held_for_a_removal(space, read):
    file = a_file(a_page(space), content=LONG.encode())

    leave(space, owner_of=file)

    assert (NAME in said_in(file), read.all > len(LONG), read.held < 1_000) == (False, True, True)


def test_no_file_is_read_while_the_space_is_held_a_day_later(space, read):
    file = a_file(a_page(space), content=LONG.encode())
    leave(space)

    delayed_erasure.finish_due(TOMORROW)

    assert (NAME in said_in(file), read.all > len(LONG), read.held < 1_000) == (False, True, True)
    assert Erasure.objects.get().due_at is None


def test_no_file_is_read_while_the_space_is_held_for_a_removal_that_waited(space, read):
    file, her = a_file(a_page(space), content=LONG.encode()), a_person(space, NAME)
    her.leave_at(NOW)

    slow_removal.finish_due(NOW)

    assert (Person.objects.get(pk=her.pk).erased_at, Erasure.objects.get().due_at) == (NOW, TOMORROW)
    assert (NAME in said_in(file), read.held < 1_000) == (True, True)


def test_no_file_is_read_while_the_space_is_held_to_keep_its_words(space, read):
    file = a_file(a_page(space), content=LONG.encode())
    leave(space)

    delayed_erasure.keep_page_words(space, by=a_member(space))
    delayed_erasure.finish_due(TOMORROW)

    assert (NAME in said_in(file), read.held < 1_000) == (True, True)
    assert Erasure.objects.get().kept == [["wiki.page", file.page_id]]


def test_no_file_is_read_while_the_space_is_held_after_a_restore(space, read):
    leave(space)
    file = a_file(a_page(space), content=LONG.encode())
    refused = frozenset(RefusedName.objects.values_list("digest", flat=True))

    RefusedSweep.of(space, refused, typed=frozenset()).remove_all(beside=list(Person.objects.all()))

    assert (NAME in said_in(file), read.all > len(LONG), read.held < 1_000) == (False, True, True)


def test_what_keeps_its_words_is_not_read(space, read):
    file = a_file(a_page(space), content=LONG.encode())
    leave(space)
    Erasure.objects.update(kept=[["wiki.page", file.page_id]])
    read.all = 0

    delayed_erasure.finish_due(TOMORROW)

    assert (read.all < 1_000, NAME in said_in(file)) == (True, True)


@pytest.mark.parametrize("is_own", [True, False])
def test_a_page_reads_files_no_longer_than_it_may(space, read, monkeypatch, is_own):
    monkeypatch.setattr(name_erasure, "READ_FOR", -1.0)
    file = a_file(a_page(space), content=LONG.encode())

    leave(space, owner_of=file if is_own else None)

    erasure = Erasure.objects.get()
    assert (read.all < 1_000, erasure.own_files) == (True, [file.pk] if is_own else [])
    assert (NAME in said_in(file), erasure.due_at) == (True, TOMORROW)


def test_their_own_files_that_were_not_read_in_time_go_at_the_next_round(space, monkeypatch):
    file, other = (a_file(a_page(space), content=LONG.encode()[rest:]) for rest in (0, 1))
    with monkeypatch.context() as context:
        context.setattr(name_erasure, "READ_FOR", -1.0)
        leave(space, owner_of=file)

    delayed_erasure.finish_due(NOW)

    erasure = Erasure.objects.get()
    assert (NAME in said_in(file), NAME in said_in(other)) == (False, True)
    assert (erasure.own_files, erasure.due_at) == ([], TOMORROW)


def test_their_own_file_goes_even_where_the_words_of_its_page_are_kept(space, monkeypatch):
    file = a_file(a_page(space, "Le verger", f"Merci à {NAME}."), content=LONG.encode())
    monkeypatch.setattr(name_erasure, "READ_FOR", -1.0)
    leave(space, owner_of=file)
    delayed_erasure.keep_page_words(space, by=a_member(space))

    delayed_erasure.finish_due(TOMORROW)

    assert NAME not in said_in(file)


def test_a_round_reads_files_for_a_bounded_time_and_the_next_one_goes_on(space, monkeypatch):
    files = [a_file(a_page(space), content=LONG.encode()[rest:]) for rest in range(3)]
    leave(space)
    monkeypatch.setattr(delayed_erasure, "FILES_FOR", -1.0)

    found = []
    for _round in range(4):
        delayed_erasure.finish_due(TOMORROW)
        found.append([NAME in said_in(file) for file in files] + [Erasure.objects.get().due_at is None])

    assert found == [
        [False, True, True, False],
        [False, False, True, False],
        [False, False, False, True],
        [False, False, False, True],
    ]


def test_a_file_attached_meanwhile_loses_the_name_too(space, monkeypatch):
    page, hold, late = a_page(space, "Le verger", f"Merci à {NAME}."), Space.hold, []
    leave(space)

    def held_by_another(number):
        if not late:
            late.append(a_file(page, content=LONG.encode()))
        return hold(number)

    monkeypatch.setattr(Space, "hold", held_by_another)

    delayed_erasure.finish_due(TOMORROW)

    assert (NAME in said_in(late[0]), Erasure.objects.get().due_at) == (False, None)


def test_files_attached_at_each_try_wait_for_the_next_round(space, read, monkeypatch):
    page, hold = a_page(space, "Le verger", f"Merci à {NAME}."), Space.hold
    leave(space)
    read.held = 0
    with monkeypatch.context() as context:
        context.setattr(
            Space,
            "hold",
            lambda number: (a_file(page, content=LONG.encode()[Attachment.objects.count() :]), hold(number)),
        )
        delayed_erasure.finish_due(TOMORROW)
    waits = Erasure.objects.get().due_at

    delayed_erasure.finish_due(TOMORROW)

    assert (waits, Erasure.objects.get().due_at, read.held < 1_000) == (TOMORROW, None, True)
    assert [NAME in said_in(file) for file in Attachment.objects.all()] == [False] * Attachment.objects.count()


def test_a_name_that_only_a_file_read_in_a_former_round_said_is_refused(space, monkeypatch):
    her = entering(space, NAME)
    for said in (LONG, "Rien."):
        a_file(a_page(space), content=said.encode())
    name_erasure.erase(her, at=NOW)
    monkeypatch.setattr(delayed_erasure, "FILES_FOR", -1.0)

    for _round in range(3):
        delayed_erasure.finish_due(TOMORROW)

    assert (Erasure.objects.get().due_at, RefusedName.objects.exists()) == (None, True)


def test_what_few_read_and_was_not_read_in_time_keeps_a_typed_name(space, monkeypatch):
    writer = a_member(space, "Odile Tanneguy")
    file = a_file(a_page(space, audience=Audience.of_persons(writer)), content=LONG.encode())
    her = entering(space, NAME)
    monkeypatch.setattr(name_erasure, "READ_FOR", -1.0)

    name_erasure.erase(her, at=NOW)
    delayed_erasure.finish_due(TOMORROW)

    assert NAME in said_in(file)


def test_the_page_says_that_long_files_lose_it_later(space, monkeypatch):
    her = a_member(space, NAME)
    file = a_file(a_page(space), content=LONG.encode())
    browser, said = entered(Client(), her), "un peu plus tard"
    address = f"/s/{space.slug}/you/name/"
    without = browser.get(address).content.decode()
    Attachment.objects.filter(pk=file.pk).update(by=her)
    monkeypatch.setattr(name_erasure, "READ_FOR", -1.0)

    before, after = (one.content.decode() for one in (browser.get(address), browser.post(address)))

    assert (said in without, said in before, said in after) == (False, True, True)
