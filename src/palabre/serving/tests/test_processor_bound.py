"""A request that spends too much of the processor ends at its next query; one that takes long holds back nobody."""

import asyncio
import contextlib
import itertools
import threading
import time

import pytest
from django.db import connection, transaction

from palabre.serving import priority_queue, processor_bound, wsgi_bridge
from palabre.serving.priority_queue import Requester, RequestPriority
from palabre.serving.processor_bound import HeavyAskers, bound, refuse_out_of_time, run_within
from palabre.serving.request_body import HOLDER
from palabre.serving.request_priority import asker_of
from palabre.serving.tests.test_wsgi_bridge import SAFETY, ask, ignored, saying, scope_of, silence, taken_by_another
from palabre.serving.waiting_line import Standing
from palabre.serving.wsgi_bridge import Pages
from palabre.spaces.models import Space
from palabre.web.name_masking.name_mask import veil_of
from palabre.web.outages.time_limits import OutOfTime
from palabre.web.visitor_cookie import AS_MEMBER, IS_NEW
from tests.apart import run_apart
from tests.builders import a_space

LITTLE = 0.02  # seconds of processor


def spent(seconds):
    begun = time.thread_time()
    while time.thread_time() - begun < seconds:
        pass


def query():
    return refuse_out_of_time(lambda *_query: "answered", "SELECT 1", (), False, {"connection": connection})


def test_what_spent_too_much_ends_at_its_next_query_though_it_keeps_every_exception():
    def stubborn():
        while True:
            with contextlib.suppress(Exception):  # as a template or a view may
                spent(LITTLE)
                query()

    with pytest.raises(OutOfTime):
        run_within(stubborn, LITTLE)


def test_the_mask_of_names_ends_without_a_query():
    """A page of 8 MB, made for who passes, takes ten seconds after its last one."""
    with pytest.raises(OutOfTime):
        run_within(lambda: veil_of(("Nadège Kerouanton",)).over_html("<p>Nadège Kerouanton.</p>" * 5_000), LITTLE)

    assert veil_of(("Nadège Kerouanton",)).over_html("<p>Nadège Kerouanton.</p>") == "<p>Nadège.</p>"


def test_nor_does_it_need_to_find_a_name():
    """Where « Ba Cy », « Ba Ba Cy », … are named, a text of « ba ba ba » begins a name at each word, and says none."""
    names = tuple("Ba " * many + "Cy" for many in range(1, 13))

    with pytest.raises(OutOfTime):
        run_within(lambda: veil_of(names).over_html("<p>" + "ba " * 20_000 + "</p>"), LITTLE)


def test_what_waits_spends_nothing():
    def waits():
        threading.Event().wait(5 * LITTLE)
        return query()

    assert run_within(waits, LITTLE) == "answered"


def test_what_undoes_it_and_the_next_request_of_the_thread_query_freely():
    undone = []

    def undo():
        try:
            spent(2 * LITTLE)
            query()
        finally:
            undone.append(query())

    with pytest.raises(OutOfTime):
        run_within(undo, LITTLE)
    assert [*undone, query(), bound.until] == ["answered", "answered", None]


@pytest.mark.django_db(transaction=True)
def test_a_write_that_was_stopped_leaves_nothing_and_its_connection_writes_again():
    name = a_space().name

    def write():
        with transaction.atomic():
            Space.objects.update(name="À moitié")
            with transaction.atomic():
                spent(2 * LITTLE)
                Space.objects.update(name="Jamais")

    with connection.execute_wrapper(refuse_out_of_time), pytest.raises(OutOfTime):
        run_within(write, LITTLE)

    assert Space.objects.get().name == name
    Space.objects.update(name="À la suite")
    assert Space.objects.get().name == "À la suite"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_what_others_wait_for_to_write_is_stopped_long_before_its_request_is(monkeypatch):
    """One member had the only writer for ten seconds of processor, at each of her requests."""
    monkeypatch.setattr(processor_bound, "SPENT_HOLDING", LITTLE)
    name = a_space().name

    def write():
        with transaction.atomic():
            Space.objects.update(name="À moitié")
            with transaction.atomic():
                spent(2 * LITTLE)
                Space.objects.update(name="Jamais")

    with connection.execute_wrapper(refuse_out_of_time), pytest.raises(OutOfTime):
        run_within(write, SAFETY)

    assert Space.objects.get().name == name


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_what_is_spent_before_between_or_after_transactions_holds_nothing(monkeypatch):
    monkeypatch.setattr(processor_bound, "SPENT_HOLDING", LITTLE)
    a_space()

    def write():
        for number in range(2):
            spent(2 * LITTLE)
            with transaction.atomic():
                Space.objects.update(name=f"Nom {number}")
        spent(2 * LITTLE)
        return Space.objects.get().name

    with connection.execute_wrapper(refuse_out_of_time):
        assert run_within(write, SAFETY) == "Nom 1"


