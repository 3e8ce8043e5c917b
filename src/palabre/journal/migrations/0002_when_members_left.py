"""Persons who left their space before it was noted: the journal says when."""

from typing import Any

from django.db import migrations
from django.db.models import Max


def note_when_they_left(apps: Any, _editor: Any) -> None:
    persons, entries = apps.get_model("people", "Person"), apps.get_model("journal", "Entry")
    left = entries.objects.filter(verb="person.left", by__joined_at=None, by__left_at=None)
    for number, at in left.values_list("by").annotate(last=Max("at")):
        persons.objects.filter(pk=number).update(left_at=at)


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial"), ("people", "0008_when_members_left")]
    operations = [migrations.RunPython(note_when_they_left, migrations.RunPython.noop)]
