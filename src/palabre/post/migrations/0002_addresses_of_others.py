"""Take the addresses of others out of the news that was written before, and unfold calendars, so that a name is whole."""

import re

from django.db import migrations

READY_REPLY = re.compile(r"^[^\n]*mailto:[^\s?]*\?subject=[^\s]*&body=[^\n]*\n?", re.MULTILINE)


def take_out(apps, schema_editor):
    letters = apps.get_model("post", "Letter").objects.using(schema_editor.connection.alias)
    rows = letters.filter(about__startswith="entry:", body__contains="mailto:").only("body")
    for letter in rows.iterator(chunk_size=200):
        letters.filter(pk=letter.pk).update(body=READY_REPLY.sub("", letter.body))


def unfold(apps, schema_editor):
    letters = apps.get_model("post", "Letter").objects.using(schema_editor.connection.alias)
    rows = letters.filter(calendar__contains="\r\n ").only("calendar")
    for letter in rows.iterator(chunk_size=200):
        letters.filter(pk=letter.pk).update(calendar=letter.calendar.replace("\r\n ", ""))


class Migration(migrations.Migration):
    dependencies = [("post", "0001_initial")]
    operations = [
        migrations.RunPython(take_out, migrations.RunPython.noop),
        migrations.RunPython(unfold, migrations.RunPython.noop),
    ]
