"""Everything at once, for a new database: tables made whole take half the time. A database that began earlier goes on step by step."""

import django.db.models.functions.text
from django.db import migrations, models

import palabre.accounts.models


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("accounts", "0001_initial"),
        ("accounts", "0002_sent_codes"),
        ("accounts", "0003_messages_of_a_code"),
        ("accounts", "0004_codes_that_are_not_kept"),
        ("accounts", "0005_left_devices"),
    ]

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="SentCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(db_index=True, max_length=254)),
                ("nonce", models.CharField(default=palabre.accounts.models.new_nonce, max_length=40)),
                ("sent_at", models.DateTimeField()),
                ("tried", models.PositiveSmallIntegerField(default=0)),
                ("has_left", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="LeftDevice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mark", models.CharField(max_length=40, unique=True)),
                ("left_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("is_instance_admin", models.BooleanField(default=False)),
                ("is_active", models.BooleanField(default=True)),
                ("opened_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"), name="one_account_per_address"
                    )
                ],
            },
        ),
    ]
