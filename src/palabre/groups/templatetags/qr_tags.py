"""The square that a phone reads on a poster."""

import segno
from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def qr(address: str) -> SafeString:
    """The address as a drawing, black on white, for the eyes of phones only: it always stands beside its letters."""
    drawing = segno.make(address, error="m", micro=False)
    return mark_safe(
        drawing.svg_inline(border=3, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None)
    )
