from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("upkeep", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReceivedPost",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=32, unique=True)),
                ("to", models.CharField(blank=True, default="", max_length=500)),
                ("at", models.DateTimeField(db_index=True)),
            ],
        ),
    ]
