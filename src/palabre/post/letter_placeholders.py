"""Placeholders in brackets for the links of a letter, while its text is reviewed and edited."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.post.placeholders import ADDRESS, set_apart
from palabre.refusal import Refusal

# The placeholder of each answer link.
ANSWERS = {
    "": gettext_lazy("their link"),
    "yes": gettext_lazy("their link: yes"),
    "share": gettext_lazy("their link: with others"),
    "accompany": gettext_lazy("their link: support"),
    "no": gettext_lazy("their link: no"),
    "coming": gettext_lazy("their link: I’m coming"),
    "news": gettext_lazy("their link: my news"),
    "fine": gettext_lazy("their link: all is well"),
    "remove": gettext_lazy("their link: remove my name"),
    "data": gettext_lazy("their link: my data"),
}
KEPT = re.compile(r"\{address\}(?:\?answer=(\w+)|(pledges/[0-9]{1,18}/reply/))?")
SHOWN = re.compile(r"\(([^():\n]{1,40}) : (pledges/[0-9]{1,18}/reply/)\)")  # the inverse, for a page


def line(words: str, answer: str = "") -> str:
    tail = f"?answer={answer}" if answer else ""
    return _("%(words)s: %(address)s") % {"words": words, "address": f"{ADDRESS}{tail}"}


def as_shown(body: str) -> str:
    """Return the text with « (son lien : oui) » in place of the reader's link: no token is shown.

    Words that read the same, and are no link, have a blank after the bracket: `as_kept` leaves them.
    """
    apart = set_apart(body).replace(f"({ANSWERS['']}", f"( {ANSWERS['']}")
    return KEPT.sub(in_brackets, apart)


def in_brackets(found: re.Match[str]) -> str:
    if found[2]:
        return f"({ANSWERS['']} : {found[2]})"
    return f"({ANSWERS.get(found[1] or '', ANSWERS[''])})"


def as_kept(text: str) -> str:
    """Put the links back in place of the placeholders. Raise a Refusal when some were damaged."""
    text = SHOWN.sub(lambda found: f"{{address}}{found[2]}" if found[1] == ANSWERS[""] else found[0], text)
    for answer, words in ANSWERS.items():
        text = text.replace(f"({words})", f"{{address}}?answer={answer}" if answer else "{address}")
    if f"({ANSWERS['']}" in text:
        raise Refusal(
            _("Some brackets no longer say where the link leads."),
            instead=_("Put them back as they were, or remove them altogether."),
        )
    return text
