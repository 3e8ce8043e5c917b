from django.db import migrations


def noted_by_the_first(apps, schema_editor):
    """Nobody knows any longer who noted the addresses of before: the first member of the space is taken for him.

    Who signs in by her address already is not concerned. What was mailed there is bounded in the same way.
    """
    person, link = apps.get_model("people", "Person"), apps.get_model("people", "Link")
    noted = person.objects.filter(account=None).exclude(email="")
    for space in noted.order_by("space").values_list("space", flat=True).distinct():
        members = person.objects.filter(space=space, joined_at__isnull=False, erased_at=None)
        first = members.order_by("joined_at", "pk").first()
        if first is not None:
            hers = noted.filter(space=space).exclude(pk=first.pk)
            link.objects.filter(made_by=None, person__in=hers).update(noted_by=first)
            hers.update(address_by=first)


class Migration(migrations.Migration):
    dependencies = [("people", "0011_whose_address")]
    operations = [migrations.RunPython(noted_by_the_first, migrations.RunPython.noop)]
