from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("forums", "0006_readers_apart")]

    operations = [
        migrations.AddField(
            model_name="forumday",
            name="newsroom_code",
            field=models.CharField(blank=True, max_length=8, null=True, unique=True),
        ),
    ]
