"""Digests leave in working hours, one per reader and edition, by a real mail server; a kill or two workers add none."""

import urllib.request

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from palabre.home.digest import digest_editions, digest_letters
from palabre.home.digest.tests.digest_scene import (
    DAY,
    HERE,
    HOUR,
    NEXT,
    THURSDAY,
    WEEK,
    a_reader,
    post_all,
    read,
    something,
)
from palabre.journal.models import Digest
from palabre.people.access import unsubscribe
from palabre.people.models import Audience, News, Person
from palabre.post.models import Letter
from palabre.post.tests.mail_server import a_mail_server
from tests.builders import a_member, a_space

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings):
    settings.CSRF_TRUSTED_ORIGINS = [HERE]
    with a_mail_server(settings) as found:
        yield found


@pytest.fixture
def malo():
    return a_member(a_space(), "Malo Guivarch")


@pytest.fixture
def ines(malo):
    return a_reader(malo.space)


def test_a_digest_reaches_a_real_server_in_plain_text_and_in_simple_html(server, ines, malo):
    something(malo)

    digest_letters.send_some(NEXT)
    post_all(NEXT)

    (mail,) = server.received
    parts = read(mail)
    assert mail.get_content_type() == "multipart/alternative"
    assert list(parts) == ["text/plain", "text/html"]
    assert all("Scier le bois" in words for words in parts.values())
    assert (mail["To"], mail["Subject"]) == ("ines@exemple.fr", "La brève du 3 décembre")


def test_its_headers_say_where_it_comes_from_and_how_it_is_stopped(server, ines, malo):
    something(malo)

    digest_letters.send_some(NEXT)
    post_all(NEXT)

    (mail,) = server.received
    assert mail["List-Id"] == f"<{ines.space.slug}.exemple.fr>"
    assert (mail["Auto-Submitted"], mail["Precedence"]) == ("auto-generated", "list")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Unsubscribe"].startswith(f"<{HERE}/stop/{ines.pk}-digest-")
    assert mail["List-Unsubscribe"].strip("<>") in read(mail)["text/plain"]


def test_a_mail_program_that_knows_rfc_8058_stops_it(live_server, server, ines, malo, settings):
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    something(malo)
    digest_letters.send_some(NEXT)
    post_all(NEXT)

    address = server.received[0]["List-Unsubscribe"].strip("<>")
    request = urllib.request.Request(address, data=b"List-Unsubscribe=One-Click")
    with urllib.request.urlopen(request) as answer:
        status = answer.status

    ines.refresh_from_db()
    assert (status, ines.news) == (200, News.CALLED)


def test_it_is_told_once_in_an_edition_whatever_the_number_of_looks(server, ines, malo):
    something(malo)

    for hours in range(8):
        digest_letters.send_some(NEXT + hours * HOUR)
        post_all(NEXT + hours * HOUR)

    assert len(server.received) == 1


@pytest.mark.parametrize("now", [NEXT - 3 * HOUR, NEXT + 12 * HOUR, NEXT + 2 * DAY])  # 7 h, 22 h, a Saturday
def test_nothing_is_written_outside_of_working_hours(server, ines, malo, now):
    something(malo)

    digest_letters.send_some(now)

    assert not Letter.objects.exists()


def test_who_was_not_told_on_thursday_is_told_on_friday(server, ines, malo):
    something(malo)

    digest_letters.send_some(NEXT + DAY)

    assert Letter.objects.count() == 1


def test_without_news_nothing_is_written_and_she_waits_for_the_next_edition(server, ines):
    digest_letters.send_some(NEXT)

    digest = Digest.objects.get(person=ines)
    assert (Letter.objects.count(), digest.at) == (0, NEXT)


def test_every_fortnight_is_every_other_week(server, malo):
    a_reader(malo.space, news=News.FORTNIGHT, told_at=THURSDAY)
    something(malo, at=THURSDAY)

    digest_letters.send_some(NEXT)
    at_once = Letter.objects.count()
    digest_letters.send_some(NEXT + WEEK)

    assert (at_once, Letter.objects.count()) == (0, 1)


@pytest.mark.parametrize("news", [News.CALLED, News.NONE])
def test_who_did_not_ask_for_news_gets_none(server, malo, news):
    a_reader(malo.space, news=news)
    something(malo)

    digest_letters.send_some(NEXT)

    assert not Letter.objects.exists()


@pytest.mark.parametrize("gap", ["email", "refused", "erased", "preparation", "server", "origin"])
def test_who_cannot_be_written_to_is_not(server, ines, malo, settings, gap):
    something(malo)
    facts = {"email": {"email": ""}, "refused": {"email_refused_at": NEXT}, "erased": {"erased_at": NEXT}}
    Person.objects.filter(pk=ines.pk).update(**facts.get(gap, {}))
    settings.MAIL_IS_CONFIGURED = gap != "server"
    settings.CSRF_TRUSTED_ORIGINS = [] if gap == "origin" else [HERE]
    if gap == "preparation":
        type(ines.space).objects.update(opened_at=None)

    digest_letters.send_some(NEXT)

    assert not Letter.objects.exists()


def test_what_was_kept_to_fewer_before_it_left_is_not_in_it(server, ines, malo):
    shared = Audience.of_persons(malo, ines)
    something(malo, "Un secret", audience=shared)
    something(malo)
    digest_letters.send_some(NEXT)

    shared.seats.filter(person=ines).delete()
    post_all(NEXT)

    assert "Scier le bois" in server.received[0].as_string()
    assert "Un secret" not in "".join(read(server.received[0]).values())


