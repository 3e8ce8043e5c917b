"""Letters wait to be read, and only somebody's word lets them go."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.accounts.models import Account
from palabre.people.access import links
from palabre.people.erasures.refused_names import NameRefused
from palabre.people.models import Person
from palabre.post import outbox
from palabre.post.models import Letter, Way
from palabre.post.placeholders import ADDRESS
from palabre.refusal import Refusal
from tests.builders import a_group, a_member, a_person, a_space
from tests.erasing import erase

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

NOON = datetime.datetime(2026, 11, 24, 11, tzinfo=datetime.UTC)  # a Tuesday
EVENING = NOON.replace(hour=20)
TOMORROW_AT_EIGHT = datetime.datetime(2026, 11, 25, 7, tzinfo=datetime.UTC)
ORIGIN = "https://palabre.exemple.fr"


@pytest.fixture(autouse=True)
def _a_mail_server(settings):
    settings.MAIL_IS_CONFIGURED = True


@pytest.fixture
def letter():
    space = a_space()
    by, to = a_member(space, "Odile Tanneguy"), a_person(space, "Inès Courtois")
    to.may_be_reached_at("ines@exemple.fr", by=by)
    link = links.link_to(a_group(space), person=to, by=by, at=NOON)
    return outbox.write_letter(to, by=by, about="x", subject="Un mot", body=f"Ici : {ADDRESS}", link=link)


def again(letter):
    return Letter.objects.select_related("to", "link", "space", "by").get(pk=letter.pk)


def rewritten(letter, subject="Autre"):
    return outbox.write_letter(
        letter.to, by=letter.by, about="x", subject=subject, body=f"Là : {ADDRESS}", link=letter.link
    )


def test_written_again_it_is_one_letter_renewed(letter):
    second = rewritten(letter)

    assert (second.pk, again(letter).subject) == (letter.pk, "Autre")


def test_words_that_somebody_changed_are_not_renewed(letter):
    outbox.change_letter(letter, "À ma façon", "Voici : {address}", by=letter.by, at=NOON)

    rewritten(letter)

    assert (again(letter).subject, again(letter).body) == ("À ma façon", "Voici : {address}")


def test_what_was_approved_is_not_renewed(letter):
    outbox.approve(letter, by=letter.by, at=NOON, origin=ORIGIN)

    rewritten(letter)

    assert again(letter).subject == "Un mot"


@pytest.mark.parametrize(
    ("at", "now", "due"), [(NOON, False, NOON), (EVENING, False, TOMORROW_AT_EIGHT), (EVENING, True, EVENING)]
)
def test_it_leaves_in_working_hours_unless_somebody_says_now(letter, at, now, due):
    outbox.approve(letter, by=letter.by, at=at, origin=ORIGIN, now=now)

    assert again(letter).due_at == due


def test_approved_for_tomorrow_it_may_still_leave_now(letter):
    outbox.approve(letter, by=letter.by, at=EVENING, origin=ORIGIN)

    outbox.approve(letter, by=letter.by, at=EVENING, origin=ORIGIN, now=True)

    assert again(letter).due_at == EVENING


@pytest.mark.parametrize("gap", ["server", "address", "returned"])
def test_what_cannot_go_says_why_and_what_to_do(letter, gap, settings):
    settings.MAIL_IS_CONFIGURED = gap != "server"
    if gap == "address":
        letter.to.may_be_reached_at("", by=None)
    Person.objects.filter(pk=letter.to_id).update(email_refused_at=NOON if gap == "returned" else None)

    with pytest.raises(Refusal) as refusal:
        outbox.approve(letter, by=letter.by, at=NOON, origin=ORIGIN)

    assert refusal.value.instead


def test_of_many_letters_those_that_can_go_do(letter):
    other = a_person(letter.space, "Hugo Ferreira")
    waiting = [letter, outbox.write_letter(other, by=letter.by, about="x", subject="Un mot", body="…", link=None)]

    gone = outbox.approve_all(waiting, by=letter.by, at=NOON, origin=ORIGIN)

    assert gone == [letter]


def test_two_names_found_to_be_one_persons_have_one_message(letter):
    double = a_person(letter.space, "I. Courtois")
    second = outbox.write_letter(double, by=letter.by, about="x", subject="Un mot", body="…", link=None)
    Letter.objects.filter(pk=second.pk).update(to=letter.to)

    gone = outbox.approve_all([letter, again(second)], by=letter.by, at=NOON, origin=ORIGIN)

    assert gone == [letter]
    with pytest.raises(Refusal):
        outbox.approve(again(second), by=letter.by, at=NOON, origin=ORIGIN)


def test_a_subject_is_one_line(letter):
    assert rewritten(letter, "Un\r\nBcc: x@y.example").subject == "Un Bcc: x@y.example"


def test_what_somebody_types_brings_no_header_and_no_null_character(letter):
    outbox.change_letter(letter, "Un mot\x00\r\nBcc: x@y.example", "Ici : {address}\x00", by=letter.by, at=NOON)

    assert (again(letter).subject, again(letter).body) == ("Un mot Bcc: x@y.example", "Ici : {address}")


def test_a_name_that_was_taken_away_is_written_in_no_letter(letter):
    erase(a_person(letter.space, "Maël Guivarch"), at=NOON)

    with pytest.raises(NameRefused):
        outbox.change_letter(letter, "Un mot", "Avec Maël Guivarch : {address}", by=letter.by, at=NOON)


def test_one_space_sends_so_many_letters_a_day_and_no_more(letter, monkeypatch):
    monkeypatch.setattr(outbox, "MOST_A_DAY", 1)
    outbox.approve(letter, by=letter.by, at=NOON, origin=ORIGIN)
    other = outbox.write_letter(letter.to, by=letter.by, about="y", subject="Un mot", body="…", link=None)

    with pytest.raises(outbox.TooManyLetters):
        outbox.approve(other, by=letter.by, at=NOON, origin=ORIGIN)

    assert outbox.approve(other, by=letter.by, at=NOON + outbox.DAY, origin=ORIGIN).is_leaving


def test_taken_back_it_waits_again_and_once_gone_it_cannot(letter):
    outbox.approve(letter, by=letter.by, at=NOON, origin=ORIGIN)
    outbox.unapprove(letter, by=letter.by)
    waits = again(letter).is_waiting
    outbox.gave_by_hand(letter, by=letter.by, at=NOON, how=Way.MAILBOX)

    with pytest.raises(Refusal):
        outbox.unapprove(letter, by=letter.by)

    assert waits


def test_given_by_hand_and_not_after_all(letter):
    outbox.gave_by_hand(letter, by=letter.by, at=NOON)
    given = again(letter)

    outbox.not_given(letter, by=letter.by)

    assert (given.sent_how, given.sent_at) == (Way.BY_HAND, NOON)
    assert again(letter).is_waiting


def test_what_palabre_sent_has_left_for_good(letter):
    Letter.objects.update(sent_at=NOON, sent_how=Way.PALABRE)

    outbox.not_given(letter, by=letter.by)

    assert again(letter).sent_at == NOON


def test_a_message_that_came_back_says_so_and_its_address_is_not_written_to(letter):
    Letter.objects.update(sent_at=NOON, sent_how=Way.PALABRE)

    outbox.came_back(letter, by=letter.by, at=EVENING)

    assert again(letter).refused == "Ce message est revenu."
    assert again(letter).to.email_refused_at == EVENING


def test_with_another_address_it_goes_as_another_message(letter):
    Letter.objects.update(sent_at=NOON, sent_how=Way.PALABRE)
    outbox.came_back(letter, by=letter.by, at=NOON)
    again(letter).to.may_be_reached_at("ines@ailleurs.fr", by=None)

    outbox.approve(letter, by=letter.by, at=NOON, origin=ORIGIN)

    assert again(letter).is_leaving
    assert again(letter).message_id != letter.message_id


@pytest.mark.parametrize(
    ("subject", "body"),
    [("", "x {address}"), ("x", " "), ("x", "sans lien"), ("x" * 201, "{address}"), ("x", "x" * 10_001)],
)
def test_words_that_cannot_go_are_refused(letter, subject, body):
    with pytest.raises(Refusal):
        outbox.change_letter(letter, subject, body, by=letter.by, at=NOON)


def test_somebody_of_another_space_and_who_is_only_named_do_nothing(letter):
    strangers = [a_member(a_space("Ailleurs")), a_person(letter.space)]

    for stranger in strangers:
        with pytest.raises(Refusal):
            outbox.approve(letter, by=stranger, at=NOON, origin=ORIGIN)


def test_her_link_is_whole_in_what_is_sent_and_its_token_kept_nowhere(letter):
    sent = outbox.as_sent(again(letter), origin=ORIGIN)

    assert sent == f"Ici : {ORIGIN}{links.link_path(letter.link)}"
    assert links.mac(letter.link) not in str(list(Letter.objects.values()))


def test_without_a_link_a_letter_leads_to_the_space(letter):
    other = outbox.write_letter(letter.to, by=None, about="y", subject="Un mot", body=ADDRESS, link=None)

    assert outbox.as_sent(other, origin=ORIGIN) == f"{ORIGIN}{letter.space.get_absolute_url()}"


@given(
    at=st.datetimes(
        min_value=datetime.datetime(2020, 1, 1),
        timezones=st.just(datetime.UTC),
        max_value=datetime.datetime(2040, 1, 1),
    )
)
def test_the_hours_are_those_of_the_place(at):
    leaves = outbox.leaves_at(at)

    assert leaves.utcoffset() in (datetime.timedelta(hours=1), datetime.timedelta(hours=2))
    assert 8 <= leaves.hour < 19


@pytest.mark.parametrize(("is_noter", "stops"), [(False, False), (True, True)])
def test_a_message_that_palabre_did_not_send_stops_nothing_for_who_came_by_herself(letter, is_noter, stops):
    Person.objects.filter(pk=letter.to_id).update(came_at=NOON)
    Letter.objects.filter(pk=letter.pk).update(sent_at=NOON, sent_how=Way.MAILBOX)

    outbox.came_back(letter, by=letter.by if is_noter else a_member(letter.space, "Malo Riou"), at=EVENING)

    letter.refresh_from_db()
    assert (letter.refused != "", Person.objects.get(pk=letter.to_id).email_refused_at is not None) == (True, stops)


@pytest.mark.parametrize("is_of_account", [False, True])
def test_no_word_of_another_stops_messages_to_the_address_that_she_gave(letter, is_of_account):
    account = Account.objects.open("ines@exemple.fr") if is_of_account else None
    noted_by = letter.by if is_of_account else None
    Person.objects.filter(pk=letter.to_id).update(account=account, address_by=noted_by)
    Letter.objects.filter(pk=letter.pk).update(sent_at=NOON, sent_how=Way.PALABRE)

    outbox.came_back(letter, by=letter.by, at=EVENING)

    letter.refresh_from_db()
    assert (letter.refused, again(letter).to.email_refused_at) == ("Ce message est revenu.", None)
