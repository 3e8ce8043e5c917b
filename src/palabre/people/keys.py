"""The link by which who looks after the server lets somebody back in, as herself. GET shows, POST enters.

It is for who has lost her device and has no address; nobody else is given one (see links for the others).
"""

from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _

from palabre.people.models import Person
from palabre.refusal import Refusal

SALT = "palabre.people.key"
LIFETIME = 24 * 60 * 60  # seconds


def address_for(person: Person) -> str:
    """Return the path of the link that opens `person`'s space as her, for one day."""
    return reverse("entrance:entrance", args=[signing.dumps(person.pk, salt=SALT, compress=True)])


def holder(token: str) -> Person:
    """Return whose link this is. Raises a Refusal when it is too old or was cut on the way."""
    try:
        number = signing.loads(token, salt=SALT, max_age=LIFETIME)
        return Person.objects.select_related("space").get(pk=number, erased_at=None)
    except (signing.BadSignature, Person.DoesNotExist):
        raise Refusal(
            _("This link no longer works: it is too old, or part of it was lost."),
            instead=_("Ask the person who gave it to you for a new one."),
        ) from None
