"""The screens and parts of screens that are masked, each once."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from palabre.web.name_masking.name_mask import NameMask
from palabre.web.name_masking.tag_marks import EDITED, TYPED


def mask_response(request: Any, response: HttpResponse, *, is_kept: bool = False) -> HttpResponse:
    """Veil what is shown to somebody who has not joined the space, once.

    `request.mask` returns the Veil for this reader: whoever knows them sets it (people/masked_names.py). `is_kept`:
    others will read it too, so that the reader's own name is masked as theirs is.
    """
    if getattr(response, "is_veiled", False) or not shows(response):
        return response
    found: NameMask | None = request.mask(is_kept=is_kept)
    if found is not None:
        untouched = EDITED if response.status_code < 400 else TYPED  # a refusal shows the typed text again
        response.content = found.over_html(response.content.decode(), untouched=untouched).encode()
    return mark_masked(response)


def mask_part(request: Any, part: str) -> str:
    """Mask names in a part of a screen made for one person."""
    found: NameMask | None = request.mask() if part else None
    return part if found is None else found.over_html(part)


def mark_masked(response: HttpResponse) -> HttpResponse:
    """Mark a response as masked."""
    response.is_veiled = True  # type: ignore[attr-defined]
    return response


def shows(response: HttpResponse) -> bool:
    return not response.streaming and response.headers.get("Content-Type", "").startswith("text/html")
