"""Keep when a role and “J’y vais” were said by an act of their person alone, and since when a role was taken.

Of before, “J’y vais” counts where nobody typed it; a role that its person confirmed once, where nobody else ever held
what lets them in: a link that was used, a square, an address that a member noted. Any other counts once it is said anew.
"""

from django.db import migrations, models
from django.db.models import Exists, F, OuterRef, Q

GROUP = "groups.group"


def keep_own_words(apps, schema_editor):
    def of_person(label, **which):
        return Exists(apps.get_model(label).objects.filter(person=OuterRef("person"), used_at__isnull=False, **which))

    made = of_person("people.Link", made_by__isnull=False) | of_person("people.Link", noted_by__isnull=False)
    shared = made | of_person("people.Key") | Q(person__account_by__isnull=False)
    renewed = apps.get_model("journal", "Entry").objects.filter(
        verb="role.kept", subject_kind=GROUP, subject_id=OuterRef("group"), by=OuterRef("person")
    )
    roles = apps.get_model("groups", "Membership").objects.filter(confirmed_at__isnull=False)
    roles.exclude(shared).exclude(Exists(renewed)).update(own_word_at=F("confirmed_at"))
    apps.get_model("groups", "Pledge").objects.filter(typed_by=None).update(own_word_at=F("at"))


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0009_kind_of_need_in_words"),
        ("journal", "0001_initial"),
        ("people", "0002_archiving_by_two_yeses"),
    ]

    operations = [
        migrations.AddField(
            model_name="membership",
            name="own_word_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="membership",
            name="taken_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="pledge",
            name="own_word_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunPython(keep_own_words, migrations.RunPython.noop),
    ]
