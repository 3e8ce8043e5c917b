"""Forms of the actions to take: who else takes one, and by when."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from palabre.groups.typed_values import LONGEST_LINE
from palabre.people.guests import VisitorForm
from palabre.web.form.fields import HiddenField, LineField


class TakingForm(VisitorForm):
    """A gesture on one action, which its button says, and the words of some of them."""

    gesture = HiddenField()
    words = LineField(max_length=LONGEST_LINE, required=False)


class WhoElseForm(TakingForm):
    """The companions of whoever takes an action, or the person asked to."""

    words = LineField(label=_("Who else?"), max_length=LONGEST_LINE, required=False)


class ByWhenForm(TakingForm):
    """The deadline of an action, in words."""

    words = LineField(label=_("By when, in words"), max_length=LONGEST_LINE, required=False)
