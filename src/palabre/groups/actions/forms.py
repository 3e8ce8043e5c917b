"""Forms of actions: which ones are shown, taking one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from palabre.groups.models import Group
from palabre.web.form.gesture_form import GestureForm
from palabre.web.templatetags.text_filters import typeset


class ActionsForm(GestureForm):
    """The group whose actions are shown, among `groups`, and the page."""

    group = forms.IntegerField(label=_("Of which group"), required=False, widget=forms.Select)
    page = forms.IntegerField(required=False)

    def __init__(self, *args: Any, groups: Iterable[Group] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        titles = [(one.pk, Truncator(typeset(one.title)).chars(70)) for one in groups]
        self.fields["group"].widget.choices = [("", _("Of all the groups")), *titles]


class TakingForm(GestureForm):
    """The consent to take care of an action: it asks for nothing."""

    heading = send = _("I’ll take care of it")
    kicker = _("To do")
    promise = _("You can hand it back at any time, no reason needed.")