@pytest.mark.parametrize(
    ("method", "words"), [("GET", "Cette page demande trop"), ("POST", "pas fini n’est pas gardé")]
)
def test_who_asked_for_it_reads_that_it_was_stopped(monkeypatch, method, words):
    monkeypatch.setattr(wsgi_bridge, "SPENT_READING", LITTLE)
    monkeypatch.setattr(wsgi_bridge, "SPENT_WRITING", LITTLE)

    status, _headers, body = ask(saying(lambda environ: [spent(2 * LITTLE) or query().encode()]), method=method)

    assert status == 503
    assert words in body.decode()


@pytest.mark.parametrize(("method", "apart"), [("GET", "heavy"), ("POST", "heavy-form")])
def test_who_asked_for_much_has_one_thread_apart_for_a_while(monkeypatch, method, apart):
    """Whatever the address: a short gesture may read a long text anew."""
    monkeypatch.setattr(wsgi_bridge, "MUCH_READING", LITTLE)
    monkeypatch.setattr(wsgi_bridge, "MUCH_WRITING", LITTLE)
    heavy = saying(lambda environ: [threading.current_thread().name.encode(), spent(2 * LITTLE) or b""])

    names = asked_twice(Pages(heavy, asker_of=lambda *_told: priority_queue.Requester(KNOWN, "7")), method)

    assert [name.partition("_")[0] for name in names] == ["page", apart]


@pytest.mark.parametrize(("method", "apart"), [("GET", "heavy"), ("POST", "heavy-form")])
def test_so_have_the_requests_of_theirs_that_wait_already(monkeypatch, method, apart):
    monkeypatch.setattr(wsgi_bridge, "MUCH_READING", LITTLE)
    monkeypatch.setattr(wsgi_bridge, "MUCH_WRITING", LITTLE)
    heavy = saying(lambda environ: [threading.current_thread().name.encode(), spent(2 * LITTLE) or b""])
    door = Pages(heavy, writing=1, asker_of=lambda *_told: priority_queue.Requester(LANES[method], "7"))

    names = [name.partition("_")[0] for name in asked_twice(door, method, times=4, at_once=True)]

    at_once = 1 if method == "POST" else priority_queue.MOST_AT_ONCE
    assert sorted(names) == sorted(["page"] * at_once + [apart] * (4 - at_once))


def test_who_asked_for_much_opens_a_page_with_many_pictures(monkeypatch):
    monkeypatch.setattr(wsgi_bridge, "MUCH_READING", LITTLE)
    door = Pages(saying(lambda environ: [spent(2 * LITTLE) or b"made"]), asker_of=lambda *_told: Requester(KNOWN, "7"))

    assert asked_twice(door, "GET", times=20, at_once=True) == ["made"] * 20


KNOWN = priority_queue.RequestPriority.KNOWN


LANES = {"GET": KNOWN, "POST": priority_queue.RequestPriority.WRITING}


def asked_twice(door, method, *, times=2, at_once=False):
    async def both():
        heard = []

        async def send(message):
            heard.append(message.get("body", b"").decode())

        asked = [door(scope_of(method=method), silence, send) for _time in range(times)]
        if at_once:
            await asyncio.gather(*asked)
        else:
            for one in asked:
                await one
        return [words for words in heard if words]

    return run_apart(both())


def test_a_while_ends(monkeypatch):
    slow = HeavyAskers()
    slow.add("7")
    monkeypatch.setattr(HeavyAskers, "FOR", -1)
    slow.add("8")

    assert ["7" in slow, "8" in slow, "" in slow] == [True, False, False]


def test_the_latest_thousand_are_remembered():
    slow = HeavyAskers()
    for number in range(HeavyAskers.MOST + 2):
        slow.add(str(number))

    assert ["1" in slow, "2" in slow, len(slow.until)] == [False, True, HeavyAskers.MOST]


def test_readers_go_on_while_long_pages_hold_every_place(monkeypatch):
    """Eight pages of others wait for ever; one more is answered."""
    monkeypatch.setattr(priority_queue, "LONG", LITTLE)

    assert read_beside(threading.Event(), long_ones=8) == 200


def read_beside(free, long_ones):
    """Return the status of one more page while that many others, begun before, wait for `free`."""

    def application(environ):
        if environ["PATH_INFO"] == "/long/":
            free.wait(SAFETY)
        return [b"court"]

    async def all_of_them():
        door = Pages(saying(application))
        others = [asyncio.ensure_future(door(scope_of(path=b"/long/"), silence, ignored)) for _one in range(long_ones)]
        heard = await taken_by_another(door)
        free.set()
        await asyncio.gather(*others)
        assert sum(door.lanes.busy.values()) == sum(door.lanes.beside.values()) == 0
        return heard

    return run_apart(all_of_them())[0]["status"]


