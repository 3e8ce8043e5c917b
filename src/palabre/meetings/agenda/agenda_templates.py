"""A community begins its agendas in its own words; Palabre's stay behind, and come back in one gesture."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.meetings import permissions
from palabre.meetings.agenda import agenda_text
from palabre.meetings.agenda.agenda_choice import Chosen, as_in
from palabre.meetings.agenda.agenda_lock import may
from palabre.meetings.agenda.shipped_agendas import SHIPPED, Point
from palabre.meetings.models import AgendaTemplate
from palabre.people.erasures.refused_names import keep_out
from palabre.people.hooks import record_fact
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space

TITLE_LENGTH, LONGEST = 200, 8000  # characters of a template


def change_template(space: Space, key: str, text: str, *, title: str, by: Person) -> Chosen:
    """Begin agendas of this kind so from now on. Agendas that were begun stay as they are.

    What says the same as Palabre's is Palabre's again. Raises a Refusal when `by` has not joined, or without a point.
    """
    may(permissions.can_change_templates(by, space), _("Only members of this space change how agendas begin."))
    if len(text) > LONGEST:
        raise Refusal(_("This is too long for an agenda."), instead=_("Keep one line for each point."))
    points = agenda_text.read_agenda(text)
    if not points:
        raise Refusal(_("There is no point here."), instead=_("Write one point on each line."))
    title = " ".join(title.split())[:TITLE_LENGTH] or str(SHIPPED[key].title)
    with transaction.atomic():
        Space.hold(space.pk)
        keep_out(space, title, text)
        before = as_in(space, key)
        kept = [as_kept(point) for point in points]
        if (title, kept) == (before.title, [as_kept(point) for point in before.points]):
            return before
        AgendaTemplate.objects.update_or_create(
            space=space, key=key, defaults={"title": title, "points": kept, "changed_by": by}
        )
        record_fact("template.changed", space, by=by, key=key)
    return as_in(space, key)


def bring_shipped_back(space: Space, key: str, *, by: Person) -> AgendaTemplate | None:
    """Begin agendas of this kind as Palabre does; return what the space had. Twice changes nothing."""
    may(permissions.can_change_templates(by, space), _("Only members of this space change how agendas begin."))
    with transaction.atomic():
        Space.hold(space.pk)
        row = AgendaTemplate.objects.filter(space=space, key=key).first()
        if row is not None:
            AgendaTemplate.objects.filter(pk=row.pk).delete()
            record_fact("template.returned", space, by=by, key=key)
    return row


def as_kept(point: Point) -> dict[str, object]:
    return {
        "text": str(point.text),
        "kind": str(point.kind),
        "minutes": point.minutes,
        "parts": [str(part) for part in point.parts],
        "brings": point.brings,
    }
