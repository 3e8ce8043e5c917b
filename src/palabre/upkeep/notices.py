"""Health checks of the server itself."""

from django.utils.translation import gettext_lazy as _

from palabre.upkeep import health_checks
from palabre.upkeep.hooks import register_sign


def register_upkeep_notices() -> None:
    register_sign("database", _("Database"), health_checks.database)
    register_sign("disk", _("Disk"), health_checks.disk)
    register_sign("backup", _("Backups"), health_checks.backup)
    register_sign("clock", _("Clock"), health_checks.clock_sign)
