from django.db import migrations
from django.db.models import Q


def tell_typed(apps, schema_editor):
    """Mark what its bearer had typed, and what a restore kept without its bearer: it may be any words.

    Words that were taken for a name never come back, while a name that stays may be removed by hand.
    """
    refused = apps.get_model("people", "RefusedName").objects.using(schema_editor.connection.alias)
    typed = refused.filter(Q(person=None) | Q(person__is_self_named=True))
    refused.filter(pk__in=list(typed.values_list("pk", flat=True))).update(is_typed=True)


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0005_typed_refusals"),
    ]

    operations = [
        migrations.RunPython(tell_typed, migrations.RunPython.noop),
    ]
