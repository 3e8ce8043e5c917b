from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0002_marks")]

    operations = [migrations.AddField("document", "is_dated", models.BooleanField(default=False))]
