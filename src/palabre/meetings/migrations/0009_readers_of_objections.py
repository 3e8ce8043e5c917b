"""Give each objection readers of its own: those of its decision, for the ones that are there."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def give_readers(apps, schema_editor):
    """Idempotent."""
    decision = apps.get_model("meetings", "Decision").objects.filter(pk=OuterRef("decision"))
    without = apps.get_model("meetings", "Objection").objects.filter(audience=None)
    without.update(audience=Subquery(decision.values("audience")[:1]))


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0008_words_of_now"),
        ("people", "0002_archiving_by_two_yeses"),
    ]

    operations = [
        migrations.AddField(
            model_name="objection",
            name="audience",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.audience",
            ),
        ),
        migrations.RunPython(give_readers, migrations.RunPython.noop),
    ]
