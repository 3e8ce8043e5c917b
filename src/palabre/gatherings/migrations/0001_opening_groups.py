"""The groups open up: gatherings, cards, who is shown, who registers."""

import django.db.models.deletion
from django.db import migrations, models

import palabre.gatherings.models.registration


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("groups", "0006_role_offers"),
        ("meetings", "0007_mistyped_codes"),
        ("people", "0006_joined_audiences"),
        ("spaces", "0002_version"),
    ]

    operations = [
        migrations.CreateModel(
            name="Gathering",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200)),
                ("intention", models.TextField(blank=True, default="")),
                ("body_html", models.TextField(blank=True, default="")),
                ("on", models.DateField(blank=True, null=True)),
                ("at", models.TimeField(blank=True, null=True)),
                ("until", models.TimeField(blank=True, null=True)),
                ("zone", models.CharField(default="Europe/Paris", max_length=60)),
                ("place", models.CharField(blank=True, default="", max_length=300)),
                ("video_url", models.URLField(blank=True, default="", max_length=500)),
                ("capacity", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("formats", models.JSONField(blank=True, default=list)),
                ("chosen_format", models.CharField(blank=True, default="", max_length=80)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("announced_at", models.DateTimeField(blank=True, null=True)),
                ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                ("sequence", models.PositiveIntegerField(default=0)),
                ("seed", models.CharField(blank=True, max_length=60, null=True, unique=True)),
                (
                    "audience",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.audience"
                    ),
                ),
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
                    "poll",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="gatherings",
                        to="meetings.datepoll",
                    ),
                ),
                (
                    "space",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)s_set", to="spaces.space"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="GroupCard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("guest_name", models.CharField(blank=True, default="", max_length=200)),
                ("title", models.CharField(blank=True, default="", max_length=200)),
                ("question", models.CharField(blank=True, default="", max_length=600)),
                ("intention", models.TextField(blank=True, default="")),
                ("body_html", models.TextField(blank=True, default="")),
                ("digest", models.CharField(blank=True, default="", max_length=64)),
                ("content_type", models.CharField(blank=True, default="", max_length=100)),
                ("width", models.PositiveIntegerField(default=0)),
                ("height", models.PositiveIntegerField(default=0)),
                ("alt", models.CharField(blank=True, default="", max_length=500)),
                ("is_decorative", models.BooleanField(default=False)),
                ("credit", models.CharField(blank=True, default="", max_length=200)),
                ("licence", models.CharField(blank=True, default="", max_length=80)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("validated_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("seed", models.CharField(blank=True, max_length=60, null=True, unique=True)),
                (
                    "audience",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.audience"
                    ),
                ),
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
                    "gathering",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="cards", to="gatherings.gathering"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cards",
                        to="groups.group",
                    ),
                ),
                (
                    "space",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)s_set", to="spaces.space"
                    ),
                ),
                (
                    "validated_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CardPerson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("shown_as", models.CharField(blank=True, default="", max_length=200)),
                ("agreed_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "asked_by",
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="cards", to="people.person"
                    ),
                ),
                (
                    "card",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="people", to="gatherings.groupcard"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Registration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("email", models.EmailField(max_length=254)),
                ("email_key", models.CharField(max_length=254)),
                ("at", models.DateTimeField()),
                ("is_waiting", models.BooleanField(default=False)),
                ("promoted_at", models.DateTimeField(blank=True, null=True)),
                ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                ("forget_on", models.DateField()),
                ("seed", models.CharField(blank=True, max_length=60, null=True)),
                ("origin", models.CharField(blank=True, default="", max_length=300)),
                ("language", models.CharField(blank=True, default="fr", max_length=10)),
                (
                    "why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("registered", "Registered"),
                            ("promoted", "Promoted"),
                            ("changed", "Changed"),
                            ("left", "Left"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("leased_until", models.DateTimeField(blank=True, null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                (
                    "message_id",
                    models.CharField(default=palabre.gatherings.models.registration.new_message_id, max_length=40),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("told", models.CharField(blank=True, default="", max_length=64)),
                ("refused", models.TextField(blank=True, default="")),
                (
                    "gathering",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="registrations",
                        to="gatherings.gathering",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="registrations",
                        to="people.person",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="gathering",
            constraint=models.CheckConstraint(
                condition=models.Q(("announced_at__isnull", True), ("on__isnull", False), _connector="OR"),
                name="what_is_announced_has_a_day",
            ),
        ),
        migrations.AddIndex(
            model_name="groupcard",
            index=models.Index(fields=["digest"], name="card_by_digest"),
        ),
        migrations.AddConstraint(
            model_name="groupcard",
            constraint=models.UniqueConstraint(fields=("gathering", "group"), name="one_card_of_each_group"),
        ),
        migrations.AddConstraint(
            model_name="groupcard",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("group__isnull", False), models.Q(("guest_name", ""), _negated=True), _connector="OR"
                ),
                name="a_card_is_of_a_group_or_has_a_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="cardperson",
            constraint=models.UniqueConstraint(fields=("card", "person"), name="shown_once_on_a_card"),
        ),
        migrations.AddIndex(
            model_name="registration",
            index=models.Index(
                condition=models.Q(("due_at__isnull", False)), fields=["due_at"], name="registration_to_tell"
            ),
        ),
        migrations.AddIndex(
            model_name="registration",
            index=models.Index(fields=["forget_on"], name="registration_to_forget"),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.UniqueConstraint(
                fields=("gathering", "email_key"), name="one_registration_of_each_address"
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.UniqueConstraint(fields=("gathering", "seed"), name="one_registration_of_each_form"),
        ),
    ]
