import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0007_entering"),
        ("spaces", "0002_version"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="put_out_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("open", "Open"), ("publish", "Publish"), ("close", "Close"), ("put_out", "Put Out")],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                ("facts", models.JSONField(default=dict)),
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
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "space",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="agreements", to="spaces.space"
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("done_at__isnull", True), ("person__isnull", True), ("undone_at__isnull", True)
                        ),
                        fields=("space", "kind"),
                        name="one_waiting_agreement_of_each_kind",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("done_at__isnull", True), ("undone_at__isnull", True)),
                        fields=("person",),
                        name="one_waiting_agreement_about_each_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "put_out"), ("person__isnull", False)),
                            models.Q(models.Q(("kind", "put_out"), _negated=True), ("person__isnull", True)),
                            _connector="OR",
                        ),
                        name="who_is_put_out_is_named",
                    ),
                ],
            },
        ),
    ]
