"""What the tests of importing stand on: the invented twin of the founding minutes, and what a space holds."""

from __future__ import annotations

import datetime
from pathlib import Path

from django.apps import apps
from django.test import Client
from django.urls import reverse

from palabre.minutes.choices.import_choices import say_who_was_there
from palabre.minutes.choices.people_list import people_of
from palabre.minutes.imports.minutes_import import Alike, import_minutes
from palabre.minutes.models import Import
from palabre.people.models import Person
from palabre.spaces.models import Space
from tests.builders import entered

# Pieces of minutes, to put together: those who are named stand between HEAD and TAIL, a line each.
KNOWN = "Comment lire au bord de l'eau ?"
OTHER = "Comment aller chez le médecin sans voiture ?"
HEAD = "# Rencontre des porteuses\n\n28 avril 2023\n\n### Participants\n\n"
TAIL = "\n\n### Objectif de la réunion\n\n- Donner des nouvelles\n"
NEWS = "\n## Notes partagées\n\n### Des nouvelles des chantiers/sujet\n\n{who}\n\n- {said}\n"
TWO = f"{HEAD}- **Mado Kersauze**, *{KNOWN}*\n- **Karim Belkacem**, *{OTHER}*{TAIL}"
SILENCE = "Aucun binôme à cette heure."
TWIN = (Path(__file__).parents[2] / "pure/minutes/tests/twin.md").read_text()
A_DAY = datetime.date(2026, 11, 24)
TRACES = {
    "journal.entry",
    "minutes.import",
    "minutes.doubt",
    "minutes.imported",
    "people.audience",
    "people.merging",
    "people.seat",
    "search.change",  # what the index has still to follow
}


def brought(by: Person, text: str = TWIN) -> Import:
    return given(by.space, text, by=by, on=A_DAY)


def given(space: Space, text: str, *, by: Person, on: datetime.date) -> Import:
    """Bring this text, and say that it corrects those that it looks like."""
    answers = dict[int, bool]()
    while True:
        try:
            return import_minutes(space, text, by=by, on=on, answers=answers)
        except Alike as found:
            answers[found.readings[0].pk] = True


def seen(reading: Import) -> Import:
    """The importer says that the list of who was there is right: people may be written to."""
    say_who_was_there(reading, *people_of(reading), by=reading.by)
    return again(reading)


def again(reading: Import) -> Import:
    """Read these minutes anew, with what stands beside them."""
    return Import.objects.select_related("space", "by__space", "audience", "page", "meeting").get(pk=reading.pk)


def sent(by: Person, text: str) -> Import:
    """Bring this text by the form, as a member does, and say that it corrects those that it looks like."""
    client, door = entered(Client(), by), reverse("minutes:new_import", args=[by.space.slug])
    answer = client.post(door, {"text": text})
    if answer.status_code == 200 and answer.context["form"].asked:
        client.post(door, {"text": text, "place": 0, "corrects": answer.context["form"].asked[0].pk})
    return Import.objects.latest("pk")


def held() -> dict[str, list[str]]:
    """Everything that our tables hold but traces, by kind: what stands, not under which number."""
    found = {}
    for model in apps.get_models():
        if model.__module__.startswith("palabre.") and model._meta.label_lower not in TRACES:
            rows = sorted(str(sorted(described(row).items())) for row in model._default_manager.all())
            found[model._meta.label_lower] = rows
    return {kind: rows for kind, rows in found.items() if rows}


def described(row: object) -> dict[str, str]:
    """A row's own columns, without numbers and instants."""
    fields = row._meta.concrete_fields  # type: ignore[attr-defined]
    kept = [field for field in fields if not field.is_relation and not field.primary_key]
    values = {field.name: field.value_from_object(row) for field in kept}
    passing = {name for name in values if name.endswith(("_at", "_id")) or name in ("at", "version", "wide_version")}
    return {name: str(value) for name, value in values.items() if name not in passing}
