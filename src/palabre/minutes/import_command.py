"""`palabre import minutes`: import from the command line."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.journal.models import kind_of
from palabre.minutes.imports.minutes_import import Alike, understood
from palabre.minutes.imports.minutes_import import import_minutes as bring
from palabre.minutes.models import Import
from palabre.minutes.plan.row_maker import load_rows
from palabre.people.access.keys import address_for
from palabre.people.models import Person
from palabre.people.space_creation import create_space
from palabre.pure.french import slug as as_slug
from palabre.refusal import Refusal
from palabre.spaces.models import RESERVED_SLUGS, Space
from palabre.wiki.models import Passage


def import_minutes(text: str, *, space_slug: str, really: bool, corrects: bool | None = None) -> dict[str, Any]:
    """Return {"created": [{"kind", "id", "url", "lines"}], …}; without `really` nothing is created.

    The importer is the first person of the space; if the space does not exist, it is created with its first person.
    `corrects` says whether the text corrects minutes that it looks like. Raise a Refusal for a text that cannot be
    imported, or that looks like others when nothing was said of it.
    """
    today = timezone.localdate()
    space = Space.objects.filter(slug=space_slug).first()
    if not really:
        return foreseen(text, on=today)
    by = steward_of(space) if space else new_space(space_slug)
    known = set(by.space.import_set.values_list("pk", flat=True))
    reading = brought(by, text, on=today, corrects=corrects)
    created = [] if reading.pk in known else things_made(reading)
    return {"created": created, "see": reading.get_absolute_url(), "enter": address_for(by)}


def brought(by: Person, text: str, *, on: datetime.date, corrects: bool | None) -> Import:
    answers = dict[int, bool]()
    while True:
        try:
            return bring(by.space, text, by=by, on=on, answers=answers)
        except Alike as found:
            if corrects is None:
                those = f"{found.why} ({found.readings[0].page or _('Minutes')}, {found.readings[0].by})"
                raise Refusal(those, instead=_("Say --correct to correct them, or --another.")) from found
            nearest = {found.readings[0].pk: True}
            answers |= nearest if corrects else dict.fromkeys((one.pk for one in found.readings), False)


def foreseen(text: str, *, on: Any) -> dict[str, Any]:
    plan = understood(text, on=on).plan
    would = [{"kind": kind_of(wanted.model), "lines": list(wanted.lines)} for wanted in plan if wanted.lines]
    return {"created": [], "would_create": would}


def steward_of(space: Space) -> Person:
    first = space.persons.exclude(joined_at=None).order_by("joined_at", "pk").first()
    if first is None:
        raise Refusal(f"Nobody has joined the space {space.slug!r} yet.", instead="Open it in the browser first.")
    return first


def new_space(slug: str) -> Person:
    if slug != as_slug(slug) or slug in RESERVED_SLUGS:
        raise Refusal(
            _(
                "A space’s address uses small letters, digits and hyphens, and none of the words Palabre keeps "
                "for itself."
            ),
            instead=_("For example: --space %(slug)s") % {"slug": Space.free_slug(slug)},
        )
    person = create_space(slug, by_name="Palabre", at=timezone.now())
    if person.space.slug != slug:
        person.space.slug = slug
        person.space.save(update_fields=["slug"])
    return person


def things_made(reading: Import) -> list[dict[str, Any]]:
    """List the created things, with their URL if any and the lines they were read in."""
    things = list(reading.things.filter(made=True).order_by("pk"))
    rows = load_rows(things)
    lines: dict[tuple[str, int], list[int]] = {}
    for passage in Passage.objects.filter(page=reading.page):
        lines[passage.thing_kind, passage.thing_id] = [passage.first_line, passage.last_line]
    listed = []
    for key, row in ((key, rows[key]) for thing in things if (key := (thing.thing_kind, thing.thing_id)) in rows):
        url = row.get_absolute_url() if hasattr(row, "get_absolute_url") else None
        if url is None and key not in lines:
            continue  # a mere tie between two others
        listed.append({"kind": key[0], "id": key[1], "url": url, "lines": lines.get(key)})
    return listed
