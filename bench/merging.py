"""How long two large groups take to become one and to part again, how many rows that writes, and what their page costs.

`python bench/merging.py [--people 500] [--things 2000] [--rounds 15] [--postgres URL]`. Each of the two groups has that
many people, and as many linked things: actions, needs, pages kept to its people, entries of the journal. Everything is
invented, in a folder of its own, on SQLite, and in a database of its own on the server that is named. Acts and screens
run in this process: what is told is the least time of the clock over the rounds, and their median.
Nothing fails on a slow or busy machine.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from board import FIRST, LAST, said
from search import a_database, environment

HERE = Path(__file__).resolve()
GOAL = 200  # milliseconds, to merge and to part
FEW = 20  # rows that each writes
NO_SLOWER = 3.0  # how many times the page of one of the two, the page of both may take
DAYS = 30
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE)", re.IGNORECASE)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--things", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--postgres", metavar="URL", help="also on this server, in a database of its own")
    options = parser.parse_args()
    print(f"{'':<46}{'least ms':>9}{'median':>8}{'rows':>6}{'asked':>7}{'goal':>9}")
    for name, url in [("SQLite", ""), *([("PostgreSQL", options.postgres)] if options.postgres else [])]:
        print(name, flush=True)
        with tempfile.TemporaryDirectory(prefix="palabre-bench-") as data, a_database(url) as database:
            sizes = [str(one) for one in (options.people, options.things, options.rounds)]
            subprocess.run([sys.executable, str(HERE), "--", *sizes], env=environment(data, database), check=True)


def measure(people: int, things: int, rounds: int) -> None:
    prepare()
    dice = random.Random(1)
    pair = two_groups(people, things, dice)
    alone = [screen(group) for group in pair]
    before = max(told(f"page of one of the two ({number})", one, rounds) for number, one in enumerate(alone, 1))
    merge_and_part(pair, rounds, "the two as they are")
    merged(pair)
    after = told("page of both, living together", screen(pair[1]), rounds)
    live_together(pair, people, things, dice)
    told(f"page of both, {DAYS} days later", screen(pair[1]), rounds)
    part(pair)
    merge_and_part(pair, rounds, f"{DAYS} days later")
    verdict = "reached" if after / before <= NO_SLOWER else "MISSED"
    print(
        f"  the page of both takes {after / before:.1f} times the longer of the two alone{NO_SLOWER:19.1f}  {verdict}"
    )


def prepare() -> None:
    sys.path[:0] = [str(HERE.parents[1]), str(HERE.parents[1] / "src")]
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def two_groups(people: int, things: int, dice: random.Random) -> list[Any]:
    from django.db import transaction

    from tests.builders import a_group, a_question, a_space

    with transaction.atomic():
        space = a_space()
        groups = []
        for number in range(2):
            crowd = a_crowd(space, people, number)
            question = a_question(space, said(dice, 12))
            group = a_group(space, said(dice, 6), convened_by=(crowd[0],), carrying=(question,))
            seat(group, crowd[1:], dice)
            do_things(group, crowd, things, dice)
            groups.append(group)
    return groups


def a_crowd(space: Any, many: int, of: int) -> list[Any]:
    from django.utils import timezone

    from palabre.people.models import Person

    now = timezone.now()
    names = [f"{FIRST[n % len(FIRST)]} {LAST[n // len(FIRST) % len(LAST)]}-{of}-{n}" for n in range(many)]
    rows = [Person(space=space, name=name, came_at=now, joined_at=now) for name in names]
    return Person.objects.bulk_create(rows, batch_size=500)


def seat(group: Any, persons: list[Any], dice: random.Random) -> None:
    """Half of them hold a role, half said that they come; what the group keeps is theirs."""
    from django.utils import timezone

    from palabre.groups.models import Membership, Pledge, Role
    from palabre.groups.roles.group_audience import own_audience

    roles = [Role.CONTRIBUTOR, Role.OBSERVER, Role.LIAISON, Role.METHODOLOGIST, Role.CO_CONVENER]
    held = [Membership(group=group, person=one, role=dice.choice(roles)) for one in persons[::2]]
    of = {"space": group.space, "audience": group.audience, "group": group, "at": timezone.now()}
    Membership.objects.bulk_create(held, batch_size=500)
    Pledge.objects.bulk_create([Pledge(person=one, **of) for one in persons[1::2]], batch_size=500)
    own_audience(group)


def do_things(group: Any, crowd: list[Any], many: int, dice: random.Random) -> None:
    """As many actions, needs and entries, and some pages: a tenth of all. One action and one need in five are open."""
    from django.utils import timezone

    from palabre.groups.models import Action, Group, Need
    from palabre.journal.models import Entry
    from tests.builders import a_page

    now, own = timezone.now(), Group.objects.select_related("own_audience").get(pk=group.pk).own_audience
    each, of = 3 * many // 10, {"space": group.space, "audience": group.audience}
    actions = [
        Action(group=group, text=said(dice, 9), owner=dice.choice([None, *crowd[:9]]), is_done=bool(number % 5), **of)
        for number in range(each)
    ]
    needs = [
        Need(group=group, text=said(dice, 9), said_on=now.date(), satisfied_at=now if number % 5 else None, **of)
        for number in range(each)
    ]
    Action.objects.bulk_create(actions, batch_size=500)
    needs = Need.objects.bulk_create(needs, batch_size=500)
    Entry.objects.bulk_create(
        [
            Entry(verb="need.said", subject_kind="groups.need", subject_id=one.pk, by=dice.choice(crowd), **of)
            for one in needs
        ],
        batch_size=500,
    )
    for number in range(many - 3 * each):
        a_page(group.space, f"Page {group.pk} {number} {now:%f}", said(dice, 200), audience=own)


def live_together(pair: list[Any], people: int, things: int, dice: random.Random) -> None:
    """What a month brings: some come and some leave on both sides, and both write on, where they live and where not."""
    from django.db import transaction
    from django.utils import timezone

    from palabre.groups.models import Membership
    from palabre.groups.roles.group_audience import keep_in_step

    with transaction.atomic():
        for number, group in enumerate(pair, 2):
            newcomers = a_crowd(group.space, people // 5, number)
            seat(group, newcomers, dice)
            leaving = Membership.objects.filter(group=group, role="observer").values("pk")[: people // 20]
            Membership.objects.filter(pk__in=list(leaving.values_list("pk", flat=True))).update(
                until=timezone.localdate()
            )
            do_things(group, newcomers, things // 5, dice)
        keep_in_step(pair[0].space_id)


def merge_and_part(pair: list[Any], rounds: int, when: str) -> None:
    """Merge them and part them again and again, by the acts that a click calls."""
    lasted: dict[str, list[tuple[float, int, int]]] = {"merge": [], "part": []}
    for _round in range(rounds):
        for what, act in (("merge", merged), ("part", part)):
            with watched() as seen:
                began = time.perf_counter()
                act(pair)
                spent = 1000 * (time.perf_counter() - began)
            lasted[what].append((spent, seen["rows"], seen["asked"]))
    for what, all_of_them in lasted.items():
        row(f"{what}, {when}", all_of_them, goal=GOAL, few=True)


def merged(pair: list[Any]) -> None:
    """She who carries the first wrote down that both agreed aloud: her click, from the proposal on."""
    from django.utils import timezone

    from palabre.groups.lineage.merge_proposals import agree_aloud
    from palabre.groups.models import Group, MergeProposal

    by = pair[0].memberships.earliest("pk").person
    source, target = (Group.objects.get(pk=one.pk) for one in pair)
    of = {"space": source.space, "audience": target.audience, "source": source, "target": target, "words": ""}
    waiting = MergeProposal.objects.filter(settled_at=None).first() or MergeProposal.objects.create(**of)
    agree_aloud(waiting, by=by, at=timezone.now())


def part(pair: list[Any]) -> None:
    from django.utils import timezone

    from palabre.groups.lineage.merge_undo import undo_merge
    from palabre.groups.models import GroupLineage

    undo_merge(GroupLineage.objects.standing().get(), by=pair[0].memberships.earliest("pk").person, at=timezone.now())


@contextmanager
def watched() -> Iterator[dict[str, int]]:
    """Count what is asked of the database, and the rows that are written."""
    from django.db import connection

    seen = {"asked": 0, "rows": 0}

    def ask(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found = execute(sql, params, many, context)
        seen["asked"] += 1
        if WRITES.match(sql):
            seen["rows"] += max(context["cursor"].rowcount, int(sql.startswith("INSERT")))  # it returns its number
        return found

    with connection.execute_wrapper(ask):
        yield seen


def screen(group: Any) -> Callable[[], Any]:
    """Return what asks for the page of a group as who carries it sees it, made anew."""
    from django.conf import settings
    from django.test import Client

    from palabre.groups.models import Group
    from tests.builders import entered

    settings.ALLOWED_HOSTS, settings.KEEP_SCREENS = ["*"], False
    found = Group.objects.select_related("space").get(pk=group.pk)
    client = entered(Client(), group.memberships.earliest("pk").person)

    def ask() -> None:
        answer = client.get(found.get_absolute_url())
        if answer.status_code != 200:
            raise SystemExit(f"{found.get_absolute_url()} answers {answer.status_code}")

    ask()
    return ask


def told(what: str, ask: Callable[[], Any], rounds: int) -> float:
    """Measure, tell, and return the least time."""
    lasted = []
    for _round in range(rounds):
        with watched() as seen:
            began = time.perf_counter()
            ask()
            lasted.append((1000 * (time.perf_counter() - began), seen["rows"], seen["asked"]))
    return row(what, lasted)


def row(what: str, lasted: list[tuple[float, int, int]], *, goal: int = 0, few: bool = False) -> float:
    least, middle = min(lasted)[0], statistics.median(one[0] for one in lasted)
    rows, asked = (max(one[which] for one in lasted) for which in (1, 2))
    is_reached = least < goal and (not few or rows <= FEW)
    aims = f"{goal:9d}  {'reached' if is_reached else 'MISSED'}" if goal else ""
    print(f"  {what:<44}{least:9.1f}{middle:8.1f}{rows:6d}{asked:7d}{aims}", flush=True)
    return least


if __name__ == "__main__":
    if sys.argv[1:2] == ["--"]:
        measure(*map(int, sys.argv[2:5]))
    else:
        main()
