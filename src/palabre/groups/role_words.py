"""Roles, levels and energies, in the words of the house."""

from django.utils.translation import gettext_lazy as _

from palabre.groups.models import Energy, Level, Pledge, Role
from palabre.web.templatetags.words import typeset

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

# What a call begins with, for each role.
BEGINNINGS = {
    Role.CONVENER: _("We are looking for someone to carry the question."),
    Role.CO_CONVENER: _("We are looking for someone to carry the question with us."),
    Role.COMPANION: _("We are looking for someone to lend us support."),
    Role.CONTRIBUTOR: _("We are looking for people to contribute."),
    Role.OBSERVER: _("We welcome people who follow from afar."),
    Role.LIAISON: _("We are looking for a contact in the institution."),
    Role.METHODOLOGIST: _("We are looking for someone to help us with the method."),
}

# What a role is, as it is chosen or proposed.
TO_BE = {
    Role.CONVENER: _("carry the question"),
    Role.CO_CONVENER: _("carry the question with others"),
    Role.COMPANION: _("lend support without carrying"),
    Role.CONTRIBUTOR: _("contribute"),
    Role.OBSERVER: _("follow from afar"),
    Role.LIAISON: _("be the institution’s contact"),
    Role.METHODOLOGIST: _("help the group with its method"),
}

LEVELS = {
    Level.INFORMED: _("I keep myself informed"),
    Level.HELP: _("I can help"),
    Level.CONTRIBUTE: _("I contribute"),
    Level.CO_CARRY: _("I carry it with others"),
    Level.CARRY: _("I carry it"),
}

ENERGIES = {
    Energy.SMALL: _("a little"),
    Energy.MEDIUM: _("medium"),
    Energy.LARGE: _("a lot"),
}

# The same of somebody else, after her name.
COMES_TO = {
    Level.INFORMED: _("keeps informed"),
    Level.HELP: _("can help"),
    Level.CONTRIBUTE: _("contributes"),
    Level.CO_CARRY: _("offers to carry it with others"),
    Level.CARRY: _("offers to carry it"),
}

WITH_ENERGY = {
    Energy.SMALL: _("with a little energy"),
    Energy.MEDIUM: _("with medium energy"),
    Energy.LARGE: _("with a lot of energy"),
}


def how_she_comes(pledge: Pledge) -> str:
    """« contribue, avec une grande énergie » ; "" where she said nothing of it"""
    said = [COMES_TO[Level(pledge.level)]] if pledge.level else [_("is coming")]
    said += [WITH_ENERGY[Energy(pledge.energy)]] if pledge.energy else []
    return str(typeset(", ".join(str(one) for one in said))) if pledge.level or pledge.energy else ""
