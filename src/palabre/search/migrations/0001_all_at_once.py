"""Everything at once, for a new database: tables made whole take half the time. A database that began earlier goes on step by step."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

marks = import_module("palabre.search.migrations.0002_marks")


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("search", "0001_documents"),
        ("search", "0002_marks"),
        ("search", "0003_which_days_are_said"),
    ]

    dependencies = [
        ("people", "0001_all_at_once"),
        ("spaces", "0001_all_at_once"),
    ]

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=60)),
                ("number", models.BigIntegerField()),
                ("within", models.CharField(blank=True, default="", max_length=80)),
                ("changed_on", models.DateField()),
                ("is_dated", models.BooleanField(default=False)),
                ("digest", models.CharField(max_length=32)),
                ("as_of", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveSmallIntegerField()),
                (
                    "audience",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.audience"
                    ),
                ),
                (
                    "space",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="spaces.space"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["space", "kind"], name="document_by_space")],
                "constraints": [models.UniqueConstraint(fields=("kind", "number"), name="one_document_per_thing")],
            },
        ),
        migrations.CreateModel(
            name="Text",
            fields=[
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="text",
                        serialize=False,
                        to="search.document",
                    ),
                ),
                ("title", models.TextField()),
                ("body", models.TextField(blank=True, default="")),
            ],
        ),
        migrations.CreateModel(
            name="Followed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.BigIntegerField(default=-1)),
                ("leased_until", models.DateTimeField(blank=True, null=True)),
                (
                    "space",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="followed", to="spaces.space"
                    ),
                ),
            ],
        ),
        migrations.RunPython(marks.make, marks.unmake),
    ]
