"""The form of a reading list."""

from django.utils.translation import gettext_lazy as _

from palabre.groups.models import Group
from palabre.groups.typed_values import LONGEST
from palabre.web.form.fields import TextField
from palabre.web.form.shown_words import ShownForm


class ReadingForm(ShownForm):
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

    @classmethod
    def said_of(cls, group: Group) -> dict[str, str]:
        """Return the initial values of the fields."""
        return {"to_read": group.to_read} | cls.showing({"to_read": group.to_read})
