"""Inputs that are joined without templates are those that Django writes."""

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from palabre.web.form.form_renderer import FormRenderer

ODD = {
    "title": "« l’un » & 'l'autre' <b>",
    "required": True,
    "disabled": False,
    "min": 3,
    "data-safe": SafeString("&amp;"),
}
WIDGETS = [
    *(forms.TextInput, forms.NumberInput, forms.EmailInput, forms.URLInput, forms.DateInput, forms.TimeInput),
    *(forms.HiddenInput, forms.CheckboxInput),
]


@pytest.mark.parametrize("widget", WIDGETS)
@pytest.mark.parametrize("value", [None, "", "a\"<'&", 12, True, SafeString("<i>")])
def test_an_input_is_the_one_of_django(widget, value):
    attributes = ODD | {"placeholder": _("address")}

    ours, djangos = (
        widget(attributes).render("a&b", value, renderer=one()) for one in (FormRenderer, TemplatesSetting)
    )

    assert ours == djangos
    assert isinstance(ours, SafeString)


@pytest.mark.parametrize("has_label", [True, False])
def test_a_choice_is_the_one_of_django(has_label):
    rows = [(1, "Une <b>"), ("d&", _("address"))]

    ours, djangos = (
        [tick.tag(has_label) for tick in Ticks(rows, renderer=one())["ticks"]]
        for one in (FormRenderer, TemplatesSetting)
    )

    assert ours == djangos


class Ticks(forms.Form):
    ticks = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)

    def __init__(self, rows, **options):
        super().__init__(initial={"ticks": [1]}, **options)
        self.fields["ticks"].choices = rows
