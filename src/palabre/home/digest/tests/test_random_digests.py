"""Whatever happens, no entry is told twice, nor to whom it is not: random stories, with narrowings and kills."""

import contextlib

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as bounds
from hypothesis import strategies as st

from palabre.home.digest import digest_letters
from palabre.home.digest.tests.digest_scene import HERE, HOUR, NEXT, WEEK, a_reader, post_all, read, something
from palabre.journal.models import Digest
from palabre.people.models import Audience, News, Person
from palabre.post.models import Letter
from palabre.post.tests.mail_server import a_mail_server
from tests.builders import a_member, a_space
from tests.lengths import often

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings):
    settings.CSRF_TRUSTED_ORIGINS = [HERE]
    with a_mail_server(settings) as found:
        yield found


STEPS = st.lists(st.sampled_from(["happens", "secret", "own", "narrowed", "edition", "killed", "given up", "posted"]))


@given(steps=STEPS)
@bounds(max_examples=often(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happens_no_entry_is_told_twice_nor_to_whom_it_is_not(server, monkeypatch, steps):
    story = Story(server, monkeypatch)

    for step in [*steps, "edition", "posted"]:
        story.take(step)

    told = [number for mail in story.mails() for number in range(story.number) if f"n{number}." in mail]
    assert len(told) == len(set(told))
    assert not set(told) & story.forbidden
    assert story.marks == sorted(story.marks)


class Story:
    """A reader, whoever writes to her, and what befalls them; entries are called n0, n1…"""

    def __init__(self, server, monkeypatch):
        self.server, self.monkeypatch = server, monkeypatch
        Person.objects.update(news=News.NONE)  # those of the stories before: the database is the same
        Letter.objects.all().delete()
        self.malo = a_member(a_space(), "Malo")
        self.ines = a_reader(self.malo.space)
        self.now, self.number, self.marks = NEXT, 0, []
        self.secrets, self.forbidden = {}, set()
        server.received.clear()

    def take(self, step):
        getattr(self, step.replace(" ", "_"))()
        self.marks.append(Digest.objects.get(person=self.ines).told_until)

    def happens(self, *, by=None, audience=None):
        something(by or self.malo, f"n{self.number}.", at=self.now - HOUR, audience=audience)
        self.number += 1

    def own(self):
        self.forbidden.add(self.number)
        self.happens(by=self.ines)

    def secret(self):
        self.secrets[self.number] = Audience.of_persons(self.malo, self.ines)
        self.happens(audience=self.secrets[self.number])

    def narrowed(self):
        told = "".join(self.mails())
        for number, audience in self.secrets.items():
            audience.seats.filter(person=self.ines).delete()
            if f"n{number}." not in told:
                self.forbidden.add(number)

    def edition(self):
        self.now += WEEK
        digest_letters.send_some(self.now)

    def killed(self):
        def dies(*_, **__):
            raise SystemExit

        with self.monkeypatch.context() as patched:
            patched.setattr(digest_letters, "schedule_letter", dies)
            with contextlib.suppress(SystemExit):
                self.edition()

    def given_up(self):
        for letter in Letter.objects.filter(to=self.ines, sent_at=None):
            letter.hold_back()

    def posted(self):
        post_all(self.now)

    def mails(self):
        return [read(mail)["text/plain"] for mail in self.server.received]
