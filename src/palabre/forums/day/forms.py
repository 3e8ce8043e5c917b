"""The form of another code for a day."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.web.form.fields import HiddenField
from palabre.web.form.gesture_form import GestureForm


class NewCodeForm(GestureForm):
    """Change the code of the day: `former` is the one that the page showed."""

    heading = gettext_lazy("Change the code")
    lead = gettext_lazy("The code went further than the hall? Another one takes its place.")
    send = gettext_lazy("Change the code")
    leave = gettext_lazy("Keep this code")
    kicker = gettext_lazy("Forum")

    former = HiddenField()

    def __init__(self, *args: Any, is_of_hall: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        cut = (
            _("Phones that came by this code read nothing until they type the new one. Palabre does not count them."),
            _("A computer of the newsroom types its letters again. What is begun there stays."),
        )
        self.then = (
            *(cut if is_of_hall else ()),
            _("The pages of members and their projector show the new code at once."),
            _("The squares already printed open nothing: print them again, or tell the code."),
            _("The present code cannot be brought back: it is known."),
        )
