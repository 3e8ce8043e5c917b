"""The web app manifest of a space: its name and icon on the home screen of a phone."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static

from palabre.pure.french import shortened
from palabre.spaces.models import Space

SHORT = 12  # characters below an icon
PAPER = "#ffb43f"
SIZES = (192, 512)  # pixels


def manifest_of(space: Space) -> dict[str, Any]:
    home = space.get_absolute_url()
    return {
        "id": home,
        "name": space.name,
        "short_name": shortened(space.name, SHORT),
        "start_url": home,
        "scope": "/",
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            {"src": static(f"web/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"} for size in SIZES
        ],
    }
