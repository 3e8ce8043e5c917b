"""Questions about the meaning of words."""

from django.utils.translation import gettext_lazy as _

QUESTIONS = {
    "next_meeting": _("The next meeting?"),
    "meeting": _("A meeting?"),
    "need": _("A need?"),
    "action": _("Something to do?"),
    "decision": _("A decision?"),
    "output": _("Something that the group makes?"),
    "proposal": _("A proposal: what is it?"),
    "not_a_name": _("Too long to be a name: Palabre set it aside."),
}
