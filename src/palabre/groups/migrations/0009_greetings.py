"""Who is of a group is greeted before she reads what it keeps. Whoever reads it today, reads it afterwards."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F
from django.utils import timezone


def greet_those_there(apps, _schema_editor):
    greeting = apps.get_model("groups", "Greeting")
    pledges = apps.get_model("groups", "Pledge").objects.filter(call=None, person__joined_at__isnull=False)
    roles = apps.get_model("groups", "Membership").objects.filter(until=None, group__own_audience__isnull=False)
    there = {*pledges.values_list("group", "person"), *roles.values_list("group", "person")}
    now = timezone.now()
    rows = [greeting(group_id=group, person_id=person, at=now) for group, person in sorted(there)]
    greeting.objects.bulk_create(rows, ignore_conflicts=True)
    merges = apps.get_model("groups", "GroupLineage").objects.filter(kind="merge", source_opened_at=None)
    merges.update(source_opened_at=F("at"), target_opened_at=F("at"))


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0008_a_question_left_open"),
        ("people", "0006_joined_audiences"),
    ]

    operations = [
        migrations.AddField(
            model_name="grouplineage",
            name="source_opened_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="grouplineage",
            name="target_opened_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="Greeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="greetings", to="groups.group"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="greetings", to="people.person"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("group", "person"), name="each_person_greeted_once")],
            },
        ),
        migrations.RunPython(greet_those_there, migrations.RunPython.noop),
    ]
