"""Letters leave through a real mail server, which accepts, refuses, is slow or away."""

import datetime
import logging

import pytest

from palabre.accounts.models import Account
from palabre.journal.mail_channel import OF_AN_ENTRY
from palabre.journal.models import record
from palabre.people.access import links
from palabre.post import outbox
from palabre.post.letter_queue import post_one
from palabre.post.models import Letter, Trouble, Way
from palabre.post.placeholders import ADDRESS
from palabre.post.tests.mail_server import a_mail_server, free_port, given_to, text_of
from palabre.pure.french import typeset
from palabre.spaces.models import Space
from tests.builders import a_group, a_member, a_person, a_space, an_action

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

PARIS = datetime.timezone(datetime.timedelta(hours=1))
TUESDAY = datetime.datetime(2026, 11, 24, 10, tzinfo=PARIS)
ORIGIN = "https://palabre.exemple.fr"
MINUTE, HOUR, DAY = (datetime.timedelta(**{unit: 1}) for unit in ("minutes", "hours", "days"))


@pytest.fixture
def server(settings):
    with a_mail_server(settings) as server:
        yield server


def a_letter(email="ines@exemple.fr", *, at=TUESDAY, now=False):
    """An approved letter to Inès about her group."""
    space = a_space()
    by, to = a_member(space, "Odile Tanneguy"), a_person(space, "Inès Courtois")
    to.may_be_reached_at(email, by=None)
    link = links.link_to(a_group(space), person=to, by=by, at=at)
    words = {"subject": "Inès, est-ce juste ?", "body": f"Oui : {ADDRESS}?answer=yes\nNon : {ADDRESS}?answer=no"}
    letter = outbox.write_letter(to, by=by, about="x:1", link=link, **words)
    return outbox.approve(letter, by=by, at=at, origin=ORIGIN, now=now)


def again(letter):
    return Letter.objects.select_related("to").get(pk=letter.pk)


def test_a_letter_leaves_in_the_name_of_who_wrote_it_with_its_links(server):
    letter = a_letter()

    post_one(TUESDAY)

    (mail,) = server.received
    address = f"{ORIGIN}{links.link_path(again(letter).link)}"
    assert (mail["Subject"], mail["From"]) == ("Inès, est-ce juste ?", "Odile Tanneguy <palabre@exemple.fr>")
    assert text_of(mail).splitlines() == [f"Oui : {address}?answer=yes", f"Non : {address}?answer=no"]
    assert mail.get_content_type() == "multipart/alternative"
    assert mail["Message-ID"] == f"<{letter.message_id}@exemple.fr>"
    assert (again(letter).sent_at, again(letter).sent_how) == (TUESDAY, Way.PALABRE)


def test_the_answer_goes_to_the_sender_herself_where_her_address_is_known(server):
    letter = a_letter()
    letter.by.account = Account.objects.open("odile@exemple.fr")
    letter.by.save()

    post_one(TUESDAY)

    assert server.received[0]["Reply-To"] == "odile@exemple.fr"


@pytest.mark.parametrize("at_rest", [{"opened_at": None}, {"archived_at": TUESDAY}])
def test_nothing_leaves_a_space_in_preparation_or_archived(at_rest, server):
    letter = a_letter()
    Space.objects.update(**at_rest)
    post_one(TUESDAY)
    assert server.received == []

    Space.objects.update(opened_at=TUESDAY, archived_at=None)
    post_one(TUESDAY)

    assert again(letter).sent_at == TUESDAY


def test_the_letter_of_one_space_does_not_wait_behind_all_those_of_another(server):
    busy, other = (a_member(a_space(name), "Odile Tanneguy") for name in ("val", "mont"))
    for by, many in ((busy, 4), (other, 1)):
        for number in range(many):
            to = a_person(by.space, f"Inès Courtois {number}")
            to.may_be_reached_at(f"ines{number}@{by.space.slug}.fr", by=None)
            words = {"subject": "Bonjour", "body": "Bonjour", "link": None}
            letter = outbox.write_letter(to, by=by, about=f"x:{number}", **words)
            outbox.approve(letter, by=by, at=TUESDAY, origin=ORIGIN)

    for _number in range(2):
        post_one(TUESDAY)

    assert {mail["To"].partition("@")[2] for mail in server.received} == {"val.fr", "mont.fr"}


def test_a_letter_leaves_once(server):
    a_letter()

    rounds = [post_one(TUESDAY), post_one(TUESDAY + DAY)]

    assert (rounds, len(server.received)) == ([True, False], 1)


def test_an_address_that_is_not_known_there_is_refused_for_good_and_not_written_to_again(server):
    server.answers = ["550 5.1.1 No such user"]
    letter = a_letter()

    rounds = [post_one(TUESDAY + n * DAY) for n in range(3)]

    assert (rounds, server.received) == ([True, False, False], [])
    assert again(letter).refused == "Son serveur de courriel ne connaît pas cette adresse."
    assert again(letter).to.email_refused_at == TUESDAY


