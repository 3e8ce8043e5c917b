"""How long the board of a large community takes: 200 groups, 5 000 people, 20 000 entries of the journal, on SQLite.

`python bench/board.py [--groups 200] [--people 5000] [--entries 20000] [--rounds 40]`. Everything is invented, in a
folder of its own. Each screen is asked for through the whole of Django, in this process: what is told is the least time
of the processor over the rounds, and of the clock, since a busy machine lengthens both. Before, the worker's index: all
of the space at first, then an act, the median of nine.
Nothing fails on a slow or busy machine.
"""

from __future__ import annotations

import argparse
import datetime
import gzip
import os
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
GOAL = 50  # milliseconds for the front page, made anew
SCREEN, LIGHT = 25, 60_000  # milliseconds and bytes of any other screen, made anew
FIRST_INDEX, ACT = 12_000, 20  # milliseconds of the worker's processor
VERBS = ("action.taken", "need.answered", "question.asked")
WORDS = ["le four", "du village", "se rallume", "samedi", "avec", "la farine", "du moulin", "et", "le bois", "commun"]
FIRST = ["Nadège", "Youssef", "Linh", "Malo", "Odile", "Karim", "Anatole", "Inès", "Gérard", "Zoé", "Bastien", "Farida"]
LAST = ["Kerouanton", "Belhadi", "Nguyen", "Guivarch", "Morvan", "Oualid", "Ferreira", "Courtois", "Vautrin", "Lambert"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--groups", type=int, default=200)
    parser.add_argument("--people", type=int, default=5_000)
    parser.add_argument("--entries", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=40)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="palabre-bench-") as data:
        prepare(data)
        space, she = fill(options.groups, options.people, options.entries)
        index(space, she)
        measure(space, she, options.rounds)


def prepare(data: str) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PALABRE_")}
    os.environ.clear()
    os.environ |= kept | {"PALABRE_DATA": data, "DJANGO_SETTINGS_MODULE": "palabre.settings"}
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def fill(groups: int, people: int, entries: int) -> tuple[Any, Any]:
    """Make the community; she carries one group, and contributes to some others."""
    from django.db import transaction

    from palabre.groups.models import Role
    from tests.builders import a_space

    dice = random.Random(1)
    with transaction.atomic():
        space = a_space(public=True)
        persons = crowd(space, people)
        she = persons[0]
        made = [one_group(space, number, persons, dice) for number in range(groups)]
        for group in made[1:6]:
            group.welcome(she, role=Role.CONTRIBUTOR)
        journal(space, made, persons, entries)
    return space, she


def crowd(space: Any, many: int) -> list[Any]:
    """Half of them came by themselves; the others were named only."""
    from django.utils import timezone

    from palabre.people.models import Person

    now = timezone.now()
    names = (f"{FIRST[n % len(FIRST)]} {LAST[n // len(FIRST) % len(LAST)]}-{n}" for n in range(many))
    came = [{"came_at": now, "joined_at": now} if n % 2 == 0 else {} for n in range(many)]
    persons = [Person(space=space, name=name, **facts) for name, facts in zip(names, came, strict=True)]
    return Person.objects.bulk_create(persons, batch_size=500)


def one_group(space: Any, number: int, persons: list[Any], dice: random.Random) -> Any:
    """A group with its question, its people, what it lacks, does, says, and when it meets; one in ten is at rest."""
    from django.utils import timezone

    from palabre.groups.models import Membership, Pledge, Role
    from tests import builders as make

    today, now = timezone.localdate(), timezone.now()
    convened = (persons[2 * number % len(persons)],)
    group = make.a_group(space, said(dice, 6), convened_by=convened, carrying=(make.a_question(space, said(dice, 12)),))
    roles = [Role.CONTRIBUTOR, Role.OBSERVER, Role.LIAISON, Role.METHODOLOGIST, Role.CO_CONVENER]
    some = dice.sample(persons[1:], min(20, len(persons) - 1))
    Membership.objects.bulk_create(Membership(group=group, person=one, role=dice.choice(roles)) for one in some)
    pledge = {"space": space, "audience": group.audience, "group": group, "at": now}
    Pledge.objects.bulk_create(Pledge(person=one, **pledge) for one in some[:5])
    for turn in range(4):
        make.a_need(space, said(dice, 9), group=group, said_on=today, to="institution")
        make.an_action(space, said(dice, 9), group=group, owner=dice.choice([None, convened[0]]))
        make.a_weather(group, said(dice, 8), on=today - datetime.timedelta(days=14 * turn))
    make.an_answer(make.a_need(space, said(dice, 9), group=group), by=some[0])
    for turn in range(3):
        on = today + datetime.timedelta(days=dice.randrange(1, 15) + 14 * turn)
        make.a_meeting(space, group=group, on=on, at=datetime.time(14))
    if number % 3 == 0:
        make.a_role_call(space, group=group)
    if number % 10 == 9:
        group.sleep(now)
    return group


