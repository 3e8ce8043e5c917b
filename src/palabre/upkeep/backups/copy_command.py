"""The copies from the command line: what it answers, as JSON."""

import argparse

from django.utils import timezone

from palabre.upkeep.backups.backup import back_up
from palabre.upkeep.backups.restore import look_into, removals, restore_backup

WITHOUT_FILES = (
    "Pas de dossier « {name} » à côté de la sauvegarde : copiez-le dans les données, ou ses fichiers manqueront. / "
    "No “{name}” folder beside the backup: copy it into the data, or its files will be missing."
)
NAMES_LEFT = (
    "Un nom a été retiré depuis cette sauvegarde, et ses lecteurs en ont gardé des mots : Palabre ne le connaît plus, "
    "et des textes de la sauvegarde le disent peut-être. Demandez à cette personne de le retirer de nouveau. Si un "
    "retrait a échoué, le journal du serveur en dit le numéro. / "
    "A name was removed since this backup, and its readers kept some of its words: Palabre no longer knows it, and "
    "texts of the backup may say it. Ask this person to remove it again. If a removal failed, the log of the server "
    "tells its number."
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
        "removed_names_again": done.carries and not done.has_names_left,
        "closed_again": done.carries or options.close_links,
        **({"names_left": NAMES_LEFT} if done.has_names_left else {}),
        **({"without_files": absent} if absent else {}),
    }
