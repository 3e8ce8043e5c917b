"""The live editor around a plain form, which works without it."""

import json

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from palabre.notes.models import Note
from palabre.notes.pad_words import pad_words
from palabre.people.models import Person

register = template.Library()


@register.simple_block_tag(takes_context=True)
def live_note(
    context: template.Context, content: str, note: Note, link: int = 0, person: Person | None = None, **addresses: str
) -> str:
    """Wrap a form in the live editor of `note`, unless the plain field was chosen or live writing is not allowed.

    `page` is the page to return to; `names`, `attach`, `margin`, `gesture` and `comments` are URLs used by
    frontend/pad, `lists` what « / » inserts besides its tools (as JSON). The editor does not offer what a page does
    not give. `link` is the id of the personal link of `person`, when it gives access to this text.
    """
    request = context["request"]
    if not getattr(request, "writes_live", False):
        return content
    shown = {
        "form": mark_safe(content),  # a part of this template, escaped like the rest of it
        "note": note,
        "way": f"/opened/{link}/notes/{note.pk}" if link else f"/s/{request.space.slug}/notes/{note.pk}",
        "person": person or request.person,
        "words": json.dumps(pad_words(), ensure_ascii=False),
        **addresses,
    }
    return render_to_string("notes/pad.html", shown)
