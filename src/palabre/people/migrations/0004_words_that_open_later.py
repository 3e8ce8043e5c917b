from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_contact_since"),
    ]

    operations = [
        migrations.AddField(model_name="erasure", name="unread", field=models.JSONField(default=list)),
        migrations.AddField(model_name="erasure", name="digests", field=models.JSONField(default=list)),
    ]
