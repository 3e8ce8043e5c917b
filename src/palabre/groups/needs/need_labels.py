"""Labels of the kinds, addressees and states of needs."""

from django.utils.translation import gettext_lazy as _

from palabre.groups.models import Addressee, NeedKind
from palabre.groups.needs.need_state import NeedState

KINDS = (
    (NeedKind.PEOPLE, _("people")),
    (NeedKind.ROLE, _("someone in a role")),
    (NeedKind.METHOD, _("a method")),
    (NeedKind.PROVIDER, _("a supplier")),
    (NeedKind.MONEY, _("money")),
    (NeedKind.ROOM, _("a room")),
    (NeedKind.DECISION, _("a decision")),
)
SAID_TO = {
    Addressee.INSTITUTION: _("said to the institution"),
    Addressee.COMMUNITY: _("said to the community"),
    Addressee.GROUP: _("said to another group"),
}
IN_SHORT = {
    NeedState.WAITING: _("waiting for a word"),
    NeedState.IN_HAND: _("somebody is seeing to it"),
    NeedState.ANSWERED: _("answered: it is for the group to say"),
    NeedState.DECLINED: _("a no, with its reason"),
    NeedState.SATISFIED: _("it is all right"),
    NeedState.WITHDRAWN: _("no longer needed"),
}
PARTS = {  # of the board: title and explanation
    NeedState.WAITING: (_("Waiting for a word"), _("Anybody may answer, or only say that it was seen.")),
    NeedState.IN_HAND: (_("Somebody is seeing to it"), _("What is promised first comes first.")),
    NeedState.ANSWERED: (_("Answered"), _("The group has yet to say whether that is enough.")),
    NeedState.DECLINED: (_("A no, and why"), _("Somebody else may still have an idea.")),
}
TO = {
    Addressee.INSTITUTION: _("To the institution"),
    Addressee.COMMUNITY: _("To the community"),
    Addressee.GROUP: _("To another group"),
}
