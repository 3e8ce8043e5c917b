"""News reaches people by mail: those who can be written to and did not ask for silence."""

import pytest
from django.urls import reverse
from django.utils import timezone

from palabre.journal import channels, hooks, mail_channel
from palabre.journal.announcements import announce_some
from palabre.journal.deliveries import deliver_one
from palabre.journal.models import Delivery, Entry, record
from palabre.people.models import News, Person
from palabre.post.models import Letter
from palabre.post.placeholders import STOP
from tests.builders import a_member, a_person, a_space, an_action, entered

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def hears(monkeypatch):
    """A member with an address, to whom it is told that somebody took an action on."""
    monkeypatch.setattr(hooks, "notices", {"action.taken": lambda entry: Person.objects.all()})
    monkeypatch.setattr(channels, "by_name", {"letters": channels.Channel(mail_channel.send, mail_channel.reaches)})
    space = a_space()
    person = a_member(space, "Inès Courtois")
    person.may_be_reached_at("ines@exemple.fr", by=None)
    record("action.taken", an_action(space, "Réserver le minibus"), by=a_member(space, "Hugo Ferreira"))
    return person


def tell():
    announce_some(timezone.now())
    return deliver_one(timezone.now())


def test_the_sentence_of_the_journal_becomes_a_letter(hears):
    tell()

    letter = Letter.objects.get()
    assert letter.subject == "Hugo Ferreira se charge de « Réserver le minibus »."
    assert letter.body.startswith("Bonjour Inès,\n\nHugo Ferreira se charge de « Réserver le minibus ».\n")
    assert "{address}" in letter.body


def test_it_says_to_a_member_where_to_stop_in_words_that_the_pages_say_too(client, hears):
    tell()

    day = entered(client, hears).get(reverse("you:day", args=[hears.space.slug])).content.decode()
    for words in ("Ma journée", "Vos rôles, vos nouvelles, votre nom"):
        assert (f"« {words} »" in Letter.objects.get().body, words in day) == (True, True)


def test_it_gives_to_others_the_link_that_stops_it(monkeypatch, hears):
    monkeypatch.setattr(mail_channel, "openings", {})
    outsider = a_person(hears.space, "Rose Trémel")

    _subject, body = mail_channel.news_letter_words(Delivery(entry=Entry.objects.get(), person=outsider))

    assert (STOP in body, "« Ma journée »" in body) == (True, False)


def test_it_leaves_by_itself_where_the_server_knows_its_address(hears, settings):
    settings.MAIL_IS_CONFIGURED, settings.CSRF_TRUSTED_ORIGINS = True, ["https://palabre.exemple.fr"]

    tell()

    assert (Letter.objects.get().is_leaving, Letter.objects.get().origin) == (True, "https://palabre.exemple.fr")


@pytest.mark.parametrize("gap", ["server", "origin"])
def test_without_a_mail_server_or_an_address_of_its_own_it_waits(hears, settings, gap):
    settings.MAIL_IS_CONFIGURED = gap != "server"
    settings.CSRF_TRUSTED_ORIGINS = [] if gap == "origin" else ["https://palabre.exemple.fr"]

    tell()

    assert Letter.objects.get().is_waiting


@pytest.mark.parametrize("facts", [{"email": ""}, {"email_refused_at": timezone.now()}, {"news": News.NONE}])
def test_nobody_is_written_to_against_her_wish(hears, facts):
    Person.objects.filter(pk=hears.pk).update(**facts)

    assert tell() is False


def test_told_twice_it_is_one_letter(hears):
    tell()
    Letter.objects.update(sent_at=timezone.now())

    mail_channel.send(Delivery.objects.get())

    assert Letter.objects.count() == 1


def test_whoever_is_written_to_at_once_is_for_a_reason_that_cannot_wait():
    assert hooks.notices.keys() == hooks.reasons.keys()


def test_what_comes_at_once_is_stopped_in_one_click_too(hears):
    tell()

    assert Letter.objects.get().stops
