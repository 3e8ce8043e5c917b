"""Display of forms: `{{ field.as_field_group }}` is a label, what went wrong, the field and its help."""

import html
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString

SELECT = "django/forms/widgets/select.html"
INPUTS = {
    f"django/forms/widgets/{kind}.html"
    for kind in ("text", "number", "email", "url", "date", "time", "hidden", "checkbox", "checkbox_option")
}


class FormRenderer(TemplatesSetting):
    """Django's widgets, and one template of ours around each field.

    Django renders two templates for each choice of a list, which may hold hundreds of persons, and three for an
    input: ours are only joined.
    """

    form_template_name = "web/form.html"
    field_template_name = "web/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        widget = context.get("widget", {})
        if template_name in INPUTS and not widget.get("wrap_label"):
            return input_html(widget)
        if template_name != SELECT:
            return super().render(template_name, context, request)
        attributes = attributes_html(widget["attrs"])
        groups = "".join(group_html(name, options) for name, options, _number in widget["optgroups"])
        shape = '<select name="{}" {}>{}\n</select>' if attributes else '<select name="{}"{}>{}\n</select>'
        return format_html(shape, widget["name"], attributes, SafeString(groups))


def group_html(name: str | None, options: list[dict[str, Any]]) -> SafeString:
    said = SafeString("".join(map(option_html, options)))
    return format_html('\n<optgroup label="{}">{}\n</optgroup>', name, said) if name else said


def option_html(option: dict[str, Any]) -> str:
    """Return the HTML of one choice. Django’s `format_html` takes six times as long, for hundreds of persons."""
    selected = " selected" if option["selected"] else ""
    return f'\n<option value="{escaped(option["value"])}"{selected}>{escaped(option["label"])}</option>'


def input_html(widget: dict[str, Any]) -> SafeString:
    """Return the HTML of one input, as Django’s template `input.html` writes it."""
    value = "" if widget["value"] is None else f' value="{escaped(widget["value"])}"'
    kind, name = escaped(widget["type"]), escaped(widget["name"])
    return SafeString(f'<input type="{kind}" name="{name}"{value}{attributes_html(widget["attrs"])}>')


def attributes_html(attributes: dict[str, Any]) -> SafeString:
    """Return attributes as Django’s template `attrs.html` writes them: True stands alone, False is left out."""
    said = ((escaped(name), value) for name, value in attributes.items() if value is not False)
    return SafeString("".join(f" {name}" if value is True else f' {name}="{escaped(value)}"' for name, value in said))


def escaped(said: Any) -> str:
    """Return these words as `conditional_escape` does: what is safe already stays as it is."""
    words = str(said) if isinstance(said, Promise) else said
    return str(words.__html__()) if hasattr(words, "__html__") else html.escape(str(words))
