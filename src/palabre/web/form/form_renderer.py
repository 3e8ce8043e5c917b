"""Display of forms: `{{ field.as_field_group }}` is a label, what went wrong, the field and its help."""

from typing import Any

from django.forms.renderers import TemplatesSetting
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

SELECT, ATTRIBUTES = "django/forms/widgets/select.html", "django/forms/widgets/attrs.html"


class FormRenderer(TemplatesSetting):
    """Django's widgets, and one template of ours around each field.

    Django renders two templates for each choice of a list, which may hold hundreds of persons: ours are only joined.
    """

    form_template_name = "web/form.html"
    field_template_name = "web/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        if template_name != SELECT:
            return super().render(template_name, context, request)
        widget, attributes = context["widget"], SafeString(super().render(ATTRIBUTES, context, request))
        groups = "".join(group_html(name, options) for name, options, _number in widget["optgroups"])
        shape = '<select name="{}" {}>{}\n</select>' if attributes else '<select name="{}"{}>{}\n</select>'
        return format_html(shape, widget["name"], attributes, SafeString(groups))


def group_html(name: str | None, options: list[dict[str, Any]]) -> SafeString:
    rows = ((one["value"], SafeString(" selected" if one["selected"] else ""), one["label"]) for one in options)
    said = format_html_join("", '\n<option value="{}"{}>{}</option>', rows)
    return format_html('\n<optgroup label="{}">{}\n</optgroup>', name, said) if name else said
