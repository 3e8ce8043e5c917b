"""The form of a reading list."""

from django.utils.translation import gettext_lazy as _

from palabre.groups.typed_values import LONGEST
from palabre.web.form.fields import TextField
from palabre.web.form.gesture_form import GestureForm


class ReadingForm(GestureForm):
    """The lines of a reading list."""

    heading = _("Worth reading")
    kicker = _("Group")
    send = _("Keep this list")
    promise = _("You can undo it.")

    to_read = TextField(
        rows=6,
        label=_("One line for each: a title, a link, or both"),
        max_length=LONGEST,
        required=False,
        help_text=_("For a file, attach it to a page, then copy its address here."),
    )
