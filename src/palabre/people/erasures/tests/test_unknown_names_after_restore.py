"""A copy says the name of somebody whom it does not know, or knows by a shorter name: it loses this name too."""

import argparse
import datetime

import pytest
from django.utils import timezone

from palabre.notes.models import Note, Revision
from palabre.people import own_name
from palabre.people.erasures import delayed_erasure, name_erasure, redact_after_restore
from palabre.people.erasures.tests.scene import entering
from palabre.people.models import Audience, Erasure, Person, RefusedName
from palabre.search import models as index
from palabre.search.indexer import follow_one
from palabre.spaces.models import Space
from palabre.upkeep import secrets_file
from palabre.upkeep.backups import copy_command, restore
from palabre.upkeep.backups.backup import back_up
from palabre.wiki.attachments import file_store
from palabre.wiki.models import Attachment, FormerAddress, Page
from palabre.wiki.page_rename import rename
from palabre.wiki.page_text import begin_page, save_page_text
from tests.builders import a_file, a_member, a_person, a_space
from tests.erasing import erase

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("data_with_secret")]

NOW = timezone.now()
BEFORE, HOUR = NOW - datetime.timedelta(days=2), datetime.timedelta(hours=1)
BARN = "Zoé Quilliou nous prête sa grange.\nMerci à Zoé Quilliou.\n"
WITHOUT = "Une personne nous prête sa grange.\nMerci à une personne.\n"


@pytest.fixture
def odile():
    return a_member(a_space(), "Odile Tanneguy")


def written(odile, text=BARN, title="La grange"):
    return begin_page(odile.space, title, text, audience=Audience.of_space(odile.space), by=odile)


def named_again(person, name):
    own_name.respell(person, name, by=person)
    return Person.objects.get(pk=person.pk)


def text_of(page):
    return Note.objects.get(pk=page.note_id).body_md


def started_again(settings):
    settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS = secrets_file.read_secrets(settings.DATA)


@pytest.mark.postgres
def test_the_name_of_somebody_who_came_since_goes(odile):
    page = written(odile)
    file = back_up(at=NOW)
    erase(a_member(odile.space, "Zoé Quilliou"), at=BEFORE)

    restore.restore_backup(file, at=NOW)

    assert text_of(page) == WITHOUT
    assert "Quilliou" not in Note.objects.get(pk=page.note_id).body_html


def test_it_goes_again_where_the_secret_changed_and_the_copy_comes_back_twice(odile, settings):
    page = written(odile)
    file = back_up(at=NOW)
    secrets_file.rotate(settings.DATA, forget=False)
    started_again(settings)
    erase(a_member(odile.space, "Zoé Quilliou"), at=BEFORE)

    for at in (NOW, NOW + HOUR):
        restore.restore_backup(file, at=at)
        started_again(settings)

    assert text_of(page) == WITHOUT


def test_it_goes_wherever_an_erasure_would_take_it_from(odile):
    page = written(odile, title="Chez Zoé Quilliou")
    save_page_text(page, BARN + "Et son four.\n", base=1, by=odile)
    rename(Page.objects.get(pk=page.pk), "La grange", by=odile)
    other = written(odile, "merci à zoé quilliou, zoe.quilliou@exemple.fr\n", "Le four")
    attached = a_file(page, "merci-zoe-quilliou.txt", "La clé est chez Zoé Quilliou".encode())
    follow_one(NOW)
    assert "Quilliou" in index.Text.objects.get(document__kind="wiki.page", document__number=page.pk).body
    file = back_up(at=NOW)
    erase(a_member(odile.space, "Zoé Quilliou"), at=BEFORE)

    restore.restore_backup(file, at=NOW)

    attached = Attachment.objects.get(pk=attached.pk)
    said = [attached.name, file_store.path_of(attached.digest).read_text(), text_of(other)]
    said += [one.body_md for one in Revision.objects.all()] + [one.body for one in index.Text.objects.all()]
    said += [one.slug for one in FormerAddress.objects.all()] + [one.title for one in Page.objects.all()]
    assert [one for one in said if "quilliou" in one.lower()] == []


@pytest.mark.postgres
@pytest.mark.parametrize("is_known", [True, False])
def test_ordinary_words_that_somebody_had_typed_as_a_name_stay(odile, is_known):
    """What the removal left, without its capitals, and what was written since."""
    page = written(odile, "Budget Participatif 2026. On parle de budget participatif.\n")
    bearer = entering(odile.space, "Budget Participatif") if is_known else None
    file = back_up(at=NOW)
    erase(bearer or entering(odile.space, "Budget Participatif"), at=BEFORE)

    restore.restore_backup(file, at=NOW)

    assert text_of(page) == "Une personne 2026. On parle de budget participatif.\n"


