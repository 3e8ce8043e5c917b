"""Letters to those whom a poll awaits: read before they go; the silent are reminded once, in working hours."""

import datetime

import pytest
from django.utils import timezone

from palabre.meetings.models import Awaited
from palabre.meetings.polls import date_poll, poll_answers, poll_closure, poll_letters, poll_reminders
from palabre.meetings.polls.awaited_people import AGAIN
from palabre.meetings.polls.poll_reminders import remind
from palabre.minutes.outbox import space_outbox
from palabre.people.reader import Reader
from palabre.post import outbox
from palabre.post.models import Letter
from palabre.refusal import Refusal
from tests.builders import a_member, a_person, a_poll, a_space

pytestmark = pytest.mark.django_db
PARIS = timezone.get_default_timezone()
AT = datetime.datetime(2026, 11, 24, 10, tzinfo=PARIS)  # a Tuesday
FRIDAY = datetime.date(2026, 11, 27)
NEAR = datetime.datetime(2026, 11, 26, 9, tzinfo=PARIS)  # Thursday morning: less than 48 hours


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def poll(space, ines):
    return a_poll(space, by=ines, deadline=FRIDAY)


@pytest.fixture
def anouk(space, poll):
    person = a_person(space, "Anouk Le Bris")
    person.may_be_reached_at("anouk@exemple.example", by=None)
    poll.awaited.create(person=person)
    return person


@pytest.fixture
def mail(settings):
    settings.MAIL_IS_CONFIGURED = True


def sent(letter, *, how="palabre", origin="https://val.example"):
    Letter.objects.filter(pk=letter.pk).update(sent_at=AT, sent_how=how, origin=origin)


def reminders():
    return Letter.objects.filter(about__endswith=AGAIN)


def test_each_person_awaited_gets_a_letter_with_her_link_and_the_dates(poll, anouk, ines):
    (letter,) = poll_letters.write_to_awaited(poll, by=ines, at=AT)

    assert (letter.to, letter.link.person, letter.link.thing_id) == (anouk, anouk, poll.pk)
    assert letter.subject == "Quand se voir ? Réunion des porteurs"
    assert letter.body.count("\n– ") == 2
    assert "Répondez d’ici vendredi 27 novembre." in letter.body
    assert letter.approved_at is None


def test_who_answered_and_who_was_written_to_gets_none(space, poll, anouk, ines):
    first = poll_letters.write_to_awaited(poll, by=ines, at=AT)
    again = poll_letters.write_to_awaited(poll, by=ines, at=AT)
    poll_answers.answer_poll(poll, {}, by=anouk, at=AT)

    assert first == again
    assert poll_letters.write_to_awaited(poll, by=ines, at=AT) == []


def test_who_asks_does_not_write_to_herself(poll, ines):
    poll.awaited.create(person=ines)

    assert poll_letters.write_to_awaited(poll, by=ines, at=AT) == []


def test_a_guest_writes_to_nobody(space, poll, anouk):
    with pytest.raises(Refusal, match="Seuls les membres"):
        poll_letters.write_to_awaited(poll, by=a_person(space), at=AT)


def test_the_letters_wait_in_the_outbox_of_who_reads_the_poll(space, poll, anouk, ines):
    (letter,) = poll_letters.write_to_awaited(poll, by=ines, at=AT)

    mine, nobody = (Reader(one, who, FRIDAY) for one, who in ((space, ines), (a_space("Loin"), ines)))
    assert [one.letter for one in space_outbox.what_waits(mine, at=AT).waiting] == [letter]
    assert space_outbox.what_waits(nobody, at=AT).is_empty


def test_the_silent_are_reminded_once_two_days_before(poll, anouk, ines, mail):
    sent(poll_letters.write_to_awaited(poll, by=ines, at=AT)[0])

    remind(AT)
    early = reminders().count()
    remind(NEAR)
    remind(NEAR + datetime.timedelta(hours=2))

    (letter,) = reminders()
    assert early == 0
    assert (letter.due_at, letter.origin, letter.approved_at) == (NEAR, "https://val.example", NEAR)
    assert "rappel" in letter.subject


