"""What is looked for, in the words of the house."""

from django.utils.translation import gettext_lazy as _

from palabre.groups.models import Role

LOOKED_FOR = {
    Role.CONVENER: _("someone to carry the question"),
    Role.CO_CONVENER: _("someone to carry together"),
    Role.COMPANION: _("someone to lend support"),
    Role.CONTRIBUTOR: _("people to contribute"),
    Role.OBSERVER: _("people who follow from afar"),
    Role.LIAISON: _("a contact in the institution"),
    Role.METHODOLOGIST: _("help with the method"),
    "steward": _("someone to look after the community"),
}
