from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_words_that_open_later"),
    ]

    operations = [
        migrations.AddField(model_name="refusedname", name="is_typed", field=models.BooleanField(default=False)),
    ]