def test_when_all_was_kept_to_fewer_no_letter_leaves(server, ines, malo):
    shared = Audience.of_persons(malo, ines)
    something(malo, audience=shared)
    digest_letters.send_some(NEXT)

    shared.seats.filter(person=ines).delete()
    post_all(NEXT)

    assert (server.received, Letter.objects.count()) == ([], 0)


def test_stopped_while_it_waits_it_does_not_leave(server, ines, malo):
    something(malo)
    digest_letters.send_some(NEXT)
    Client().post(unsubscribe.unsubscribe_path(ines, unsubscribe.DIGEST), {"List-Unsubscribe": "One-Click"})

    post_all(NEXT)

    assert server.received == []


def test_a_server_that_asks_to_come_back_later_is_given_it_later(server, ines, malo):
    something(malo)
    server.answers = ["451 later"]
    digest_letters.send_some(NEXT)

    post_all(NEXT)
    number = Letter.objects.get().message_id
    post_all(NEXT + HOUR)

    assert [mail["Message-ID"] for mail in server.received] == [f"<{number}@exemple.fr>"]


def test_news_that_never_left_are_told_in_the_next_one(server, ines, malo):
    something(malo, "Scier le bois")
    digest_letters.send_some(NEXT)
    Letter.objects.get().hold_back()  # as after days of trying
    something(malo, "Fendre le bois", at=NEXT + DAY)

    digest_letters.send_some(NEXT + WEEK)
    post_all(NEXT + WEEK)

    (mail,) = server.received
    assert all(words in read(mail)["text/plain"] for words in ("Scier le bois", "Fendre le bois"))


def test_one_that_is_on_its_way_holds_the_next_one_back(server, ines, malo):
    something(malo)
    digest_letters.send_some(NEXT)
    something(malo, at=NEXT + DAY)

    digest_letters.send_some(NEXT + WEEK)

    assert Letter.objects.count() == 1


def test_two_workers_who_hold_the_same_reader_write_one_letter(server, ines, malo):
    something(malo)
    one, other = Digest.objects.get(person=ines), Digest.objects.get(person=ines)

    written = [digest_letters.write_digest(digest, at=NEXT) for digest in (one, other)]

    assert ([bool(letter) for letter in written], Letter.objects.count()) == ([True, False], 1)


@pytest.mark.parametrize("instant", ["put", "schedule_letter"])
def test_killed_in_the_middle_it_has_told_nothing(server, ines, malo, monkeypatch, instant):
    something(malo)

    def dies(*_, **__):
        raise SystemExit  # nothing is caught of a kill

    with monkeypatch.context() as patched:
        patched.setattr(digest_letters, instant, dies)
        with pytest.raises(SystemExit):
            digest_letters.send_some(NEXT)
    after_the_kill = (Digest.objects.get(person=ines).told_until, Letter.objects.count())
    digest_letters.send_some(NEXT)

    assert (after_the_kill, Letter.objects.count()) == ((0, 0), 1)


def test_a_fault_holds_nobody_else_back_and_loses_no_news(server, ines, malo, monkeypatch):
    a_reader(malo.space, "Odile Tanneguy")
    something(malo)
    compose = digest_letters.words_for

    def fails(person, *span, **how):
        if person == ines:
            raise ValueError
        return compose(person, *span, **how)

    with monkeypatch.context() as patched:
        patched.setattr(digest_letters, "words_for", fails)
        digest_letters.send_some(NEXT)
    digest_letters.send_some(NEXT + WEEK)

    assert [letter.to.name for letter in Letter.objects.order_by("pk")] == ["Odile Tanneguy", "Inès Courtois"]


def test_who_begins_to_hear_is_told_the_last_days_at_the_next_edition(server, malo):
    her = a_reader(malo.space, news=News.CALLED)
    Digest.objects.all().delete()
    something(malo, "Vieux", at=NEXT - 3 * WEEK)
    something(malo, "Récent", at=NEXT - 3 * DAY)

    digest_editions.wish(her, News.WEEK, at=NEXT - DAY)
    digest_letters.send_some(NEXT - HOUR / 2)
    post_all(NEXT)

    (mail,) = server.received
    assert ("Récent" in read(mail)["text/plain"], "Vieux" in read(mail)["text/plain"]) == (True, False)


def test_an_entry_of_this_very_minute_waits_for_the_next_one(server, ines, malo):
    """On a server with several writers its neighbours, with smaller numbers, may not be written yet."""
    something(malo, "Scier le bois")
    late = something(malo, "À l’instant", at=NEXT)

    digest_letters.send_some(NEXT)

    assert Digest.objects.get(person=ines).told_until == late.pk - 1


def test_readers_are_told_by_batches(server, malo, monkeypatch):
    monkeypatch.setattr(digest_letters, "MOST", 2)
    for name in ("Anna A", "Basile B", "Cora C"):
        a_reader(malo.space, name)
    something(malo)

    counts = []
    for _ in range(3):
        digest_letters.send_some(NEXT)
        counts.append(Letter.objects.count())

    assert counts == [2, 3, 3]


def test_looking_for_who_is_due_costs_the_same_for_five_readers(server, malo):
    def looked():
        with CaptureQueriesContext(connection) as counted:
            list(digest_letters.due(NEXT))
        return len(counted)

    a_reader(malo.space, "Anna A")
    one = looked()
    for name in ("Basile B", "Cora C", "Dina D", "Elias E"):
        a_reader(malo.space, name)

    assert looked() == one
