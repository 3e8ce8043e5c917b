"""An export on a disk that fills up: it takes no room from those who write, and no half of it is given."""

import datetime
import errno
import io
import zipfile

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.home.archive import export_files, export_maker, export_requests, space_archive
from palabre.home.models import Export, Fault
from tests.builders import a_member, a_page, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _large(monkeypatch, settings, tmp_path):
    """Every space is large; its data folder is empty; no export of another test is under way."""
    settings.DATA = tmp_path
    monkeypatch.setattr(export_requests, "FEW_ENTRIES", -1)
    monkeypatch.setattr(export_maker, "under_way", [])


@pytest.fixture
def client():
    space = a_space()
    a_page(space, "Un four à pain")
    return entered(Client(), a_member(space, "Inès Carvalho"))


@pytest.fixture
def full_disk(monkeypatch):
    """The disk is full once the pages of the archive are to be written, as long as the set is not empty."""
    real, full = space_archive.zipfile.ZipFile.writestr, {"pages/"}

    def write(archive, entry, content):
        if entry.filename.startswith(tuple(full)):
            raise OSError(errno.ENOSPC, "No space left on device")
        real(archive, entry, content)

    monkeypatch.setattr(space_archive.zipfile.ZipFile, "writestr", write)
    return full


def refuse(*_):
    raise OperationalError("database or disk is full")


def work(client, name="export"):
    """Ask for the archive, and do what the worker does for it until nothing is left."""
    url = reverse(f"home:{name}", args=[Export.space.field.related_model.objects.get().slug])
    client.post(url)
    while export_maker.make_some(timezone.now()):
        pass


def test_what_was_written_of_it_goes_when_the_disk_is_full(client, full_disk):
    work(client)

    assert Export.objects.get().fault == Fault.FAILED
    assert list(export_files.files()) == []


def test_it_leaves_room_to_those_who_write(client, monkeypatch):
    monkeypatch.setattr(export_files.shutil, "disk_usage", lambda _folder: (100, 99, export_files.LAST_ROOM - 1))

    work(client)

    assert Export.objects.get().fault == Fault.FAILED


def test_no_half_of_it_is_given_when_the_database_cannot_say_so_either(client, full_disk, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(Export, "give_up", refuse)
        with pytest.raises(OperationalError):
            work(client)
    full_disk.clear()

    later = Export.objects.get().leased_until + export_maker.LEASE
    while export_maker.make_some(later):
        pass

    content = export_files.path_of(Export.objects.get()).read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert "pages/un-four-a-pain.md" in archive.namelist()


@pytest.mark.postgres
@pytest.mark.parametrize("is_made", [True, False], ids=["made", "under way"])
def test_who_lost_the_lease_and_fails_gives_up_nothing_of_the_worker_that_took_it(client, monkeypatch, is_made):
    monkeypatch.setattr(export_maker, "PIECE", 2)
    client.post(reverse("home:export", args=[Export.space.field.related_model.objects.get().slug]))
    now = timezone.now()
    for _round in range(4):
        export_maker.make_some(now)
    slow = export_maker.under_way.pop()
    later = now + export_maker.LEASE + datetime.timedelta(seconds=1)
    others = []
    while export_maker.make_some(later) and (is_made or not others):
        others = [*export_maker.under_way]

    export_maker.under_way[:] = [slow]
    with monkeypatch.context() as full:
        full.setattr(export_maker, "refuse_last_room", no_room)
        export_maker.make_some(later)
    export_maker.under_way[:] = [] if is_made else others
    while export_maker.make_some(later):
        pass

    export = Export.objects.get()
    assert (export.fault, export.made_at is not None, export.begun) == ("", True, 2)
    with zipfile.ZipFile(export_files.path_of(export)) as archive:
        assert archive.testzip() is None


def no_room():
    raise OSError(errno.ENOSPC, "No space left on device")
