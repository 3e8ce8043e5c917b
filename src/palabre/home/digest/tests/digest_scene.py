"""A reader who asked for news, what happens around her, and how her mail is read: for the tests of digests."""

import datetime

from palabre.journal.models import Digest, Entry, record
from palabre.people.models import News
from palabre.post.letter_queue import post_one
from tests.builders import a_member, an_action

THURSDAY = datetime.datetime(2026, 11, 26, 9, tzinfo=datetime.UTC)  # 10 h in Paris; an odd fortnight
NEXT = datetime.datetime(2026, 12, 3, 9, tzinfo=datetime.UTC)
HOUR, DAY, WEEK = datetime.timedelta(hours=1), datetime.timedelta(days=1), datetime.timedelta(weeks=1)
HERE = "https://palabre.exemple.fr"


def a_reader(space, name="Inès Courtois", news=News.WEEK, *, told_at=NEXT - WEEK):
    person = a_member(space, name)
    person.may_be_reached_at(f"{name.split()[0].lower()}@exemple.fr".replace("è", "e"), by=None)
    person.hear(news)
    Digest.objects.create(person=person, told_until=0, at=told_at)
    return person


def something(by, text="Scier le bois", *, at=NEXT - DAY, audience=None):
    entry = record("action.taken", an_action(by.space, text, audience=audience), by=by)
    Entry.objects.filter(pk=entry.pk).update(at=at)
    return entry


def post_all(now):
    while post_one(now):
        pass


def read(mail):
    return {part.get_content_type(): part.get_content() for part in mail.walk() if not part.is_multipart()}
