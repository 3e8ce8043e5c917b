from django.db import migrations
from django.db.models import F


def members_came(apps, schema_editor):
    """Who joined before this version came by herself, on the day she joined."""
    persons = apps.get_model("people", "Person").objects
    persons.filter(joined_at__isnull=False, came_at=None).update(came_at=F("joined_at"))


class Migration(migrations.Migration):
    dependencies = [("people", "0002_who_came_links_and_doubles")]
    operations = [migrations.RunPython(members_came, migrations.RunPython.noop)]
