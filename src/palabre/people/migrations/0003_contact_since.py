from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_archiving_by_two_yeses"),
    ]

    operations = [
        migrations.AddField(
            model_name="affiliation",
            name="contact_since",
            field=models.DateField(blank=True, null=True),
        ),
    ]
