"""Rights in the room of a note: see `live.visitor_rights`; the slice of a link's thing decides its access."""

from __future__ import annotations

from collections.abc import Iterable

from palabre.live.live_visitors import LiveVisitor
from palabre.live.visitor_rights import Access, Right, access_of
from palabre.notes import hooks
from palabre.notes.models import Note


def rights_of_visitors(visitors: Iterable[LiveVisitor]) -> dict[LiveVisitor, Right]:
    """Return the right of each visitor, in four queries whatever their number."""
    return {visitor: access.right for visitor, access in access_to_notes(visitors).items()}


def access_to_notes(visitors: Iterable[LiveVisitor]) -> dict[LiveVisitor, Access]:
    asked = list(visitors)
    rows = Note.objects.select_related("audience").defer("body_md", "body_html")
    return access_of(asked, rows.in_bulk({visitor.thing for visitor in asked}), hooks.way_in)
