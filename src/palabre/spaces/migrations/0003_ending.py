from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("spaces", "0001_all_at_once"),
    ]

    operations = [
        migrations.CreateModel(
            name="Deletion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.BigIntegerField(unique=True)),
                ("made_at", models.DateTimeField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="space",
            name="ended_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
