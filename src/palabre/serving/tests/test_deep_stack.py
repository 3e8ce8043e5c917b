import resource

from palabre.serving.deep_stack import with_deep_stack
from palabre.serving.wsgi_bridge import Pages, whoever
from tests.apart import run_apart

DEPTHS = range(0, 300, 2)
CALLS = 200


def nothing():
    return None


def at_depth(depth):
    """Call nothing many times, so deep."""
    if depth:
        return at_depth(depth - 1)
    for _ in range(CALLS):
        nothing()
    return None


def greedy_depths():
    """Return the depths at which the system gives this thread a page of memory at each call."""
    taken = {}
    for depth in DEPTHS:
        before = resource.getrusage(resource.RUSAGE_THREAD).ru_minflt
        at_depth(depth)
        taken[depth] = resource.getrusage(resource.RUSAGE_THREAD).ru_minflt - before
    return [depth for depth, pages in taken.items() if pages >= CALLS]


def test_no_depth_takes_memory_at_each_call():
    assert with_deep_stack(greedy_depths) == []


def test_a_page_is_answered_with_room():
    heard = []

    async def send(message):
        heard.append(message["body"])

    asked = {"REQUEST_METHOD": "GET", "PATH_INFO": "/"}
    pages, asker = Pages(lambda environ, start: [repr(greedy_depths()).encode()]), whoever("GET", "/", "")
    run_apart(pages.answer(asked, asker, send, send))

    assert b"".join(heard) == b"[]"


def test_it_returns_what_the_call_returns():
    assert with_deep_stack(divmod, 7, 2) == (3, 1)