def test_a_reminder_waits_for_the_morning(poll, anouk, ines, mail):
    sent(poll_letters.write_to_awaited(poll, by=ines, at=AT)[0])

    remind(datetime.datetime(2026, 11, 25, 20, tzinfo=PARIS))

    assert reminders().get().due_at == datetime.datetime(2026, 11, 26, 8, tzinfo=PARIS)


def test_who_answered_is_not_reminded(poll, anouk, ines, mail):
    sent(poll_letters.write_to_awaited(poll, by=ines, at=AT)[0])
    poll_answers.answer_poll(poll, {}, by=anouk, at=AT)

    remind(NEAR)

    assert not reminders().exists()


@pytest.mark.parametrize("how", ["mailbox", "by_hand"])
def test_without_a_letter_that_palabre_sent_a_reminder_waits_to_be_copied(poll, anouk, ines, mail, how):
    sent(poll_letters.write_to_awaited(poll, by=ines, at=AT)[0], how=how, origin="")

    remind(NEAR)

    assert reminders().get().is_waiting


def test_polls_that_await_nobody_any_longer_hold_up_no_reminder_of_another(poll, anouk, ines, mail, monkeypatch):
    monkeypatch.setattr(poll_reminders, "MOST", 1)
    sent(poll_letters.write_to_awaited(poll, by=ines, at=AT)[0])
    another = a_space("Un autre espace")
    for answers in (True, False):  # one whose only person answered, one that awaits nobody
        later = a_poll(another, by=a_member(another), deadline=FRIDAY)
        if answers:
            person = a_person(another)
            later.awaited.create(person=person)
            later.answers.create(person=person, at=AT)

    remind(NEAR)

    assert reminders().get().to == anouk


def test_without_a_mail_server_a_reminder_waits_to_be_copied(poll, anouk, ines):
    sent(poll_letters.write_to_awaited(poll, by=ines, at=AT)[0])

    remind(NEAR)

    assert reminders().get().is_waiting


def test_who_was_never_written_to_is_not_reminded(poll, anouk, ines, mail):
    poll_letters.write_to_awaited(poll, by=ines, at=AT)

    remind(NEAR)

    assert not reminders().exists()


@pytest.mark.parametrize("why", ["closed", "over", "she wants no news", "in preparation"])
def test_nobody_is_reminded_for_nothing(poll, anouk, ines, mail, why):
    sent(poll_letters.write_to_awaited(poll, by=ines, at=AT)[0])
    if why == "closed":
        poll.close(AT, by=ines, meeting=None)
    if why == "she wants no news":
        anouk.hear("none")
    if why == "in preparation":
        type(poll.space).objects.update(opened_at=None)

    remind(NEAR + datetime.timedelta(days=3 if why == "over" else 0))

    assert not reminders().exists()


def test_a_reminder_goes_by_the_outbox_as_any_letter(poll, anouk, ines, mail):
    sent(poll_letters.write_to_awaited(poll, by=ines, at=AT)[0])
    remind(NEAR)

    outbox.unapprove(reminders().get(), by=ines)
    remind(NEAR + datetime.timedelta(hours=1))

    assert reminders().get().is_waiting
    assert Awaited.objects.get().reminded_at == NEAR


def test_a_letter_that_has_not_left_goes_no_longer_once_she_answered_or_it_is_closed(poll, anouk, ines, space):
    other = a_person(space, "Gaël")
    poll.awaited.create(person=other)
    poll_letters.write_to_awaited(poll, by=ines, at=AT)

    poll_answers.answer_poll(poll, {}, by=anouk, at=AT)
    after_her_answer = [letter.to for letter in Letter.objects.all()]
    poll_closure.close_for_nothing(poll, by=ines, at=AT)

    assert after_her_answer == [other]
    assert not Letter.objects.exists()


def test_a_poll_that_somebody_was_written_to_about_is_not_withdrawn(poll, anouk, ines):
    sent(poll_letters.write_to_awaited(poll, by=ines, at=AT)[0])

    with pytest.raises(Refusal, match="on lui a écrit"):
        date_poll.withdraw_poll(poll, by=ines)
