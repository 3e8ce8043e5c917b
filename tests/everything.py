"""All that an instance keeps, as it is now: for tests that say that something, or nothing, changed."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings

OURS = [model for model in apps.get_models() if model.__module__.startswith("palabre.")]


def everything_kept() -> dict[str, list[Any]]:
    """Return every row of every table of ours, and every file of the data folder with its size."""
    rows: dict[str, list[Any]] = {
        model._meta.label: list(model._base_manager.order_by("pk").values()) for model in OURS
    }
    files = [path for path in settings.DATA.rglob("*") if path.is_file()]
    return rows | {"files": sorted((str(path), path.stat().st_size) for path in files)}
