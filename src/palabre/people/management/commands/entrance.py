"""`palabre manage entrance SPACE "Name"`: print the path by which a person who lost their device comes back in."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from palabre.people.access import keys
from palabre.people.models import Person


class Command(BaseCommand):
    help = (
        "Affiche le chemin par lequel une personne rentre dans son espace, bon un jour. / A way back in, for one day."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("space", help="l’adresse de l’espace / the space's address")
        parser.add_argument("name", help="son nom, tel qu’il est écrit / her name, as it is written")

    def handle(self, *args: Any, **options: Any) -> None:
        living = Person.objects.filter(
            space__slug=options["space"], same_as=None, erased_at=None, put_out_at=None, account=None
        )
        found = list(living.filter(name=options["name"])[:2])
        if len(found) != 1:
            how_many = "Personne" if not found else "Plusieurs personnes"
            raise CommandError(
                f"{how_many} sans compte ne porte ce nom ici. / {len(found) or 'No'} such person without an account."
            )
        self.stdout.write(keys.address_for(found[0]))
