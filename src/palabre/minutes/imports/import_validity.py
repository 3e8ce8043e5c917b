"""« Est-ce toujours vrai ? » of old minutes as a whole: one answer for all that nobody answered about, undone.

Until then what they say waits: nothing to take on, no need, no call, no news in the brief, no letter.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.apps import apps
from django.db import transaction
from django.utils.translation import gettext as _

from palabre.groups.models import Action, Need, RoleCall, Validity
from palabre.groups.validity.validity import acted_on_since
from palabre.journal.models import Entry, kind_of, record
from palabre.minutes import permissions
from palabre.minutes.models import Import, Imported
from palabre.minutes.undo.import_undo import chain
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.spaces.row_lock import row_for_update

FRESH = datetime.timedelta(days=92)  # about three months: what was said since is taken as it is
SAID = "minutes.validity_said"
DATABLE = [kind_of(model) for model in (Action, Need, RoleCall)]


def validity_of(on: datetime.date | None, *, today: datetime.date) -> str:
    """Return the validity of what minutes of this day say, when they are brought `today`."""
    return Validity.ASKED.value if on is not None and today - on > FRESH else ""


def say_of_all(reading: Import, validity: str, *, by: Person) -> Entry | None:
    """Store the answer for these minutes and what they made. Return what undoes it; None when it was answered."""
    with transaction.atomic():
        now = held(reading, by)
        former = now.validity
        if former in ("", validity):
            return None
        made = Imported.objects.filter(reading__in=chain(now), made=True, thing_kind__in=DATABLE)
        refs = list(made.order_by("pk").values_list("thing_kind", "thing_id").distinct())
        changed = change(refs, former, to=validity)
        now.validity = validity
        now.save(update_fields=["validity"])
        return record(SAID, now, by=by, former=former, said=validity, things=changed)


def ask_again(reading: Import, number: int, *, by: Person) -> None:
    """Undo the answer of the entry of this id, where nobody said otherwise, or acted on it, since. Idempotent."""
    with transaction.atomic():
        now = held(reading, by)
        about = {"subject_kind": kind_of(now), "subject_id": now.pk, "verb": SAID}
        entry = Entry.objects.filter(pk=number, **about).first()
        if entry is None or now.validity != entry.facts["said"]:
            return
        refs = {(kind, pk) for kind, pk in entry.facts["things"]}
        change(refs - acted_on_since(refs, entry=entry.pk), entry.facts["said"], to=entry.facts["former"])
        now.validity = entry.facts["former"]
        now.save(update_fields=["validity"])
        Space.touch(now.space_id)


def change(refs: Iterable[tuple[str, int]], before: str, *, to: str) -> list[list[object]]:
    """Change the validity of these things where it is `before`. Return the kind and id of those changed."""
    changed: list[list[object]] = []
    for kind in DATABLE:
        numbers = [number for name, number in refs if name == kind]
        rows = apps.get_model(kind)._default_manager.filter(pk__in=numbers, validity=before)
        changed += [[kind, number] for number in rows.order_by("pk").values_list("pk", flat=True)]
        rows.update(validity=to)
    return changed


def held(reading: Import, by: Person) -> Import:
    """Return the reading locked and read again. Raise a Refusal unless `by` may answer about it."""
    now = row_for_update(reading, "page__audience", "space")
    if now.undone_at is not None or not permissions.can_settle(by, now):
        raise Refusal(
            _("Only members who read these minutes say whether they still hold."),
            instead=_("Tell it to the person who added them."),
        )
    return now
