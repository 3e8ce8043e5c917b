"""Texts that were written down under the lock of their space, where everybody waits: rendering them all takes too long.

Up to a bound they are rendered at once. Beyond, a text is shown as it was typed, and the worker renders it within
minutes. It happens to long notes that are typed in at the very moment at which a name is removed from the space.
"""

from __future__ import annotations

import dataclasses
import datetime
import html

from django.db import transaction

from palabre.notes.markdown.parser_bounds import HEAVIEST, weight
from palabre.notes.markdown.prepared_text import Prepared, TooLong, prepare
from palabre.notes.models import Note
from palabre.people.erasures.apart import each_apart
from palabre.people.models import Erasure
from palabre.spaces.models import Space

EVERY = datetime.timedelta(minutes=1)
AT_ONCE = HEAVIEST // 4  # weight of all that is rendered under one lock: half a second
RECENT = datetime.timedelta(days=4)  # a removal ends a day after it was asked; servers are off for a weekend
MARK = "<pre data-as-typed>"


@dataclasses.dataclass(slots=True)
class RenderBudget:
    """Weight of texts that may still be rendered under this lock."""

    left: int = dataclasses.field(default_factory=lambda: AT_ONCE)

    def takes(self, text: str) -> bool:
        """Deduct the weight of `text`, and return True, if as much is left."""
        cost = weight(text)
        if cost > self.left:
            return False
        self.left -= cost
        return True


def as_typed(text: str, *, mark: str = "<pre>") -> str:
    return f"{mark}{html.escape(text, quote=False)}</pre>"


def rendered(text: str) -> Prepared:
    """Render a text that is clean already; one that is beyond rendering is shown as typed, for good."""
    try:
        ready = prepare(text)
    except TooLong:
        return Prepared(text, as_typed(text))
    return ready if ready.markdown == text else Prepared(text, ready.html)


def render_those_as_typed(at: datetime.datetime) -> None:
    """Scheduled task: render the texts that were left as typed. Idempotent.

    Only spaces of recent removals are looked through: no index leads to these texts.
    """
    recent = Erasure.objects.filter(at__gt=at - RECENT, at__lte=at, space__ended_at=None)
    spaces = sorted(set(recent.values_list("space", flat=True)))
    left = Note.objects.filter(space__in=spaces, body_html__startswith=MARK)
    numbers = list(left.order_by("pk").values_list("pk", flat=True)) if spaces else []

    def render_one(number: int) -> None:
        for note in left.filter(pk=number):
            ready = rendered(note.body_md)
            with transaction.atomic():
                Space.hold(note.space_id)
                left.filter(pk=number, body_md=note.body_md).update(body_html=ready.html)
                Space.touch(note.space_id)

    each_apart(render_one, zip(numbers, numbers), called="note shown as typed")
