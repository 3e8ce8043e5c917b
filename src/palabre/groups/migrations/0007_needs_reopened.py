from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0006_role_offers"),
    ]

    operations = [
        migrations.AddField(
            model_name="need",
            name="missing",
            field=models.CharField(blank=True, default="", max_length=400),
        ),
        migrations.AddField(
            model_name="need",
            name="reopened_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
