"""Nobody is told, by any door, what is kept to others: each door, each reader, each kind of audience.

Doors are found in the URL resolver, so that a new one is walked by itself. At each, a reader is told a secret exactly
where she may read it; what she may not read answers as what is not there.
"""

import dataclasses
import io
import re
import zipfile

import pytest
from django.db import transaction
from django.db.models import Q
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from palabre.groups.roles.group_audience import GROUP_CIRCLES
from palabre.journal.announcements import hearers
from palabre.journal.models import Entry
from palabre.live.live_visitors import LiveVisitor
from palabre.live.visitor_rights import Right
from palabre.notes.live.note_rights import rights_of_visitors
from palabre.people import reader as reading
from palabre.people.models import Audience, audience
from palabre.wiki import page_text
from palabre.wiki.models import Page
from palabre.wiki.readers.page_audience import SPACE, show_to
from tests import audiences, builders, lengths
from tests.addresses import address, names_a_thing, within_a_space
from tests.audiences import (
    CLEAR,
    EXPIRED,
    GUEST,
    HOLDER,
    INSIDE,
    JOINED,
    MAY_READ,
    MEMBER,
    MEMBERS,
    NEIGHBOUR,
    OTHERS,
    PASSER_BY,
    READING,
    SEATED,
    STEWARD,
    WORDS,
    WRITER,
)
from tests.door_kinds import ACTS, FOR_EVERYBODY, OUTSIDE
from tests.indexed import follow_to_the_end

# The cache answers, and what it answers is read for secrets; tests/test_shared_screens.py compares it byte for byte.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("screens_not_compared")]

SECRET = re.compile(f"zorb({'|'.join(WORDS)})", re.IGNORECASE)
WITH_PARAMETERS = {
    "search:results": ("?q=zorb&part=1", *(f"?q=zorb&page={number}" for number in range(1, 8))),
    "home:group": ("", "?whole=1"),
    "home:names": tuple(f"?q={words}" for words in ("page", "zorb")),
    "wiki:new": ("?template={slug}", "?under={slug}"),
    "wiki:place": ("?under=zorb",),
    "meetings:new_date": ("?group={group}",),
    "meetings:decisions": ("", "?group={group}"),
    "meetings:new_decision": ("?group={group}",),
}
OTHER_ARGUMENTS = {
    "wiki:copy": ("/markdown/", ("/markdown/", "/html/")),
    "wiki:revision": ("/revisions/1/", ("/revisions/1/", "/revisions/2/")),
}
DOCUMENTS = ("odt", "pdf")  # each is made in a process apart: asked for by few
KITS = {"forums:kit_file", "forums:tables_file"}  # so are these
ASKED_BY_PARAMETERS = {"wiki:new", "wiki:place", "meetings:new_date", "meetings:new_decision"}
OF_HER_OWN = {
    "wiki:readers",
    "you:you",
    "you:data_file",
    "you:departure",
    "you:day",
    "you:news",
    "you:said",
    "meetings:calendars",
}  # her groups, her words
CHOICES_OF_MEMBERS = {"groups:merging"}  # where members alone are offered a choice of things
FOR_STEWARDS = {"here:given"}  # who looks after a space takes back any link, and is not told what it opens
BY_A_SEAT, LOOK_EVERYWHERE = {READING, EXPIRED, JOINED}, (PASSER_BY, MEMBER, SEATED, WRITER)
# By default: what nobody before them may read, and what they are the nearest to reading of what they may not. A rule
# too wide for what is kept to fewer is too wide there. What is kept by seats is for members, who hold one or none: to a
# member without a seat, all of it is as what is kept to others.
ASKED_FOR = {
    PASSER_BY: {CLEAR, MEMBERS},
    GUEST: {MEMBERS},
    NEIGHBOUR: {MEMBERS},
    HOLDER: {MEMBERS},
    MEMBER: {CLEAR, OTHERS},
    STEWARD: {OTHERS},
    SEATED: {CLEAR, OTHERS, READING, EXPIRED, JOINED},
    WRITER: {CLEAR, MEMBERS, JOINED},
}


@pytest.fixture(scope="module", params=[False, True], ids=["closed", "public"])
def world(request, django_db_setup, django_db_blocker, tmp_path_factory):
    data = tmp_path_factory.getbasetemp() / "data"
    data.mkdir(exist_ok=True)
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(DATA=data, KEEP_SCREENS=False):
            made = audiences.a_world(public=request.param)
        yield made
        transaction.set_rollback(True)


