"""How long the digests of one edition take: 200 readers of an invented space whose journal holds 20 000 entries.

`python bench/digest.py [--entries 20000] [--readers 200] [--new 300]`. The last `--new` entries are of this fortnight,
over thirty groups; each reader may read another part of them. It works on SQLite, in a folder of its own. Nothing fails
on a slow or busy machine.
"""

from __future__ import annotations

import argparse
import datetime
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
GOAL = 100  # milliseconds of a processor for one digest, composed and written in the outbox: 200 in 20 seconds
NOW = datetime.datetime(2026, 12, 3, 9, tzinfo=datetime.UTC)  # a Thursday
GROUPS = 30
VERBS = ("action.taken", "need.answered", "pledge.made", "page.written", "question.asked")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=20_000)
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument("--new", type=int, default=300, help="entries of this fortnight")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="palabre-bench-") as data:
        prepare(data)
        fill(options.entries, options.readers, options.new)
        tell(*measured())


def prepare(data: str) -> None:
    os.environ |= {"PALABRE_DATA": data, "DJANGO_SETTINGS_MODULE": "palabre.settings"}
    os.environ |= {"PALABRE_SMTP": "smtp://localhost:25", "PALABRE_ORIGINS": "https://palabre.example"}
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def fill(entries: int, readers: int, new: int) -> None:
    from palabre.journal.models import Digest, Entry
    from palabre.people.models import News
    from tests.builders import a_group, a_member, a_space

    space = a_space()
    malo = a_member(space, "Malo Guivarch")
    persons = [a_member(space, f"Lectrice {number}") for number in range(readers)]
    subjects = [things(a_group(space, f"Groupe {number}"), persons[number::GROUPS]) for number in range(GROUPS)]
    rows = []
    for number in range(entries):
        verb = VERBS[number % len(VERBS)]
        thing = subjects[number % GROUPS][verb][number // GROUPS % 10]
        facts = {"subject_kind": thing._meta.label_lower, "subject_id": thing.pk, "audience_id": thing.audience_id}
        rows.append(Entry(space=space, verb=verb, by=malo, **facts))
    Entry.objects.bulk_create(rows, batch_size=500)
    recent = Entry.objects.order_by("-pk").values_list("pk", flat=True)[new]
    Entry.objects.filter(pk__lte=recent).update(at=NOW - datetime.timedelta(days=60))
    Entry.objects.filter(pk__gt=recent).update(at=NOW - datetime.timedelta(days=2))
    type(malo).objects.filter(pk__in=[one.pk for one in persons]).update(news=News.WEEK, email="a@palabre.example")
    Digest.objects.bulk_create(Digest(person=one, at=NOW - datetime.timedelta(days=7)) for one in persons)


def things(group: Any, seated: list[Any]) -> dict[str, list[Any]]:
    """Ten of each kind: every third action is kept to some readers."""
    from palabre.people.models import Audience
    from tests.builders import a_need, a_page, a_question, an_action, an_answer

    space, few = group.space, Audience.of_persons(*seated) if seated else None
    needs = [a_need(space, f"Une salle pour le mois {number}", group=group) for number in range(10)]
    for need in needs:
        an_answer(need, "La salle du foyer est libre, demandez la clé à la mairie. " * 4)
    kept = [few if number % 3 == 0 else None for number in range(10)]
    return {
        "action.taken": [
            an_action(space, f"Acte {n}", group=group, audience=readers) for n, readers in enumerate(kept)
        ],
        "need.answered": needs,
        "pledge.made": [group] * 10,
        "page.written": [a_page(space, f"Page {group.pk} {number}") for number in range(10)],
        "question.asked": [a_question(space, f"Question {number} ?") for number in range(10)],
    }


def measured() -> tuple[int, float, int]:
    """Return how many digests were written, in how many seconds of a processor, and the bytes of an average one."""
    from palabre.home.digest import digest_letters
    from palabre.post.models import Letter

    began = time.process_time()
    while True:
        before = Letter.objects.count()
        digest_letters.send_some(NOW)
        if Letter.objects.count() == before:
            break
    spent = time.process_time() - began
    sizes = [len(letter.body) + len(letter.html) for letter in Letter.objects.all()]
    return len(sizes), spent, sum(sizes) // max(len(sizes), 1)


def tell(count: int, seconds: float, size: int) -> None:
    each = seconds * 1000 / max(count, 1)
    print(
        f"{count} digests in {seconds:.1f} s of a processor: {each:.0f} ms each (goal {GOAL}),"
        f" {size / 1000:.0f} kB a letter"
    )


if __name__ == "__main__":
    main()
