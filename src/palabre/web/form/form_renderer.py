"""Display of forms: `{{ field.as_field_group }}` is a label, what went wrong, the field and its help."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Django's widgets, and one template of ours around each field."""

    form_template_name = "web/form.html"
    field_template_name = "web/field.html"
