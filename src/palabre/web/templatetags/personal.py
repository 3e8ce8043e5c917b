"""Template tag of the personal part of a cached screen."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from palabre.web.page_cache import BEGIN, END

register = template.Library()


@register.simple_block_tag
def personal(content: str) -> SafeString:
    """Mark the default content of the personal part; `cached_around` replaces it.

    Once per screen. It depends on the reader's rights only, as the rest of the screen does.
    """
    return mark_safe(f"{BEGIN.decode()}{content}{END.decode()}")
