"""How the journal tells of what stands below it: a space and its organisations."""

from django.utils.translation import gettext_lazy as _

from palabre.journal.sockets import register_kind
from palabre.people.models import Organisation
from palabre.spaces.models import Space


def register() -> None:
    register_kind(Space, word=_("space"), rows=lambda space, person: Space.objects.filter(pk=space.pk))
    register_kind(Organisation, word=_("organisation"))
