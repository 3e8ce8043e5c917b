"""Forget who opened one side of a merge, where the other side is closed: that side may have kept no page then."""

from django.db import migrations
from django.db.models import F, Q


def close_again(apps, schema_editor):
    """Idempotent: its readers open it again, by the same button."""
    half = Q(source_opened_at=None, target_opened_at__isnull=False) | Q(
        source_opened_at__isnull=False, target_opened_at=None
    )
    told = apps.get_model("groups", "GroupLineage").objects.filter(half, kind="merge", undone_at=None)
    spaces = set(told.values_list("target__space", flat=True))
    told.update(source_opened_at=None, target_opened_at=None)
    apps.get_model("spaces", "Space").objects.filter(pk__in=spaces).update(version=F("version") + 1)


class Migration(migrations.Migration):
    dependencies = [("groups", "0012_readers_of_mergers"), ("spaces", "0004_supporters_and_partners")]

    operations = [migrations.RunPython(close_again, migrations.RunPython.noop)]
