"""The place, on a screen that is kept for many, of what is one reader's."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from palabre.web.page_cache import BEGIN, END

register = template.Library()


@register.simple_block_tag
def personal(content: str) -> SafeString:
    """What stands within is for whoever has nothing of her own here; `cached_around` puts hers in its place.

    Once on a screen. It depends on the reader's rights only, as all the rest of the screen does.
    """
    return mark_safe(f"{BEGIN.decode()}{content}{END.decode()}")