@pytest.mark.parametrize(("short", "whole"), [("Zoé", "Zoé Quilliou"), ("Zoé Q.", "Zoé Quilliou")])
def test_a_name_that_was_completed_since_goes_whole(odile, short, whole):
    page, bearer = written(odile, BARN + f"{short} a la clé.\n"), a_member(odile.space, short)
    file = back_up(at=NOW)
    erase(named_again(bearer, whole), at=BEFORE)

    restore.restore_backup(file, at=NOW)

    assert text_of(page) == WITHOUT + "Une personne a la clé.\n"


def test_the_name_of_a_guest_who_joined_since_goes_from_texts_by_others(odile):
    page, guest = written(odile), a_person(odile.space, "Zoé Quilliou")
    Person.objects.filter(pk=guest.pk).update(is_self_named=True, came_at=BEFORE)
    file = back_up(at=NOW)
    guest.refresh_from_db()
    guest.join(BEFORE)
    erase(guest, at=BEFORE)

    restore.restore_backup(file, at=NOW)

    assert text_of(page) == WITHOUT


def test_a_name_that_waits_waits_as_long_after_the_restoration(odile):
    page = written(odile)
    file = back_up(at=NOW)
    name_erasure.erase(a_member(odile.space, "Zoé Quilliou"), at=NOW - HOUR)

    restore.restore_backup(file, at=NOW)

    assert (text_of(page), Erasure.objects.get().due_at) == (BARN, NOW - HOUR + name_erasure.A_DAY)
    delayed_erasure.finish_due(NOW + name_erasure.A_DAY)
    assert text_of(page) == WITHOUT


def test_a_name_that_waits_goes_whole_where_it_was_completed_since(odile):
    page, bearer = written(odile), a_member(odile.space, "Zoé")
    file = back_up(at=NOW)
    name_erasure.erase(named_again(bearer, "Zoé Quilliou"), at=NOW - HOUR)

    restore.restore_backup(file, at=NOW)
    delayed_erasure.finish_due(NOW + name_erasure.A_DAY)

    assert text_of(page) == WITHOUT


def test_a_removal_that_is_left_out_takes_nothing_away(odile):
    page, bearer = written(odile), a_member(odile.space, "Zoé Quilliou")
    file = back_up(at=NOW)
    erase(bearer, at=BEFORE)

    restore.restore_backup(file, at=NOW)
    restore.restore_backup(file, at=NOW + HOUR, leaving_out=[bearer.pk])

    assert (text_of(page), RefusedName.objects.count()) == (BARN, 0)


def test_a_copy_of_another_server_loses_nothing_for_a_space_that_has_its_number(odile):
    page = written(odile)
    file = back_up(at=NOW)
    Space.objects.update(made_at=BEFORE)
    erase(a_member(odile.space, "Zoé Quilliou"), at=BEFORE)
    name_erasure.erase(a_member(odile.space, "Malo Kersauze"), at=NOW - HOUR)

    restore.restore_backup(file, at=NOW)

    assert (text_of(page), RefusedName.objects.count(), Erasure.objects.count()) == (BARN, 0, 0)


def test_what_was_done_again_is_done_again_to_no_more_effect(odile):
    page = written(odile)
    file = back_up(at=NOW)
    erase(a_member(odile.space, "Zoé Quilliou"), at=BEFORE)
    name_erasure.erase(a_member(odile.space, "Malo Kersauze"), at=NOW - HOUR)
    taken = redact_after_restore.what_was_taken_away()
    restore.restore_backup(file, at=NOW)
    before = (text_of(page), list(Erasure.objects.values()), RefusedName.objects.count())

    redact_after_restore.take_away_again(taken, NOW)

    assert (text_of(page), list(Erasure.objects.values()), RefusedName.objects.count()) == before


def answer(file):
    asked = argparse.Namespace(file=file, yes=True, leave_out=[], close_links=False)
    return copy_command.restore_command(asked)


def test_a_name_whose_words_were_kept_elsewhere_is_not_said_to_be_removed_again(odile):
    page = written(odile)
    file = back_up(at=NOW)
    name_erasure.erase(a_member(odile.space, "Zoé Quilliou"), at=BEFORE)
    delayed_erasure.keep_page_words(odile.space, by=odile)
    delayed_erasure.finish_due(NOW)

    told = answer(file)

    assert (text_of(page), told["removed_names_again"], told["closed_again"]) == (BARN, False, True)
    assert "Demandez à cette personne" in told["names_left"]


def test_a_name_that_is_removed_again_is_said_to_be(odile):
    written(odile)
    file = back_up(at=NOW)
    erase(a_member(odile.space, "Zoé Quilliou"), at=BEFORE)

    told = answer(file)

    assert (told["removed_names_again"], "names_left" in told) == (True, False)
