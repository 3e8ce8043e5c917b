"""A space taken away from the command line."""

import argparse
import sys
from pathlib import Path

from django.utils import timezone

from palabre.home.archive.space_archive import anybody_who_joined, export
from palabre.refusal import Refusal
from palabre.spaces.models import Space


def export_space(options: argparse.Namespace) -> dict[str, object]:
    """Write what every member of the space may read; what only a few read stays."""
    space = Space.objects.filter(slug=options.space).first()
    if space is None:
        raise Refusal(f"Aucun espace n’a l’adresse « {options.space} ».")
    path = options.to or Path(f"{space.slug}.zip")
    try:
        with path.open("xb") as file:
            export(anybody_who_joined(space, at=timezone.now()), into=file, most=sys.maxsize)
    except OSError as fault:
        raise Refusal(f"« {path} » ne peut pas être écrit ({fault.strerror}).") from fault
    return {"file": str(path), "bytes": path.stat().st_size}
