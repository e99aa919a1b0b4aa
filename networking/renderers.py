"""How a field is drawn: the Bootstrap Italia way, once, so that no template writes `<input>`."""

from django.forms.renderers import TemplatesSetting


class BootstrapItaliaRenderer(TemplatesSetting):
    """Forms and fields from `templates/forms/`, widgets from `templates/django/forms/widgets/`."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
