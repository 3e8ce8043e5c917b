"""« La brève de la quinzaine » to pass on, its feeds, and what the next digest would say to its reader."""

import datetime
import xml.etree.ElementTree as ET
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from palabre.groups.models import Group
from palabre.journal.models import Digest, Entry, record
from palabre.people.models import Audience, News
from tests.builders import a_group, a_member, a_question, a_space, an_action, entered

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def space():
    return a_space("Place", public=True)


@pytest.fixture
def malo(space):
    return a_member(space, "Malo Guivarch")


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


def did(by, text, *, audience=None, group=None, days=0):
    entry = record("action.taken", an_action(by.space, text, audience=audience, group=group), by=by)
    Entry.objects.filter(pk=entry.pk).update(at=timezone.now() - datetime.timedelta(days=days))


def at(space, tail=""):
    return f"/s/{space.slug}/digest/{tail}"


def titles(answer):
    root = ET.fromstring(answer.content)
    return [entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")]


def test_it_is_there_to_be_copied_and_to_be_sent_from_her_own_mailbox(client, space, malo):
    did(malo, "Scier le bois")

    page = client.get(at(space)).content.decode()

    assert page.count("Malo se charge de « Scier le bois ».") == 1  # in the text to copy
    assert 'href="mailto:?subject=La%20br%C3%A8ve' in page
    assert "Scier le bois" in unquote(page.partition("mailto:")[2].partition('"')[0])


def test_what_everybody_is_given_is_what_everybody_reads(client, space, malo, ines):
    did(malo, "Pour nous", audience=Audience.of_space(space))
    did(malo, "Entre nous", audience=Audience.of_persons(malo, ines))
    did(malo, "Pour tous")
    hers = entered(client, ines)

    everybody, members = (hers.get(f"{at(space)}{tail}").content.decode() for tail in ("", "?for=members"))

    assert ["Pour nous" in page for page in (everybody, members)] == [False, True]
    assert ["Entre nous" in page for page in (everybody, members)] == [False, False]
    assert ["Pour tous" in page for page in (everybody, members)] == [True, True]


def test_a_passer_by_asks_for_members_in_vain(client, space, malo):
    did(malo, "Pour nous", audience=Audience.of_space(space))

    assert "Pour nous" not in client.get(f"{at(space)}?for=members").content.decode()


def test_what_is_older_than_a_fortnight_is_not_in_it(client, space, malo):
    did(malo, "Vieux", days=15)

    assert "Rien de nouveau" in client.get(at(space)).content.decode()


def test_a_feed_says_what_everybody_reads_the_latest_first(client, space, malo, ines):
    did(malo, "Premier")
    did(malo, "Pour nous", audience=Audience.of_space(space))
    did(malo, "Second")

    for reader in (client, entered(client, ines)):
        found = titles(reader.get(at(space, "feed.atom")))

        assert found == [f"Malo se charge de « {text} »." for text in ("Second", "Premier")]


def test_the_feed_of_a_group_says_its_news_alone(client, space, malo):
    group = a_group(space)
    did(malo, "Du groupe", group=group)
    did(malo, "D’ailleurs")

    found = titles(client.get(f"/s/{space.slug}/groups/{group.pk}/feed.atom"))

    assert found == ["Malo se charge de « Du groupe »."]


def test_a_closed_space_has_an_empty_feed(client):
    space = a_space()
    malo = a_member(space, "Malo")
    did(malo, "Scier", audience=Audience.everybody(space))

    assert titles(entered(client, malo).get(at(space, "feed.atom"))) == []


def test_a_feed_is_well_formed_whatever_was_typed(client, space, malo):
    record("question.asked", a_question(space, "a\x0b\x1b <b> & ]]>"), by=malo)

    assert len(titles(client.get(at(space, "feed.atom")))) == 1


def test_her_next_digest_is_shown_to_her_with_its_day(client, space, malo, ines):
    ines.hear(News.WEEK)
    Digest.objects.create(person=ines, told_until=0)
    did(malo, "Scier le bois")
    did(malo, "Entre nous", audience=Audience.of_persons(malo, ines))

    page = entered(client, ines).get(f"/s/{space.slug}/you/news/").content.decode()

    assert "Elle part le " in page
    assert ("Scier le bois" in page, "Entre nous" in page) == (True, True)


@pytest.mark.parametrize("news", [News.CALLED, News.NONE])
def test_who_asked_for_none_is_shown_none(client, space, malo, ines, news):
    ines.hear(news)
    did(malo, "Scier le bois")

    assert "Scier" not in entered(client, ines).get(f"/s/{space.slug}/you/news/").content.decode()


@pytest.mark.parametrize("wish", News.values)
def test_each_wish_is_a_button_and_is_kept(client, space, ines, wish):
    hers = entered(client, ines)
    page = hers.get(f"/s/{space.slug}/you/news/").content.decode()

    hers.post(f"/s/{space.slug}/you/news/", {"news": wish})

    ines.refresh_from_db()
    assert (f'value="{wish}"' in page, ines.news) == (True, wish)


def test_the_brief_asks_as_much_for_many_as_for_one(client, space, malo, django_assert_num_queries):
    did(malo, "n", group=a_group(space))
    with CaptureQueriesContext(connection) as one:
        client.get(at(space))
    for number in range(5):
        did(malo, f"n{number}", group=Group.objects.get())

    with django_assert_num_queries(len(one)):
        client.get(at(space))
