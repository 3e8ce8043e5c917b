from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_codes_that_are_not_kept"),
    ]

    operations = [
        migrations.CreateModel(
            name="LeftDevice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mark", models.CharField(max_length=40, unique=True)),
                ("left_at", models.DateTimeField()),
            ],
        ),
    ]
