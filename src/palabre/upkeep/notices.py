"""What the server tells of itself."""

from django.utils.translation import gettext_lazy as _

from palabre.upkeep import looking
from palabre.upkeep.sockets import register_sign


def register() -> None:
    register_sign("database", _("Database"), looking.database)
    register_sign("disk", _("Disk"), looking.disk)
    register_sign("backup", _("Backups"), looking.backup)
    register_sign("clock", _("Clock"), looking.hour)
