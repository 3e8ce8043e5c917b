"""The copies from the command line: what it answers, as JSON."""

import argparse

from django.utils import timezone

from palabre.upkeep.backups.backup import back_up
from palabre.upkeep.backups.restore import look_into, removals, restore_backup

WITHOUT_FILES = (
    "Pas de dossier « {name} » à côté de la sauvegarde : copiez-le dans les données, ou ses fichiers manqueront. / "
    "No “{name}” folder beside the backup: copy it into the data, or its files will be missing."
)


def backup(options: argparse.Namespace) -> dict[str, object]:
    made = back_up(at=timezone.now(), to=options.to)
    return {"copy": str(made), "bytes": made.stat().st_size}


def restore_command(options: argparse.Namespace) -> dict[str, object]:
    """Without --yes, the copy is checked and nothing is changed."""
    if not options.yes:
        looked = {"restored": False, "made_at": look_into(options.file), "to_restore": "--yes"}
        return {**looked, "removed_names": removals()}
    done = restore_backup(
        options.file, at=timezone.now(), leaving_out=options.leave_out, closes_links=options.close_links
    )
    absent = [WITHOUT_FILES.format(name=name) for name in done.missing]
    return {
        "restored": True,
        "made_at": done.made_at,
        "former_data": str(done.aside),
        "removed_names_again": done.carries,
        "closed_again": done.carries or options.close_links,
        **({"without_files": absent} if absent else {}),
    }
