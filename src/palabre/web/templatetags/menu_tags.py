"""The menu of a space, and the way up from one of its pages."""

import re
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.web.caches.remembered_addresses import address_of

register = template.Library()
LINK = re.compile(r'<a (?:class="[^"]*" )?href="([^"]*)"[^>]*>.*?</a\s*>', re.DOTALL)

# The word, the URL that it leads to, and the first words of the paths where the reader is « in » it.
GROUPS = {"groups", "questions", "news", "inquiries", "outputs", "output-kinds", "fortnight", "roles", "people"}
MEETINGS = {"meetings", "polls", "series", "agendas", "calendars", "gatherings", "cards", "forums", "imports"}
MENU: tuple[tuple[Promise, str, set[str]], ...] = (
    (gettext_lazy("Groups"), "home:groups", GROUPS),
    (gettext_lazy("Meetings"), "meetings:meetings", MEETINGS),
    (gettext_lazy("Needs"), "home:needs", {"needs", "calls", "actions", "help", "answers"}),
    (gettext_lazy("Pages"), "wiki:pages", {"pages", "decisions", "organisations"}),
)


@register.inclusion_tag("web/menu.html", takes_context=True)
def menu(context: dict[str, Any]) -> dict[str, Any]:
    """Show the four words of the space, the one where the reader is marked for all to see and hear."""
    path, slug = context["request"].path, context["space"].slug
    within = path.removeprefix(f"/s/{slug}/").partition("/")[0]
    links = []
    for word, name, parts in MENU:
        url = address_of(name, slug)
        links.append((word, url, "page" if url == path else "true" if within in parts else ""))
    return {"links": links}


@register.simple_block_tag(takes_context=True)
def way_up(context: dict[str, Any], content: str) -> SafeString:
    """Return the links of a trail as a landmark, without those that the menu has; "" when none is left."""
    if not (space := context.get("space")):
        return mark_safe("")
    known = {address_of(name, space.slug) for _word, name, _parts in MENU}
    links = [found[0] for found in LINK.finditer(content) if found[1] not in known]
    if not links:
        return mark_safe("")
    return format_html('<nav class="trail" aria-label="{}">{}</nav>', _("You are here"), mark_safe(" ".join(links)))
