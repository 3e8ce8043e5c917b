"""Since when a person says that they carry a sheet is no longer kept: nothing follows from it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("forums", "0008_own_word"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="sheetpledge",
            name="carries_since",
        ),
    ]
