from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0013_leaving_slowly"),
    ]

    operations = [
        migrations.AlterField(
            model_name="agreement",
            name="kind",
            field=models.CharField(
                choices=[
                    ("open", "Open"),
                    ("publish", "Publish"),
                    ("close", "Close"),
                    ("put_out", "Put Out"),
                    ("delete", "Delete"),
                ],
                max_length=10,
            ),
        ),
    ]
