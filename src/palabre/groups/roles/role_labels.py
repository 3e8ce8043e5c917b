"""Labels of roles, levels and energies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from palabre.groups.models import Energy, Level, Pledge, Role
from palabre.web.templatetags.text_filters import typeset

if TYPE_CHECKING:
    from palabre.groups.roles.pledges import Place

LOOKED_FOR = {
    Role.CONVENER: _("someone to host the question"),
    Role.CO_CONVENER: _("someone to co-host"),
    Role.COMPANION: _("someone to lend support"),
    Role.CONTRIBUTOR: _("people to contribute"),
    Role.OBSERVER: _("people who follow from afar"),
    Role.LIAISON: _("a contact in the institution"),
    Role.METHODOLOGIST: _("help with the method"),
    "steward": _("someone to look after the community"),
}

# The beginning of the text of a call, for each role.
BEGINNINGS = {
    Role.CONVENER: _("We are looking for someone to host the question."),
    Role.CO_CONVENER: _("We are looking for someone to host the question with us."),
    Role.COMPANION: _("We are looking for someone to lend us support."),
    Role.CONTRIBUTOR: _("We are looking for people to contribute."),
    Role.OBSERVER: _("We welcome people who follow from afar."),
    Role.LIAISON: _("We are looking for a contact in the institution."),
    Role.METHODOLOGIST: _("We are looking for someone to help us with the method."),
}

# The description of a role, when it is chosen or offered.
TO_BE = {
    Role.CONVENER: _("host the question"),
    Role.CO_CONVENER: _("co-host the question"),
    Role.COMPANION: _("lend support without hosting"),
    Role.CONTRIBUTOR: _("contribute"),
    Role.OBSERVER: _("follow from afar"),
    Role.LIAISON: _("be the institution’s contact"),
    Role.METHODOLOGIST: _("help the group with its method"),
}

LEVELS = {
    Level.INFORMED: _("I keep myself informed"),
    Level.HELP: _("I can help"),
    Level.CONTRIBUTE: _("I contribute"),
    Level.CO_CARRY: _("I co-host it"),
    Level.CARRY: _("I host it"),
}

# What one can give, in words that grade nobody.
ENERGIES = {
    Energy.SMALL: _("just to see"),
    Energy.MEDIUM: _("an hour now and then"),
    Energy.LARGE: _("wholeheartedly"),
}

# The level of another person, after their name.
COMES_TO = {
    Level.INFORMED: _("keeps informed"),
    Level.HELP: _("can help"),
    Level.CONTRIBUTE: _("contributes"),
    Level.CO_CARRY: _("offers to co-host it"),
    Level.CARRY: _("offers to host it"),
}

# The level, said to the person.
YOU_COME = {
    Level.INFORMED: _("you keep informed"),
    Level.HELP: _("you can help"),
    Level.CONTRIBUTE: _("you contribute"),
    Level.CO_CARRY: _("you offer to co-host it"),
    Level.CARRY: _("you offer to host it"),
}


def how_she_comes(pledge: Pledge) -> str:
    """“contribue, à fond”; "" if neither was given."""
    return level_in_words(pledge.level, pledge.energy, COMES_TO, unsaid=_("is coming"))


def how_you_come(said: Pledge | Place) -> str:
    """“vous contribuez, à fond”; "" if neither was given."""
    return level_in_words(said.level, said.energy, YOU_COME, unsaid=_("you’re coming"))


def level_in_words(level: str, energy: str, levels: dict[Level, Any], *, unsaid: object) -> str:
    said = [levels[Level(level)] if level else unsaid, *([ENERGIES[Energy(energy)]] if energy else [])]
    return str(typeset(", ".join(str(one) for one in said))) if level or energy else ""
