"""Bring the data folder up to this version: the database's migrations, then the static files."""

import django
from django.conf import settings
from django.core.management import call_command


def main() -> None:
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    if not settings.DEBUG:
        call_command("collectstatic", interactive=False, verbosity=0)


if __name__ == "__main__":
    main()
