"""A name that one gave oneself is told from one that others gave; what is left of an erasure is kept until it is done."""

import django.db.models.deletion
from django.db import migrations, models


def say_who_named_herself(apps, schema_editor):
    """A guest came by the form in which she typed her name; who founded a space typed hers as well."""
    people = apps.get_model("people", "Person")
    people.objects.filter(seed__isnull=False, came_at__isnull=False).update(is_self_named=True)


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0008_agreements"),
        ("spaces", "0001_all_at_once"),
    ]

    operations = [
        migrations.AddField(model_name="person", name="is_self_named", field=models.BooleanField(default=False)),
        migrations.RunPython(say_who_named_herself, migrations.RunPython.noop),
        migrations.AddField(
            model_name="refusedname",
            name="person",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="people.person",
            ),
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("due_at", models.DateTimeField(blank=True, db_index=True, null=True)),
                ("is_wide", models.BooleanField(default=True)),
                ("names", models.TextField(blank=True, default="")),
                ("kept", models.JSONField(default=list)),
                (
                    "person",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="erasure",
                        to="people.person",
                    ),
                ),
                (
                    "space",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="erasures", to="spaces.space"
                    ),
                ),
            ],
        ),
    ]
