"""A letter that waits for the morning says at its leaving what its source says then, or does not leave."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.models import Pledge, RoleOffer
from palabre.journal.announcements import announce_some
from palabre.journal.deliveries import deliver_one
from palabre.journal.models import Entry
from palabre.people.erasures import delayed_erasure
from palabre.people.models import Person
from palabre.post.letter_queue import post_one
from palabre.post.models import Letter
from palabre.wiki import page_text
from palabre.wiki.models import Comment
from tests.builders import a_group, a_member, a_person, a_space, an_action, entered, readers_of

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
PARIS = timezone.get_default_timezone()
EVENING = datetime.datetime(2026, 11, 25, 20, tzinfo=PARIS)  # a Wednesday
LATER = EVENING + datetime.timedelta(minutes=20)
MORNING = datetime.datetime(2026, 11, 26, 8, 5, tzinfo=PARIS)
THEIRS = "boulangerie@exemple.example"


@pytest.fixture
def clock(monkeypatch, settings):
    """The time, in a list of one; there is a mail server."""
    settings.MAIL_IS_CONFIGURED, settings.CSRF_TRUSTED_ORIGINS = True, ["https://val.example"]
    now = [EVENING]
    monkeypatch.setattr(timezone, "now", lambda: now[0])
    return now


@pytest.fixture
def odile(clock):
    return reached(a_member(a_space(), "Odile Morvan"), "odile@exemple.example")


def reached(person, address):
    Person.objects.filter(pk=person.pk).update(email=address)
    person.refresh_from_db()
    return person


def press(by, door, *numbers, **said):
    answer = entered(Client(), by).post(reverse(door, args=[by.space.slug, *numbers]), said)
    assert answer.status_code in (200, 302), answer.text


def tell(at=EVENING):
    while announce_some(at):
        pass
    while deliver_one(at):
        pass


def leave(clock, at=MORNING):
    clock[0] = at
    delayed_erasure.finish_due(at)
    while post_one(at):
        pass


def joined(odile):
    """Zoé joins the group of Odile, and leaves an address to be answered."""
    group, zoe = a_group(odile.space, "Le four", convened_by=(odile,)), a_member(odile.space, "Zoé Petit")
    press(zoe, "groups:coming", group.pk, name=zoe.name, words="Volontiers", reply_to=THEIRS)
    return group, zoe


def followed(odile, text="Un minibus"):
    """Odile follows a page that Malo began."""
    malo = a_member(odile.space, "Malo Riou")
    page = page_text.begin_page(odile.space, "Le minibus", text, audience=readers_of(odile.space), by=malo)
    entered(Client(), odile).post(f"{page.get_absolute_url()}watch/")
    Entry.objects.update(announced_at=EVENING)
    return page, malo


def test_a_reply_is_ready_in_the_letter_that_leaves_and_no_address_in_the_one_that_is_kept(odile, clock, mailoutbox):
    joined(odile)
    tell()

    leave(clock)

    (letter,), (mail,) = Letter.objects.all(), mailoutbox
    assert f"mailto:{THEIRS}?subject=" in mail.body
    assert f"pledges/{Pledge.objects.get().pk}/reply/" in mail.body
    assert (letter.subject, "mailto:" in letter.body, "/reply/" in letter.body) == (mail.subject, False, True)


def test_no_news_of_who_joins_leaves_once_their_name_is_removed(odile, clock, mailoutbox):
    _group, zoe = joined(odile)
    tell()
    clock[0] = LATER
    press(zoe, "you:name")

    leave(clock)

    assert (mailoutbox, Letter.objects.count()) == ([], 0)


def test_nor_once_they_take_it_back(odile, clock, mailoutbox):
    group, zoe = joined(odile)
    tell()
    press(zoe, "groups:staying_away", group.pk)

    leave(clock)

    assert mailoutbox == []


def test_nor_is_it_written_then(odile, clock):
    group, zoe = joined(odile)
    announce_some(EVENING)
    press(zoe, "groups:staying_away", group.pk)

    tell()

    assert not Letter.objects.exists()


def test_no_comment_leaves_once_it_is_taken_back(odile, clock, mailoutbox):
    page, malo = followed(odile)
    press(malo, "wiki:comments", page.slug, words="Je suis malade, entre nous.", quote="Un minibus")
    tell()
    assert "malade" in Letter.objects.get().body
    press(malo, "wiki:comment_removal", page.slug, Comment.objects.get().pk)

    leave(clock)

    assert mailoutbox == []


@pytest.mark.parametrize("is_told", [True, False])
def test_a_comment_that_shared_its_notice_leaves_instead(odile, clock, mailoutbox, is_told):
    page, malo = followed(odile)
    lou = a_member(odile.space, "Lou Riou")
    press(malo, "wiki:comments", page.slug, words="Premier.", quote="Un minibus")
    clock[0] = EVENING + datetime.timedelta(minutes=5)
    press(lou, "wiki:comments", page.slug, words="Venez tout de suite !", quote="Un minibus")
    if is_told:
        tell()
    press(malo, "wiki:comment_removal", page.slug, Comment.objects.earliest("pk").pk)
    tell(LATER)

    leave(clock)

    (mail,) = mailoutbox
    assert (mail.subject.startswith("Lou Riou"), "Venez tout de suite" in mail.body) == (True, True)
    tell(MORNING)
    leave(clock, MORNING + datetime.timedelta(hours=1))
    assert len(mailoutbox) == 1


def test_a_second_comment_of_one_person_leaves_instead_of_their_first(odile, clock, mailoutbox):
    page, malo = followed(odile)
    for words in ("Premier.", "Second."):
        press(malo, "wiki:comments", page.slug, words=words, quote="Un minibus")
    tell()
    press(malo, "wiki:comment_removal", page.slug, Comment.objects.earliest("pk").pk)

    leave(clock)

    (mail,) = mailoutbox
    assert ("Premier" in mail.body, "Second" in mail.body) == (False, True)


def test_a_sentence_that_the_page_no_longer_says_is_left_out(odile, clock, mailoutbox):
    page, malo = followed(odile)
    zoe = a_member(odile.space, "Zoé Petit")
    sentence = "Zoé Petit est malade du foie."
    press(malo, "wiki:text", page.slug, text=f"Un minibus\n\n- {sentence}\n- Neuf places\n", base="1")
    tell()
    press(zoe, "you:said", sentence=f"{page.pk}-2-3", words=sentence, gesture="refuse")

    leave(clock)

    (mail,) = mailoutbox
    assert ("malade" in mail.body, "Neuf places" in mail.body) == (False, True)


def test_words_corrected_in_the_evening_leave_as_they_are_in_the_morning(odile, clock, mailoutbox):
    paul = reached(a_person(odile.space, "Paul Ster"), "paul@exemple.example")
    action = an_action(odile.space, "Dire à Marc qu’il part", group=a_group(odile.space, convened_by=(odile,)))
    press(odile, "groups:action_offer", action.pk, whose=paul.name)
    tell()
    press(odile, "groups:action_words", action.pk, text="Appeler la mairie", due_words="")

    leave(clock)

    (mail,) = mailoutbox
    assert ("Marc" in mail.body, "Appeler la mairie" in mail.body) == (False, True)
    assert "Appeler la mairie" in mail.subject


@pytest.mark.parametrize("what", ["action", "role"])
def test_no_request_leaves_once_it_is_undone(odile, clock, mailoutbox, what):
    paul = reached(a_person(odile.space, "Paul Ster"), "paul@exemple.example")
    group = a_group(odile.space, "Le licenciement de Marc", convened_by=(odile,))
    if what == "action":
        number = an_action(odile.space, "Dire à Marc qu’il part", group=group).pk
        press(odile, "groups:action_offer", number, whose=paul.name)
    else:
        press(odile, "groups:proposing", group.pk, whose=paul.name, role="convener")
        number = RoleOffer.objects.get().pk
    tell()
    assert Letter.objects.exists()
    press(odile, "groups:action_offer_undoing" if what == "action" else "groups:no_role_offer", number)

    leave(clock)

    assert mailoutbox == []


def test_nor_does_news_of_a_page_once_its_reader_follows_it_no_longer(odile, clock, mailoutbox):
    page, malo = followed(odile)
    press(malo, "wiki:text", page.slug, text="Un minibus de neuf places", base="1")
    tell()
    page.watches.all().delete()

    leave(clock)

    assert mailoutbox == []


def test_what_a_person_edited_leaves_as_they_wrote_it(odile, clock, mailoutbox):
    page, malo = followed(odile)
    press(malo, "wiki:text", page.slug, text="Un minibus de neuf places", base="1")
    tell()
    Letter.objects.update(body="Mes mots : {address}", changed_at=EVENING)

    leave(clock)

    assert mailoutbox[0].body.startswith("Mes mots : https://val.example/")


def test_a_letter_that_cannot_be_composed_again_waits_and_is_tried_again(odile, clock, mailoutbox, monkeypatch):
    joined(odile)
    tell()
    with monkeypatch.context() as patched:
        patched.setattr("palabre.journal.mail_channel.news_letter_words", lambda *_args, **_more: 1 / 0)
        leave(clock)
    assert (mailoutbox, Letter.objects.get().attempts) == ([], 1)

    leave(clock, MORNING + datetime.timedelta(hours=1))

    assert len(mailoutbox) == 1
