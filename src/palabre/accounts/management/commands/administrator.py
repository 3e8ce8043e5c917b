"""Let an address look after the server."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from palabre.accounts.models import Account


class Command(BaseCommand):
    help = "Let the account of this address look after the server: it reads the codes that no message brought."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"« {email} » n’est pas une adresse. / is not an address.") from None
        account = Account.objects.at(email) or Account.objects.open(email)
        account.may_look_after_the_instance()
        self.stdout.write(account.email)
