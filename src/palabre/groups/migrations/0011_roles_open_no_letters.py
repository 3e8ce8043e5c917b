"""A role opens nothing that others were told: who said it, and how, is no longer kept."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0010_own_word"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="membership",
            name="own_word_at",
        ),
    ]
