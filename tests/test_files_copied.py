"""Files of pages, taken away with a space and brought back with a copy."""

import argparse
import datetime
import io
import json
import shutil
import zipfile

import pytest
from django.utils import timezone

from palabre.home.archive import space_archive
from palabre.home.archive.space_archive import anybody_who_joined, export
from palabre.home.example.example_space import make_demonstration, remove_demonstration
from palabre.upkeep.backups.backup import back_up
from palabre.upkeep.backups.copy_command import restore_command
from palabre.upkeep.backups.restore import restore_backup
from palabre.wiki import page_text
from palabre.wiki.attachments import file_deletion, file_store
from palabre.wiki.models import Attachment
from tests.builders import a_file, a_page, a_space

AT = datetime.datetime(2031, 5, 6, 1, 30, tzinfo=datetime.UTC)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_copy_brings_the_files_of_pages_back(settings, tmp_path):
    settings.DATA, settings.COPIES = tmp_path, True
    file = a_file(a_page(a_space()))
    copy = back_up(at=AT)
    file_store.path_of(file.digest).unlink()
    Attachment.objects.all().delete()

    restore_backup(copy, at=AT)

    assert file_store.path_of(Attachment.objects.get().digest).read_bytes() == b"Un plan."


@pytest.mark.django_db(transaction=True)
def test_what_a_killed_copy_left_beside_goes_with_the_next_one(settings, tmp_path):
    settings.DATA, settings.COPIES = tmp_path, True
    left = tmp_path / "backups" / "attachments" / "ab" / ".part-0123456789abcdef"
    left.parent.mkdir(parents=True)
    left.write_text("Une pièce d’un espace supprimé depuis.")

    back_up(at=AT)

    assert not left.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_there", [True, False])
def test_a_copy_that_comes_back_without_its_folder_of_files_says_so(settings, tmp_path, is_there):
    settings.DATA, settings.COPIES = tmp_path, True
    a_file(a_page(a_space()))
    copy = back_up(at=AT)
    if not is_there:
        shutil.rmtree(copy.parent / "attachments")

    said = restore_command(argparse.Namespace(file=copy, yes=True, leave_out=[], close_links=False)).get(
        "without_files", [""]
    )[0]

    assert ("Pas de dossier « attachments »" in said) is not is_there


@pytest.mark.django_db
def test_the_files_of_a_demonstration_that_is_removed_go_with_the_clock():
    now = timezone.now()
    file = a_file(a_page(make_demonstration(at=now)), content=b"de la demonstration")

    remove_demonstration()
    file_deletion.clear(now + datetime.timedelta(days=8))

    assert (Attachment.objects.exists(), file_store.path_of(file.digest).exists()) == (False, False)


@pytest.mark.django_db(transaction=True)
def test_ten_copies_hold_a_file_once(settings, tmp_path):
    settings.DATA, settings.COPIES = tmp_path, True
    file = a_file(a_page(a_space()))
    for hour in range(3):
        back_up(at=AT + datetime.timedelta(hours=hour))

    assert file_store.path_of(file.digest).stat().st_nlink == 2


@pytest.mark.django_db
def test_a_space_taken_away_holds_its_files_and_its_texts_lead_to_them():
    space = a_space()
    page = a_page(space, "Puits")
    file = a_file(page)
    page_text.save_page_text(page, f"Voir [le plan]({file.get_absolute_url()}).", base=page.note.revision, by=None)
    made = io.BytesIO()

    export(anybody_who_joined(space, at=timezone.now()), into=made)

    with zipfile.ZipFile(made) as archive:
        assert archive.read(f"attachments/{file.pk}/plan.txt") == b"Un plan."
        assert f"](../attachments/{file.pk}/plan.txt)" in archive.read(f"pages/{page.slug}.md").decode()
        assert [row["name"] for row in json.loads(archive.read("attachments.json"))] == ["plan.txt"]


@pytest.mark.django_db
def test_a_space_whose_files_are_too_large_is_taken_away_without_them_and_says_which(monkeypatch):
    monkeypatch.setattr(space_archive, "LARGEST", 100_000)
    page = a_page(a_space(), "Puits")
    large, small, lost = (a_file(page, f"{size}.txt", bytes([65]) * size) for size in (200_000, 500, 300))
    file_store.path_of(lost.digest).unlink()

    archive = taken_away(page.space, most=100_000)

    assert f"attachments/{small.pk}/500.txt" in archive.namelist()
    said = archive.read("attachments/left-out.md").decode()
    assert [f"- attachments/{one.pk}/{one.name}\n" in said for one in (large, lost, small)] == [True, True, False]
    assert "pages/puits.md" in archive.namelist()


@pytest.mark.django_db
def test_files_beyond_the_measure_of_texts_are_all_taken_away(monkeypatch):
    monkeypatch.setattr(space_archive, "LARGEST", 100_000)
    page = a_page(a_space(), "Puits")
    files = [a_file(page, f"{size}.txt", bytes([65]) * size) for size in (150_000, 150_001)]

    archive = taken_away(page.space)

    assert [len(archive.read(f"attachments/{one.pk}/{one.name}")) for one in files] == [150_000, 150_001]
    assert "attachments/left-out.md" not in archive.namelist()


def taken_away(space, **bounds):
    made = io.BytesIO()
    export(anybody_who_joined(space, at=timezone.now()), into=made, **bounds)
    return zipfile.ZipFile(made)
