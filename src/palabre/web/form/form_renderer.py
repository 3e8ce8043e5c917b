"""Display of forms: `{{ field.as_field_group }}` is a label, what went wrong, the field and its help."""

from typing import Any

from django.forms.renderers import TemplatesSetting

OURS = {"django/forms/widgets/select.html": "web/select.html"}  # Django renders two templates for each choice of a list


class FormRenderer(TemplatesSetting):
    """Django's widgets, and one template of ours around each field."""

    form_template_name = "web/form.html"
    field_template_name = "web/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        return super().render(OURS.get(template_name, template_name), context, request)
