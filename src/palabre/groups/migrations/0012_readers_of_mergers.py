"""Have members alone read the mergers that everybody read: their words were told to who read one of the two groups."""

from django.db import migrations
from django.db.models import F


def read_by_members(apps, schema_editor):
    """Idempotent."""
    audiences, proposals = apps.get_model("people", "Audience"), apps.get_model("groups", "MergeProposal")
    told = proposals.objects.filter(audience__kind="public")
    for space in set(told.values_list("space", flat=True)):
        members, _made = audiences.objects.get_or_create(space_id=space, kind="space", is_standing=True)
        numbers = list(told.filter(space=space).values_list("pk", flat=True))
        about = {"subject_kind": "groups.mergeproposal", "subject_id__in": numbers}
        apps.get_model("journal", "Entry").objects.filter(**about).update(audience=members)
        proposals.objects.filter(pk__in=numbers).update(audience=members)
        apps.get_model("spaces", "Space").objects.filter(pk=space).update(version=F("version") + 1)


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0011_roles_open_no_letters"),
        ("journal", "0001_initial"),
        ("people", "0002_archiving_by_two_yeses"),
        ("spaces", "0004_supporters_and_partners"),
    ]

    operations = [migrations.RunPython(read_by_members, migrations.RunPython.noop)]
