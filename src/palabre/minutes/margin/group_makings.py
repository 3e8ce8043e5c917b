"""Words of a page that become the intention of a group, or the name of what it makes: a sketch, as if typed there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.groups.group_access import let_write
from palabre.groups.models import Deliverable, Group, Intention
from palabre.groups.outputs.intentions import last_of, next_number
from palabre.notes.markdown.html_render import render
from palabre.pure.french import shortened
from palabre.refusal import Refusal

TITLE_LENGTH = Deliverable._meta.get_field("title").max_length or 0


def intend(live: Any, group: Group) -> None:
    """Add the words as the latest version of the intention; the same words again add none.

    Raise a Refusal for words that a member who reads the group may not read yet.
    """
    let_write(live.by, group)
    refuse_what_others_do_not_read(live, group)
    words, last = live.doubt.words, last_of(group)
    if last is None or last.text != words:
        said = {"text": words, "body_html": render(words), "by": live.by, "at": live.at}
        last = live.make(Intention, group=group, number=next_number(group), **said)
    live.say(last)


def refuse_what_others_do_not_read(live: Any, group: Group) -> None:
    if not live.audience.covers_members(group.audience):
        raise Refusal(
            _("Some who read this group do not read these words yet: its intention is for all of them to read."),
            instead=_("Open this page to them first, or write the intention on the page of the group."),
        )


def begin_output(live: Any, group: Group) -> None:
    """Begin what the group makes, under these words; one that bears them is taken as it is."""
    let_write(live.by, group)
    title = shortened(live.doubt.words, TITLE_LENGTH)
    there = group.deliverables.visible_to(live.by).filter(title=title, set_aside_at=None).first()
    live.say(there or live.make(Deliverable, group=group, title=title, by=live.by, at=live.at))


GROUP_MAKINGS: dict[str, Callable[[Any, Group], None]] = {"intention": intend, "output": begin_output}
NOTED = {
    "intention": gettext_lazy("Noted as a sketch of the intention."),
    "output": gettext_lazy("Noted as something that the group makes."),
}
