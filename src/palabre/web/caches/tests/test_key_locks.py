import threading

from palabre.web.caches import key_locks
from palabre.web.caches.key_locks import one_at_a_time


def test_what_one_thread_makes_others_wait_for():
    made, kept, ready = [], {}, threading.Barrier(4)

    def ask():
        ready.wait()
        with one_at_a_time("home"):
            if "home" not in kept:
                made.append(threading.get_ident())
                kept["home"] = True

    threads = [threading.Thread(target=ask) for _number in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert (len(made), key_locks.held) == (1, {})


def test_another_key_does_not_wait():
    with one_at_a_time("home"), one_at_a_time("group"):
        assert len(key_locks.held) == 2


def test_who_waited_too_long_goes_on(monkeypatch):
    monkeypatch.setattr(key_locks, "LONGEST_WAIT", 0.01)
    reached = []

    def ask():
        with one_at_a_time("home"):
            reached.append(True)

    with one_at_a_time("home"):
        other = threading.Thread(target=ask)
        other.start()
        other.join()

    assert (reached, key_locks.held) == ([True], {})


def test_a_maker_that_fails_leaves_the_way_free():
    try:
        with one_at_a_time("home"):
            raise ValueError
    except ValueError:
        pass

    assert key_locks.held == {}
