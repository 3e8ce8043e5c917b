from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_sent_codes"),
    ]

    operations = [
        migrations.AddField(
            model_name="sentcode",
            name="tried",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="sentcode",
            name="has_left",
            field=models.BooleanField(default=False),
        ),
    ]
