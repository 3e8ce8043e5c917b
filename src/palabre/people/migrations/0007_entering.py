from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0006_joined_audiences"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="nonce",
            field=models.CharField(blank=True, default="", max_length=40),
        ),
        migrations.AddField(
            model_name="person",
            name="entered_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
