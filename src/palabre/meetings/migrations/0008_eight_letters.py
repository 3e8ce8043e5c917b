"""Codes of eight letters. A room that is open gets a new one: what five letters opened, they open no longer."""

import secrets

import django.utils.timezone
from django.db import migrations, models

LETTERS = "BCDFGHJKLMNPQRSTVWXZ"


def renew_codes(apps, _editor):
    for room in apps.get_model("meetings", "Room").objects.filter(code__isnull=False):
        room.code = "".join(secrets.choice(LETTERS) for _letter in range(8))
        room.save(update_fields=["code"])


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0007_mistyped_codes"),
    ]

    operations = [
        migrations.DeleteModel(name="MistypedCode"),
        migrations.AlterField("Room", "code", models.CharField(blank=True, max_length=8, null=True, unique=True)),
        migrations.AlterField("Room", "opened_at", models.DateTimeField(default=django.utils.timezone.now)),
        migrations.RunPython(renew_codes, migrations.RunPython.noop),
    ]
