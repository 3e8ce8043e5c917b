"""The proceedings of a forum to be taken away: one text as Markdown, ODT or PDF, as its reader reads them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from palabre.forums.models import ForumDay
from palabre.forums.outcome.dot_result import result_of
from palabre.forums.outcome.proceedings import Act
from palabre.pure.documents.markdown import as_markdown
from palabre.pure.documents.tree import tree_of
from palabre.web.dates_in_words import plain_day
from palabre.wiki.attachments import file_store
from palabre.wiki.copies.page_copies import HEAVIEST, Copy

type Veil = Callable[[str], str]


def proceedings_copy(
    day: ForumDay, acts: Sequence[Act], *, origin: str, may_lead: bool = True, veil: Veil = str
) -> Copy:
    """Return these acts as a copy. `may_lead`: groups are named and linked; `veil` masks names in HTML and in words."""
    forum = day.forum
    facts = {"forum": forum, "day": day, "space": forum.space, "acts": acts, "origin": origin, "may_lead": may_lead}
    facts |= {"result": result_of(day, [one.shown for one in acts])}
    html = veil(render_to_string("forums/proceedings_copy.html", facts).strip())
    return Copy(
        title=veil(theme_or_day(day)),
        address=f"{origin}{forum.get_absolute_url()}",
        licence=forum.space.licence,
        authors=(),
        on=forum.held_on.isoformat() if forum.held_on else day.made_at.date().isoformat(),
        html=html,
        markdown=as_markdown(tree_of(html)),
        files=photo_files(day, acts, origin),
    )


def theme_or_day(day: ForumDay) -> str:
    if day.forum.theme:
        return day.forum.theme
    held_on = day.forum.held_on
    return _("Forum of %(day)s") % {"day": plain_day(held_on, today=held_on)} if held_on else _("Forum")


def photo_files(day: ForumDay, acts: Sequence[Act], origin: str) -> dict[str, bytes]:
    """Return the photos of reports, by absolute URL, as long as they are not too heavy together."""
    found: dict[str, bytes] = {}
    left = HEAVIEST
    for act in acts:
        for photo in act.photos:
            path = file_store.path_of(photo.digest, small=photo.has_small)
            if path.exists() and path.stat().st_size <= left:
                left -= path.stat().st_size
                found[origin + photo_address(day, act, photo)] = path.read_bytes()
    return found


def photo_address(day: ForumDay, act: Act, photo: Any) -> str:
    return day.screen("photo", act.shown.number, photo.pk)