def words_of(answer):
    """Return all that an answer says, its headers too, unpacked, beside the very address that was asked for."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = f"{answer.headers}\n{unpacked(content)}".lower()
    return text.replace(answer.request["PATH_INFO"].lower(), "")


def unpacked(content):
    if content.startswith(b"PK"):
        held = zipfile.ZipFile(io.BytesIO(content))
        return "\n".join(f"{name}\n{unpacked(held.read(name))}" for name in held.namelist())
    if content.startswith(b"%PDF"):
        return " ".join(part.extract_text() for part in PdfReader(io.BytesIO(content)).pages)
    return content.decode("utf-8", "replace")


def told(text):
    """Return, by audience, a few words around the first thing of it that is told."""
    found = reversed(list(SECRET.finditer(text)))
    return {one[1].lower(): " ".join(text[max(0, one.start() - 60) : one.end() + 20].split()) for one in found}


def asked(name, things, space):
    """Return the addresses at which this door is asked for these things."""
    at = address(name, things, space=space)
    former, others = OTHER_ARGUMENTS.get(name, ("", ("",)))
    filled = {"slug": things["page"].slug, "group": things["group"].pk}
    more = [words.format(**filled) for words in WITH_PARAMETERS.get(name, ("",))]
    return [at.replace(former, other) + words for other in others for words in more]


def shows():
    return [name for name in within_a_space() if name not in ACTS]


def is_asked(name, kind, reader, world):
    """Return whether this reader comes to this door for things of this kind; who does not enter comes once."""
    names = names_a_thing(name) or name in ASKED_BY_PARAMETERS
    if reader not in INSIDE and not world.space.is_public:
        return kind == (OTHERS if names else CLEAR)
    if not names:
        return kind == CLEAR
    if lengths.is_whole:
        return is_asked_in_all(kind, reader, world)
    return kind in ASKED_FOR[reader] and (name not in KITS or (reader, kind) in {(PASSER_BY, CLEAR), (MEMBER, OTHERS)})


def is_asked_in_all(kind, reader, world):
    """With --all: everything that she may not read; of what she may, four look at each thing.

    How a seat is held makes a difference to members who have one, or none. Of what is kept by seats, somebody who
    passes by asks too; the others from outside ask for what is kept to others.
    """
    if kind in BY_A_SEAT or kind == CLEAR or kind in world.may_read(reader):
        return reader in LOOK_EVERYWHERE
    return True


def faults_at(name, world, readers=MAY_READ):
    """Walk one door: return, in sentences, what it tells to whom it should not, and what it does not tell.

    Who reads most comes first: a screen that the cache gives to others too tells them what is kept from them.
    """
    found = []
    for kind, things in world.things.items():
        for url in asked(name, things, world.space):
            come = [one for one in reversed(MAY_READ) if one in readers and is_asked(name, kind, one, world)]
            answers = {one: world.clients[one].get(url) for one in come}
            heard = {one: told(words_of(answer)) for one, answer in answers.items()}
            for reader, answer in answers.items():
                found += told_too_much(name, heard[reader], reader, world)
                found += told_too_little(name, heard, answer.status_code, reader, world)
                if answer.status_code != 404 and names_a_thing(name) and is_forbidden(name, kind, reader, world):
                    found.append(f"{name} says to {reader} that something of {kind} is there")
    return list(dict.fromkeys(found))


def is_forbidden(name, kind, reader, world):
    return kind not in {CLEAR, *world.may_read(reader)} and not (name in FOR_STEWARDS and reader == STEWARD)


def told_too_much(name, heard, reader, world):
    forbidden = heard.keys() - world.may_read(reader)
    return [f"{name} tells {reader} what {kind} reads: “{heard[kind]}”" for kind in sorted(forbidden)]


def told_too_little(name, heard, status, reader, world):
    """Where a door answers her, it tells all that she may read of what it tells to who reads all."""
    if status != 200 or name in FOR_EVERYBODY | OF_HER_OWN or (name in CHOICES_OF_MEMBERS and reader not in INSIDE):
        return []
    lacking = (heard.get(WRITER, {}).keys() & world.may_read(reader)) - heard[reader].keys()
    return [f"{name} hides from {reader} what she may read: {kind}" for kind in sorted(lacking)]


@pytest.mark.parametrize("world", [True], ids=["public"], indirect=True)
@pytest.mark.parametrize("name", shows())
def test_no_door_tells_what_is_kept_to_others(world, name):
    assert faults_at(name, world, MAY_READ) == []


@pytest.mark.long
@pytest.mark.parametrize("world", [False], ids=["closed"], indirect=True)
@pytest.mark.parametrize("name", shows())
def test_no_door_of_a_closed_space_tells_what_is_kept_to_others(world, name):
    assert faults_at(name, world, MAY_READ) == []


@pytest.mark.parametrize(
    "world",
    [True, pytest.param(False, marks=pytest.mark.long)],
    ids=["public", "closed"],
    indirect=True,
)
@pytest.mark.parametrize("kind", lengths.short_by(DOCUMENTS, ["odt"]))
def test_a_document_tells_nobody_what_is_kept_to_others(world, kind):
    for of in (CLEAR, OTHERS):
        at = address("wiki:copy", world.things[of], space=world.space).replace("markdown", kind)
        for reader in (PASSER_BY, MEMBER, SEATED) if lengths.is_whole else (PASSER_BY,):
            said = told(words_of(world.clients[reader].get(at)))
            assert told_too_much(f"wiki:copy ({kind})", said, reader, world) == []


def those_of_a_link():
    return sorted(name for name in OUTSIDE if name.startswith("opened:") and name not in ACTS)


@pytest.mark.parametrize("name", those_of_a_link())
def test_a_link_opens_its_own_thing_alone(world, name):
    more = {"comment": world.things[CLEAR]["comment"].pk} if name == "opened:comment_answer" else {}
    at = reverse(name, kwargs={"number": world.link.pk} | more)

    said = told(words_of(world.clients[HOLDER].get(at, follow=True)))

    assert set(said) <= world.may_read(HOLDER), said


def test_the_archive_of_a_space_holds_exactly_what_its_reader_reads(world):
    at = address("home:export", {}, space=world.space)
    said = {one: told(words_of(world.clients[one].post(at))) for one in MAY_READ}

    inside = {one: world.may_read(one) if one in INSIDE else set() for one in MAY_READ}
    assert {one: set(words) for one, words in said.items()} == inside


def test_an_exchange_with_a_live_text_is_for_who_reads_it(world):
    for kind in WORDS:
        at = address("notes:sync", world.things[kind], space=world.space)
        for reader, client in world.clients.items():
            answer = client.post(at, b"\x01\x00\x00", content_type="application/octet-stream")
            assert (kind in told(words_of(answer))) == (has_a_name_there(world, reader, kind)), (reader, kind)


def test_a_live_room_opens_to_who_reads_its_text(world):
    for kind in WORDS:
        for reader, person in world.persons.items():
            guest = LiveVisitor(world.things[kind]["page"].note_id, person.pk if person else 0)
            right = rights_of_visitors([guest])[guest]
            assert right.is_no != has_a_name_there(world, reader, kind), (reader, kind)
            assert (right is Right.WRITE) == (reader in INSIDE and may_write(reader, kind)), (reader, kind)


def has_a_name_there(world, reader, kind):
    """A live text is for persons of its space: a passer-by, a neighbour, a holder of a link are none there."""
    return reader in {GUEST, *INSIDE} and kind in world.may_read(reader)


def may_write(reader, kind):
    return kind in MAY_READ[reader] and not (reader == SEATED and kind == READING)


def test_the_rule_written_by_hand_is_the_one_of_the_house(world):
    for reader, person in world.persons.items():
        pages = Page.objects.filter(space=world.space).visible_to(person if reader != NEIGHBOUR else None)
        read = {kind for kind in WORDS if pages.filter(pk=world.things[kind]["page"].pk).exists()}
        assert read == MAY_READ[reader]


def counted(answer):
    return answer.context["found"].total if answer.status_code == 200 else 0


def test_a_search_tells_not_even_that_a_forbidden_word_is_there(world):
    at = address("search:results", {}, space=world.space)
    for reader in MAY_READ:
        for kind in WORDS.keys() - world.may_read(reader):
            answer = world.clients[reader].get(at, {"q": WORDS[kind]})
            assert counted(answer) == 0, f"{reader} hears that “{WORDS[kind]}” is said {counted(answer)} times"


def test_who_follows_what_she_may_not_read_hears_nothing_of_it(world):
    for kind in WORDS:
        page = world.things[kind]["page"]
        page_text.save_page_text(page, "Autre texte", base=page.note.revision, by=world.persons[WRITER])
        entry = Entry.objects.filter(verb="page.written").latest("pk")
        hear = {person.pk for person in hearers(entry, [one.pk for one in world.persons.values() if one])}
        may = {world.persons[one].pk for one in INSIDE - {WRITER} if kind in MAY_READ[one]}
        assert hear == may


def nothing_else_than(page, kind, world):
    """The same world, whose page of that kind of readers is `page`."""
    things = world.things[kind] | {"page": page, "file": builders.a_file(page, "autre.txt", b"Zorb" + kind.encode())}
    things["asked"] = page.asked.create(kind="need", words=WORDS[kind], at=timezone.now())
    return dataclasses.replace(world, things={CLEAR: world.things[CLEAR], kind: things})


def where_pages_are_told():
    if not lengths.is_whole:
        return ["wiki:page", "wiki:pages", "wiki:feed", "search:results", "home:names"]
    return [name for name in shows() if name.startswith(("wiki:", "search:", "home:names", "you:you"))]


def begun(world, kind, readers):
    page = page_text.begin_page(
        world.space,
        f"Nouvelle {WORDS[kind]}",
        f"Texte {WORDS[kind]}, [[Carrefour]]",
        audience=readers,
        by=writer(world),
    )
    follow_to_the_end(world.space)
    return page


def writer(world):
    return world.persons[WRITER]


def circle_of(world):
    """A group of who wrote them alone: its page is for nobody else."""
    group = builders.a_group(
        world.space, "Atelier", convened_by=(writer(world),), audience=Audience.of_space(world.space)
    )
    return f"groups.group:{group.pk}"


@pytest.mark.parametrize(
    "world",
    [True, pytest.param(False, marks=pytest.mark.long)],
    ids=["public", "closed"],
    indirect=True,
)
def test_what_is_kept_to_fewer_is_forgotten_at_once_by_every_door(world):
    page = begun(world, OTHERS, Audience.of_space(world.space))
    show_to(page, circle_of(world), GROUP_CIRCLES, by=writer(world))
    page.refresh_from_db()

    narrowed = nothing_else_than(page, OTHERS, world)
    alone = dataclasses.replace(narrowed, things={OTHERS: narrowed.things[OTHERS]})

    for name in where_pages_are_told():
        tells_others = name == "wiki:page" or not names_a_thing(name)
        assert faults_at(name, narrowed if tells_others else alone, LOOK_EVERYWHERE) == []
    test_a_search_tells_not_even_that_a_forbidden_word_is_there(world)


def test_what_is_shown_to_more_is_told_at_once(world):
    page = begun(world, MEMBERS, Audience.of_space(world.space))
    show_to(page, circle_of(world), GROUP_CIRCLES, by=writer(world))
    follow_to_the_end(world.space)
    before = world.clients[MEMBER].get(page.get_absolute_url()).status_code

    show_to(page, SPACE, GROUP_CIRCLES, by=writer(world))

    assert (before, world.clients[MEMBER].get(page.get_absolute_url()).status_code) == (404, 200)
    assert faults_at("wiki:page", nothing_else_than(page, MEMBERS, world)) == []


@pytest.mark.parametrize(
    "name",
    lengths.short_by(["wiki:page", "wiki:pages", "home:names", "search:results", "wiki:feed"], ["wiki:page"]),
)
def test_a_door_that_forgets_whom_it_speaks_to_is_named(world, monkeypatch, name):
    """Planted: no look-up narrows to what the reader may read any longer."""
    for module in (reading, audience):
        monkeypatch.setattr(module, "readable", lambda person, **_where: Q())

    faults = faults_at(name, world)

    told_to = PASSER_BY if world.space.is_public else MEMBER
    expected = f"{name} tells {told_to} what {OTHERS} reads"
    assert any(fault.startswith(expected) for fault in faults) or (name == "wiki:feed" and not world.space.is_public)
