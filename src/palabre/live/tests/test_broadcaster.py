"""A broadcaster judges who comes and whose space changed, and hears other processes only of what is followed here."""

import asyncio
import threading
from types import SimpleNamespace

import pytest

from palabre.live.bell import Bell
from palabre.live.broadcaster import Broadcaster, Full, judge_changed
from palabre.live.connection import LiveConnection
from palabre.live.live_visitors import LiveVisitor
from palabre.live.topic import Pace, Stamp
from palabre.live.visitor_rights import Access, Right
from tests.apart import run_apart

READS = Access(Right.READ)


def a_topic(judged=None):
    return SimpleNamespace(
        channel="tests",
        bell=Bell(),
        pace=Pace(),
        most_of_one=2,
        most=3,
        judge=lambda visitors: (
            (judged if judged is not None else []).extend(visitors) or dict.fromkeys(visitors, READS)
        ),
    )


def judged_of(asked, stamps):
    judged = []
    verdict = judge_changed(a_topic(judged), asked, stamps)
    return judged, verdict.spaces


def test_who_has_just_come_and_whose_space_changed_are_judged_and_nobody_else():
    new, same, changed = LiveVisitor(1, 1), LiveVisitor(1, 2), LiveVisitor(2, 3)

    judged, spaces = judged_of({new: None, same: 7, changed: 7}, {1: Stamp(0, 7), 2: Stamp(0, 8)})

    assert (judged, spaces) == ([new, changed], {new: 7, changed: 8})


def test_who_is_at_a_thing_that_is_gone_is_judged_each_time():
    visitor = LiveVisitor(1, 1)

    assert [judged_of({visitor: known}, {}) for known in (None, 7)] == [([visitor], {visitor: None})] * 2


async def with_two(act):
    """Have one person follow the things 1 and 2, and return what `act` does with their broadcaster."""
    place = Broadcaster(a_topic())
    place.task = SimpleNamespace(done=lambda: False)
    for thing in (1, 2):
        place.join(LiveConnection(), LiveVisitor(thing, 5))
    return act(place)


def test_one_person_has_so_many_connections_and_no_more():
    def third(place):
        with pytest.raises(Full):
            place.join(LiveConnection(), LiveVisitor(3, 5))
        place.leave(next(iter(place.visitors)))
        place.join(LiveConnection(), LiveVisitor(3, 5))
        return sorted(place.followers)

    assert run_apart(with_two(third)) == [2, 3]


def test_other_processes_are_heard_of_what_is_followed_here_and_oneself_never():
    def hear(place):
        other, heard, said = Broadcaster(a_topic()), [], []
        place.hear_body = lambda thing, body: heard.append((thing, body))
        for one in (place, other):
            one.wire = SimpleNamespace(say=said.append)
            one.say(1, b"one"), one.say(3, b"three"), one.say(2)
        for message in [*said, b"\xff"]:
            place.hear(message)
        return heard, place.rung.is_set()

    assert run_apart(with_two(hear)) == ([(1, b"one")], True)


def test_who_may_no_longer_be_here_goes_by_the_code_that_says_why():
    def apply(place):
        verdict = judge_changed(
            SimpleNamespace(judge=lambda visitors: dict.fromkeys(visitors, Access(Right.WITHDRAWN))),
            {LiveVisitor(2, 5): None},
            {2: Stamp(0, 1)},
        )
        place.apply(verdict)
        return [one.ended for one in place.visitors], place.judged

    assert run_apart(with_two(apply)) == ([None, 4403], {LiveVisitor(2, 5): 1})


def test_its_queries_run_in_one_thread():
    async def asked_together():
        place = Broadcaster(a_topic())
        return await asyncio.gather(*(place.ask(threading.get_ident) for _query in range(4)))

    found = run_apart(asked_together())

    assert len(set(found)) == 1
