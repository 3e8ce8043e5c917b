"""Messages leave once, and are tried again later and later when they do not."""

import datetime

import pytest

from palabre.journal import channels, hooks
from palabre.journal.announcements import announce_some
from palabre.journal.deliveries import MOST_ATTEMPTS, deliver_one
from palabre.journal.models import Delivery, Entry, record
from palabre.people.models import Audience, Person
from palabre.post.retry_delays import delay_after
from tests.builders import a_member, a_space, an_action

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
NOON = datetime.datetime(2031, 5, 6, 12, tzinfo=datetime.UTC)


class Post:
    """A channel that keeps the messages it was given, or is closed."""

    def __init__(self):
        self.closed, self.tried = False, []

    def send(self, delivery):
        self.tried.append(delivery.message_id)
        if self.closed:
            raise ConnectionError("post office of someone@exemple.example is closed")


@pytest.fixture
def post(monkeypatch):
    """A channel, and one message that waits in it."""
    post = Post()
    monkeypatch.setattr(channels, "by_name", {"post": channels.Channel(post.send, lambda person: True)})
    monkeypatch.setattr(hooks, "notices", {"x": lambda entry: Person.objects.all()})
    space = a_space()
    member = a_member(space)
    record("x", an_action(space, audience=Audience.of_persons(member)), by=None)
    announce_some(NOON)
    return post


def test_a_message_leaves_once(post):
    assert [deliver_one(NOON), deliver_one(NOON)] == [True, False]
    assert post.tried == [Delivery.objects.get().message_id]


def test_a_message_that_failed_is_tried_again_under_the_same_id(post):
    post.closed = True
    deliver_one(NOON)
    post.closed = False

    assert not deliver_one(NOON + datetime.timedelta(seconds=59))
    assert deliver_one(NOON + datetime.timedelta(seconds=60))

    assert post.tried == [Delivery.objects.get().message_id] * 2
    assert Delivery.objects.get().attempts == 2


def test_each_failure_waits_twice_as_long_up_to_half_a_day():
    delays = [delay_after(attempts).total_seconds() / 60 for attempts in range(1, 13)]

    assert delays == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 720, 720]


def test_a_message_that_never_leaves_is_given_up(post):
    Delivery.objects.update(attempts=MOST_ATTEMPTS)

    assert not deliver_one(NOON)


def test_a_failure_logs_no_address(post, caplog):
    post.closed = True

    deliver_one(NOON)

    assert "ConnectionError" in caplog.text
    assert "exemple.example" not in caplog.text


def test_a_message_in_another_workers_hands_is_left_there(post):
    Delivery.objects.update(leased_until=NOON + datetime.timedelta(minutes=1))

    assert not deliver_one(NOON)


def test_who_lost_her_seat_before_the_message_left_hears_nothing(post):
    Entry.objects.get().audience.seats.all().delete()

    deliver_one(NOON)

    assert post.tried == []
    assert not Delivery.objects.exists()
