"""Keep since when a person says that they carry a sheet.

Of before, nobody knows who said so first: who came by a closing counts for nobody there until they say so anew, and who
carries a sheet of a day that is not closed does since now.
"""

from django.db import migrations, models
from django.db.models import Exists, OuterRef
from django.utils import timezone


def count_nobody_of_before(apps, schema_editor):
    said = apps.get_model("forums", "SheetPledge").objects
    said.filter(carries=True).update(carries_since=timezone.now())
    brought = said.filter(came_to=OuterRef("group"), person=OuterRef("person"))
    apps.get_model("groups", "Pledge").objects.filter(Exists(brought), call=None).update(own_word_at=None)


class Migration(migrations.Migration):
    dependencies = [
        ("forums", "0007_newsroom_code"),
        ("groups", "0010_own_word"),
    ]

    operations = [
        migrations.AddField(
            model_name="sheetpledge",
            name="carries_since",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunPython(count_nobody_of_before, migrations.RunPython.noop),
    ]