def test_a_message_that_is_refused_says_nothing_of_the_address(server):
    server.at_the_end = ["554 Message refused"]
    letter = a_letter()

    post_one(TUESDAY)

    assert again(letter).refused == "Son serveur de courriel a refusé ce message."
    assert again(letter).to.email_refused_at is None


def test_a_server_that_closes_its_door_to_us_condemns_nobody(server):
    server.answers = ["554 5.7.1 Relay access denied"]
    letter = a_letter()

    post_one(TUESDAY)

    assert (again(letter).refused, again(letter).trouble) == ("", Trouble.US)
    assert again(letter).to.email_refused_at is None


def test_come_back_later_is_heard_and_the_same_message_accepted_then(server):
    server.answers = ["451 4.7.1 Greylisted"]
    letter = a_letter()

    rounds = [post_one(TUESDAY), post_one(TUESDAY + MINUTE / 2), post_one(TUESDAY + 2 * MINUTE)]

    assert rounds == [True, False, True]
    assert server.received[0]["Message-ID"] == f"<{letter.message_id}@exemple.fr>"
    assert (again(letter).trouble, again(letter).sent_at) == ("", TUESDAY + 2 * MINUTE)


def test_a_server_that_is_down_for_a_day_loses_nothing_and_is_asked_less_and_less(settings):
    given_to(settings, free_port())
    letter = a_letter()
    tried = [n for n in range(0, 24 * 60, 5) if post_one(TUESDAY + n * MINUTE)]
    waiting = again(letter)

    with a_mail_server(settings) as server:
        post_one(TUESDAY + 2 * DAY)

    assert (waiting.trouble, waiting.due_at) == (Trouble.AWAY, TUESDAY)
    assert len(tried) < 20
    assert len(server.received) == 1


def test_after_some_days_it_waits_for_somebody_to_say_what_next(settings):
    given_to(settings, free_port())
    letter = a_letter()
    before = Space.objects.get().version

    rounds = [post_one(TUESDAY + n * HOUR) for n in range(24 * 9)]

    assert again(letter).was_given_up
    assert Space.objects.get().version > before  # its author's front page says that it waits
    assert not any(rounds[24 * 7 :])


def test_nothing_leaves_in_the_evening_not_even_late_or_tried_again(server):
    server.answers = ["451 Later"]
    evening = TUESDAY.replace(hour=18, minute=59)
    letter = a_letter(at=evening)

    rounds = [post_one(evening), post_one(evening + 5 * MINUTE), post_one(evening + HOUR)]
    post_one(TUESDAY.replace(day=25, hour=8, minute=1))

    assert rounds == [True, True, False]  # put off twice: by the other side, then until the morning
    assert again(letter).sent_at == TUESDAY.replace(day=25, hour=8, minute=1)


def test_what_somebody_sends_in_the_evening_leaves_in_the_evening(server):
    evening = TUESDAY.replace(hour=22)
    a_letter(at=evening, now=True)

    post_one(evening)

    assert len(server.received) == 1


def test_a_domain_with_accents_is_written_to(server):
    a_letter("ines@mairie-vallée.fr")

    post_one(TUESDAY)

    assert server.recipients == ["ines@xn--mairie-valle-leb.fr"]


def test_an_accent_before_the_at_is_refused_with_a_sentence(server):
    letter = a_letter("inès@exemple.fr")

    post_one(TUESDAY)

    assert server.received == []
    assert again(letter).refused == typeset("Cette adresse a un accent avant le @ : Palabre ne sait pas y écrire.")
    assert again(letter).to.email_refused_at == TUESDAY


def test_the_log_names_nobody(server, caplog):
    server.answers = ["550 <ines@exemple.fr> Inès Courtois is unknown"]
    a_letter()

    with caplog.at_level(logging.INFO):
        post_one(TUESDAY)

    told = " ".join(line.getMessage() for line in caplog.records if line.name.startswith(("palabre", "django")))
    assert "letter" in told
    assert [word for word in ("ines", "Inès", "exemple", "links") if word in told] == []


def test_a_link_that_was_taken_back_is_not_sent(server):
    letter = a_letter()
    letter.link.revoke(TUESDAY)

    post_one(TUESDAY)

    assert (server.received, again(letter).trouble) == ([], Trouble.LINK)


def test_a_letter_that_was_taken_back_stays(server):
    letter = a_letter()
    outbox.unapprove(letter, by=letter.by)

    assert post_one(TUESDAY) is False


def test_without_a_mail_server_nothing_is_tried(settings):
    settings.MAIL_IS_CONFIGURED = True
    a_letter()
    settings.MAIL_IS_CONFIGURED = False

    assert post_one(TUESDAY) is False


def test_news_that_were_narrowed_meanwhile_are_not_told(server):
    letter = a_letter()
    entry = record("action.taken", an_action(letter.space), by=None)
    Letter.objects.update(about=f"{OF_AN_ENTRY}{entry.pk}")

    post_one(TUESDAY)

    assert (server.received, Letter.objects.count()) == ([], 0)
