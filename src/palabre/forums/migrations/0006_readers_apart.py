"""Give each forum that has a day readers of its own, where it still shares those of an import of minutes.

Until 28 November 2026 a day was added to such a forum without any: to publish the minutes published what was said on
the day, and to keep the forum to members kept the minutes. The copy has the same kind and the same seats, so that
nobody reads more or less than before. What an import made, or found, keeps the readers of the import.
"""

from django.db import migrations
from django.db.models import F, Q

OF_A_GROUP = {
    "groups": (
        "Ending",
        "Action",
        "Need",
        "Intention",
        "Deliverable",
        "Inquiry",
        "ProgressEntry",
        "ProjectWeather",
        "RoleCall",
        "RoleOffer",
        "Pledge",
    ),
    "meetings": ("Series", "Meeting", "Decision", "DatePoll"),
}
UPON = (  # what hangs on these: the model, its foreign key, and the model that it leads to
    ("groups.MergeProposal", "source", "groups.group"),
    ("groups.Answer", "need", "groups.need"),
    ("meetings.Decision", "meeting", "meetings.meeting"),
    ("meetings.DatePoll", "meeting", "meetings.meeting"),
    ("wiki.Page", "meetings", "meetings.meeting"),
    ("wiki.Attachment", "page", "wiki.page"),
    ("wiki.Resource", "page", "wiki.page"),
    ("notes.Note", "page", "wiki.page"),
)


def read_apart(apps, schema_editor):
    """Idempotent: a forum whose readers are its own is left alone."""
    days, imports = apps.get_model("forums", "ForumDay"), apps.get_model("minutes", "Import")
    shared = imports.objects.filter(audience__is_standing=False).values("audience")
    for day in days.objects.filter(forum__audience__in=shared).select_related("forum__audience").order_by("pk"):
        separate(apps, day, copied(apps, day.forum.audience))


def copied(apps, audience):
    """Return a new audience of the same kind, with the same seats."""
    audiences, seats = apps.get_model("people", "Audience"), apps.get_model("people", "Seat")
    same = {"space_id": audience.space_id, "kind": audience.kind, "joined_to_id": audience.joined_to_id}
    made = audiences.objects.create(**same)
    held = seats.objects.filter(audience=audience)
    seats.objects.bulk_create(
        seats(audience=made, person_id=one.person_id, may_write=one.may_write, until=one.until) for one in held
    )
    return made


def separate(apps, day, own):
    """Give the forum, its day, the groups born of it and what they said since these readers, history included."""
    former = day.forum.audience
    found = things_of(apps, day, former)
    for label, numbers in found.items():
        apps.get_model(label).objects.filter(pk__in=numbers).update(audience=own)
        about = {"subject_kind": label, "subject_id__in": numbers, "audience": former}
        apps.get_model("journal", "Entry").objects.filter(**about).update(audience=own)
        told = apps.get_model("search", "Document").objects.filter(kind=label, number__in=numbers, audience=former)
        told.update(audience=own)
    apps.get_model("forums", "WithdrawnSheet").objects.filter(day=day, audience=former).update(audience=own)
    apps.get_model("spaces", "Space").objects.filter(pk=former.space_id).update(version=F("version") + 1)


def things_of(apps, day, former):
    """Return the ids of what has these readers and is the day's, by label of its model."""
    of_minutes = known_to_minutes(apps, former)
    sheets = apps.get_model("forums", "Sheet").objects.filter(day=day)
    found = {"questions.forum": {day.forum_id}}

    def take(label, which):
        model = apps.get_model(label)
        key = model._meta.label_lower
        numbers = set(model.objects.filter(which, audience=former).values_list("pk", flat=True))
        found.setdefault(key, set()).update(numbers - of_minutes.get(key, set()))

    groups = apps.get_model("groups", "Group").objects.filter(audience=former, sheets__in=sheets)
    found["groups.group"] = set(groups.values_list("pk", flat=True))
    take("questions.Question", Q(forum=day.forum_id) | Q(carryings__group__in=found["groups.group"]))
    asked = apps.get_model("questions", "Question").objects.filter(audience=former, sheet__in=sheets)
    found["questions.question"].update(asked.values_list("pk", flat=True))
    for app, names in OF_A_GROUP.items():
        for name in names:
            take(f"{app}.{name}", Q(group__in=found["groups.group"]))
    for label, way, of in UPON:
        take(label, Q(**{f"{way}__in": found.get(of, set())}))
    return found


def known_to_minutes(apps, audience):
    """Return the ids of what the imports with these readers made or found, their meetings and pages with them."""
    imports = apps.get_model("minutes", "Import").objects.filter(audience=audience)
    found = {}
    known = apps.get_model("minutes", "Imported").objects.filter(reading__in=imports)
    for kind, number in known.values_list("thing_kind", "thing_id"):
        found.setdefault(kind, set()).add(number)
    for label, field in (("meetings.meeting", "meeting"), ("wiki.page", "page"), ("notes.note", "page__note")):
        found.setdefault(label, set()).update(imports.exclude(**{field: None}).values_list(field, flat=True))
    return found


class Migration(migrations.Migration):
    dependencies = [
        ("forums", "0005_who_removed_a_photo"),
        ("groups", "0008_withdrawn_inquiry"),
        ("journal", "0001_initial"),
        ("meetings", "0005_to_read_before"),
        ("minutes", "0003_choices"),
        ("notes", "0001_initial"),
        ("people", "0002_archiving_by_two_yeses"),
        ("questions", "0001_initial"),
        ("search", "0003_changes"),
        ("spaces", "0004_supporters_and_partners"),
        ("wiki", "0001_initial"),
    ]

    operations = [migrations.RunPython(read_apart, migrations.RunPython.noop)]
