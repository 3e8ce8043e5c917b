"""Until they are closed, no answer to anybody depends on the dots of others: two worlds that differ in these are one.

Compared: the bytes, the status and the headers of each address that a reader may ask for, an archive of the space, the
lines that are logged, the rings of the bell, and the version that screens follow. The clock and nonces stand still.
"""

import hashlib
import io
import secrets

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from palabre.forums.broadcast import wall_html
from palabre.forums.broadcast.wall_html import stamps_of, wall_reading
from palabre.forums.broadcast.wall_screen import Onlooker, ScreenKind
from palabre.forums.day.day_bell import bell
from palabre.forums.models import Ballot
from palabre.forums.tests.dot_scene import a_phone, a_vote, card, close, dots_on, page_of, put, take
from palabre.forums.tests.scene import as_, day_now
from palabre.home.archive.space_archive import export
from palabre.people.models import Person
from palabre.people.reader import Reader
from tests import addresses
from tests.builders import a_member, a_page
from tests.lengths import short_by

pytestmark = pytest.mark.django_db
PDF = {"forums:kit_file", "forums:tables_file"}  # made by another process, of the plan alone
HEADERS = ("ETag", "Content-Type", "Cache-Control", "Last-Modified", "Vary", "Location", "Content-Length")


@pytest.fixture
def scene(monkeypatch):
    """Return the day of a forum with its open dots, three readers, and three phones that opened their page.

    Then the clock stands still, and so does what is drawn for pages. Ballots draw by other functions.
    """
    day, sabine = a_vote(public=True)
    a_page(day.forum.space)  # a feed without a page bears the hour
    phone, malo = a_phone(day), as_(a_member(day.forum.space, "Malo Riou"))
    readers = {"phone": phone, "member": malo, "host": as_(sabine)}
    others = [a_phone(day) for _nth in range(3)]
    for one in (*readers.values(), *others):
        page_of(one, day)
    put(phone, day, 12)
    page_of(phone, day)  # it says so, once
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    monkeypatch.setattr(secrets, "token_urlsafe", lambda _size=0: "un-alea")
    return day, sabine, readers, others


def nothing(_day, _sabine, _others):
    """A world in which the others put no dot."""


def many(day, sabine, others):
    put(others[0], day, 3, 7, 12)
    put(others[1], day, 12, 20, 31)
    take(others[1], day, 20)
    card(day, sabine, "12 7 3", "une-carte")


def few(day, _sabine, others):
    put(others[2], day, 3)


def lines_to_ask(day):
    """Return each address of the space that names nothing else than the forum or one of its sheets."""
    things = {"forum": day.forum, "sheet": day.sheets.get(number=12)}
    for name in set(addresses.within_a_space()) - PDF:
        try:
            yield name, addresses.address(name, things, space=day.forum.space)
        except KeyError:
            continue


def answers(readers, day):
    """Return all that these readers are answered: status, headers, a digest of the bytes."""
    found = {}
    for who, client in readers.items():
        for name, url in lines_to_ask(day):
            got = client.get(url)
            said = b"".join(got.streaming_content) if got.streaming else got.content
            heads = tuple(got.headers.get(one) for one in HEADERS)
            found[who, name] = (got.status_code, heads, hashlib.sha256(said).hexdigest())
    return found


def archive_of(person):
    made = io.BytesIO()
    export(Reader(person.space, person, timezone.localdate()), into=made)
    return hashlib.sha256(made.getvalue()).hexdigest()


def world_of(scene, act, caplog, monkeypatch):
    """Return all that leaves the server in a world where the others do this; then that world is undone."""
    day, sabine, readers, others = scene
    rings = []
    monkeypatch.setattr(bell, "ring", rings.append)
    cookies = {who: client.cookies.copy() for who, client in readers.items()}
    cache.clear()
    wall_html._last.clear()
    with transaction.atomic():
        caplog.clear()
        act(day, sabine, others)
        reading = wall_reading(day.forum_id)
        logged = [one.getMessage() for one in caplog.records if "12" in one.getMessage()]
        told = {
            "rings": list(rings),
            "logged": logged,
            "stamp": stamps_of([day.forum_id]),
            "screens": [reading.shown(Onlooker(kind, False, "http://h"), "fr") for kind in ScreenKind],
            "answers": answers(readers, day),
            "archive": archive_of(Person.objects.get(pk=sabine.pk)),
        }
        transaction.set_rollback(True)
    for who, client in readers.items():
        client.cookies = cookies[who]
    return told


@pytest.mark.parametrize("act", short_by([many, few], [many]))
def test_two_worlds_that_differ_in_the_dots_of_others_alone_are_one(scene, act, caplog, monkeypatch):
    without = world_of(scene, nothing, caplog, monkeypatch)

    other = world_of(scene, act, caplog, monkeypatch)

    assert {key for key in without["answers"] if without["answers"][key] != other["answers"][key]} == set()
    assert other == without
    assert without["rings"] == []
    assert sum(1 for who, _name in without["answers"] if who == "phone") > 60


def test_the_comparison_sees_what_closing_tells(scene, caplog, monkeypatch):
    day, sabine, readers, _others = scene

    worlds = [
        world_of((day, sabine, {"phone": readers["phone"]}, []), act, caplog, monkeypatch)
        for act in (nothing, lambda *_world: close(day, sabine))
    ]

    assert [worlds[0][part] == worlds[1][part] for part in ("stamp", "screens", "answers")] == [False] * 3


def test_a_refusal_tells_nothing_of_others(scene, caplog, monkeypatch):
    day, _sabine, readers, others = scene

    def refused():
        got = put(readers["phone"], day, 99)
        return got.status_code, got.content

    alone = refused()
    many(day, _sabine, others)

    assert refused() == alone
    assert dots_on(readers["phone"], day_now(day.forum)) == [12]
    assert Ballot.objects.filter(is_card=True).count() == 1
