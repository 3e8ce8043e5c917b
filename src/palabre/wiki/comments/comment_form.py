"""Forms of a comment on a passage, and of an answer. A guest sends them by a link: they are open to upper slices."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from palabre.pure.quotes import AROUND, Quote
from palabre.web.form.fields import HiddenField, LineField, TextField, due
from palabre.web.form.gesture_form import GestureForm
from palabre.wiki.models.comment import LONGEST_QUOTE, LONGEST_WORDS


class ContextField(HiddenField):
    """The text on one side of the passage, with its blanks. The script sends it."""

    def __init__(self) -> None:
        super().__init__(max_length=4 * AROUND)
        self.strip = False


class AnswerForm(GestureForm):
    """An answer in a thread."""

    heading = _("Answer this comment")
    send = _("Answer")
    leave = _("Back to the page")

    words = due(TextField(rows=4, max_length=LONGEST_WORDS, label=_("Your answer")))


class CommentForm(GestureForm):
    """A comment. With a script, the selected words fill the passage, and their context tells several places apart."""

    heading = _("Comment a passage")
    send = _("Comment")
    promise = _("Those who read the page read it.")
    leave = _("Back to the page")

    quote = due(
        LineField(
            max_length=LONGEST_QUOTE,
            label=_("The passage"),
            help_text=_("Some words of the text, copied or typed as they are."),
        )
    )
    words = due(TextField(rows=4, max_length=LONGEST_WORDS, label=_("Your comment")))
    before = ContextField()
    after = ContextField()


def typed_passage(said: dict[str, Any]) -> Quote:
    return Quote(said["quote"], said["before"], said["after"])
