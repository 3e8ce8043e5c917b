from django.db import migrations, models


class Migration(migrations.Migration):
    """Comments written before are read by members alone: nobody knows who could read their page then."""

    dependencies = [("wiki", "0003_comments")]

    operations = [
        migrations.AddField(model_name="comment", name="was_public", field=models.BooleanField(default=False)),
    ]
