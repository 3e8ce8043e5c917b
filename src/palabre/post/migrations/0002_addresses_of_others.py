"""Take the addresses of others, and their names in the signs of an address, out of the news that was written before."""

import re

from django.db import migrations

READY_REPLY = re.compile(r"^[^\n]*mailto:[^\s?]*\?subject=[^\s]*&body=[^\n]*\n?", re.MULTILINE)


def take_out(apps, schema_editor):
    letters = apps.get_model("post", "Letter").objects.using(schema_editor.connection.alias)
    rows = letters.filter(about__startswith="entry:", body__contains="mailto:").only("body")
    for letter in rows.iterator(chunk_size=200):
        letters.filter(pk=letter.pk).update(body=READY_REPLY.sub("", letter.body))


class Migration(migrations.Migration):
    dependencies = [("post", "0001_initial")]
    operations = [migrations.RunPython(take_out, migrations.RunPython.noop)]
