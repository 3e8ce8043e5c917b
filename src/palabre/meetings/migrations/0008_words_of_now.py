"""Have agendas point at the needs and decisions whose words were copied there, and copy them no longer.

Words below a point that brings needs are those of a need of its space, as it is or was said: of the meeting's group
first, then the one that fewest people read. Words that are of none are those of a need that is gone: they stay below
the point as words that people typed, but not where everybody reads the meeting.

A point about a decision, in the words of the decision as it is or was said, has no text of its own any longer.
"""

from collections import defaultdict

from django.db import migrations
from django.db.models import F, Q

from palabre.pure.french import shortened

LONGEST = 300
NARROWEST_FIRST = ("seats", "space", "public")
KEPT = {"A decision that members read", "Une décision que lisent les membres"}


def point_at_them(apps, schema_editor):
    """Idempotent."""
    item, need = apps.get_model("meetings", "AgendaItem"), apps.get_model("groups", "Need")
    decision, brought = apps.get_model("meetings", "Decision"), apps.get_model("meetings", "BroughtNeed")
    of_needs = item.objects.filter(Q(brings="needs") | Q(comes_from__brings="needs")).exclude(parts=[])
    about = item.objects.filter(about__isnull=False).exclude(text="")
    spaces = {*of_needs.values_list("meeting__space", flat=True), *about.values_list("meeting__space", flat=True)}
    for space in sorted(spaces):
        needs = rows_by_words(apps, need, space)
        for row in of_needs.filter(meeting__space=space).select_related("meeting__audience"):
            ties, rest = ties_of(row, needs)
            brought.objects.bulk_create(
                [brought(item=row, need=one, position=place) for place, one in enumerate(ties, start=1)],
                ignore_conflicts=True,
            )
            item.objects.filter(pk=row.pk).update(
                brings="needs", parts=[] if row.meeting.audience.kind == "public" else rest
            )
        decisions = rows_by_words(apps, decision, space)
        for row in about.filter(meeting__space=space):
            if row.text in KEPT or row.about_id in {one.pk for one in decisions.get(row.text, ())}:
                item.objects.filter(pk=row.pk).update(text="")
        apps.get_model("spaces", "Space").objects.filter(pk=space).update(version=F("version") + 1)


def ties_of(row, needs):
    """Return the needs that these words are of, each once, and the words that are of none."""
    ties, rest = {}, []
    for part in row.parts:
        found = needs.get(str(part), [])
        found = [one for one in found if one.group_id == row.meeting.group_id] or found
        if found:
            ties.setdefault(found[0].pk, found[0])
        else:
            rest.append(part)
    return list(ties.values()), rest


def rows_by_words(apps, model, space):
    """Return the rows of the space by their words, as agendas quote them, those of before too: narrowest first."""
    found = defaultdict(list)
    rows = model.objects.filter(space=space).select_related("audience").order_by("pk")
    by_readers = sorted(rows, key=lambda one: NARROWEST_FIRST.index(one.audience.kind))
    for row in by_readers:
        found[shortened(row.text, LONGEST)].append(row)
    by_number = {row.pk: row for row in by_readers}
    about = {"space": space, "subject_kind": model._meta.label_lower, "facts__has_key": "former"}
    entries = apps.get_model("journal", "Entry").objects.filter(**about).order_by("-pk")
    for number, facts in entries.values_list("subject_id", "facts"):
        for some in (facts["former"], facts.get("now")):
            text = some.get("text") if isinstance(some, dict) else None
            if text and number in by_number and by_number[number] not in found[shortened(text, LONGEST)]:
                found[shortened(text, LONGEST)].append(by_number[number])
    return found


def copy_again(apps, schema_editor):
    """Give its text to each point that has none; the needs come again as each agenda is prepared."""
    for row in apps.get_model("meetings", "AgendaItem").objects.filter(text="").select_related("about"):
        type(row).objects.filter(pk=row.pk).update(text=shortened(row.about.text, LONGEST) if row.about else "…")


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0007_brought_needs"),
        ("groups", "0012_readers_of_mergers"),
        ("journal", "0001_initial"),
        ("people", "0002_archiving_by_two_yeses"),
        ("spaces", "0005_needs_in_own_words"),
    ]

    operations = [migrations.RunPython(point_at_them, copy_again)]