def journal(space: Any, groups: list[Any], persons: list[Any], many: int) -> None:
    from palabre.journal.models import Entry

    things = [thing for group in groups for thing in (*group.actions.all()[:2], *group.needs.all()[:2])]
    rows = []
    for number in range(many):
        thing = things[number % len(things)]
        facts = {"subject_kind": thing._meta.label_lower, "subject_id": thing.pk, "audience_id": thing.audience_id}
        rows.append(Entry(space=space, verb=VERBS[number % len(VERBS)], by=persons[number % len(persons)], **facts))
    Entry.objects.bulk_create(rows, batch_size=500)


def said(dice: random.Random, many: int) -> str:
    return " ".join(dice.choices(WORDS, k=many)).capitalize()


def index(space: Any, she: Any) -> None:
    """Tell what the index costs the worker: at first, then at each act."""
    from palabre.groups.models import Need
    from palabre.journal.models import record
    from palabre.search.models import Document

    first, taken = worked(), []
    need = Need.objects.filter(space=space).first()
    for turn in range(9):
        need.text = f"Un four pour {turn} villages"
        need.save(update_fields=["text"])
        record("need.changed", need, by=she)
        taken.append(worked())
    print(line_of(f"first index, {Document.objects.count()} documents", first, FIRST_INDEX))
    print(line_of("an act, in the index", sorted(taken)[len(taken) // 2], ACT), flush=True)


def worked() -> float:
    """Return the milliseconds of the processor until the index has nothing left to do."""
    from django.utils import timezone

    from palabre.search.indexer import follow_one

    begun = time.process_time()
    while follow_one(timezone.now()):
        pass
    return 1000 * (time.process_time() - begun)


def line_of(what: str, spent: float, goal: int) -> str:
    return f"{what:<38}{spent:9.1f}{'':28}{goal:7d}  {'reached' if spent <= goal else 'MISSED'}"


def measure(space: Any, she: Any, rounds: int) -> None:
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse

    from tests.builders import entered

    settings.ALLOWED_HOSTS = ["*"]
    passing, hers = Client(), entered(Client(), she)
    slug, group = [space.slug], space.group_set.earliest("pk")
    screens = [
        ("front page, made anew", hers, reverse("home:space", args=slug), False, GOAL),
        ("front page, made anew, passing by", passing, reverse("home:space", args=slug), False, GOAL),
        ("front page, kept", hers, reverse("home:space", args=slug), True, GOAL),
        ("her day", hers, reverse("you:day", args=slug), True, None),
        ("what there is to do", hers, reverse("groups:actions", args=slug), True, None),
        ("what there is to do, made anew", hers, reverse("groups:actions", args=slug), False, SCREEN),
        ("board of needs, made anew", hers, reverse("home:needs", args=slug), False, SCREEN),
        ("the groups, made anew", hers, reverse("home:groups", args=slug), False, SCREEN),
        ("a group, made anew", hers, group.get_absolute_url(), False, SCREEN),
        ("the meetings, made anew", hers, reverse("meetings:meetings", args=slug), False, SCREEN),
        ("the news of the fortnight", hers, reverse("home:brief", args=slug), False, SCREEN),
        ("roles of all the groups, made anew", hers, reverse("home:roles", args=slug), False, SCREEN),
        ("who is here", hers, reverse("here:people", args=slug), False, SCREEN),
        ("names at a key", hers, reverse("home:names", args=slug) + "?q=na", False, SCREEN),
        ("« Vous »", hers, reverse("you:you", args=slug), False, SCREEN),
        ("removal of a name, foreseen", hers, reverse("you:name", args=slug), False, SCREEN),
        ("where each group is, made anew", hers, reverse("home:fortnight", args=slug), False, SCREEN),
    ]
    print(f"{'':<38}{'cpu ms':>9}{'clock ms':>10}{'bytes':>9}{'packed':>9}{'goal':>7}")
    for what, client, address, is_kept, goal in screens:
        settings.KEEP_SCREENS = is_kept
        print(told(what, client, address, rounds, goal), flush=True)


def told(what: str, client: Any, address: str, rounds: int, goal: int | None) -> str:
    client.get(address)
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answers {answer.status_code}")
    taken = [once(client, address) for _round in range(rounds)]
    spent, waited = (min(one[which] for one in taken) for which in (0, 1))
    size = f"{len(answer.content):9d}{len(gzip.compress(answer.content, 6)):9d}"
    line = f"{what:<38}{spent:9.1f}{waited:10.1f}{size}"
    is_light = goal != SCREEN or len(answer.content) <= LIGHT
    return f"{line}{goal:7d}  {'reached' if spent < goal and is_light else 'MISSED'}" if goal else line


def once(client: Any, address: str) -> tuple[float, float]:
    """Return the milliseconds of the processor, and those of the clock."""
    cpu, clock = time.process_time(), time.perf_counter()
    client.get(address)
    return 1000 * (time.process_time() - cpu), 1000 * (time.perf_counter() - clock)


if __name__ == "__main__":
    main()
