"""A copy that comes back removes no name that a member kept since, and forgets no removal that was asked since."""

import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone

from palabre.people.access import links
from palabre.people.duplicates.person_merge import merge_pair
from palabre.people.erasures import delayed_erasure, slow_removal
from palabre.people.erasures.name_erasure import erase
from palabre.people.models import Audience, Erasure, News, Person
from palabre.upkeep.backups import restore
from palabre.upkeep.backups.backup import back_up
from palabre.wiki.models import Page
from palabre.wiki.page_text import begin_page
from tests.builders import a_member, a_person, a_space

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("data_with_secret")]

NOW = timezone.now()
YESTERDAY, TOMORROW = (NOW + datetime.timedelta(hours=hours) for hours in (-23, 2))


@pytest.fixture
def odile():
    return a_member(a_space(), "Odile Tanneguy")


@pytest.fixture
def nadege(odile):
    return a_person(odile.space, "Nadège Kerouanton")


def ask(person, maker, *, at):
    link = links.link_to(person.space, person=person, by=maker, at=NOW, space=person.space)
    slow_removal.ask_slow_removal(person, link, at=at)


def is_gone(person):
    slow_removal.finish_due(TOMORROW)
    return Person.objects.get(pk=person.pk).erased_at is not None


def test_a_name_that_a_member_kept_since_stays(odile, nadege):
    ask(nadege, a_member(odile.space, "Malo Kersauze"), at=YESTERDAY)
    file = back_up(at=NOW)
    slow_removal.cancel_removal(odile.space, nadege.pk, by=odile)

    restore.restore_backup(file, at=NOW)

    assert not is_gone(nadege)


def test_a_removal_that_was_asked_since_is_done(odile, nadege):
    file = back_up(at=NOW)
    ask(nadege, odile, at=YESTERDAY)

    restore.restore_backup(file, at=NOW)

    assert is_gone(nadege)


def test_where_nothing_is_known_of_since_there_is_a_day_to_keep_a_name(odile, nadege, monkeypatch):
    ask(nadege, odile, at=YESTERDAY)
    file = back_up(at=NOW)
    monkeypatch.setattr(restore, "read_before", lambda leaving_out: None)

    restore.restore_backup(file, at=NOW)

    assert not is_gone(nadege)
    assert slow_removal.waiting(odile.space).get().leaving_at == NOW + datetime.timedelta(days=1)


def forget_all(monkeypatch):
    monkeypatch.setattr(restore, "read_before", lambda leaving_out: None)


def begin_on_a_new_machine(_monkeypatch):
    call_command("flush", interactive=False)


@pytest.mark.parametrize("lose", [forget_all, begin_on_a_new_machine])
def test_where_nothing_is_known_of_since_there_is_a_day_to_keep_the_words_of_others(odile, monkeypatch, lose):
    space, text = odile.space, "Nana Quilleveré a dit oui.\n"
    begin_page(space, "Le four", text, audience=Audience.of_space(space), by=odile)
    erase(a_member(space, "Nana Quilleveré"), at=NOW - datetime.timedelta(hours=30))
    file = back_up(at=NOW)
    lose(monkeypatch)

    restore.restore_backup(file, at=NOW)
    delayed_erasure.finish_due(TOMORROW)

    assert Page.objects.get().note.body_md == text
    assert Erasure.objects.get().due_at == NOW + datetime.timedelta(days=1)


def test_the_name_goes_again_from_all_texts_and_the_one_that_was_joined_to_it_from_those_that_it_left(odile):
    space, text = odile.space, "Nadège Kerouanton et Nana Quilleveré ont dit oui.\n"
    double, her = a_person(space, "Nana Quilleveré"), a_member(space, "Nadège Kerouanton")
    for readers in (Audience.of_persons(a_member(space, "Malo Kersauze")), Audience.of_space(space)):
        begin_page(space, "Le four", text, audience=readers, by=odile)
    merge_pair(her, double, by=odile, at=NOW)
    file, later = back_up(at=NOW), NOW + datetime.timedelta(days=2)
    erase(her, at=NOW)
    delayed_erasure.keep_page_words(space, by=odile)
    delayed_erasure.finish_due(later)
    left = [page.note.body_md for page in Page.objects.order_by("pk")]

    restore.restore_backup(file, at=later)
    delayed_erasure.finish_due(later + datetime.timedelta(days=2))

    assert left == ["Une personne et Nana Quilleveré ont dit oui.\n", text]
    assert [page.note.body_md for page in Page.objects.order_by("pk")] == left


def test_the_words_that_their_readers_kept_stay_under_a_name_that_was_joined_since(odile):
    space, text = odile.space, "Nana Quilleveré a dit oui.\n"
    kept, double = a_member(space, "Nadège Kerouanton"), a_person(space, "Nana Quilleveré")
    begin_page(space, "Le four", text, audience=Audience.of_space(space), by=odile)
    file = back_up(at=NOW)
    merge_pair(kept, double, by=odile, at=NOW)
    erase(kept, at=NOW)
    delayed_erasure.keep_page_words(space, by=odile)

    restore.restore_backup(file, at=NOW)
    delayed_erasure.finish_all(Erasure.objects.all(), NOW + datetime.timedelta(days=2))

    assert Page.objects.get().note.body_md == text


def test_who_stopped_all_messages_since_gets_none(odile):
    odile.hear(News.WEEK)
    file = back_up(at=NOW)
    odile.hear(News.NONE)

    restore.restore_backup(file, at=NOW)

    assert Person.objects.get(pk=odile.pk).news == News.NONE
