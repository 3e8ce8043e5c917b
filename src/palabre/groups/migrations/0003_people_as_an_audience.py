import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("groups", "0002_pledges_and_answers"), ("people", "0004_who_joined_came_by_herself")]

    operations = [
        migrations.AddField(
            model_name="group",
            name="own_audience",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.audience",
            ),
        ),
    ]
