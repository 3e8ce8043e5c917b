from django.db import migrations, models

import palabre.accounts.models


def forget_codes(apps, schema_editor):
    """Those that were sent are kept in clear: whoever waits asks for another one."""
    apps.get_model("accounts", "SentCode").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_messages_of_a_code"),
    ]

    operations = [
        migrations.RunPython(forget_codes, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name="sentcode",
            name="code",
        ),
        migrations.AddField(
            model_name="sentcode",
            name="nonce",
            field=models.CharField(default=palabre.accounts.models.new_nonce, max_length=40),
        ),
        migrations.AlterField(
            model_name="sentcode",
            name="email",
            field=models.EmailField(db_index=True, max_length=254),
        ),
    ]