def test_whoever_has_only_a_name_here_is_of_the_crowd_of_those_who_have_none():
    """Who passes takes ten names an hour, and each had the turns of a member."""

    def application(environ):
        environ[AS_MEMBER] = environ["PATH_INFO"] == "/member/"
        return [b"court"]

    async def all_of_them():
        door, standings = Pages(saying(application), asker_of=a_named_one), []
        run = door.lanes.run
        door.lanes.run = lambda asker, *rest, **named: standings.append(asker.standing) or run(asker, *rest, **named)
        for path in (b"/guest/", b"/guest/", b"/member/", b"/guest/"):
            await door(scope_of(path=path), silence, ignored)
        return standings

    assert run_apart(all_of_them()) == [Standing.RETURNING] * 3 + [Standing.NAMED]


def test_those_without_a_cookie_are_one_visitor_for_each_network():
    async def all_of_them():
        door, networks = Pages(saying(lambda _environ: [b"court"]), asker_of=asker_of), []
        run = door.lanes.run
        door.lanes.run = lambda asker, *rest, **named: networks.append(asker.network) or run(asker, *rest, **named)
        for address in ("192.0.2.1", "2001:db8::1", "2001:db8::2"):
            await door(scope_of() | {"client": (address, 50_000)}, silence, ignored)
        return networks

    assert run_apart(all_of_them()) == ["192.0.2.1/32", "2001:db8::/64", "2001:db8::/64"]


def test_who_joined_today_is_a_member_of_another_crowd_until_tomorrow():
    """A link that lets in makes a thousand members an hour for one person, and each had the turns of a member."""

    def application(environ):
        environ[AS_MEMBER], environ[IS_NEW] = True, environ["PATH_INFO"] == "/today/"
        return [b"court"]

    async def all_of_them():
        door, askers = Pages(saying(application), asker_of=a_named_one), []
        run = door.lanes.run
        door.lanes.run = lambda asker, *rest, **named: askers.append(asker) or run(asker, *rest, **named)
        for path in (b"/today/", b"/today/", b"/tomorrow/", b"/today/"):
            await door(scope_of(path=path), silence, ignored)
        return askers[1:]

    askers = run_apart(all_of_them())

    assert [one.standing for one in askers] == [Standing.JOINED] * 2 + [Standing.NAMED]
    assert {one.lane for one in askers} == {RequestPriority.MEMBER}


def test_a_member_reads_while_pages_of_others_hold_every_place_of_theirs():
    """A hundred cookies had eighteen long pages made at once, and a member's page shared the processor with all."""
    free = threading.Event()

    def application(environ):
        environ[AS_MEMBER] = environ["PATH_INFO"] == "/member/"
        if environ["PATH_INFO"] == "/long/":
            free.wait(SAFETY / 2)
            free.set()
        return [b"court"]

    async def all_of_them():
        door = Pages(saying(application), asker_of=a_named_one_or_another)
        await door(scope_of(path=b"/member/"), silence, ignored)
        others = [asyncio.ensure_future(door(scope_of(path=b"/long/"), silence, ignored)) for _one in range(20)]
        await taken_by_another(door)
        began_before = free.is_set()
        free.set()
        await asyncio.gather(*others)
        return began_before

    assert run_apart(all_of_them()) is False


NUMBERS = itertools.count()


def a_named_one_or_another(_method, path, _cookies):
    return Requester(RequestPriority.KNOWN, f"cookie {next(NUMBERS)}") if path == "/long/" else a_named_one()


def a_named_one(*_request):
    return Requester(RequestPriority.KNOWN, "person 7", Standing.NAMED)


def test_a_connection_is_held_by_its_member_or_all_others_of_its_network_whatever_cookies_it_brings():
    def application(environ):
        environ[AS_MEMBER] = environ["PATH_INFO"] == "/member/"
        return [b"court"]

    async def holders():
        door, seen = Pages(saying(application), asker_of=a_named_one), []
        for path in (b"/guest/", b"/member/", b"/guest/"):
            scope = scope_of(method="POST", path=path) | {"client": ("192.0.2.1", 1234)}
            await door(scope, silence, ignored)
            seen.append(scope[HOLDER])
        return seen

    assert run_apart(holders()) == [("192.0.2.1/32", ""), ("192.0.2.1/32", ""), ("192.0.2.1/32", "person 7")]


@pytest.mark.parametrize(("address", "network"), [("10.0.0.1", "2001:db8:1:2::/64"), ("10.0.0.2", "10.0.0.2/32")])
def test_the_network_is_the_one_that_the_configured_proxy_names(settings, address, network):
    settings.PROXIES = ["10.0.0.1"]
    headers = [(b"x-forwarded-for", b"192.0.2.1"), (b"x-forwarded-for", b"198.51.100.1, 2001:db8:1:2:3::4")]
    door = Pages(saying(lambda environ: []), asker_of=a_named_one)

    assert door.holder_of(scope_of() | {"client": (address, 1234), "headers": headers}, "person 7") == (network, "")
